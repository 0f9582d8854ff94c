"""From paths to the texts that the engine gets, and from findings back to lines."""

import io
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from smguard.check import inputs
from smguard.check.decision import exit_code, merge
from smguard.check.inputs import Input, Options, Origin
from smguard.contract import Decision
from smguard.errors import Problem
from smguard.source import STDIN
from support.workbench import write_files as write

DOCUMENT = '{"Version": "2012-10-17", "Statement": []}'
NOTHING = "no policy files found in this folder (*.json, *.yaml, *.yml)"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def collect(paths: Sequence[str], stdin: BinaryIO | None, options: Options | None = None) -> Sequence[Input | Problem]:
    return inputs.collect(paths, stdin, options).items


def names(items: Sequence[Input | Problem]) -> list[str | Problem]:
    return [item.document if isinstance(item, Input) else item for item in items]


def one(text: str, name: str = "p.json", options: Options | None = None) -> Input:
    write({name: text})
    (item,) = collect([name], None, options)
    assert isinstance(item, Input)
    return item


@pytest.mark.parametrize(
    ("files", "paths", "expected"),
    [
        pytest.param(["b.json", "a.yaml"], ["b.json", "a.yaml"], ["b.json", "a.yaml"], id="in-the-order-given"),
        pytest.param(
            ["d/b.json", "d/a/z.yml", "d/a.yaml", "d/c.JSON", "d/notes.md", "d/json"],
            ["d"],
            ["d/a/z.yml", "d/a.yaml", "d/b.json", "d/c.JSON"],
            id="a-folder-sorted",
        ),
        pytest.param(["b/x.json", "a.json"], ["."], ["a.json", "b/x.json"], id="this-folder"),
        pytest.param(["d/a.json"], ["d/"], ["d/a.json"], id="a-slash-at-the-end"),
        pytest.param(["policy"], ["policy"], ["policy"], id="any-ending"),
        pytest.param(
            ["d/.x.json", "d/.git/a.json", "d/.venv/a.json", "d/node_modules/a.json", "d/a.json"],
            ["d"],
            ["d/a.json"],
            id="hidden-ones-are-skipped",
        ),
        pytest.param(["d/.h/a.json"], ["d/.h"], ["d/.h/a.json"], id="hidden-ones-that-are-named"),
        pytest.param(["d/a.json"], ["d", "d/a.json", "d"], ["d/a.json"], id="each-file-once"),
        pytest.param(["d/a.json/b.json"], ["d"], ["d/a.json/b.json"], id="a-folder-named-like-a-file"),
        pytest.param(["d/a.md", "a.json"], ["d", "a.json"], [Problem("d", NOTHING), "a.json"], id="nothing-found"),
        pytest.param(
            ["a.json"],
            ["x.json", "a.json"],
            [Problem("x.json", "cannot be read: No such file or directory"), "a.json"],
            id="missing",
        ),
        pytest.param(
            ["a.json"],
            ["", "a.json"],
            [Problem("", "the path is empty: name a file or a folder"), "a.json"],
            id="empty",
        ),
        pytest.param([], ["a\0b"], [Problem("a\0b", "cannot be read: there is a NUL character in its path")], id="NUL"),
    ],
)
def test_what_the_paths_stand_for(files: list[str], paths: list[str], expected: list[str | Problem]) -> None:
    write(dict.fromkeys(files, DOCUMENT))
    assert names(collect(paths, None)) == expected


def test_links_are_followed_once_and_loops_end() -> None:
    write({"d/a/x.json": DOCUMENT, "e/y.json": DOCUMENT})
    Path("d/a/up").symlink_to("..")
    Path("d/e").symlink_to("../e")
    Path("d/f").symlink_to("../e")
    Path("d/g.json").symlink_to("../e/y.json")
    Path("d/gone.json").symlink_to("nowhere")
    Path("d/self.json").symlink_to("self.json")
    os.mkfifo("d/pipe.json")
    odd = "is not a regular file, or is a broken link: remove it"
    assert names(collect(["d"], None)) == [
        "d/a/x.json",
        "e/y.json",
        "d/g.json",
        Problem("d/gone.json", odd),
        Problem("d/pipe.json", odd),
        Problem("d/self.json", odd),
    ]


def test_a_very_deep_folder_is_walked() -> None:
    code = (
        "import os, sys\nfor n in range(1500):\n os.mkdir('d'); os.chdir('d')\nopen('a.json', 'w').write(sys.argv[1])"
    )
    subprocess.run(["python3", "-c", code, DOCUMENT], check=True)
    try:
        assert names(collect(["d"], None)) == ["d/" * 1500 + "a.json"]
    finally:  # Python's own way to remove folders, which pytest takes, is too deep for this one
        subprocess.run(["rm", "-r", "d"], check=True)


