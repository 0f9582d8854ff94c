"""The smallest document about which something is still true: what remains is what it depends on."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
MOST_TRIES = 2_000
"""The smaller documents that are tried."""


def shrink(document: Json, holds: Callable[[Json], bool], most: int = MOST_TRIES) -> Json:
    """A document of which `holds` is true and of which it is false for everything one step smaller.

    Steps remove statements, elements, conditions and values, and simplify texts. `holds` is not asked of more than
    `most` documents; it is true of the document.
    """
    tried = 0
    smaller = True
    while smaller:
        smaller = False
        for other in _smaller(document):
            tried += 1
            if tried > most:
                return document
            if holds(other):
                document, smaller = other, True
                break
    return document


def _smaller(document: Json) -> Iterator[Json]:
    listed = document["Statement"]
    if isinstance(listed, dict):
        yield {**document, "Statement": [listed]}
        return
    for n in range(len(listed)):
        if len(listed) > 1:
            yield {**document, "Statement": listed[:n] + listed[n + 1 :]}
    for name in ("Id", "Version"):
        if name in document:
            yield {each: value for each, value in document.items() if each != name}
    for n, statement in enumerate(listed):
        for other in _statements(statement):
            changed = copy.copy(listed)
            changed[n] = other
            yield {**document, "Statement": changed}


def _statements(statement: Json) -> Iterator[Json]:
    for name in ("Sid", "Condition"):
        if name in statement:
            yield {each: value for each, value in statement.items() if each != name}
    for name in ("Action", "NotAction", "Resource", "NotResource"):
        if name in statement:
            yield from ({**statement, name: value} for value in _values(statement[name]))
    for name in ("Principal", "NotPrincipal"):
        element = statement.get(name)
        if isinstance(element, dict):
            for kind in element:
                if len(element) > 1:
                    yield {**statement, name: {each: value for each, value in element.items() if each != kind}}
                yield from ({**statement, name: {**element, kind: value}} for value in _lists(element[kind]))
    for operator, keys in statement.get("Condition", {}).items():
        rest = {each: value for each, value in statement["Condition"].items() if each != operator}
        if rest:
            yield {**statement, "Condition": rest}
        for key, value in keys.items():
            if len(keys) > 1:
                fewer = {each: other for each, other in keys.items() if each != key}
                yield {**statement, "Condition": {**rest, operator: fewer}}
            for other in _lists(value):
                yield {**statement, "Condition": {**rest, operator: {**keys, key: other}}}


def _lists(value: object) -> Iterator[object]:
    if not isinstance(value, list):
        return
    if len(value) == 1:
        yield value[0]
        return
    for n in range(len(value)):
        yield value[:n] + value[n + 1 :]


def _values(value: object) -> Iterator[object]:
    """Fewer values, or a single one that is shorter."""
    yield from _lists(value)
    if isinstance(value, str) and "*" in value and value != "*":
        yield "*"
    if isinstance(value, str) and "secret:" in value:
        head, name = value.split("secret:", 1)
        if head != "arn:aws:secretsmanager:*:*:":
            yield f"arn:aws:secretsmanager:*:*:secret:{name}"
        yield from (f"{head}secret:{name[:n]}{name[n + 1 :]}" for n in range(len(name)) if "${" not in name[: n + 2])
