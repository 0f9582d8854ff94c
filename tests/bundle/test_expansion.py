"""What action patterns expand to: what plain matching gives, for wildcards at every place of every name."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from smguard.bundle.data import compile_data, expansions
from smguard.bundle.plan import read_plan
from smguard.catalog.model import Catalog
from smguard.catalog.note import read_note
from smguard.catalog.services import read_services
from smguard.shipped import folder
from support.library import Library, library
from support.notes import write_notes
from support.scale import WHOLE, scaled, seeded
from support.workbench import shipped_catalog

SEED = Path(__file__).parents[1] / "fixtures" / "secretsmanager-2020-10.md"
# A folder of more notes may be named, to try the names of all their services too.
CORPUS = [Path(os.environ["SMGUARD_CORPUS"])] if "SMGUARD_CORPUS" in os.environ else []

Json = dict[str, Any]

BATCH = 1_000
"""Patterns for one evaluation: more than the regular expressions that WebAssembly keeps."""

DECISION = """
package smguard

import data.smguard.lib.meaning.action

decision := {
	"expanded": [sort(object.keys(action.expand([pattern]))) | some pattern in input.patterns],
	"misnamed": [i | some i, pattern in input.patterns; action.doubt(pattern)],
}
"""


def matches(pattern: str, text: str) -> bool:
    """Does the pattern match the whole text? Character by character: `*` is any string, `?` one character."""
    reached = {0}
    for place, sign in enumerate(pattern):
        if sign == "*":
            reached = set(range(min(reached), len(text) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(text) and sign in ("?", text[at])}
        if not reached or (sign == "*" and place == len(pattern) - 1):
            return bool(reached)
    return len(text) in reached


def names(catalog: Catalog) -> list[str]:
    return [f"{catalog.prefix}:{action.name}".lower() for action in catalog.actions]


def spoiled(name: str, first: int) -> Iterator[str]:
    """The name with wildcards in and between its characters from this place on, and at its end."""
    yield from (name, f"{name}*", f"{name}?", f"{name}**", f"{name}*?", f"{name}x")
    for at in range(first, len(name)):
        yield f"{name[:at]}*"
        yield f"{name[:at]}**"
        yield f"{name[:at]}?{name[at + 1 :]}"
        yield f"{name[:at]}*{name[at:]}"
        yield f"{name[:at]}*{name[at + 1 :]}"
        yield f"{name[:at]}?*"
        yield f"{name[:first]}*{name[at:]}"


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("", "", True),
        ("", "a", False),
        ("a", "a", True),
        ("a*", "a", True),
        ("a*", "ba", False),
        ("a?", "a", False),
        ("a?", "ab", True),
        ("*b", "ab", True),
        ("*b", "abc", False),
        ("a*c*e", "abcde", True),
        ("a*c*e", "abce", True),
        ("a*?e", "ae", False),
        ("*", "", True),
        ("**", "ab", True),
        ("*a*", "bc", False),
    ],
)
def test_plain_matching(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


def catalogs(place: Path) -> Iterator[Catalog]:
    yield read_note(SEED)
    yield shipped_catalog()
    for notes in [write_notes(place / "notes"), *CORPUS]:
        yield from read_services(notes).catalogs


def test_the_table_of_beginnings_is_what_plain_matching_gives(tmp_path: Path) -> None:
    tried = 0
    for catalog in catalogs(tmp_path):
        all_names = names(catalog)
        table = expansions(all_names)
        beginnings = {name[:end] for name in all_names for end in range(len(name) + 1)}
        assert table.keys() == beginnings
        for beginning in beginnings:
            found = {name: True for name in all_names if matches(f"{beginning}*", name)}
            assert table[beginning] == found, beginning
        tried += len(beginnings)
    assert tried > 500


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory, opa: Path) -> Library:
    return library(tmp_path_factory.mktemp("actions") / "bundle", DECISION, opa)


def ask(meaning: Library, engine: str, patterns: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """What each pattern expands to, and the patterns that are doubted."""
    parts = [patterns[start : start + BATCH] for start in range(0, len(patterns), BATCH)]
    answers: list[Json] = meaning.engines[engine].evaluate([json.dumps({"patterns": part}).encode() for part in parts])
    expanded = [each for answer in answers for each in answer["expanded"]]
    return expanded, [part[i] for part, answer in zip(parts, answers, strict=True) for i in answer["misnamed"]]


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_every_pattern_expands_to_what_it_matches(meaning: Library, engine: str) -> None:
    all_names = names(shipped_catalog())
    patterns = sorted({pattern for name in all_names for pattern in spoiled(name, 0)})
    patterns = patterns if WHOLE else seeded("expansion").sample(patterns, scaled(len(patterns)))
    expanded, _ = ask(meaning, engine, patterns)
    assert dict(zip(patterns, expanded, strict=True)) == {
        pattern: sorted(name for name in all_names if matches(pattern, name)) for pattern in patterns
    }


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_a_pattern_of_another_service_is_doubted_if_it_matches_nothing(tmp_path: Path, opa: Path, engine: str) -> None:
    random = seeded("other services")
    for number, notes in enumerate([write_notes(tmp_path / "notes"), *CORPUS]):
        plan = read_plan(folder("policies"), None, notes)
        others = library(tmp_path / f"bundle{number}", DECISION, opa, {**compile_data(plan), "made_for": ""})
        services = {catalog.prefix: names(catalog) for catalog in plan.services.catalogs}
        patterns = [
            pattern
            for prefix, listed in services.items()
            if prefix != plan.catalog.prefix
            for name in random.sample(listed, min(len(listed), 4))
            for pattern in spoiled(name, len(prefix) + 1)
        ]
        patterns = random.sample(patterns, min(len(patterns), scaled(20_000)))
        _, doubted = ask(others, engine, patterns)
        assert doubted == [each for each in patterns if not _matched(each, services)]


def _matched(pattern: str, services: dict[str, list[str]]) -> bool:
    return any(matches(pattern, name) for name in services[pattern.partition(":")[0]])