def test_a_folder_that_may_not_be_read_is_told_and_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions bind not every user that runs tests, so the system's answer is put in its mouth."""
    write({"d/a.json": DOCUMENT, "d/b/c.json": DOCUMENT, "d/e.json": DOCUMENT})
    scandir = os.scandir

    def refuse_one(path: str) -> object:
        if path == "d/b":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse_one)
    told = Problem("d/b", "cannot be read: Permission denied")
    assert names(collect(["d"], None)) == ["d/a.json", told, "d/e.json"]


def test_bad_files_do_not_hide_the_good_ones() -> None:
    write({"d/a.json": "{", "d/b.json": DOCUMENT, "d/c.yaml": "Effect: !mine b", "d/e.json": ""})
    Path("d/f.json").write_bytes(b"\xff")
    assert names(collect(["d"], None)) == [
        Problem(
            "d/a.json", "not valid JSON: the text ends before the document does: close the quotes and brackets", 1, 2
        ),
        "d/b.json",
        Problem("d/c.yaml", "the tag !mine is not supported: remove it", 1, 9),
        Problem("d/e.json", "the file is empty: write a document into it or leave it out"),
        Problem("d/f.json", "the text is not UTF-8: save it as UTF-8", 1, 1),
    ]


def test_standard_input_is_read_once() -> None:
    items = collect(["-", "-"], io.BytesIO(b"Statement: []"))
    assert names(items) == [STDIN, Problem(STDIN, "can be read only once: name it once")]
    assert isinstance(items[0], Input)
    assert json.loads(items[0].payload) == {"name": STDIN, "policy": {"Statement": []}}
    assert names(collect(["-"], None)) == [Problem(STDIN, "there is no standard input: name a file")]


def test_standard_input_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with (
        (tmp_path / "out").open("wb", buffering=0) as unreadable,
        os.fdopen(unreadable.fileno(), "rb", closefd=False) as given,
    ):
        assert names(collect(["-"], given)) == [Problem(STDIN, "cannot be read: Bad file descriptor")]


TWICE = '{"Statement": [],\n "Statement": {}}'
DEEP = "is nested more than 64 levels deep: write it with fewer"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            json.dumps({"name": "n", "policy": TWICE}),
            "p.json",
            Problem(
                "p.json",
                'the JSON in this string, at 2:2: the key "Statement" appears twice, first in line 1: keep one',
                1,
                15,
            ),
            id="key-twice",
        ),
        pytest.param(
            "policies:\n- policy: {Statement: []}\n- policy: |\n    " + TWICE.replace("\n", "\n    "),
            "p.yaml",
            Problem(
                "p.yaml",
                'the JSON in this string, at 2:2: the key "Statement" appears twice, first in line 1: keep one',
                3,
                3,
            ),
            id="key-twice-in-a-set",
        ),
        pytest.param(
            json.dumps(
                {"policy": json.dumps({"Statement": {"Effect": "Allow", "eff": 1}}).replace("eff", "E\\u0066fect", 1)}
            ),
            "p.json",
            Problem(
                "p.json",
                'the JSON in this string, at 1:35: the key "Effect" appears twice, first in line 1: keep one',
                1,
                2,
            ),
            id="key-twice-once-in-escapes",
        ),
        pytest.param(
            json.dumps({"policy": "[" * 65 + "]" * 65}),
            "p.json",
            Problem("p.json", f"the JSON in this string, at 1:65: {DEEP}", 1, 2),
            id="deep",
        ),
        pytest.param(
            json.dumps({"policy": '{"a":\n "\\u0000"}'}),
            "p.json",
            Problem(
                "p.json",
                "the JSON in this string, at 1:2: the text contains an escaped NUL character: remove it",
                1,
                2,
            ),
            id="NUL",
        ),
        pytest.param(
            json.dumps({"policy": '{"Statement": [], "b": {"Statement": []}}'}), "p.json", "p.json", id="once"
        ),
        pytest.param(json.dumps({"policy": "[" * 64 + "]" * 64}), "p.json", "p.json", id="as-deep-as-may-be"),
        pytest.param(json.dumps({"policy": "%7B%22Statement"}), "p.json", "p.json", id="no-JSON"),
        pytest.param(json.dumps({"policy": ""}), "p.json", "p.json", id="empty"),
    ],
)
def test_a_policy_in_a_json_text_has_the_limits_of_a_file(text: str, name: str, expected: str | Problem) -> None:
    write({name: text})
    assert names(collect([name], None)) == [expected]


SAID = Options(policy_type="resource", account_id="123456789012", resource_arn="arn:s", principal_arn="arn:p")
MEMBERS = {
    "policy_type": "resource",
    "account_id": "123456789012",
    "resource_arn": "arn:s",
    "principal_arn": "arn:p",
}


