"""What differs between two catalogs, what succeeds one, and since when a name is known."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from smguard.catalog.difference import compare, key_name
from smguard.catalog.formats import read_catalog
from smguard.catalog.history import History, Known, State, counted, record
from smguard.catalog.layout import write_note
from smguard.catalog.model import Action, Catalog, ResourceType
from smguard.catalog.note import parse_note
from smguard.catalog.successor import guard, succeed
from smguard.errors import InputError
from support import vault

OLD = parse_note(vault.NOTE, "note.md")
NOTHING: dict[str, Any] = {
    "added": [],
    "removed": [],
    "renamed": [],
    "changed": [],
    "condition_keys": {"removed": [], "added": []},
    "resource_types": {"removed": [], "added": []},
    "respelled": [],
}


def new(change: Callable[[str], str]) -> Catalog:
    return parse_note(change(vault.NOTE), "new.md")


def reordered(catalog: Catalog) -> Catalog:
    """The same catalog with every list the other way round."""
    return replace(
        catalog,
        actions=tuple(
            replace(
                action,
                resource_types=tuple(
                    replace(row, condition_keys=row.condition_keys[::-1]) for row in action.resource_types[::-1]
                ),
            )
            for action in catalog.actions[::-1]
        ),
    )


CLOSE = """\
### CloseDoor
- description: Closes a door
- access level: Write
- resource types
```
{"Door": {"resource_type": "Door", "required": true, "condition_keys": [], "dependent_actions": []}}
```
"""
CHANGES: list[tuple[str, Callable[[str], str], dict[str, Any]]] = [
    ("nothing", lambda note: note, {}),
    (
        "levels in another order",
        lambda note: note.replace("Permissions management, Write", "Write, Permissions management"),
        {},
    ),
    (
        "a key in another letter case",
        lambda note: note.replace('"vault:Color"', '"VAULT:color"'),
        {
            "respelled": [{"from": "vault:Color", "to": "VAULT:color"}],
        },
    ),
    (
        "a template spelled otherwise",
        lambda note: note.replace("aws:RequestTag/${TagKey}", "aws:RequestTag/tag-key"),
        {"respelled": [{"from": "aws:RequestTag/${TagKey}", "to": "aws:RequestTag/tag-key"}]},
    ),
    (
        "an action more",
        lambda note: note + CLOSE,
        {
            "added": [
                {
                    "name": "CloseDoor",
                    "access_levels": ["Write"],
                    "resource_types": ["Door"],
                    "condition_keys": [],
                    "dependent_actions": [],
                    "description": "Closes a door",
                }
            ]
        },
    ),
    ("an action less", lambda note: note[: note.index("### ReadPlate")], {"removed": ["ReadPlate"]}),
    (
        "another name",
        lambda note: note.replace("### ReadPlate", "### ReadPlates"),
        {
            "added": [
                {
                    "name": "ReadPlates",
                    "access_levels": ["Read"],
                    "resource_types": ["Door"],
                    "condition_keys": [],
                    "dependent_actions": [],
                    "description": "Reads a plate",
                }
            ],
            "removed": ["ReadPlate"],
            "renamed": [{"from": "ReadPlate", "to": "ReadPlates"}],
        },
    ),
    (
        "another level",
        lambda note: note.replace("level: Read", "level: List"),
        {"changed": [{"action": "ReadPlate", "levels": {"from": ["Read"], "to": ["List"]}}]},
    ),
    (
        "a level more",
        lambda note: note.replace("level: Read", "level: Read, Tagging"),
        {"changed": [{"action": "ReadPlate", "levels": {"from": ["Read"], "to": ["Read", "Tagging"]}}]},
    ),
    (
        "another key",
        lambda note: note.replace('"vault:Size"', '"vault:Weight"'),
        {
            "changed": [
                {"action": "OpenDoor", "condition_keys": {"removed": ["vault:Size"], "added": ["vault:Weight"]}}
            ],
            "condition_keys": {"removed": ["vault:Size"], "added": ["vault:Weight"]},
        },
    ),
    (
        "a key on a resource",
        lambda note: note.replace(
            'true,\n        "condition_keys": []', 'true,\n        "condition_keys": ["vault:Size"]'
        ),
        {"changed": [{"action": "OpenDoor", "condition_keys": {"removed": [], "added": ["vault:Size on Door"]}}]},
    ),
    (
        "a dependent action less",
        lambda note: note.replace('\n            "kms:Decrypt"\n        ', ""),
        {"changed": [{"action": "OpenDoor", "dependent_actions": {"removed": ["kms:Decrypt on Door"], "added": []}}]},
    ),
    (
        "a resource that need not be named",
        lambda note: note.replace('"required": true', '"required": false'),
        {"changed": [{"action": "OpenDoor", "required": {"removed": ["Door"], "added": []}}]},
    ),
    (
        "another resource type",
        lambda note: note.replace('"Door"', '"Gate"'),
        {
            "changed": [
                {
                    "action": "OpenDoor",
                    "resource_types": {"removed": ["Door"], "added": ["Gate"]},
                    "dependent_actions": {"removed": ["kms:Decrypt on Door"], "added": ["kms:Decrypt on Gate"]},
                },
                {"action": "ReadPlate", "resource_types": {"removed": ["Door"], "added": ["Gate"]}},
            ],
            "resource_types": {"removed": ["Door"], "added": ["Gate"]},
        },
    ),
    (
        "other words",
        lambda note: note.replace("Reads a plate", "Reads the plate"),
        {"changed": [{"action": "ReadPlate", "description": {"from": "Reads a plate", "to": "Reads the plate"}}]},
    ),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_difference_says_this_and_nothing_else(change: Callable[[str], str], said: dict[str, Any]) -> None:
    assert compare(OLD, new(change)).to_json() == {**NOTHING, **said}


def test_order_is_no_difference() -> None:
    assert not compare(OLD, reordered(OLD))


def test_actions_that_have_nothing_in_common_are_not_renamed() -> None:
    other = new(lambda note: note.replace("### ReadPlate", "### ListPlates").replace("level: Read", "level: List"))
    assert compare(OLD, other).renamed == ()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("aws:RequestTag/${TagKey}", "aws:requesttag/${tagkey}"),
        ("aws:RequestTag/tag-key", "aws:requesttag/${tagkey}"),
        ("aws:RequestTag/<key>", "aws:requesttag/${tagkey}"),
        ("secretsmanager:resource/Type", "secretsmanager:resource/type"),
        ("aws:SourceIp", "aws:sourceip"),
    ],
)
def test_spellings_of_a_template_are_one_key(key: str, name: str) -> None:
    assert key_name(key) == name


@pytest.mark.parametrize("value", [vault.REFERENCE, vault.SENTRY, vault.PAGE], ids=["reference", "sentry", "page"])
def test_what_a_format_cannot_say_stays_as_the_note_has_it(value: object) -> None:
    candidate, _ = read_catalog(vault.documents(value), "vault")
    assert write_note(succeed(OLD, candidate)) == vault.NOTE


def test_the_successor_of_a_note_keeps_its_order_and_its_head() -> None:
    old = replace(reordered(OLD), title="The Vault", front_matter="id: v\n")
    candidate, _ = read_catalog(vault.documents(vault.IAM_ACTIONS), "vault")
    assert write_note(succeed(old, candidate)) == write_note(
        replace(old, actions=tuple(replace(one, resource_types=one.resource_types[::-1]) for one in old.actions))
    )


def test_a_new_action_stands_where_its_name_belongs_and_its_gaps_stay_open() -> None:
    wider = {
        **vault.REFERENCE,
        "Actions": [*vault.REFERENCE["Actions"], {**vault.REFERENCE["Actions"][1], "Name": "LockDoor"}],
    }
    candidate, _ = read_catalog(vault.documents(wider), "vault")
    made = parse_note(write_note(succeed(OLD, candidate)), "note.md")
    assert [action.name for action in made.actions] == ["ListDoors", "LockDoor", "OpenDoor", "ReadPlate"]
    assert made.actions[1] == Action(
        name="LockDoor",
        description="",
        access_levels=frozenset({"Permissions management", "Write"}),
        resource_types=(
            ResourceType("Door", None, (), ()),
            ResourceType("", False, tuple(vault.OWN_KEYS), ()),
        ),
        line=made.actions[1].line,
    )


def test_a_new_action_of_an_unordered_note_comes_last() -> None:
    wider = parse_note(vault.NOTE + CLOSE, "new.md")
    made = succeed(reordered(OLD), wider)
    assert [action.name for action in made.actions] == ["ReadPlate", "OpenDoor", "ListDoors", "CloseDoor"]


LESS = replace(OLD, actions=OLD.actions[:2])


@pytest.mark.parametrize(
    ("candidate", "shrink", "message"),
    [
        pytest.param(OLD, 0.0, None, id="the same"),
        pytest.param(LESS, 0.34, None, id="within the share"),
        pytest.param(
            LESS,
            0.33,
            "source: lacks 1 of 3 actions, more than 33%: ReadPlate; if AWS removed them, accept it with --force",
            id="beyond the share",
        ),
        pytest.param(
            replace(OLD, prefix="safe"),
            1.0,
            'source: is the catalog of another service: its prefix is "safe", not "vault"; accept it with --force',
            id="another prefix",
        ),
    ],
)
def test_a_catalog_that_lost_too_much_is_refused(candidate: Catalog, shrink: float, message: str | None) -> None:
    if message is None:
        guard(OLD, candidate, "source", shrink)
        return
    with pytest.raises(InputError) as caught:
        guard(OLD, candidate, "source", shrink)
    assert str(caught.value) == message


def state(date: str, catalog: Catalog) -> State:
    return counted(catalog, date, "vault.md", "note")


WIDE = parse_note(vault.NOTE + CLOSE, "new.md")


@pytest.mark.parametrize(
    "order",
    [
        [("2020-10", LESS), ("2021-06-01", OLD), ("2026", WIDE)],
        [("2026", WIDE), ("2021-06-01", OLD), ("2020-10", LESS)],
        [("2021-06-01", OLD), ("2026", WIDE), ("2020-10", LESS)],
        [("2020-10", LESS), ("2026", WIDE), ("2021-06-01", OLD)],
    ],
    ids=["oldest first", "newest first", "the middle first", "the middle last"],
)
def test_the_order_of_recording_does_not_matter(order: list[tuple[str, Catalog]]) -> None:
    history = History()
    for date, catalog in order:
        history = record(history, catalog, state(date, catalog))
    assert history.states == (state("2020-10", LESS), state("2021-06-01", OLD), state("2026", WIDE))
    assert history.actions == {
        "closedoor": Known("CloseDoor", "2026"),
        "listdoors": Known("ListDoors", "2020-10"),
        "opendoor": Known("OpenDoor", "2020-10"),
        "readplate": Known("ReadPlate", "2021-06-01"),
    }
    assert [history.since("actions", name) for name in ("LISTDOORS", "ReadPlate", "FlyDoor")] == [
        "2020-10 or earlier",
        "2021-06-01",
        "",
    ]


@pytest.mark.parametrize("dates", [("2020", "2021", "2022"), ("2022", "2020", "2021"), ("2022", "2021", "2020")])
def test_what_is_gone_has_a_last_state(dates: tuple[str, ...]) -> None:
    catalogs = {"2020": WIDE, "2021": WIDE, "2022": OLD}
    history = History()
    for date in dates:
        history = record(history, catalogs[date], state(date, catalogs[date]))
    assert history.actions["closedoor"] == Known("CloseDoor", "2020", "2021")
    assert history.actions["opendoor"] == Known("OpenDoor", "2020")


def test_keys_that_only_the_source_lists_are_known_too() -> None:
    more = {**vault.IAM_KEYS, "vault:material": {"key": "vault:Material", "type": "String"}}
    catalog, _ = read_catalog(vault.documents(vault.IAM_ACTIONS, more), "vault")
    history = record(History(), catalog, counted(catalog, "2026-10", "files", "iam-data"))
    assert history.states[0].condition_keys == 5
    assert history.condition_keys["vault:material"] == Known("vault:Material", "2026-10")


def test_a_state_of_the_same_date_is_replaced() -> None:
    history = record(record(History(), OLD, state("2020", OLD)), WIDE, state("2020", WIDE))
    assert history.states == (state("2020", WIDE),)
