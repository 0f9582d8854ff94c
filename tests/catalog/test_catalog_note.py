"""Notes: what is read from them, and what is refused at which place."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smguard.catalog.layout import write_note
from smguard.catalog.model import LEVELS, Action, Catalog, ResourceType
from smguard.catalog.note import MAX_LINES, MAX_NOTE_BYTES, parse_note, read_note
from smguard.errors import InputError

# The note that the product began with, kept byte for byte.
SEED = Path(__file__).parents[1] / "fixtures" / "secretsmanager-2020-10.md"
# A folder of more notes in the same format may be named, to read them all too.
CORPUS = sorted(Path(os.environ["SMGUARD_CORPUS"]).glob("**/iam.*.md")) if "SMGUARD_CORPUS" in os.environ else []

HEAD = """\
---
id: iam-Vault
title: Vault
updated: '0'
---
# Vault
- prefix: vault

## Table of Contents

## Privileges
"""
OPEN = """\
### OpenDoor
- description: Opens a door: the front one, 50% of the time.
- access level: Permissions management, Write
- resource types
```
{
    "Door": {
        "resource_type": "Door",
        "required": true,
        "condition_keys": ["vault:Color"],
        "dependent_actions": ["kms:Decrypt"]
    },
    "": {
        "resource_type": "",
        "required": false,
        "condition_keys": ["aws:RequestTag/${TagKey}", "vault:color", "vault:Size"],
        "dependent_actions": []
    }
}
```
"""
LIST = """\
### ListDoors
- description:
- access level: List
- resource types
```
{"": {"resource_type": "", "required": false, "condition_keys": [], "dependent_actions": []}}
```
"""
VAULT = Catalog(
    prefix="vault",
    title="Vault",
    front_matter="id: iam-Vault\ntitle: Vault\nupdated: '0'\n",
    actions=(
        Action(
            name="OpenDoor",
            description="Opens a door: the front one, 50% of the time.",
            access_levels=frozenset({"Permissions management", "Write"}),
            resource_types=(
                ResourceType("Door", True, ("vault:Color",), ("kms:Decrypt",)),
                ResourceType("", False, ("aws:RequestTag/${TagKey}", "vault:color", "vault:Size"), ()),
            ),
            line=12,
        ),
        Action("ListDoors", "", frozenset({"List"}), (ResourceType("", False, (), ()),), line=32),
    ),
)
NOTE = HEAD + OPEN + LIST
UNEXPECTED = "unexpected in an action: write description, access level, resource types and then one JSON block"
USE = "use List, Read, Write, Permissions management, Tagging"


def refusals(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_note(text, "note.md")
    return [str(problem).removeprefix("note.md:") for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NOTE, id="as written"),
        pytest.param(NOTE.removesuffix("\n"), id="no last line end"),
        pytest.param(NOTE.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(NOTE.replace("## Privileges\n", "## Privileges  \n"), id="trailing blanks"),
        pytest.param(NOTE.replace("management, Write", "management,Write"), id="levels close together"),
        pytest.param(NOTE.replace("- ", "* "), id="other bullets"),
        pytest.param(NOTE.replace("```\n{", "```json\n{"), id="block says that it is JSON"),
    ],
)
def test_a_note_gives_its_catalog(text: str) -> None:
    assert parse_note(text, "note.md") == VAULT


def test_a_note_needs_no_front_matter() -> None:
    note = parse_note("# Vault\n- prefix: vault\n## Privileges\n" + LIST, "note.md")
    assert note == Catalog(
        "vault",
        "Vault",
        (Action("ListDoors", "", frozenset({"List"}), (ResourceType("", False, (), ()),), line=4),),
    )


def test_a_file_is_read_with_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8-sig")
    assert read_note(path) == VAULT


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        pytest.param(
            "# Vault\n",
            "",
            '6:3: the title is missing: begin the note with "# <service>"',
            id="no title",
        ),
        pytest.param(
            "- prefix: vault\n",
            "",
            '6:3: the prefix is missing: write "- prefix: <prefix>" below the title',
            id="no prefix",
        ),
        pytest.param(
            "prefix: vault",
            "prefix: Va ult",
            '7:3: "Va ult" is not a prefix of actions, such as "secretsmanager"',
            id="odd prefix",
        ),
        pytest.param(
            "- prefix: vault\n",
            "- prefix: vault\n- owner: me\n",
            '8:3: only one "- prefix: <prefix>" is allowed below the title',
            id="something else at the head",
        ),
        pytest.param(
            "## Table of Contents",
            "## Remarks",
            '9:4: unknown section: a note has "## Table of Contents" and "## Privileges"',
            id="unknown section",
        ),
        pytest.param(
            "## Table of Contents",
            "## Privileges",
            '9:4: the section has no actions: write "### <action>"\n'
            '11:4: the section "Privileges" appears twice, first in line 9',
            id="section twice",
        ),
        pytest.param(
            HEAD[HEAD.index("# Vault") :],
            "## Privileges\n",
            '6:4: the title is missing: begin the note with "# <service>"\n'
            '6:4: the prefix is missing: write "- prefix: <prefix>" below the title',
            id="no head",
        ),
        pytest.param(
            LIST,
            LIST + "## Table of Contents\n### CloseDoor\n",
            '39:4: the section "Table of Contents" appears twice, first in line 9\n'
            '40:5: is below "## Table of Contents": put it below "## Privileges"',
            id="action in the table of contents",
        ),
        pytest.param(
            "- access level: List\n",
            "- access level: List\n-\n",
            f"35:1: {UNEXPECTED}",
            id="empty item",
        ),
        pytest.param(
            "## Privileges\n",
            "",
            '6:3: the section "## Privileges" with the actions is missing',
            id="no privileges",
        ),
        pytest.param(
            "## Privileges\n",
            "## Privileges\nSome text.\n",
            '12:1: unexpected before the first action: begin it with "### <action>"',
            id="text before",
        ),
        pytest.param(
            "### ListDoors",
            "### OpenDoor",
            '32:5: "OpenDoor" is described twice, first in line 12: keep one',
            id="duplicate action",
        ),
        pytest.param(
            "### ListDoors",
            "### openDOOR",
            '32:5: "openDOOR" is described twice, first in line 12: keep one',
            id="duplicate in another letter case",
        ),
        pytest.param(
            "### ListDoors",
            "### List-Doors",
            '32:5: "List-Doors" is not an action name: use letters and digits, a letter first',
            id="odd action name",
        ),
        pytest.param(
            "### ListDoors",
            "###",
            '32:1: "" is not an action name: use letters and digits, a letter first',
            id="empty action name",
        ),
        pytest.param(
            "### ListDoors",
            "#### ListDoors",
            f"32:6: {UNEXPECTED}\n"
            "33:3: description appears twice, first in line 13: keep one\n"
            "34:3: access level appears twice, first in line 14: keep one\n"
            "35:3: resource types appears twice, first in line 15: keep one\n"
            f"37:1: {UNEXPECTED}",
            id="heading too deep",
        ),
        pytest.param(
            "- description:\n",
            "",
            '32:5: "ListDoors" has no description: write "- description: …"',
            id="no description",
        ),
        pytest.param(
            "- description:\n",
            "- description: in\ntwo lines\n",
            f'32:5: "ListDoors" has no description: write "- description: …"\n33:3: {UNEXPECTED}',
            id="description in two lines",
        ),
        pytest.param(
            "access level: List",
            "access level: list",
            '34:17: unknown access level "list": ' + USE,
            id="unknown access level",
        ),
        pytest.param(
            "access level: List",
            "access level:",
            '34:16: unknown access level "": ' + USE,
            id="empty access level",
        ),
        pytest.param(
            "access level: List",
            "access level: List, Read, List",
            '34:29: the access level "List" appears twice: keep one',
            id="access level twice",
        ),
        pytest.param(
            "- access level: List\n",
            "- access level: List\n- color: red\n",
            f"35:3: {UNEXPECTED}",
            id="unknown item",
        ),
        pytest.param(
            LIST[LIST.index("```") :],
            "",
            "35:3: the JSON block is missing: write it between lines of ```",
            id="no block",
        ),
        pytest.param(
            "```\n### ListDoors",
            "### ListDoors",
            "16:1: the code block is not closed before the heading in line 31: end it with a line of ```",
            id="block not closed",
        ),
        pytest.param(
            "title: Vault",
            "title: [Vault",
            "4:8: not valid YAML: a comma or the closing ] is missing before this",
            id="broken front matter",
        ),
        pytest.param(
            "id: iam-Vault\ntitle: Vault\nupdated: '0'\n",
            "Vault\n",
            "2:1: the front matter must be a YAML mapping",
            id="front matter is no mapping",
        ),
        pytest.param(
            "---\n# Vault",
            "# Vault",
            "1:1: the front matter is not closed: end it with a line of ---",
            id="front matter not closed",
        ),
        pytest.param(
            "Opens a door",
            "Opens\ta door",
            "13:21: the character U+0009 is not allowed in a note: remove it",
            id="tab",
        ),
        pytest.param(
            "Opens a door",
            "Opens\0a door",
            "13:21: the character U+0000 is not allowed in a note: remove it",
            id="NUL",
        ),
    ],
)
def test_a_note_is_refused_at_the_place(old: str, new: str, refused: str) -> None:
    assert refusals(NOTE.replace(old, new, 1))[: len(refused.split("\n"))] == refused.split("\n")


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        pytest.param(
            '"required": true,',
            '"required": true',
            ["21:9: not valid JSON: a comma is missing before this"],
            id="broken JSON",
        ),
        pytest.param(
            '"Door": {',
            '"": {',
            ['24:5: the key "" appears twice, first in line 18: keep one'],
            id="row twice",
        ),
        pytest.param(
            '"resource_type": "Door"',
            '"resource_type": "Window"',
            ['19:9: resource_type must be "Door", the name of its row'],
            id="row called otherwise",
        ),
        pytest.param(
            '"required": true',
            '"required": "true"',
            ["20:9: required must be true or false"],
            id="required is a text",
        ),
        pytest.param(
            '        "required": true,\n',
            "",
            ['18:5: "Door" has no "required"'],
            id="member missing",
        ),
        pytest.param(
            '"required": true',
            '"required": true, "color": 1',
            ['20:27: unknown key "color": use resource_type, required, condition_keys, dependent_actions'],
            id="unknown member",
        ),
        pytest.param(
            '["vault:Color"]',
            '"vault:Color"',
            ["21:9: condition_keys must be a list"],
            id="no list",
        ),
        pytest.param(
            '["vault:Color"]',
            '["vault:Color", "Size", 3]',
            [
                '21:43: each of condition_keys must be a condition key such as "aws:SourceIp"',
                '21:51: each of condition_keys must be a condition key such as "aws:SourceIp"',
            ],
            id="odd keys",
        ),
        pytest.param(
            '["kms:Decrypt"]',
            '["Decrypt"]',
            ['22:31: each of dependent_actions must be an action such as "kms:Decrypt"'],
            id="dependent action without service",
        ),
        pytest.param(
            '"required": true',
            '"required": NaN',
            ["20:21: NaN is not a JSON value: write a number or a string"],
            id="NaN",
        ),
        pytest.param(
            '["vault:Color"]',
            "[" * 100 + "]" * 100,
            ["21:89: is nested more than 64 levels deep: write it with fewer"],
            id="deep nesting",
        ),
    ],
)
def test_a_block_is_refused_at_the_place(old: str, new: str, refused: list[str]) -> None:
    assert refusals(NOTE.replace(old, new, 1)) == refused


@pytest.mark.parametrize(
    ("block", "refused"),
    [
        pytest.param("[]", "17:1: the document must be a mapping", id="list"),
        pytest.param(
            "{}",
            '17:1: the block has no row: an action without resource types has the row ""',
            id="no row",
        ),
        pytest.param('{"a": []}', "17:2: a must be a mapping", id="row is no mapping"),
        pytest.param("", "17:1: the file is empty: write a document into it or leave it out", id="empty"),
    ],
)
def test_a_block_must_hold_rows(block: str, refused: str) -> None:
    assert refusals(re.sub(r"(?s)```\n.*?```", lambda _: f"```\n{block}\n```", NOTE, count=1)) == [refused]


def test_all_problems_of_a_note_are_told_together_in_order() -> None:
    text = NOTE.replace("prefix: vault", "prefix: !").replace("access level: List", "access level: Lost")
    assert refusals(text.replace('"required": true', '"required": 1')) == [
        '7:3: "!" is not a prefix of actions, such as "secretsmanager"',
        "20:9: required must be true or false",
        '34:17: unknown access level "Lost": ' + USE,
    ]


def test_a_flood_of_problems_is_cut() -> None:
    found = refusals(HEAD + LIST.replace("level: List", "level: Lost") * 100)
    assert found[-2:] == [
        '362:5: "ListDoors" is described twice, first in line 12: keep one',
        " and more: correct these first",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\nid: 7ac589e9\ntitle: IAM\n---\n", id="index of notes"),
        pytest.param("", id="empty"),
        pytest.param("\n \n", id="blank"),
    ],
)
def test_a_note_without_actions_is_refused_as_such(text: str) -> None:
    assert refusals(text) == [
        ' describes no actions: a note has "# <service>", "- prefix: <prefix>" and "## Privileges"; '
        "leave out a note that only collects others"
    ]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        pytest.param(None, "cannot be read: No such file or directory", id="missing"),
        pytest.param(b"# A\n\xff", "2: is not UTF-8 here: save it as UTF-8", id="not UTF-8"),
        pytest.param(
            b" " * (MAX_NOTE_BYTES + 1),
            "is larger than 4 MiB or 250,000 lines: a note describes one service",
            id="too many bytes",
        ),
        pytest.param(
            b"\n" * (MAX_LINES + 1),
            "is larger than 4 MiB or 250,000 lines: a note describes one service",
            id="too many lines",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes | None, refused: str) -> None:
    path = tmp_path / "note.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_note(path)
    assert str(caught.value) == f"{path}:{'' if refused[0].isdigit() else ' '}{refused}"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_note(tmp_path)


def test_a_path_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read: embedded null byte"):
        read_note(Path("note\0.md"))


def test_names_are_found_in_any_letter_case() -> None:
    assert VAULT.action("openDOOR") is VAULT.actions[0]
    assert VAULT.action("CloseDoor") is None


def test_keys_of_an_action_are_those_of_its_rows_once() -> None:
    assert VAULT.keys_of("opendoor") == ("vault:Color", "aws:RequestTag/${TagKey}", "vault:Size")
    assert VAULT.keys_of("ListDoors") == ()
    assert VAULT.keys == ("vault:Color", "aws:RequestTag/${TagKey}", "vault:Size")


def test_levels_name_their_actions() -> None:
    assert VAULT.levels == {
        "List": ("ListDoors",),
        "Read": (),
        "Write": ("OpenDoor",),
        "Permissions management": ("OpenDoor",),
        "Tagging": (),
    }
    assert VAULT.resource_types == ("Door",)


def test_the_seed_is_read_whole() -> None:
    catalog = read_note(SEED)
    assert (catalog.prefix, catalog.title, len(catalog.actions), len(catalog.keys)) == (
        "secretsmanager",
        "Secrets Manager",
        19,
        14,
    )
    assert catalog.resource_types == ("Secret",)
    assert [action.name for action in catalog.actions if len(action.resource_types) == 1] == [
        "GetRandomPassword",
        "ListSecrets",
    ]


@pytest.mark.parametrize("path", [SEED, *CORPUS], ids=lambda path: path.stem)
def test_nothing_of_a_note_is_lost(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    blocks = [json.loads(block) for block in re.findall("^```\n(.*?)^```", "\n".join(lines), re.M | re.S)]
    rows = [row for block in blocks for row in block.values()]
    actions = read_note(path).actions
    assert [(lines.index(f"### {action.name}") + 1, action.description) for action in actions] == [
        (number, lines[number].removeprefix("- description: "))
        for number, line in enumerate(lines, 1)
        if line.startswith("### ")
    ]
    assert [
        (row.name, row.required, list(row.condition_keys), list(row.dependent_actions))
        for action in actions
        for row in action.resource_types
    ] == [tuple(row.values()) for row in rows]
    assert [", ".join(sorted(action.access_levels)) for action in actions] == [
        line.removeprefix("- access level: ") for line in lines if line.startswith("- access level: ")
    ]


NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True)
KEYS = st.from_regex(r"(?:aws|vault):[A-Za-z]{1,5}(?:/\$\{TagKey\})?", fullmatch=True)
SENTENCES = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)
ROWS = st.builds(
    ResourceType,
    name=st.one_of(st.just(""), NAMES),
    required=st.booleans(),
    condition_keys=st.lists(KEYS, max_size=3).map(tuple),
    dependent_actions=st.lists(NAMES.map("kms:{}".format), max_size=2).map(tuple),
)
ACTIONS = st.builds(
    Action,
    name=NAMES,
    description=SENTENCES,
    access_levels=st.sets(st.sampled_from(LEVELS), min_size=1).map(frozenset),
    resource_types=st.lists(ROWS, min_size=1, max_size=3, unique_by=lambda row: row.name).map(tuple),
    line=st.just(0),
)


def written(action: Action) -> str:
    rows = {
        row.name: {
            "resource_type": row.name,
            "required": row.required,
            "condition_keys": row.condition_keys,
            "dependent_actions": row.dependent_actions,
        }
        for row in action.resource_types
    }
    levels = ", ".join(sorted(action.access_levels))
    items = f"- description: {action.description}\n- access level: {levels}\n- resource types\n"
    return f"### {action.name}\n{items}```\n{json.dumps(rows, indent=4)}\n```\n"


@given(st.lists(ACTIONS, min_size=1, max_size=4, unique_by=lambda action: action.name.lower()))
def test_what_was_written_is_read(actions: list[Action]) -> None:
    text = HEAD
    expected = []
    for action in actions:
        line = text.count("\n") + 1
        expected.append(Action(action.name, action.description, action.access_levels, action.resource_types, line))
        text += written(action)
    assert parse_note(text, "note.md").actions == tuple(expected)


@pytest.mark.parametrize("path", [SEED, *CORPUS], ids=lambda path: path.stem)
def test_a_note_that_is_read_and_written_has_the_same_bytes(path: Path) -> None:
    assert write_note(read_note(path)).encode() == path.read_bytes()


@given(st.lists(st.sampled_from(LEVELS), min_size=1, unique=True), st.sampled_from([True, False, None]))
def test_levels_and_what_is_not_known_of_a_resource_survive_writing(levels: list[str], required: bool | None) -> None:
    row = ResourceType("Door", required, ("vault:Color",), ("kms:Decrypt",))
    action = Action("OpenDoor", "Opens: 50% of doors, `all`.", frozenset(levels), (row,), 6)
    catalog = Catalog("vault", "Vault", (action,), "title: Vault\n")
    again = parse_note(write_note(catalog), "note.md")
    assert again == replace(catalog, actions=(replace(action, line=again.actions[0].line),))
