"""Which files of a folder are judged, which are counted, which are left out."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from smguard.check.inputs import Collection, Input, collect
from smguard.check.shape import is_policy
from smguard.errors import Problem, SmguardError
from smguard.shipped import folder
from support.workbench import write_files as write

POLICY = '{"Version": "2012-10-17", "Statement": []}'
STATEMENT = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def judged(found: Collection) -> list[str | Problem]:
    return [item.document if isinstance(item, Input) else item for item in found.items]


POLICIES: dict[str, Any] = {
    "a document": {"Version": "2012-10-17", "Statement": [STATEMENT]},
    "one without statements": {"Statement": []},
    "an envelope": {"policy": {}, "name": "x"},
    "an envelope around what cannot be read": {"policy": "%7B%22Statement%22", "policy_type": "identity"},
    "a set": {"policies": [{"policy": {}}]},
    "an empty set": {"policies": []},
    "Statement misspelled": {"Version": "2012-10-17", "Statment": [STATEMENT]},
    "Statement misspelled, no version": {"statements": STATEMENT},
    "Statement misspelled and emptied": {"Version": "2012-10-17", "Statments": []},
    "a statement alone": STATEMENT,
    "statements alone": [STATEMENT],
    "small letters": {"effect": "allow", "action": "*"},
    "an effect that is none": {"Effect": "Alow", "Action": "s3:*"},
    "Effect misspelled": {"Efect": "Allow", "NotAction": ["iam:*"], "Resource": "*"},
    "a policy in an unknown wrapper": {"attached": {"document": {"Statement": [STATEMENT]}}},
    "a policy as a text": {"policy_json": json.dumps({"Statement": [STATEMENT]})},
    "a policy as a text, URL-encoded": {"x": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22"},
    "a policy as a text in HCL": {"x": 'data "p" "x" {\n  statement { effect = "Allow" }\n}'},
    "a Terraform plan": {"terraform_version": "1.9", "resource_changes": []},
    "a template with a role": {"Resources": {"R": {"Type": "AWS::IAM::Role"}}},
    "a template with a function of SAM": {"Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {}}}},
    "a template with a policy inside": {"Resources": {"Q": {"Type": "AWS::SQS::QueuePolicy", "P": [STATEMENT]}}},
    "account details": {"UserDetailList": []},
    "an event": {"eventSource": "iam.amazonaws.com"},
    "combined files": [{"path": "a", "contents": {}}],
    "a rule that is a policy too": {"id": "x", "kind": "x", "message": "x", "cases": {}, "Statement": []},
}
OTHERS: dict[str, Any] = {
    "nothing": {},
    "a number": 5,
    "a text": "Effect",
    "a package": {"name": "p", "version": "1.0", "scripts": {"policy": "x"}, "effects": "allow"},
    "a manifest of Kubernetes": {"kind": "Deployment", "spec": {"tolerations": [{"key": "a", "effect": "NoSchedule"}]}},
    "a workflow": {"on": "push", "jobs": {"a": {"steps": [{"uses": "x", "with": {"action": "up", "resource": "x"}}]}}},
    "coverage": {"total": {"statements": {"total": 9, "covered": 8}}, "statementMap": {"0": {"start": {"line": 1}}}},
    "a query": {"statement": "SELECT 1", "statements": ["SELECT 1"]},
    "another tool's policies": {"policies": [{"name": "x", "resource": "aws.s3"}]},
    "another tool's policy": {"policy": "strict", "rules": []},
    "a template without IAM": {"Resources": {"B": {"Type": "AWS::S3::Bucket"}}},
    "a rule of smguard's": {"id": "X", "kind": "x", "cases": {"found": [{"policy": {"Statement": [STATEMENT]}}]}},
    "a bundle's data": {"smguard": {"bundle": {}, "rulebook": {"X": {"remediation": '{"Effect": "Deny"}'}}}},
    "prose": {"description": "The side effect: a statement is allowed; Deny nothing."},
}


@pytest.mark.parametrize("value", POLICIES.values(), ids=POLICIES)
def test_what_is_or_may_be_a_policy_is_judged(value: object) -> None:
    assert is_policy(value)


@pytest.mark.parametrize("value", OTHERS.values(), ids=OTHERS)
def test_what_is_none_is_passed_over(value: object) -> None:
    assert not is_policy(value)


def test_what_is_none_is_counted_in_a_folder_and_judged_when_named() -> None:
    write({"d/p.json": POLICY, "d/package.json": "{}", "d/e/values.yaml": "a: 1\n", "d/e/q.yaml": "Statement: []\n"})
    assert collect(["d"], None) == Collection(collect(["d/e/q.yaml", "d/p.json"], None).items, 2, ("d",))
    found = collect(["d", "d/package.json", "./d/e/../e/values.yaml", "d"], None)
    assert judged(found) == ["d/e/q.yaml", "d/p.json", "d/package.json", "d/e/values.yaml"]
    assert (found.skipped, found.walked) == (0, ("d", "d"))


def test_a_folder_without_policies_is_an_error() -> None:
    write({"d/a.json": "{}", "e/a.json": "{}", "e/b.yaml": "a: 1\n", "p.json": POLICY})
    found = collect(["d", "e", "p.json"], None)
    assert judged(found) == [
        Problem("d", "no policies found in this folder (1 other file is not a policy): name the files to judge"),
        Problem("e", "no policies found in this folder (2 other files are not policies): name the files to judge"),
        "p.json",
    ]
    assert found.skipped == 3


def test_what_smguard_keeps_itself_is_left_alone() -> None:
    own = [folder("policies"), folder("bundles")]
    for place in own:
        (item,) = collect([str(place)], None).items
        assert isinstance(item, Problem)
        assert item.message.startswith("no policies found in this folder")


UNREAD = {
    "broken JSON": (
        "a.json",
        '{"a": ',
        "not valid JSON: the text ends before the document does: close the quotes and brackets",
        1,
        7,
    ),
    "broken YAML": (
        "a.yaml",
        "a: b: c\n",
        "not valid YAML: a colon is not allowed here: quote the string, or fix the indentation",
        1,
        5,
    ),
    "a key twice": ("a.json", '{"a": 1, "a": 2}', 'the key "a" appears twice, first in line 1: keep one', 1, 10),
    "empty": ("a.json", "", "the file is empty: write a document into it or leave it out", None, None),
    "a policy with comments": (
        "a.json",
        '{"Statement": [ // all\n]}',
        "not valid JSON: JSON has no comments: remove it",
        1,
        17,
    ),
    "a policy in the second document": (
        "a.yaml",
        "a: 1\n---\nStatement:\n- Effect: Allow\n",
        "a second YAML document starts here: give each document a file of its own",
        2,
        1,
    ),
    "a policy in a template": (
        "a.yaml",
        "{{ if .Values.x }}\nEffect: Allow\n",
        "template code ({{ … }} or {% … %}) is neither JSON nor YAML: render it first, and check the result",
        1,
        2,
    ),
    "a policy with a tag of its own": (
        "a.yaml",
        "Effect: !mine Allow\n",
        "the tag !mine is not supported: remove it",
        1,
        9,
    ),
}


@pytest.mark.parametrize(("name", "text", "message", "line", "column"), UNREAD.values(), ids=UNREAD)
def test_what_may_be_a_policy_and_cannot_be_read_is_told(
    name: str, text: str, message: str, line: int | None, column: int | None
) -> None:
    write({f"d/{name}": text, "d/p.json": POLICY})
    assert judged(collect(["d"], None)) == [Problem(f"d/{name}", message, line, column), "d/p.json"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tsconfig.json", '{\n  // strict\n  "strict": true,\n}\n'),
        ("services.yaml", "kind: Service\n---\nkind: Deployment\n"),
        ("chart.yaml", "{{- if .Values.x }}\nkind: Pod\n{{- end }}\n"),
        ("playbook.yaml", "a: !vault |\n  abc\n"),
    ],
)
def test_other_programs_dialects_are_passed_over(name: str, text: str) -> None:
    write({f"d/{name}": text, "d/p.json": POLICY})
    found = collect(["d"], None)
    assert (judged(found), found.skipped) == (["d/p.json"], 1)
    (named,) = collect([f"d/{name}"], None).items
    assert isinstance(named, Problem)


FILES = ("a.json", "x/a.json", "x/b.gen.json", "x/y/a.json", "x/y/c.json", "build/a.json", "x/build/a.json")


def kept(*paths: str, exclude: Sequence[str] = ()) -> list[str | Problem]:
    return judged(collect(paths or ["."], None, exclude=exclude))


def without(*names: str) -> list[str]:
    return sorted(set(FILES) - set(names), key=lambda name: name.split("/"))


@pytest.mark.parametrize(
    ("patterns", "left_out"),
    [
        ([], []),
        (["build/"], ["build/a.json", "x/build/a.json"]),
        (["/build"], ["build/a.json"]),
        (["build"], ["build/a.json", "x/build/a.json"]),
        (["*.gen.json"], ["x/b.gen.json"]),
        (["x/y"], ["x/y/a.json", "x/y/c.json"]),
        (["./x/y/"], ["x/y/a.json", "x/y/c.json"]),
        (["x/**/a.json"], ["x/a.json", "x/y/a.json", "x/build/a.json"]),
        (["x/*", "!x/y"], ["x/a.json", "x/b.gen.json", "x/build/a.json"]),
        (["nothing"], []),
    ],
    ids=str,
)
def test_patterns_leave_out_the_same_from_gitignore_and_exclude(patterns: list[str], left_out: list[str]) -> None:
    write(dict.fromkeys(FILES, POLICY))
    assert kept(exclude=patterns) == without(*left_out)
    Path(".gitignore").write_text("# ours\n\n" + "".join(f"{line.removeprefix('./')}\n" for line in patterns))
    assert kept() == without(*left_out)


def test_exclude_is_from_here_and_a_folder_that_is_named_elsewhere_too(monkeypatch: pytest.MonkeyPatch) -> None:
    write(dict.fromkeys(FILES, POLICY))
    assert kept("x", exclude=["x/y", "build"]) == ["x/a.json", "x/b.gen.json"]
    monkeypatch.chdir("x")
    assert judged(collect(["."], None, root=Path.cwd().parent, exclude=["y"])) == [
        "x/a.json",
        "x/b.gen.json",
        "x/build/a.json",
    ]


def test_a_file_that_is_named_is_judged_whatever_patterns_say() -> None:
    write({"build/a.json": POLICY, "x/b.json": POLICY, ".gitignore": "build/\nb.json\n"})
    assert kept("build/a.json", "x/b.json", exclude=["x"]) == ["build/a.json", "x/b.json"]
    assert kept("build") == ["build/a.json"]
    Path(".git").mkdir()
    assert kept("build") == ["build/a.json"]


def test_inner_gitignores_win_and_outer_ones_hold_up_to_the_repository() -> None:
    write(
        {
            ".gitignore": "*.json\n",
            "r/.gitignore": "c.json\n/d/\n",
            "r/.git/x": "",
            "r/a.json": POLICY,
            "r/c.json": POLICY,
            "r/d/a.json": POLICY,
            "r/e/.gitignore": "!c.json\n!d\n",
            "r/e/c.json": POLICY,
            "r/e/d/a.json": POLICY,
            "r/e/f/c.json": POLICY,
        }
    )
    wanted = ["r/e/c.json", "r/e/d/a.json", "r/e/f/c.json"]
    assert kept("r") == ["r/a.json", *wanted]
    assert kept("r/e") == wanted
    Path("r/e/.gitignore").unlink()
    assert kept("r/e") == ["r/e/d/a.json"]
    assert kept("r/e/f") == [Problem("r/e/f", "no policy files found in this folder (*.json, *.yaml, *.yml)")]


def test_git_agrees_with_what_is_ignored() -> None:
    lines = ["build/", "!/build/", "*.gen.*", "/x/y/*", "!/x/y/c.json", "\\#a", "trailing  ", "[", "**/z", "a.json/"]
    write({**dict.fromkeys(FILES, POLICY), ".gitignore": "\n".join(lines), "x/.gitignore": "!b.gen.json\n"})
    subprocess.run(["git", "init", "-q"], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "*.json"], check=True, capture_output=True, text=True
    )
    assert sorted(map(str, kept())) == sorted(listed.stdout.split())


@pytest.mark.parametrize("pattern", ["", "#x", "!", "  "], ids=repr)
def test_a_pattern_that_is_none(pattern: str) -> None:
    write({"a.json": POLICY})
    with pytest.raises(SmguardError) as raised:
        collect(["."], None, exclude=["x", pattern])
    words = "not a .gitignore pattern: write one such as legacy/ or *.gen.json"
    assert str(raised.value) == f'--exclude "{pattern}": {words}'


def test_a_gitignore_that_cannot_be_read_is_told() -> None:
    write({"d/a.json": POLICY})
    os.mkfifo("d/.gitignore")
    assert kept("d") == ["d/a.json"]
    Path("d/.gitignore").unlink()
    Path("d/.gitignore").symlink_to("/proc/self/mem")
    assert kept("d") == [Problem("d/.gitignore", "cannot be read: Input/output error")]
