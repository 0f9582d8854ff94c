"""The smallest document that still shows what a larger one showed."""

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from iam.hiding import Hidden

Json = dict[str, Any]


def shrunk(made: Hidden, shows: Callable[[Hidden], bool], seconds: float = 20) -> Hidden:
    """A smaller document (and request) of which shows() is still true, the smallest that was found in the time."""
    end = time.monotonic() + seconds
    improved = True
    while improved:
        improved = False
        for smaller in _smaller(made):
            if time.monotonic() > end:
                return made
            if shows(smaller):
                made, improved = smaller, True
                break
    return made


def _smaller(made: Hidden) -> Iterator[Hidden]:
    """The documents that lack one thing, or say one thing more plainly; then requests that lack one key."""
    for document in _documents(made.document, made.request):
        yield replace(made, document=document)
    for key in made.request["context"]:
        context = {name: value for name, value in made.request["context"].items() if name != key}
        yield replace(made, request={**made.request, "context": context})


def _documents(document: Json, request: Json) -> Iterator[Json]:
    statements = document["Statement"]
    size = len(statements)
    for length in (size // 2, size // 4, 1):
        for at in range(0, size, length or 1):
            if length:
                yield {**document, "Statement": statements[:at] + statements[at + length :]}
    for at, statement in enumerate(statements):
        for changed in _statements(statement, request):
            yield {**document, "Statement": [*statements[:at], changed, *statements[at + 1 :]]}


def _statements(statement: Json, request: Json) -> Iterator[Json]:
    for operator, block in statement.get("Condition", {}).items():
        for key in block:
            yield _without(statement, operator, key)
    plain = {"Action": request["action"], "Resource": "*", "Principal": "*"}
    for name, text in plain.items():
        if name in statement and statement[name] != text:
            yield {**statement, name: text}
    for name in ("Action", "NotAction", "Resource", "NotResource"):
        for value in _fewer(statement.get(name)):
            yield {**statement, name: value}
    for name in ("Principal", "NotPrincipal"):
        element = statement.get(name)
        if isinstance(element, dict):
            for kind in element if len(element) > 1 else ():
                yield {**statement, name: {other: names for other, names in element.items() if other != kind}}
            for kind, names in element.items():
                for value in _fewer(names):
                    yield {**statement, name: {**element, kind: value}}
    for operator, block in statement.get("Condition", {}).items():
        for key, values in block.items():
            for value in _fewer(values):
                changed = copy.deepcopy(statement)
                changed["Condition"][operator][key] = value
                yield changed


def _without(statement: Json, operator: str, key: str) -> Json:
    changed = copy.deepcopy(statement)
    del changed["Condition"][operator][key]
    if not changed["Condition"][operator]:
        del changed["Condition"][operator]
    if not changed["Condition"]:
        del changed["Condition"]
    return changed


def _fewer(values: object) -> Iterator[object]:
    if not isinstance(values, list):
        return
    if len(values) == 1:
        yield values[0]
        return
    for at in range(len(values)):
        yield values[:at] + values[at + 1 :]