@pytest.mark.parametrize(
    ("text", "options", "document", "payload"),
    [
        pytest.param(
            {"Statement": []},
            None,
            "p.json",
            {"name": "p.json", "policy": {"Statement": []}},
            id="plain-document",
        ),
        pytest.param(
            {"Statement": [], "policy": 1},
            SAID,
            "p.json",
            {"name": "p.json", **MEMBERS, "policy": {"Statement": [], "policy": 1}},
            id="plain-document-with-options",
        ),
        pytest.param({"policy": {}, "name": "é"}, None, "é", {"policy": {}, "name": "é"}, id="envelope-with-a-name"),
        pytest.param({"policy": "{}"}, None, "p.json", {"policy": "{}", "name": "p.json"}, id="envelope-without"),
        pytest.param(
            {"policy": {}, "account_id": "1"},
            SAID,
            "p.json",
            {**MEMBERS, "policy": {}, "account_id": "1", "name": "p.json"},
            id="envelope-wins-over-options",
        ),
        pytest.param(
            {"policies": [{"policy": {}}, {"policy": {}, "name": "b"}, 3, {"Statement": []}], "x": 1},
            None,
            "p.json",
            {
                "policies": [
                    {"policy": {}, "name": "p.json#0"},
                    {"policy": {}, "name": "b"},
                    3,
                    {"Statement": []},
                ],
                "x": 1,
            },
            id="set",
        ),
        pytest.param(
            {"policies": [{"policy": {}, "policy_type": "scp"}]},
            Options(policy_type="resource", account_id="1"),
            "p.json",
            {"policies": [{"policy": {}, "policy_type": "scp", "account_id": "1", "name": "p.json#0"}]},
            id="set-with-options",
        ),
        pytest.param({"policies": {}}, SAID, "p.json", {"policies": {}}, id="no-set"),
        pytest.param([1, {"Statement": []}], SAID, "p.json", [1, {"Statement": []}], id="list"),
        pytest.param("x", SAID, "p.json", "x", id="text"),
        pytest.param({"resource_changes": []}, SAID, "p.json", {"resource_changes": []}, id="something-else"),
    ],
)
def test_what_the_engine_gets(text: object, options: Options | None, document: str, payload: object) -> None:
    item = one(json.dumps(text), options=options)
    assert (item.document, json.loads(item.payload)) == (document, payload)


def test_json_text_goes_to_the_engine_as_it_was_written() -> None:
    text = '{ "Statement" : [{"a": 1.10, "b": "\\u00e9é"}] }\n'
    assert one(f"\ufeff{text}").payload == f'{{"name": "p.json","policy":{text}}}'.encode()
    envelope = '{ "policy" : {"a": 1.10}, "name": "x" }'
    assert one(envelope, "e.json").payload == envelope.encode()


def test_yaml_goes_to_the_engine_as_json() -> None:
    item = one("Version: 2012-10-17\nStatement: {Effect: Deny, é: 😀}\n", "p.yaml")
    assert item.payload == (
        '{"name": "p.yaml","policy":{"Version":"2012-10-17","Statement":{"Effect":"Deny","é":"😀"}}}'.encode()
    )


def test_a_file_name_that_is_no_text_can_be_sent() -> None:
    write({"d/\udcff.json": DOCUMENT})
    (item,) = collect(["d"], None)
    assert isinstance(item, Input)
    assert json.loads(item.payload)["name"] == "d/\\udcff.json"


@pytest.mark.parametrize(
    ("value", "document", "expected"),
    [
        pytest.param({"Statement": []}, "p.json", ("Statement", 0), id="plain"),
        pytest.param({"policy": {}, "name": "n"}, "n", ("policy", "Statement", 0), id="envelope"),
        pytest.param({"policy": {}, "name": "n"}, "unknown", ("policy", "Statement", 0), id="the-only-one"),
        pytest.param({"policy": "{}"}, "p.json", ("policy",), id="JSON-text"),
        pytest.param(
            {"policies": [{"policy": {}}, {"policy": {}, "name": "b"}]},
            "b",
            ("policies", 1, "policy", "Statement", 0),
            id="set-by-name",
        ),
        pytest.param(
            {"policies": [{"policy": {}}, {"policy": "{}"}]},
            "p.json#1",
            ("policies", 1, "policy"),
            id="set-by-number",
        ),
        pytest.param(
            {"policies": [0, {"policy": {}, "name": "b"}, {"policy": {}, "name": "b"}]},
            "b",
            ("policies", 1, "policy", "Statement", 0),
            id="same-name-the-first",
        ),
        pytest.param({"policies": [{"policy": {}}] * 2}, "unknown", ("Statement", 0), id="unknown-in-a-set"),
        pytest.param([1], "", ("Statement", 0), id="something-else"),
    ],
)
def test_a_path_in_a_document_leads_into_the_file(
    value: object, document: str, expected: tuple[str | int, ...]
) -> None:
    assert one(json.dumps(value)).origin(document).inside(["Statement", 0]) == expected


