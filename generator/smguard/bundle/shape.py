"""What Python writes and the Rego reads under data.smguard: the one definition of data.json.

`to_json` and `json_schema` follow the fields, so neither can differ from them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

Names = Mapping[str, bool]
"""A set: members are looked up faster than a list is searched."""

Condition = Mapping[str, Mapping[str, str | Sequence[str]]]
"""A Condition block in IAM's own language."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Strings by which a statement is known to touch the service: `others` is set where other services are known.

    `key` is one of the catalog's keys, by which it is known that the keys are loaded.
    """

    prefix: str
    service: str
    wildcard: str
    key: str
    others: bool | None = None


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action: its name as AWS spells it, the type it acts on (or "*"), its keys, and what no request fulfils."""

    name: str
    resource: str
    keys: Names
    never: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A condition key; `absent` says by lower-case action, or "*", what it means that the key is absent."""

    type: str
    scope: str
    presence: str
    control: str
    multivalued: bool
    absent: Mapping[str, str]
    fresh: Sequence[str]
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Others:
    """Other services: all their actions, and by prefix their names in one string, each between line feeds."""

    actions: Names
    services: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CatalogData:
    """The service's actions and keys; names are lower-case with their prefix.

    `prefixes` has, for each string that a name begins with, the whole name included, the names that begin with it.
    """

    date: str
    marks: Marks
    names: Sequence[str]
    prefixes: Mapping[str, Names]
    actions: Mapping[str, ActionFacts]
    keys: Mapping[str, KeyFacts]
    others: Others | None = None


@dataclass(frozen=True, slots=True)
class WaiverData:
    """An exception; `until` is in nanoseconds since 1970."""

    document: str
    sid: str
    reason: str
    owner: str
    expires: str
    until: int


@dataclass(frozen=True, slots=True)
class OrganizationData:
    """What the organisation decides for every rule; `input` is the severity of findings about input itself."""

    fail_on: str
    input: Mapping[str, str]
    waivers: Mapping[str, Sequence[WaiverData]]


@dataclass(frozen=True, slots=True)
class Region:
    """The requests that a rule forbids: smguard.lib.search.request says what each member means."""

    spelled: Sequence[int]
    open: bool
    outside: Sequence[str]
    principals: str | None = field(metadata={"null": True})
    accounts: Sequence[str]
    guards: Sequence[Condition]
    reach: str
    unscoped: bool
    escape: Mapping[str, str] | None = field(metadata={"null": True})


@dataclass(frozen=True, slots=True)
class Report:
    """What a rule's findings have in common."""

    rule: str
    severity: str
    title: str
    message: str
    remediation: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleData:
    """A rule that judges; `taken` is what it takes of organization.yaml, for those who compare bundles.

    Where a rule of `implied_by` has a finding in the same statement, the two have one cause.
    """

    actions: Sequence[str]
    names: Sequence[str]
    parameters: Mapping[str, Any]
    taken: Mapping[str, Any]
    region: Region
    report: Report
    variants: Mapping[str, Report]
    implied_by: Sequence[str]


@dataclass(frozen=True, slots=True)
class Index:
    """Which rules have something to say of a document, by its type: of an action, or of what else it holds."""

    actions: Mapping[str, Mapping[str, Sequence[str]]]
    exceptions: Mapping[str, Sequence[str]]
    patterns: Mapping[str, Sequence[str]]
    conditions: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Described:
    """How a decision names its bundle: the revision, and the digests of catalogs and rules."""

    revision: str
    catalog: str
    rules: str


@dataclass(frozen=True, slots=True)
class BundleData:
    """The document under data.smguard; `inactive` are rules with the parameters that organization.yaml lacks.

    A bundle's data.json also has what it is (`bundle`), and which Rego it was made for (`made_for`).
    """

    catalog: CatalogData
    organization: OrganizationData
    rulebook: Mapping[str, RuleData]
    index: Index
    inactive: Mapping[str, Sequence[str]]
    bundle: Described | None = None
    made_for: str | None = None


def to_json(value: Any) -> Any:
    """A value of these classes as JSON has it; a member that is not set is left out, unless null is its meaning."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: to_json(member)
            for one in fields(value)
            if (member := getattr(value, one.name)) is not None or one.metadata.get("null")
        }
    if isinstance(value, Mapping):
        return {name: to_json(member) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_json(member) for member in value]
    return value


def json_schema(kind: Any = BundleData) -> dict[str, Any]:
    """The JSON Schema of what `to_json` makes of a value of this type."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = fields(kind)
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [one.name for one in known if one.default is MISSING],
            "properties": {one.name: json_schema(hints[one.name]) for one in known},
        }
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return {"anyOf": [json_schema(part) for part in parts]}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": json_schema(parts[1])}
    if origin is Sequence:
        return {"type": "array", "items": json_schema(parts[0])}
    return {} if kind is Any else {"type": _TYPES[kind]}


_TYPES: Mapping[Any, str] = {str: "string", bool: "boolean", int: "integer", NoneType: "null"}
