"""A policy document as the judge reads it: statements of patterns, principals and conditions.

Source: IAM User Guide, "IAM JSON policy elements reference". What cannot be read raises UndecidedError: the judge has
no opinion on a document that AWS would refuse.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.prove.form import UndecidedError
from smguard.prove.operator import Entry, entry
from smguard.prove.pattern import Glob, Reading, Tokens, Variable, fields, machine, tokens

_ELEMENTS = frozenset(
    {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
)
_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")


@dataclass(frozen=True, slots=True)
class Principal:
    """A principal that a document names: its kind ("AWS", …) and name, "*" for anyone of the kind."""

    kind: str
    name: str

    @property
    def anyone(self) -> bool:
        """Does it stand for everybody?"""
        return self.kind == "AWS" and self.name == "*"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `elements` are the names that it has, `principals` None where it names none."""

    index: int
    sid: str
    allow: bool
    elements: frozenset[str]
    actions: tuple[Glob, ...]
    not_actions: bool
    resources: tuple[str, ...]
    patterns: tuple[Tokens, ...]
    not_resources: bool
    principals: tuple[Principal, ...] | None
    not_principals: bool
    entries: tuple[Entry, ...]

    @property
    def reading(self) -> Reading:
        """How its resources are compared: an Allow reaches what it could, a Deny what it certainly does."""
        return "could" if self.allow != self.not_resources else "sure"

    def names(self, action: str) -> bool:
        """Does it speak of the action (in lower case)?"""
        return any(pattern.matches(action) for pattern in self.actions) != self.not_actions


@dataclass(frozen=True, slots=True)
class Policy:
    """A document that was read; `is_list`: its Statement is a list. `texts` are all its texts, in lower case."""

    statements: tuple[Statement, ...]
    is_resource: bool
    is_list: bool
    version_2012: bool
    texts: tuple[str, ...]
    content: str


def read(document: object, policy_type: str | None = None, judged_alone: bool = False) -> Policy:
    """The document's statements. Raises UndecidedError for what IAM would refuse.

    judged_alone: nothing says that it is a secret's policy. Then a statement with principals and without a resource
    belongs to a role's trust policy, and is left out.
    """
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            raise UndecidedError("the document is not JSON") from None
    if not isinstance(document, dict) or set(document) - {"Version", "Id", "Statement"}:
        raise UndecidedError("the document has other elements than Version, Id and Statement")
    version = document.get("Version", "2008-10-17")
    if version not in ("2008-10-17", "2012-10-17"):
        raise UndecidedError(f"the document has version {version!r}")
    listed = document.get("Statement")
    given = listed if isinstance(listed, list) else [listed]
    raw: list[dict[str, Any]] = [each for each in given if isinstance(each, dict)]
    if len(raw) != len(given):
        raise UndecidedError("a statement is not an object")
    is_resource = any("Principal" in each or "NotPrincipal" in each for each in raw)
    if policy_type is not None and policy_type != "other" and (policy_type in ("resource", "rcp")) != is_resource:
        raise UndecidedError("principals and the type of the policy do not go together")
    new = version == "2012-10-17"
    texts = tuple(text.lower() for text in _every_text(document))
    kept = [
        (n, each)
        for n, each in enumerate(raw)
        if not (judged_alone and is_resource and not {"Resource", "NotResource"} & set(each))
    ]
    statements = tuple(_statement(n, each, new, is_resource) for n, each in kept)
    return Policy(statements, is_resource, isinstance(listed, list), new, texts, json.dumps(document))


def _every_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _every_text(each)
    elif isinstance(value, list):
        for each in value:
            yield from _every_text(each)


