"""Condition elements: two of them in one, or one test less."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Condition = Mapping[str, Mapping[str, Any]]


def tests(condition: Condition) -> Iterator[tuple[str, str, list[Any]]]:
    """(operator, key, values) of each test."""
    for operator, block in condition.items():
        for key, value in block.items():
            yield operator, key, listed(value)


def without(condition: Condition, operator: str, key: str) -> dict[str, Any]:
    """The condition without one test."""
    left = {name: {k: v for k, v in block.items() if (name, k) != (operator, key)} for name, block in condition.items()}
    return {name: block for name, block in left.items() if block}


def both(condition: Condition, more: Condition) -> dict[str, Any]:
    """What asks for both; empty where no value of `more` can meet the other's tests of the same key."""
    made = {operator: dict(block) for operator, block in condition.items()}
    for wanted, key, given in tests(more):
        mine = [(name, spelled, values) for name, spelled, values in tests(made) if spelled.lower() == key.lower()]
        values = [value for value in given if all(_met(name, texts, wanted, value) for name, _, texts in mine)]
        if not values:
            return {}
        there = {name.lower(): (name, spelled) for name, spelled, _ in mine}
        operator = wanted if wanted.lower() not in there else _SYNONYMS.get(wanted.lower(), wanted)
        name, spelled = there.get(operator.lower(), (operator, key))
        block = next((each for each in made if each.lower() == name.lower()), name)
        made.setdefault(block, {})[spelled] = written(values)
    return made


_SYNONYMS = {"arnlike": "ArnEquals", "arnequals": "ArnLike", "stringequals": "StringLike"}
"""Another spelling of the operator, so that both tests of a key can be in one Condition."""


def _met(operator: str, texts: Sequence[Any], wanted: str, value: str) -> bool:
    """Could a request meet a test of a key, beside the wanted one of the same key with this value?"""
    stem = operator.lower().rpartition(":")[2].removesuffix("ifexists")
    said = [str(text).lower() if isinstance(text, bool) else str(text) for text in texts]
    named = any(matches(text, value) for text in said)
    if (stem == "null") != (wanted.lower() == "null"):
        absent = said if stem == "null" else [value]
        return "true" not in [text.lower() for text in absent] or operator.lower().endswith("ifexists")
    if stem in ("bool", "null", "stringequals", "stringlike", "arnlike", "arnequals"):
        return named
    return not (stem.startswith(("stringnot", "arnnot")) and named)


def matches(pattern: str, text: str) -> bool:
    """Does the pattern match the text? Only * and ? are wildcards, and letter case does not count."""
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(expression, text, re.IGNORECASE | re.DOTALL) is not None


def listed(value: Any) -> list[Any]:
    """The values of an element that may be one value or a list."""
    return list(value) if isinstance(value, list) else [value]


def written(values: Sequence[Any]) -> Any:
    """As people write it: one value without a list."""
    return values[0] if len(values) == 1 else list(values)
