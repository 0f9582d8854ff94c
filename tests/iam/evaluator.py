"""Does one policy document allow one concrete request? The exact evaluation of IAM, for a single document.

A request is {"action", "resource", "principal"?, "context"}: the resource is an ARN, or "*" for an action
without resource type; principal is who asks, needed when the document is a resource policy; context maps
keys to a text or a list of texts, and a key that it lacks is absent.

Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements reference".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from iam.operators import Condition, condition
from iam.patterns import Context, Malformed, Part, certainly_matches, could_match, filled_up, matches, parse
from iam.principals import Principal, asking, excepted, included, read_principals

__all__ = ["Malformed", "Policy", "Statement", "allows", "context_of", "granting", "read"]

_ELEMENTS = {
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"),
    *("Resource", "NotResource", "Condition"),
}


@dataclass(frozen=True, slots=True)
class Element:
    """Patterns, and whether the element names what is meant or (Not…) what is not."""

    parts: tuple[tuple[Part, ...], ...]
    negated: bool

    def has(self, text: str, context: Context) -> bool:
        """Is the text meant?"""
        return any(matches(parts, text, context) for parts in self.parts) != self.negated


@dataclass(frozen=True, slots=True)
class Resources:
    """Patterns of resources, all that AWS could read in them and what it certainly reads; negated: NotResource."""

    possible: tuple[tuple[Part, ...], ...]
    certain: tuple[tuple[Part, ...], ...]
    negated: bool

    def could_have(self, text: str, context: Context) -> bool:
        """Is the text meant in some reading of IAM?"""
        if self.negated:
            return not any(certainly_matches(parts, text, context) for parts in self.certain)
        return any(could_match(parts, text, context) for parts in self.possible)

    def certainly_has(self, text: str, context: Context) -> bool:
        """Is the text meant in every reading of IAM, also one in which a * stays within a segment of an ARN?"""
        if self.negated:
            return not any(could_match(parts, text, context) for parts in self.possible)
        return any(certainly_matches(parts, text, context) for parts in self.certain)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; principals is None in an identity policy."""

    index: int
    allow: bool
    actions: Element
    resources: Resources
    principals: tuple[Principal, ...] | None
    not_principals: bool
    conditions: tuple[Condition, ...]

    def matches(self, action: str, resource: str, who: Principal | None, context: Context) -> bool:
        """Does it speak of this request? The action is in lower case."""
        return (
            self.actions.has(action, {})
            and (self.resources.could_have if self.allow else self.resources.certainly_has)(resource, context)
            and self._speaks_of(who)
            and all(each.holds(context) for each in self.conditions)
        )

    def _speaks_of(self, who: Principal | None) -> bool:
        if self.principals is None:
            return True
        if who is None:
            raise ValueError("a resource policy is asked by somebody: the request needs a principal")
        if self.not_principals:
            return not any(excepted(listed, who) for listed in self.principals)
        return any(included(listed, who) for listed in self.principals)


@dataclass(frozen=True, slots=True)
class Policy:
    """A document that was read; is_resource: it says who may ask."""

    statements: tuple[Statement, ...]
    is_resource: bool


def allows(document: Mapping[str, object] | Policy, request: Mapping[str, object]) -> bool:
    """Does an Allow match the request and no Deny? Raises Malformed for a document that IAM would refuse."""
    return bool(granting(document, request))


def granting(document: Mapping[str, object] | Policy, request: Mapping[str, object]) -> list[Statement]:
    """The Allow statements that match the request; none if a Deny does."""
    policy = document if isinstance(document, Policy) else read(document)
    action, resource = str(request["action"]).lower(), str(request["resource"])
    context = context_of(request)
    principal = request.get("principal")
    who = asking(principal) if isinstance(principal, str) and policy.is_resource else None
    found = [each for each in policy.statements if each.matches(action, resource, who, context)]
    return found if all(each.allow for each in found) else []