def _statement(index: int, raw: Mapping[str, Any], new: bool, is_resource: bool) -> Statement:
    unknown = set(raw) - _ELEMENTS
    if unknown or raw.get("Effect") not in ("Allow", "Deny"):
        raise UndecidedError(f"a statement has {', '.join(sorted(unknown)) or 'no Effect that is known'}")
    allow = raw["Effect"] == "Allow"
    action, not_actions = _either(raw, "Action")
    # Not every part of IAM accepts a wildcard for the service: it widens an Allow, and never a Deny.
    names = [name.lower() for name in _texts(action)]
    names = [name for name in names if allow != not_actions or not _doubtful(name)]
    resource, not_resources = ("*", False)
    if not is_resource or {"Resource", "NotResource"} & set(raw):
        resource, not_resources = _either(raw, "Resource")
    resources = tuple(_texts(resource))
    principals, not_principals = None, False
    if is_resource:
        element, not_principals = _either(raw, "Principal")
        principals = _principals(element)
    return Statement(
        index,
        str(raw.get("Sid", "")),
        allow,
        frozenset(raw),
        tuple(machine(tokens(name, variables=False)) for name in names),
        not_actions,
        resources,
        tuple(each for text in resources for each in _patterns(text, new, allow != not_resources, is_resource)),
        not_resources,
        principals,
        not_principals,
        tuple(_entries(raw.get("Condition", {}), new, allow)),
    )


def _patterns(text: str, new: bool, widens: bool, is_resource: bool) -> Iterator[Tokens]:
    """The patterns of one text of a Resource or NotResource element: all that AWS could read, or certainly reads.

    AWS fills an incomplete ARN of an identity policy up with *. Variables before the fifth colon are literal, and no
    resource has one there.
    """
    whole = None if is_resource else _filled_up(text)
    begun = None if is_resource or fields(text) > 5 else _filled_up(text.rstrip(":"))
    if widens:
        yield from (tokens(each, new) for each in dict.fromkeys((text, whole, begun)) if each is not None)
        return
    certain = tokens(whole or text, new)
    colons = 0
    for each in certain:
        colons += each == ":"
        if isinstance(each, Variable) and colons < 5:
            return
    yield certain


def _filled_up(text: str) -> str | None:
    """The pattern with * for the fields of an ARN that it lacks; None if a * at its end does, or it begins no ARN."""
    begins = machine(tokens(text.partition(":")[0].lower(), variables=False)).matches("arn")
    if fields(text) > 5 or text.endswith("*") or not begins:
        return None
    return text + ":*" * (6 - fields(text))


def _doubtful(action: str) -> bool:
    service = action.partition(":")[0]
    return action not in ("*", "*:*") and ("*" in service or "?" in service)


def _either(raw: Mapping[str, Any], name: str) -> tuple[Any, bool]:
    if (name in raw) == (f"Not{name}" in raw):
        raise UndecidedError(f"a statement has both {name} and Not{name}, or neither")
    return (raw[name], False) if name in raw else (raw[f"Not{name}"], True)


def _texts(value: object) -> Sequence[str]:
    given = value if isinstance(value, list) else [value]
    texts = [text for text in given if isinstance(text, str) and text]
    if not texts or len(texts) != len(given):
        raise UndecidedError("an element is no string and no list of strings")
    return texts


def _principals(element: object) -> tuple[Principal, ...]:
    if element == "*":
        return (Principal("AWS", "*"),)
    if not isinstance(element, dict) or not element or set(element) - set(_KINDS):
        raise UndecidedError("a principal is not of a known kind")
    listed = tuple(Principal(kind, name) for kind in element for name in _texts(element[kind]))
    for each in listed:
        if each.name != "*" and re.search(r"[*?]", each.name):
            raise UndecidedError("a principal has a wildcard inside")
        if each.kind == "AWS" and not re.fullmatch(r"\*|[0-9]{12}|arn:[^:]*:(?:iam|sts)::[0-9]{12}:.+", each.name):
            raise UndecidedError("a principal is none of AWS")
    return listed


def _entries(element: object, new: bool, allow: bool) -> Iterator[Entry]:
    if not isinstance(element, dict):
        raise UndecidedError("a Condition is not an object")
    for name, block in element.items():
        if not isinstance(block, dict):
            raise UndecidedError("a condition operator has no keys")
        for key, value in block.items():
            listed = value if isinstance(value, list) else [value]
            yield entry(name, key, tuple(_scalar(each) for each in listed), new, allow)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise UndecidedError("a value of a condition is no string, number or boolean")
