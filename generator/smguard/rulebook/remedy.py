"""A rule's remedies, applied: the document that a finding's remediation asks for."""

import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from smguard.rulebook.condition import Condition, both, listed, matches, tests, without, written

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What a remedy needs of a finding: its path, message, actions and resources, and a secret that the grant reaches.

    `secret` is an ARN, or empty where none is known.
    """

    path: Sequence[str | int]
    message: str
    actions: Sequence[str]
    resources: Sequence[str]
    secret: str


def policy_of(judged: Mapping[str, Any]) -> Document:
    """The policy document of an envelope, which may hold it as JSON text, or the document itself.

    Empty where there is none.
    """
    inner = judged.get("policy", judged)
    try:
        document = json.loads(inner) if isinstance(inner, str) else inner
    except ValueError:
        document = None
    return dict(document) if isinstance(document, Mapping) else {}


def remedied(judged: Document, found: Found, remedy: Mapping[str, Any], names: Sequence[str]) -> Document | None:
    """The document, or its envelope, with a resolved remedy in place, as the rule's schema describes it.

    `names` are the service's actions with their prefix. None where the remedy does not fit what is found there.
    """
    document = policy_of(judged)
    single = not isinstance(document.get("Statement"), list)
    statements: list[Any] = deepcopy([document.get("Statement")] if single else document["Statement"])
    at, below = (0, found.path[1:]) if single else ([*found.path, None, None][1], found.path[2:])
    if not isinstance(at, int) or at >= len(statements) or not _is_statement(statements[at]):
        return None
    made = _instead(statements, at, below, found, remedy, names)
    if made is None or made == statements:
        return None
    changed = {**document, "Statement": made[0] if single and len(made) == 1 else made}
    return {**judged, "policy": changed} if "policy" in judged else changed


def _is_statement(value: Any) -> bool:
    elements = ({"Effect"}, {"Action", "NotAction"}, {"Resource", "NotResource"})
    return isinstance(value, dict) and all(names & value.keys() for names in elements)


def _instead(
    statements: list[Document],
    at: int,
    below: Sequence[str | int],
    found: Found,
    remedy: Mapping[str, Any],
    names: Sequence[str],
) -> list[Document] | None:
    """The statements with the remedy in place."""
    statement = statements[at]
    if not any(words in found.message for words in remedy.get("for", [""])):
        return None
    if "deny" in remedy:
        return [*statements, _denying(statements, at, found, remedy["deny"])]
    made: list[Document] | None
    if "narrow" in remedy:
        made = _split(statement, found, remedy["narrow"], names)
    elif remedy.get("remove") == "statement":
        made = []
    elif "remove" in remedy:
        made = _without(statement, below)
    else:
        made = _replacing(statement, below, found, remedy["replace"])
    return None if made is None else [*statements[:at], *made, *statements[at + 1 :]]


def _replacing(
    statement: Document, below: Sequence[str | int], found: Found, elements: Mapping[str, Any]
) -> list[Document] | None:
    if len(below) != 3 or below[0] != "Condition":
        return None
    rest = without(statement["Condition"], str(below[1]), str(below[2]))
    condition = both(rest, _keyed(elements["Condition"], found))
    return [{**statement, "Condition": condition}] if condition else []


def _denying(statements: Sequence[Document], at: int, found: Found, elements: Mapping[str, Any]) -> Document:
    """The Deny to add; beside another Deny it reaches as far as that one."""
    condition: dict[str, Any] = {}
    for operator, key, values in tests(_keyed(elements["Condition"], found)):
        if values:
            condition.setdefault(operator, {})[key] = written(values)
    reach: Document = {"Action": written(found.actions), "Resource": "*"}
    if any(_WHO & each.keys() for each in statements):
        reach = {"Principal": "*", **reach}
    if statements[at]["Effect"] == "Deny":
        named = {name: value for name, value in statements[at].items() if name in _WHO | {"Resource", "NotResource"}}
        reach = {**named, "Action": reach["Action"]}
    return {"Effect": "Deny", **reach, **({"Condition": condition} if condition else {})}


_WHO = {"Principal", "NotPrincipal"}


def _without(statement: Document, below: Sequence[str | int]) -> list[Document] | None:
    """The statement without the entry there; none where nothing is left for it to say, None where there is no entry."""
    if len(below) == 3 and below[0] == "Condition":
        condition = without(statement["Condition"], str(below[1]), str(below[2]))
        kept = {"Condition": condition} if condition else {}
        return [{**{name: value for name, value in statement.items() if name != "Condition"}, **kept}]
    if not below or below[0] not in statement or below[0] == "Condition":
        return None
    element, *steps = str(below[0]), *below[1:]
    left = [value for i, value in enumerate(listed(statement[element])) if steps and i != steps[0]]
    if left:
        return [_replaced(statement, element, element, left)]
    # Without exceptions, NotAction means every action.
    return [_replaced(statement, "NotAction", "Action", ["*"])] if element == "NotAction" else []


def _split(
    statement: Document, found: Found, elements: Mapping[str, Any], names: Sequence[str]
) -> list[Document] | None:
    """The statement in up to three: other services' actions, the service's other actions, and those found, narrowed."""
    element = "Action" if "Action" in statement else "NotAction"
    patterns = listed(statement[element])
    # Not every part of IAM takes a wildcard for the service, so as an exception it is not counted on.
    certain = [one for one in patterns if element == "Action" or one in ("*", "*:*") or _of(one, names)]
    held = [name for name in names if any(matches(pattern, name) for pattern in certain) == (element == "Action")]
    mine = [name for name in held if any(matches(action, name) for action in found.actions)]
    if not mine:
        return None
    narrowed = _narrowed(_replaced(statement, element, "Action", mine), found, elements)
    if narrowed is None:
        return None
    kept = [name for name in held if name not in mine]
    if element == "Action":
        kept += [pattern for pattern in patterns if _of(pattern, names) and not any(matches(pattern, n) for n in names)]
    made = [
        *_of_others(statement, element, patterns, names),
        *([_replaced(statement, element, "Action", kept)] if kept else []),
        *narrowed,
    ]
    # A Sid stands once.
    return [each if i == 0 else {name: v for name, v in each.items() if name != "Sid"} for i, each in enumerate(made)]


def _of_others(statement: Document, element: str, patterns: Sequence[str], names: Sequence[str]) -> list[Document]:
    """The statement for all other services, where it is about any."""
    service = f"{names[0].partition(':')[0]}:*"
    if element == "NotAction":
        foreign = [pattern for pattern in patterns if not _of(pattern, names)]
        return [_replaced(statement, element, element, [*foreign, service])]
    if any(pattern in ("*", "*:*") for pattern in patterns):
        return [_replaced(statement, element, "NotAction", [service])]
    foreign = [pattern for pattern in patterns if not any(matches(pattern, name) for name in names)]
    foreign = [pattern for pattern in foreign if not _of(pattern, names)]
    return [_replaced(statement, element, element, foreign)] if foreign else []


def _narrowed(statement: Document, found: Found, elements: Mapping[str, Any]) -> list[Document] | None:
    """The statement within the elements; none where nothing lies in both, None where that cannot be told."""
    made = statement
    if "Action" in elements:
        actions = [name for name in listed(made["Action"]) if any(matches(p, name) for p in elements["Action"])]
        made = _replaced(made, "Action", "Action", actions)
    if "Resource" in elements and "NotResource" in made:
        made = _replaced(made, "NotResource", "Resource", [found.secret] if found.secret else [])
    elif "Resource" in elements:
        secrets = [_secret_of(one, found.secret) if one in found.resources else one for one in listed(made["Resource"])]
        made = _replaced(made, "Resource", "Resource", [one for one in dict.fromkeys(secrets) if one])
    if "Principal" in elements:
        if "NotPrincipal" in made:
            return None
        made = {**made, "Principal": _shared(made.get("Principal", "*"), listed(elements["Principal"]["AWS"]))}
    if "Condition" in elements:
        made = {**made, "Condition": both(made.get("Condition", {}), _keyed(elements["Condition"], found))}
    needed = ["Action", "NotResource" if "NotResource" in made else "Resource", *elements]
    return [made] if all(made[element] for element in needed) else []


def _secret_of(pattern: str, known: str) -> str | None:
    """A pattern for one secret that the pattern takes in, its suffix left open where the pattern leaves it open."""
    head, found, name = pattern.partition(":secret:")
    if not found:
        candidates = [re.sub(r"-[A-Za-z0-9]{6}\Z", "-??????", known), known]
    else:
        stem = re.sub(r"[-*?]+\Z", "", name)
        ended = stem if re.search(r"[A-Za-z0-9}]\Z", stem) else f"{stem}db"
        candidates = [f"{head}:secret:{_spelled(text)}" for text in (f"{ended}\n-??????", f"{name}\n")]
        if not re.search(r"[*?]", name):
            return candidates[0]
    return next((one for one in candidates if one and matches(pattern, one)), None)


def _spelled(text: str) -> str:
    """The text with characters in place of wildcards, except behind the line feed and in names of variables."""
    name, _, suffix = text.partition("\n")
    parts = re.split(r"(\$\{[^},]*(?:, *')?)", name)
    return "".join(p if i % 2 else p.replace("*", "db").replace("?", "a") for i, p in enumerate(parts)) + suffix


def _shared(element: Any, given: Sequence[str]) -> dict[str, Any]:
    """The principals of the element that belong to the given accounts; services stay."""
    kinds = {"AWS": ["*"]} if element == "*" else {kind: listed(names) for kind, names in element.items()}
    people = kinds.get("AWS", [])
    mine = given if "*" in people else [name for name in people if set(re.findall(r"[0-9]{12}", name)) & set(given)]
    kept = {"AWS": mine, "Service": kinds.get("Service", [])}
    return {kind: written(names) for kind, names in kept.items() if names}


def _keyed(condition: Condition, found: Found) -> Condition:
    """The condition with the key that the finding points to in place of "{key}"."""
    said = str(found.path[-1])
    return {
        operator: {said if k == "{key}" else k: v for k, v in block.items()} for operator, block in condition.items()
    }


def _of(pattern: str, names: Sequence[str]) -> bool:
    """Does the pattern name the service in full?"""
    return pattern.lower().startswith(names[0].lower().partition(":")[0] + ":")


def _replaced(statement: Document, element: str, name: str, values: Sequence[str]) -> Document:
    """The statement with another element in the place of one."""
    return {name if key == element else key: written(values) if key == element else v for key, v in statement.items()}