def context_of(request: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The request's context with keys in lower case and values as tuples. Raises ValueError."""
    context: dict[str, tuple[str, ...]] = {}
    given = request.get("context", {})
    if not isinstance(given, dict):
        raise ValueError(f"no context: {given!r}")
    for key, value in given.items():
        values = value if isinstance(value, list) else [value]
        if key.lower() in context or not all(isinstance(each, str) for each in values):
            raise ValueError(f"no context: {key}: {value!r}")
        context[key.lower()] = tuple(values)
    return context


def read(document: object) -> Policy:
    """The document's statements. Raises Malformed for what IAM would refuse."""
    if not isinstance(document, dict) or set(document) - {"Version", "Id", "Statement"}:
        raise Malformed("a document has Version, Id and Statement only")
    version = document.get("Version", "2008-10-17")
    if version not in ("2008-10-17", "2012-10-17"):
        raise Malformed(f"no version: {version!r}")
    listed = document.get("Statement")
    given = listed if isinstance(listed, list) else [listed]
    raw: list[dict[str, object]] = [each for each in given if isinstance(each, dict)]
    if len(raw) != len(given):
        raise Malformed("a statement is an object")
    is_resource = any("Principal" in each or "NotPrincipal" in each for each in raw)
    statements = [_statement(n, each, version == "2012-10-17", is_resource) for n, each in enumerate(raw)]
    return Policy(tuple(statements), is_resource)


def _statement(index: int, raw: Mapping[str, object], version_2012: bool, is_resource: bool) -> Statement:
    unknown = set(raw) - _ELEMENTS
    if unknown or raw.get("Effect") not in ("Allow", "Deny"):
        raise Malformed(f"no statement: {sorted(unknown)}, Effect {raw.get('Effect')!r}")
    allow = raw["Effect"] == "Allow"
    action, not_action = _one(raw, "Action")
    texts = [text.lower() for text in _texts(action)]
    # Not every part of IAM takes a wildcard for the service: it widens an Allow, and never a Deny.
    actions = [text for text in texts if allow != not_action or not _doubtful(text)]
    resource, not_resource = _one(raw, "Resource")
    principals, not_principals = None, False
    if is_resource:
        element, not_principals = _one(raw, "Principal")
        principals = read_principals(element)
    return Statement(
        index,
        allow,
        Element(tuple(parse(text, variables=False) for text in actions), not_action),
        _resources(_texts(resource), version_2012, not_resource, is_resource),
        principals,
        not_principals,
        tuple(_conditions(raw.get("Condition", {}), version_2012, allow)),
    )


def _resources(texts: Sequence[str], version_2012: bool, negated: bool, is_resource: bool) -> Resources:
    """The patterns; those of an identity's policy are filled up, which may not be all that they mean."""
    whole = {text: None if is_resource else filled_up(text) for text in texts}
    begun = [None if is_resource else filled_up(text.rstrip(":")) for text in texts if text.count(":") < 5]
    possible = [*texts, *(text for text in (*whole.values(), *begun) if text)]
    certain = [whole[text] or text for text in texts]
    return Resources(
        tuple(parse(text, version_2012) for text in possible),
        tuple(parse(text, version_2012) for text in certain),
        negated,
    )


def _one(raw: Mapping[str, object], name: str) -> tuple[object, bool]:
    """The value of the element or of its Not… form, and which it is."""
    if (name in raw) == (f"Not{name}" in raw):
        raise Malformed(f"a statement has either {name} or Not{name}")
    return (raw[name], False) if name in raw else (raw[f"Not{name}"], True)


def _doubtful(action: str) -> bool:
    """Does the pattern have a wildcard for the service, and is it not just * ?"""
    return action != "*" and any(wild in action.partition(":")[0] for wild in "*?")


def _texts(value: object) -> Sequence[str]:
    given = value if isinstance(value, list) else [value]
    texts = [text for text in given if isinstance(text, str) and text]
    if not texts or len(texts) != len(given):
        raise Malformed(f"no text, nor a list of texts: {value!r}")
    return texts


def _conditions(element: object, version_2012: bool, allow: bool) -> Iterator[Condition]:
    if not isinstance(element, dict):
        raise Malformed("Condition is an object")
    for name, block in element.items():
        if not isinstance(block, dict):
            raise Malformed(f"{name} is an object")
        for key, value in block.items():
            listed = value if isinstance(value, list) else [value]
            yield condition(name, key, [_scalar(each) for each in listed], version_2012, allow)


def _scalar(value: object) -> str:
    """A value of a condition as text: JSON's true and 30 are "true" and "30"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise Malformed(f"no value of a condition: {value!r}")
