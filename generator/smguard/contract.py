"""The decision's contract that callers, generator and Rego share: its words and its shape, written nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

SEVERITIES = ("critical", "high", "medium", "low")
"""The gravest first."""

POLICY_TYPES = ("identity", "resource", "scp", "rcp", "boundary", "other")


@dataclass(frozen=True, slots=True)
class InputRule:
    """What is reported about an input itself. It cannot be switched off, and its severity can only be raised."""

    rule: str
    severity: str
    title: str
    remediation: str
    url: str


UNREADABLE = InputRule(
    rule="SM-INPUT",
    severity="critical",
    title="Input that cannot be judged",
    remediation="Provide an IAM policy document that AWS accepts, an envelope with one, or a set of envelopes.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
)

UNRESOLVED = InputRule(
    rule="SM-INPUT-UNRESOLVED",
    severity="medium",
    title="Policy with an unknown part",
    remediation="Check the policy again after the template tool has filled it in.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
)

INPUT_RULES = (UNREADABLE, UNRESOLVED)

UNDESCRIBED = {"revision": "", "catalog": "", "rules": ""}
"""How a decision describes a bundle that does not describe itself."""


class Location(TypedDict):
    """A place in the user's file; line and column count from 1 and are None where unknown."""

    file: str
    line: int | None
    column: int | None


class Witness(TypedDict):
    """A request that the document allows and the rule forbids; a key not in the context is absent."""

    action: str
    resource: str
    principal: NotRequired[str]
    context: dict[str, str | list[str]]


class Waiver(TypedDict):
    """The exception that covers a finding."""

    reason: str
    owner: str
    expires: str


class Finding(TypedDict):
    """One violation; `path` leads to it inside its document, `location` (once merged) in the user's file.

    `proven` is false where the search gave up: there is no witness then, and the finding is one severity lower.
    `found_by` is "prover" where the rule was silent and `check --prove` found a request; `part_of` is the rule of a
    graver finding in the same statement that has the same cause.
    """

    rule: str
    severity: str
    title: str
    message: str
    remediation: str
    url: str
    document: str
    policy_type: str
    path: list[str | int]
    sid: str
    actions: list[str]
    resources: list[str]
    witness: NotRequired[Witness]
    proven: NotRequired[Literal[False]]
    waiver: NotRequired[Waiver]
    found_by: NotRequired[Literal["prover"]]
    part_of: NotRequired[str]
    location: NotRequired[Location]


class Unresolved(TypedDict):
    """A part of a document that is not known yet, or in `check` a file that cannot be read, and why."""

    document: str
    reason: str
    location: NotRequired[Location]


class UndecidedError(TypedDict):
    """A rule for which nothing was proven, and the bound that was hit."""

    rule: str
    reason: str


class Proof(TypedDict):
    """The rules that a document is proven clean for, and those for which that is not decided."""

    document: str
    clean: list[str]
    undecided: list[UndecidedError]


class Summary(TypedDict):
    """Counts: documents and statements judged, findings for each severity, findings waived."""

    documents: int
    statements: int
    findings: dict[str, int]
    waived: int


class Decision(TypedDict):
    """The contract with every caller; `check` adds `proof`, and a `location` to what it lists."""

    allow: bool
    findings: list[Finding]
    unresolved: list[Unresolved]
    summary: Summary
    bundle: dict[str, str]
    proof: NotRequired[list[Proof]]


_WORDS: Mapping[str, Mapping[str, Any]] = {
    "severity": {"enum": list(SEVERITIES)},
    "policy_type": {"enum": [*POLICY_TYPES, ""], "description": "Empty where no document could be read."},
    "rule": {"type": "string", "pattern": "^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$"},
    "url": {"type": "string", "pattern": "^https://"},
    "bundle": {
        "description": "Which bundle judged; empty strings where it does not say.",
        "type": "object",
        "additionalProperties": False,
        "required": list(UNDESCRIBED),
        "properties": {name: {"type": "string"} for name in UNDESCRIBED},
    },
}
"""What the types of these members do not say."""

_COUNTS = {
    "type": "object",
    "additionalProperties": False,
    "required": list(SEVERITIES),
    "properties": {severity: {"type": "integer", "minimum": 0} for severity in SEVERITIES},
}
_TYPES: Mapping[Any, Mapping[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    NoneType: {"type": "null"},
}
_CHECK_ONLY = frozenset({"location", "proof", "found_by"})


def decision_schema(checked: bool = False) -> dict[str, Any]:
    """The JSON Schema of a decision: as OPA and the engines give it, or as `smguard check` completes it."""
    said = "smguard check --format json" if checked else "data.smguard.decision"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The decision of {said}",
        **_schema(Decision, checked),
    }


def _schema(kind: Any, checked: bool) -> dict[str, Any]:
    if is_typeddict(kind):
        known = get_type_hints(kind, include_extras=True)
        hints = {name: hint for name, hint in known.items() if checked or name not in _CHECK_ONLY}
        required = [name for name, hint in hints.items() if name == "location" or get_origin(hint) is not NotRequired]
        return {
            "description": " ".join((kind.__doc__ or "").split()),
            "type": "object",
            "additionalProperties": False,
            "required": required,
            "properties": {name: dict(_WORDS.get(name) or _schema(hint, checked)) for name, hint in hints.items()},
        }
    origin, parts = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return _schema(parts[0], checked)
    if origin is Literal:
        return {"const": parts[0]}
    if origin is UnionType:
        return {"anyOf": [_schema(part, checked) for part in parts]}
    if origin is list:
        return {"type": "array", "items": _schema(parts[0], checked)}
    if origin is dict:
        return (
            dict(_COUNTS) if parts[1] is int else {"type": "object", "additionalProperties": _schema(parts[1], checked)}
        )
    return dict(_TYPES[kind])
