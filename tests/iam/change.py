"""Changes to documents: those that mean nothing, those that mean something, and those that break it."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from iam.generate import odd_case, statement, unrelated

Json = dict[str, Any]
_LISTS = ("Action", "NotAction", "Resource", "NotResource")


OPAQUE = {
    "444455556666": ("999988887777", "888877776666", "000011112222"),
    "o-zyxwvutsrq": ("o-zzzzzzzzzz", "o-0wn0wn0wn0"),
    "vpc-0fedcba9876543210": ("vpc-0f0f0f0f0f0f0f0f0", "vpc-0e0e0e0e0e0e0e0e0"),
    "vpce-0fedcba9876543210": ("vpce-0f0f0f0f0f0f0f0f0",),
    "reader": ("any-role", "own-role", "any-user", "any"),
    "partner": ("any-role", "own-role"),
    "blue": ("any-team", "own-team", "any", "zzzzzzzzz"),
    "k1": ("any-key",),
    "smoke": ("any-useragent",),
    "198.51.100.7": ("203.0.113.77",),
    '"1111*"': ('"9999*"', '"8888*"', '"0000*"'),
    '"r*"': ('"a*"', '"o*"'),
}
"""Names that generated documents have, and others that mean the same, among them those that the product makes up."""

_RELATED = {'"1111*"': "1111", '"r*"': "red"}
"""What a pattern takes in of a document, which another in its place would not."""


def renamed(document: Json, name: str, other: str) -> Json | None:
    """The document with another name; None where it has not the name, or has both."""
    text = json.dumps(document)
    rest = text.replace(name, "")
    if rest == text or other in text or _RELATED.get(name, "\n") in rest:
        return None
    changed: Json = json.loads(text.replace(name, other))
    return changed


def statements(document: Json) -> list[Json]:
    """The statements, in a list in any case."""
    listed = document["Statement"]
    return listed if isinstance(listed, list) else [listed]


def _each(document: Json, change: Callable[[Json], None]) -> Json:
    changed = copy.deepcopy(document)
    for each in statements(changed):
        change(each)
    return changed


def reordered(random: Random, document: Json) -> Json:
    """The same statements in another order, and their elements too."""
    shuffled = [dict(random.sample(list(each.items()), len(each))) for each in statements(document)]
    random.shuffle(shuffled)
    return {**document, "Statement": shuffled}


def listed(random: Random, document: Json) -> Json:
    """Single values in lists, or single ones out of their lists."""

    def turn(value: object) -> object:
        if isinstance(value, list):
            return value[0] if len(value) == 1 else value
        return [value] if random.random() < 0.7 else value

    def change(each: Json) -> None:
        for name in _LISTS:
            if name in each:
                each[name] = turn(each[name])
        for block in each.get("Condition", {}).values():
            block.update({key: turn(value) for key, value in block.items()})
        for name in ("Principal", "NotPrincipal"):
            if isinstance(each.get(name), dict):
                each[name] = {kind: turn(names) for kind, names in each[name].items()}

    return _each(document, change)


def recased(random: Random, document: Json) -> Json:
    """Actions, operators' keys in other letters: IAM reads them alike."""

    def change(each: Json) -> None:
        for name in ("Action", "NotAction"):
            value = each.get(name)
            if isinstance(value, list):
                each[name] = [odd_case(random, one) for one in value]
            elif value is not None:
                each[name] = odd_case(random, value)
        blocks = each.get("Condition", {})
        for operator, block in blocks.items():
            blocks[operator] = {odd_case(random, key): value for key, value in block.items()}

    return _each(document, change)


def with_unrelated(random: Random, document: Json) -> Json:
    """One statement more, about another service."""
    more = {**unrelated(random), "Effect": random.choice(("Allow", "Deny"))}
    if any({"Principal", "NotPrincipal"} & set(each) for each in statements(document)):
        more["Principal"] = "*"
    return {**document, "Statement": [*statements(document), more]}


def with_statement(random: Random, document: Json, effect: str) -> Json:
    """One statement more, of this effect, somewhere."""
    before = statements(document)
    is_resource = any({"Principal", "NotPrincipal"} & set(each) for each in before)
    more = statement(random, is_resource, before, effect)
    at = random.randint(0, len(before))
    return {**document, "Statement": [*before[:at], more, *before[at:]]}


def broken(random: Random, document: Json) -> object:
    """The document with one of its values, or all of it, replaced by something out of place."""
    junk: object = random.choice((None, True, 7, -1.5, "", "x", "*", [], {}, [None], [[]], {"a": {}}, {"Statement": 1}))
    changed = copy.deepcopy(document)
    places = list(_places(changed))
    holder, key = random.choice([*places, (None, None)])
    if holder is None:
        return junk
    if random.random() < 0.2:
        del holder[key]
    else:
        holder[key] = junk
    return changed


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every place in a document: what holds it, and its key or index there."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