def test_origin_of_a_plain_document_is_the_file() -> None:
    assert one(DOCUMENT).origins == {"p.json": Origin()}


def finding(document: str, path: list[str | int], severity: str = "high", rule: str = "R") -> dict[str, object]:
    return {"rule": rule, "severity": severity, "document": document, "path": path, "title": f"{rule} {path}"}


def decision(
    findings: Sequence[Mapping[str, object]] = (),
    unresolved: Sequence[Mapping[str, object]] = (),
    allow: bool = True,
    revision: str = "r1",
    **counts: int,
) -> dict[str, object]:
    return {
        "allow": allow,
        "findings": list(findings),
        "unresolved": list(unresolved),
        "summary": {"documents": 1, "statements": 2, "findings": {"high": 0, **counts}, "waived": 1},
        "bundle": {"revision": revision},
    }


def test_merge_puts_everything_in_order_with_its_place() -> None:
    write(
        {
            "a.json": '{"Statement": [\n {"Action": "x"},\n {"Action": ["x",\n "y"]}]}',
            "b.yaml": "policies:\n- policy:\n    Statement:\n    - Action: x\n- name: two\n  policy: '{}'\n",
            "c.json": "{",
        }
    )
    items = collect(["c.json", "b.yaml", "a.json"], None)
    first = decision(
        [
            finding("two", ["Statement", 0], "low"),
            finding("b.yaml#0", ["Statement", 0, "Action"], "low"),
            finding("two", ["Statement", 0], "critical"),
        ],
        [{"document": "two", "reason": "known after apply"}],
        high=1,
        low=2,
    )
    second = decision(
        [
            finding("a.json", ["Statement", 1, "Action", 1], rule="B"),
            finding("a.json", ["Statement", 10], "odd"),
            finding("a.json", ["Statement", 1, "Action", 1], rule="A"),
            finding("", ["Statement", 0]),
            finding("a.json", ["Statement"]),
        ],
        revision="r2",
        high=3,
    )
    merged = merge(items, [first, second])
    order = [(one["severity"], one["rule"], one["document"], *one["location"].values()) for one in merged["findings"]]
    assert order == [
        ("critical", "R", "two", "b.yaml", 6, 3),
        ("low", "R", "b.yaml#0", "b.yaml", 4, 7),
        ("low", "R", "two", "b.yaml", 6, 3),
        ("high", "R", "a.json", "a.json", 1, 2),
        ("high", "R", "a.json", "a.json", 2, 2),
        ("high", "A", "a.json", "a.json", 4, 2),
        ("high", "B", "a.json", "a.json", 4, 2),
        ("odd", "R", "a.json", "a.json", 1, 2),
    ]
    assert {key: value for key, value in merged.items() if key != "findings"} == {
        "allow": False,
        "unresolved": [
            {
                "document": "two",
                "reason": "known after apply",
                "location": {"file": "b.yaml", "line": 6, "column": 3},
            },
            {
                "document": "c.json",
                "reason": "not valid JSON: the text ends before the document does: close the quotes and brackets",
                "location": {"file": "c.json", "line": 1, "column": 2},
            },
        ],
        "summary": {
            "documents": 2,
            "statements": 4,
            "findings": {"critical": 0, "high": 4, "medium": 0, "low": 2},
            "waived": 2,
        },
        "bundle": {"revision": "r1"},
    }


@pytest.mark.parametrize(
    ("paths", "decisions", "allow", "code"),
    [
        pytest.param(["a.json", "b.json"], [decision(), decision()], True, 0, id="clean"),
        pytest.param(["a.json"], [decision([finding("a.json", [], "low")])], True, 0, id="below-the-threshold"),
        pytest.param(["a.json", "b.json"], [decision(), decision(allow=False)], False, 1, id="one-does-not-allow"),
        pytest.param(["a.json", "gone.json"], [decision()], False, 2, id="a-problem"),
        pytest.param(["a.json", "gone.json"], [decision(allow=False)], False, 2, id="a-problem-and-a-finding"),
        pytest.param(["gone.json"], [], False, 2, id="only-a-problem"),
        pytest.param([], [], False, 1, id="nothing-at-all"),
    ],
)
def test_allow_and_exit_code(paths: list[str], decisions: list[dict[str, object]], allow: bool, code: int) -> None:
    write({"a.json": DOCUMENT, "b.json": DOCUMENT})
    items = collect(paths, None)
    merged: Decision = merge(items, decisions)
    assert (merged["allow"], exit_code(items, merged)) == (allow, code)


def test_a_document_without_a_decision_is_a_bug_and_not_an_allow() -> None:
    write({"a.json": DOCUMENT})
    with pytest.raises(ValueError, match="zip"):
        merge(collect(["a.json"], None), [])
