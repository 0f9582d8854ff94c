"""The commands as users run them: what they print, where, and how they end."""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from smguard import __version__
from smguard.bundle.composition import compose
from smguard.bundle.plan import read_plan
from smguard.cli import app
from smguard.shipped import folder
from support.workbench import (
    ALLOW_ALL,
    NO_OPA,
    NOTHING,
    ORDINARY,
    RULE,
    Json,
    build_into,
    rule,
    shipped_plan,
    smguard,
    to_yaml,
    write_rule,
)

READS_ALL: Json = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Read",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "secretsmanager:GetSecretValue"],
            "Resource": "*",
        }
    ],
}
BUNDLE = json.loads((folder("bundles") / "secretsmanager/data.json").read_text("utf-8"))["smguard"]["bundle"]
REVISION = BUNDLE["revision"][:12]
SHIPPED = f"bundle {folder('bundles') / 'secretsmanager'} (ships with smguard), revision {REVISION}"
CLEAN = f"1 document, no findings; {SHIPPED}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one bad policy as JSON and as YAML, and a good one."""
    (tmp_path / "bad.json").write_text(json.dumps(READS_ALL, indent=2))
    (tmp_path / "bad.yaml").write_text(to_yaml(READS_ALL))
    (tmp_path / "good.json").write_text(json.dumps(NOTHING))
    return tmp_path


def run(*arguments: str | Path, cwd: Path, given: bytes = b"", **environment: str) -> tuple[int, str, str]:
    done = smguard(*arguments, cwd=cwd, given=given, environment=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def judged(*paths: str | Path, cwd: Path, given: bytes = b"") -> tuple[int, Any]:
    """The exit code and the decision that --format json prints."""
    code, said, complained = run("check", "--format", "json", *paths, cwd=cwd, given=given)
    assert complained == ""
    return code, json.loads(said)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="nothing"),
        pytest.param(["--version"], id="version"),
        pytest.param(["check", "--help"], id="help"),
        pytest.param(["check", "bad.json", "-"], id="findings"),
        pytest.param(["check", "missing.json"], id="not-readable"),
        pytest.param(["chekc"], id="wrong-usage"),
        pytest.param(["rules", "SM-ID-READ-ALX"], id="error"),
        pytest.param(["build", "--output", "ключ"], id="build"),
    ],
)
def test_a_process_of_its_own_does_the_same(place: Path, words: list[str]) -> None:
    """Most tests run the commands within their own process: see `smguard` in support/workbench.py."""
    given = "Statement: []  # é\n".encode()
    own = smguard(*words, cwd=place, given=given, command=(sys.executable, "-m", "smguard"))
    within = smguard(*words, cwd=place, given=given)
    assert (own.returncode, own.stdout, own.stderr) == (within.returncode, within.stdout, within.stderr)


# check: one document, whole


def finding(file: str, line: int, column: int, document: str | None = None) -> Json:
    """The finding on READS_ALL in a file."""
    (rule,) = (rule for rule in shipped_plan().rules if rule.id == "SM-ID-READ-ALL")
    return {
        "rule": rule.id,
        "severity": "critical",
        "title": rule.title,
        "message": "The policy allows secretsmanager:GetSecretValue on secrets that nobody named, through *.",
        "remediation": rule.remediation,
        "url": rule.url,
        "document": document or file,
        "policy_type": "identity",
        "path": ["Statement", 0, "Resource"],
        "sid": "Read",
        "actions": ["secretsmanager:GetSecretValue"],
        "resources": ["*"],
        "witness": {
            "action": "secretsmanager:GetSecretValue",
            "resource": "arn:aws:secretsmanager:us-east-1:999988887777:secret:any-secret-AbCdEf",
            "context": {},
        },
        "location": {"file": file, "line": line, "column": column},
    }


def decision(findings: list[Json], documents: int = 1, statements: int = 1) -> Json:
    counts = {name: sum(one["severity"] == name for one in findings) for name in ("critical", "high", "medium", "low")}
    return {
        "allow": not findings,
        "findings": findings,
        "unresolved": [],
        "summary": {"documents": documents, "statements": statements, "findings": counts, "waived": 0},
        "bundle": BUNDLE,
    }


@pytest.mark.parametrize(
    ("name", "line", "column"), [pytest.param("bad.json", 11, 7, id="JSON"), pytest.param("bad.yaml", 8, 3, id="YAML")]
)
def test_decision_on_one_document(place: Path, name: str, line: int, column: int) -> None:
    assert judged(name, cwd=place) == (1, decision([finding(name, line, column)]))
    assert judged(place / name, cwd=place) == (1, decision([finding(f"{place}/{name}", line, column, name)]))
    assert judged("good.json", cwd=place) == (0, decision([], statements=0))


def test_standard_input_in_either_format(place: Path) -> None:
    for name, line, column in (("bad.json", 11, 7), ("bad.yaml", 8, 3)):
        given = (place / name).read_bytes()
        assert judged("-", cwd=place, given=given) == (1, decision([finding("<stdin>", line, column)]))


def test_files_folders_and_standard_input_together(place: Path) -> None:
    (place / "more/deep").mkdir(parents=True)
    (place / "more/deep/a.yml").write_text(to_yaml(READS_ALL))
    (place / "more/b.json").write_text(json.dumps(NOTHING))
    code, said = judged("bad.json", "more", "-", "bad.json", cwd=place, given=json.dumps(NOTHING).encode())
    findings = [finding("bad.json", 11, 7), finding("more/deep/a.yml", 8, 3)]
    assert (code, said) == (1, decision(findings, documents=4, statements=2))


def test_what_the_user_says_of_documents_reaches_them(place: Path) -> None:
    code, said = judged("bad.json", "--policy-type", "scp", "--account-id", "111122223333", cwd=place)
    assert (code, said["findings"], said["summary"]["documents"]) == (0, [], 1)
    code, said = judged("bad.json", "--account-id", "1111", cwd=place)
    assert (code, said["findings"][0]["message"]) == (1, "account_id must be a string of 12 digits")


# check: the table, on a terminal and elsewhere


def on_terminal(*arguments: str, cwd: Path, **environment: str) -> tuple[int, str]:
    """The exit code and what a terminal of 100 columns gets, standard error included."""
    leader, follower = os.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLORTERM")}
    told = {**plain, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    command = [sys.executable, "-m", "smguard", *arguments]
    with subprocess.Popen(command, cwd=cwd, env=told, stdin=follower, stdout=follower, stderr=follower) as process:
        os.close(follower)
        text = b"".join(read_all(leader))
    os.close(leader)
    return process.returncode, text.decode().replace("\r\n", "\n")


def read_all(terminal: int) -> Iterator[bytes]:
    try:
        while content := os.read(terminal, 65536):
            yield content
    except OSError:  # how Linux tells that nobody writes any more
        return


def test_colours_are_for_terminals_that_want_them(place: Path) -> None:
    code, piped, _ = run("check", "bad.json", cwd=place)
    coloured = on_terminal("check", "bad.json", cwd=place)
    assert (code, coloured[0]) == (1, 1)
    assert piped.splitlines()[0] == "bad.json:11:7  critical  SM-ID-READ-ALL  Reads every secret"
    assert piped.splitlines()[-1] == f"1 document, 1 with findings: 1 critical; {SHIPPED}"
    assert "\x1b[1;31mcritical\x1b[0m" in coloured[1]
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured[1]) == piped
    assert on_terminal("check", "bad.json", cwd=place, NO_COLOR="1") == (1, piped)
    assert "\x1b" not in on_terminal("check", "bad.json", cwd=place, TERM="dumb")[1]
    assert run("check", "bad.json", cwd=place, TERM="xterm-256color")[1] == piped


def test_json_on_a_terminal_is_the_same_json(place: Path) -> None:
    piped = run("check", "bad.json", "--format", "json", cwd=place)[1]
    assert on_terminal("check", "bad.json", "--format", "json", cwd=place) == (1, piped)


def test_control_characters_of_a_file_reach_no_terminal(place: Path) -> None:
    odd = {**READS_ALL["Statement"][0], "Sid": "\x1b[2J", "Action": ["*", "secretsmanager:Get\x1b]0;x\x07"]}
    name = "a\x1b[31m.json"
    (place / name).write_text(json.dumps({"Version": "2012-10-17", "Statement": odd}))
    code, said = on_terminal("check", name, cwd=place, NO_COLOR="1")
    assert (code, {char for char in said if not char.isprintable()}) == (1, {"\n"})
    assert said.startswith("a\\x1b[31m.json:1:")


# check: exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["good.json"], 0, id="clean"),
        pytest.param(["bad.json"], 1, id="findings"),
        pytest.param(["good.json", "bad.json"], 1, id="one-with-findings"),
        pytest.param(["broken.json"], 2, id="unreadable"),
        pytest.param(["broken.json", "bad.json"], 2, id="unreadable-and-findings"),
        pytest.param(["missing.json"], 2, id="missing"),
        pytest.param(["empty"], 2, id="empty-folder"),
        pytest.param([], 2, id="no-path"),
        pytest.param(["good.json", "--format", "xml"], 2, id="no-such-format"),
        pytest.param(["good.json", "--engine", "regopy"], 2, id="no-such-engine"),
        pytest.param(["good.json", "--nonsense"], 2, id="no-such-option"),
        pytest.param(["good.json", "--bundle", "empty"], 2, id="no-bundle"),
    ],
)
@pytest.mark.parametrize("format", ["table", "json"])
def test_exit_code(place: Path, arguments: list[str], code: int, format: str) -> None:
    (place / "broken.json").write_text("{")
    (place / "empty").mkdir()
    options = [] if "--format" in arguments else ["--format", format]
    assert run("check", *options, *arguments, cwd=place)[0] == code


def test_findings_below_the_threshold_are_shown_and_pass(opa: Path, place: Path) -> None:
    (place / "policies").mkdir()
    (place / "policies/organization.yaml").write_text(
        "fail_on: critical\nparameters: {minimum_literal_prefix: 3, allowed_path_prefixes: []}\n"
        "rules: {SM-ID-READ-ALL: {severity: low}}\n"
    )
    built = build_into(place / "bundles/secretsmanager", compose(read_plan(place / "policies")), opa)
    code, said, _ = run("check", "bad.json", cwd=place)
    assert (code, said.splitlines()[0]) == (0, "bad.json:11:7  low  SM-ID-READ-ALL  Reads every secret")
    assert said.splitlines()[-1] == (
        "1 document, 1 with findings: 1 low; none severe enough to fail; "
        f"bundle bundles/secretsmanager, revision {built.bundle.revision[:12]}"
    )


def test_a_waived_finding_is_shown_and_passes(opa: Path, place: Path) -> None:
    (place / "policies").mkdir()
    waiver = {"reason": "Old.", "owner": "me@example.com", "expires": "2999-12-31"}
    exceptions = [{"rule": "SM-ID-READ-ALL", "document": "bad*", **waiver}]
    (place / "policies/organization.yaml").write_text(
        to_yaml({"fail_on": "low", "parameters": {"minimum_literal_prefix": 3}, "exceptions": exceptions})
    )
    build_into(place / "bundles/secretsmanager", compose(read_plan(place / "policies")), opa)
    code, said = judged("bad.json", cwd=place)
    assert (code, said["findings"]) == (0, [{**finding("bad.json", 11, 7), "waiver": waiver}])
    assert (said["allow"], said["summary"]["waived"]) == (True, 1)
    (place / "other.json").write_text(json.dumps(READS_ALL, indent=2))
    code, said = judged("other.json", cwd=place)
    assert (code, said["findings"]) == (1, [finding("other.json", 11, 7)])


# check: much, odd and unusable input


def test_one_bad_file_among_a_thousand_hides_no_other(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1000):
        policy = READS_ALL if number % 10 == 0 else NOTHING
        (many / f"{number:04}.json").write_text(json.dumps(policy, indent=2))
    (many / "0500.json").write_text('{"Statement": [\n')
    code, said = judged("many", cwd=tmp_path)
    names = [f"many/{number:04}.json" for number in range(0, 1000, 10) if number != 500]
    expected = decision([finding(name, 11, 7) for name in names], documents=999, statements=99)
    unread = {
        "document": "many/0500.json",
        "reason": "not valid JSON: the text ends before the document does: close the quotes and brackets",
        "location": {"file": "many/0500.json", "line": 2, "column": 1},
    }
    assert (code, said) == (2, {**expected, "unresolved": [unread]})


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "YAML bomb": (
        "b.yaml",
        BOMB.encode(),
        "b.yaml:6:36  not judged  aliases repeat too much here: write the document out",
    ),
    "deep": (
        "d.json",
        b'{"Statement":' * 100_000,
        "d.json:1:833  not judged  is nested more than 64 levels deep: write it with fewer",
    ),
    "deep text": (
        "d.json",
        json.dumps({"policy": "[" * 100_000}).encode(),
        "d.json:1:2  not judged  the JSON in this string, at 1:65: "
        "is nested more than 64 levels deep: write it with fewer",
    ),
    "duplicate key": (
        "k.json",
        b'{"Statement": {"Effect": "Allow",\n "Action": "*", "Resource": "*", "Effect": "Deny"}}',
        'k.json:2:34  not judged  the key "Effect" appears twice, first in line 1: keep one',
    ),
    "duplicate key in YAML": (
        "k.yaml",
        b"Statement: []\nVersion: 2012-10-17\nStatement: {}\n",
        'k.yaml:3:1  not judged  the key "Statement" appears twice, first in line 1: keep one',
    ),
    "duplicate key in a JSON text": (
        "k.json",
        json.dumps({"name": "n", "policy": '{"Statement": {"Effect": "Allow", "Effect": "Deny"}}'}).encode(),
        "k.json:1:15  not judged  the JSON in this string, at 1:35: "
        'the key "Effect" appears twice, first in line 1: keep one',
    ),
    "NUL": (
        "n.json",
        b'{"a": "\0"}',
        "n.json:1:8  not judged  the text contains a NUL character: save it as UTF-8 text",
    ),
    "half a pair": (
        "s.json",
        b'{"Statement": "\\ud800"}',
        "s.json:1:2  not judged  the text contains an escape for half of a surrogate pair, which is not a character: "
        "remove it",
    ),
    "UTF-16": ("u.json", '{"a": 1}'.encode("utf-16"), "u.json:1:1  not judged  the text is UTF-16: save it as UTF-8"),
    "empty": ("e.json", b"", "e.json  not judged  the file is empty: write a document into it or leave it out"),
    "too large": ("l.json", b" " * (16 << 20) + b"{}", "l.json  not judged  is larger than 16 MiB: split it"),
}


@pytest.mark.parametrize(("name", "content", "line"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_told_and_hides_nothing(place: Path, name: str, content: bytes, line: str) -> None:
    (place / name).write_bytes(content)
    code, said, complained = run("check", name, "good.json", cwd=place)
    assert (code, complained) == (2, "")
    assert said == f"{line}\n\n1 document, no findings; 1 not judged; {SHIPPED}\n"


@pytest.fixture
def closed(place: Path) -> Iterator[Path]:
    """A file and a folder with a policy, a policies folder and a bundle that only root may read."""
    shutil.copytree(folder("bundles") / "secretsmanager", place / "closed/bundle")
    (place / "closed/policies").mkdir()
    (place / "closed/policies/organization.yaml").write_text("fail_on: low\n")
    (place / "closed/a.json").write_text("{}")
    (place / "a.json").write_text("{}")
    for path in (place / "a.json", place / "closed"):
        path.chmod(0)
    yield place
    (place / "closed").chmod(0o755)


@pytest.mark.parametrize(
    ("command", "said", "complained"),
    [
        (
            ["check", "a.json", "closed", "closed/a.json", "good.json"],
            "a.json  not judged  cannot be read: Permission denied\n"
            "closed  not judged  cannot be read: Permission denied\n"
            "closed/a.json  not judged  cannot be read: Permission denied\n\n"
            f"1 document, no findings; 3 not judged; {SHIPPED}\n",
            "",
        ),
        (["build", "--policies", "closed/policies"], "", "error: closed/policies: cannot be read: Permission denied\n"),
        (
            ["check", "good.json", "--bundle", "closed/bundle"],
            "",
            "error: closed/bundle: cannot be read: Permission denied\n",
        ),
        (
            ["build", "--check", "--output", "closed/bundle"],
            "",
            "error: closed/bundle: cannot be read: Permission denied\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_may_not_be_read_is_told(closed: Path, command: list[str], said: str, complained: str) -> None:
    done = smguard(*command, cwd=closed, command=ORDINARY)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (2, said, complained)


ODD: dict[str, tuple[object, list[str]]] = {
    "a number": (5, [""]),
    "an empty object": ({}, [""]),
    "no policy": ({"name": "package", "version": "1.0"}, [""]),
    "every element of the wrong type": (
        {
            "Version": 2012,
            "Statement": {"Effect": 1, "Action": {}, "Resource": 7, "Condition": [], "Principal": 5, "Sid": []},
        },
        ["Version", "Statement/Effect"],
    ),
    "statements of the wrong type": ({"Statement": [1, None, "x", [[]], {"Effect": "Allow"}]}, ["Statement/0"]),
    "odd Unicode": ({"Statement": [{"Effect": "Allow\u202e", "Action": "\ufeff", "Resource": "\U000e0001"}]}, []),
}


@pytest.mark.parametrize(("value", "paths"), ODD.values(), ids=ODD.keys())
def test_what_is_no_policy_is_a_finding(place: Path, value: object, paths: list[str]) -> None:
    (place / "odd.json").write_text(json.dumps(value))
    code, said = judged("odd.json", cwd=place)
    assert (code, said["allow"], {one["rule"] for one in said["findings"]}) == (1, False, {"SM-INPUT"})
    found = {"/".join(map(str, one["path"])) for one in said["findings"]}
    assert set(paths) - found == set()


def test_ten_megabytes_are_judged(place: Path) -> None:
    team = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team"
    statements = [
        {
            "Sid": f"S{n}",
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": f"{team}/{n}-??????",
        }
        for n in range(66_000)
    ]
    (place / "large.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    assert (place / "large.json").stat().st_size > 10 << 20
    assert judged("large.json", cwd=place) == (0, decision([], statements=66_000))
    statements[-1]["Resource"] = "*"
    (place / "large.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=0))
    code, said = judged("large.json", cwd=place)
    assert (code, said["findings"][0]["path"], said["findings"][0]["location"]["line"]) == (
        1,
        ["Statement", 65_999, "Resource"],
        6 * 66_000 + 2,
    )


# check: where the report goes


def test_report_goes_to_a_file(place: Path) -> None:
    printed = run("check", "bad.json", cwd=place)[1]
    assert run("check", "bad.json", "--output", "new/report.txt", cwd=place) == (1, "", "")
    assert (place / "new/report.txt").read_text() == printed
    assert run("check", "good.json", "--output", "new/report.txt", cwd=place) == (0, "", "")
    assert (place / "new/report.txt").read_text() == CLEAN


@pytest.mark.parametrize(
    ("output", "reason"),
    [("/dev/full", "No space left on device"), (".", "Is a directory"), ("good.json/x", "Not a directory")],
)
def test_report_that_cannot_be_written(place: Path, output: str, reason: str) -> None:
    expected = (2, "", f"error: {output}: cannot be written: {reason}\n")
    assert run("check", "good.json", "--output", output, cwd=place) == expected


@pytest.mark.parametrize("command", [["check", "good.json"], ["rules"], ["catalog", "show"], ["--version"]], ids=str)
def test_standard_output_that_is_full(place: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "smguard", *command], cwd=place, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "error: cannot write to standard output: No space left on device\n",
    )


def test_reader_that_goes_away_gets_no_clean_exit(place: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "smguard", "check", "good.json"],
            cwd=place,
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"")


def test_interrupt_ends_quietly(place: Path) -> None:
    code = "import sys; from smguard.cli import main; print('ready', flush=True); sys.argv[1:] = ['check', '-']; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"ready\n"
        select.select([], [], [], 0.5)  # it comes to read standard input, which stays open
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert b"Traceback" not in process.stderr.read()


# check: which bundle


def test_policies_that_were_never_built_are_told(place: Path) -> None:
    (place / "policies").mkdir()
    assert run("check", "good.json", cwd=place) == (0, CLEAN, "")
    (place / "policies/organization.yaml").write_text("fail_on: low\n")
    note = (
        "note: there is no bundles/secretsmanager, so the bundle that ships with smguard is used: run `smguard build`\n"
    )
    assert run("check", "good.json", cwd=place) == (0, CLEAN, note)


def test_a_bundle_is_named(opa: Path, place: Path) -> None:
    write_rule(place / "policies", RULE)
    built = build_into(place / "own", compose(read_plan(place / "policies")), opa)
    (place / "all.json").write_text(json.dumps(ALLOW_ALL))
    for options in (["--bundle", "own"], ["--bundle", "own/", "--engine", "opa"]):
        code, said = judged("all.json", *options, cwd=place)
        assert (code, said["bundle"]["revision"]) == (1, built.bundle.revision)
        assert "XX-OWN" in {one["rule"] for one in said["findings"]}


def test_both_engines_print_the_same(opa: Path, place: Path) -> None:
    embedded = run("check", ".", "--format", "json", cwd=place)
    assert run("check", ".", "--format", "json", "--engine", "opa", cwd=place, SMGUARD_OPA=str(opa)) == embedded


@pytest.mark.parametrize("missing", ["policies", "x/policies"])
def test_a_folder_that_is_not_there(place: Path, missing: str) -> None:
    for command in (["rules"], ["catalog", "show"], ["build"]):
        said = run(*command, "--policies", missing, cwd=place)
        assert said == (2, "", f"error: {missing}: there is no such folder: name your policies/ folder\n")
    (place / missing).mkdir(parents=True)
    wrong = (
        f"error: {missing}: not a policies folder (it has no rules/, organization.yaml, …): "
        "name your policies/ folder\n"
    )
    assert run("rules", "--policies", missing, cwd=place) == (2, "", wrong)


# rules, catalog, toolchain


def test_rules_lists_every_rule_and_kind(tmp_path: Path) -> None:
    code, said, _ = run("rules", cwd=tmp_path)
    rules, kinds = said.split("\nKinds of rules:\n")
    assert code == 0
    assert [line.split()[0] for line in rules.splitlines()] == [rule.id for rule in shipped_plan().rules]
    names, hint = kinds.split("\n\n")
    assert [line.split()[0] for line in names.splitlines()] == sorted(shipped_plan().kinds)
    assert hint == "`smguard rules NAME` shows a rule or a kind with its purpose, parameters and an example.\n"
    assert "SM-RP-EXTERNAL" in rules
    assert re.search(r"^SM-RP-EXTERNAL .* inactive: organization\.yaml sets no accounts$", rules, re.MULTILINE)


@pytest.mark.parametrize("rule", shipped_plan().rules, ids=lambda rule: rule.id)
def test_a_rule_tells_all_of_itself(tmp_path: Path, rule: Any) -> None:
    code, said, _ = run("rules", rule.id.lower(), cwd=tmp_path)
    assert (code, said.split()[0]) == (0, rule.id)
    found = next(case for case in rule.cases if case.findings)
    passed = next(case for case in rule.cases if not case.findings)
    words = " ".join(said.split())
    for text in (
        rule.title,
        rule.description,
        rule.remediation,
        found.name,
        passed.name,
        *rule.references,
        *rule.parameters,
    ):
        assert " ".join(text.split()) in words
    for case in (found, passed):
        assert " ".join(json.dumps(case.input, indent=2).split()) in words


SCOPED_RESOURCES = """\
scoped_resources  An Allow on the selected actions must not reach beyond given resources

Looks for a secret outside the resources that the rule permits, and for a request on it that the
document allows.

Judges a document that
  allows one of the rule's actions

Parameters
  less_than: integer, optional
    Secrets whose names the document spells out with fewer leading characters than this are
    forbidden.
    at least 1
    at most 512
  at_least: integer, default 0
    Only secrets whose names the document spells out with at least this many leading characters are
    judged.
    at least 0
    at most 512
  open_suffix: boolean, default false
    Only patterns that leave the end of the name open, and patterns without the random suffix, are
    forbidden.
  outside: list of strings, default []
    Prefixes of names that are not judged.
    each with 1 or more characters
  reach: "any" or "stranger", required
    any: a grant counts under any condition. stranger: a grant counts only if a caller that no
    condition names has it, so a condition on the caller (aws:PrincipalOrgID, MFA, aws:SourceIp)
    restricts it, as one on the secret does.

Example: SM-ID-READ-ALL  Reads every secret
  kind: scoped_resources
  documents: ["identity"]
  actions: ["GetSecretValue"]
  parameters:
    less_than: {"organization": "minimum_literal_prefix"}
    reach: stranger
"""


def test_a_kind_shows_its_parameters_trigger_and_an_example(tmp_path: Path) -> None:
    assert run("rules", "Scoped_Resources", cwd=tmp_path) == (0, SCOPED_RESOURCES, "")
    said = run("rules", "limit_actions", cwd=tmp_path)[1]
    assert "  allows every one of the rule's actions, where hold is all\n" in said
    assert "\n  before_the_secret: list of strings, default []\n" in said


@pytest.mark.parametrize("kind", sorted(shipped_plan().kinds))
def test_every_kind_can_be_looked_up(kind: str, tmp_path: Path) -> None:
    code, said, _ = run("rules", kind, cwd=tmp_path)
    assert code == 0
    about = shipped_plan().kinds[kind]
    words = " ".join(said.split())
    for text in (
        about.title,
        about.description,
        *(one["description"] for one in about.parameters["properties"].values()),
    ):
        assert " ".join(text.split()) in words
    assert "\nExample: " in said


def test_a_rule_of_ones_own_and_its_state(tmp_path: Path) -> None:
    write_rule(tmp_path / "policies", RULE)
    (tmp_path / "policies/organization.yaml").write_text(
        "fail_on: high\nrules: {XX-OWN: {severity: low}, SM-ID-SUFFIX: {enabled: false}}\n"
    )
    said = run("rules", cwd=tmp_path)[1]
    assert re.search(r"^XX-OWN +low +Deletes without a ticket +active$", said, re.MULTILINE)
    assert re.search(r"^SM-ID-SUFFIX .* off$", said, re.MULTILINE)
    assert run("rules", "XX-OWN", cwd=tmp_path)[1].splitlines()[0] == "XX-OWN  Deletes without a ticket  (low, active)"


def test_a_rule_shows_what_its_remedies_make_of_a_policy(tmp_path: Path) -> None:
    ticket = {"StringEquals": {"aws:PrincipalTag/ticket": "yes"}}
    statement = {"Effect": "Allow", "Action": ["secretsmanager:DeleteSecret", "s3:*"], "Resource": "*"}
    finding = {"path": ["Statement", "Action", 0], "actions": ["secretsmanager:DeleteSecret"]}
    write_rule(
        tmp_path / "policies",
        rule(
            remedies=[{"narrow": {"Condition": ticket}}, {"for": ["other words"], "remove": "statement"}],
            cases={
                "found": [{"name": "two services", "policy": {"Statement": statement}, "findings": [finding]}],
                "passed": [{"name": "nothing allowed", "policy": NOTHING}],
            },
        ),
    )
    repaired = {
        "Statement": [
            {**statement, "Action": "s3:*"},
            {**statement, "Action": "secretsmanager:DeleteSecret", "Condition": ticket},
        ]
    }
    parts = run("rules", "XX-OWN", cwd=tmp_path)[1].split("\n\n")
    shown = {part.splitlines()[0]: json.loads(part.partition("\n")[2]) for part in parts if part.endswith("\n  }")}
    assert shown == {
        "Found: two services": {"Statement": statement},
        "Repaired: the grant narrowed": repaired,
        "Passes: nothing allowed": NOTHING,
    }


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            ["rules", "SM-ID-READ-ALX"],
            'there is no rule or kind "SM-ID-READ-ALX" (did you mean "SM-ID-READ-ALL"?): `smguard rules` lists them',
        ),
        (
            ["rules", "require_conditions"],
            'there is no rule or kind "require_conditions" (did you mean "require_condition"?): '
            "`smguard rules` lists them",
        ),
        (["rules", "nothing"], 'there is no rule or kind "nothing": `smguard rules` lists them'),
        (
            ["catalog", "show", "secretsmanager:GetSecretValu"],
            'the catalog has no action "secretsmanager:GetSecretValu" (did you mean "GetSecretValue"?): '
            "`smguard catalog show` lists them",
        ),
        (["catalog", "show", "zzz"], 'the catalog has no action "zzz": `smguard catalog show` lists them'),
        (
            ["toolchain", "install", "opaa"],
            'there is no tool "opaa" (did you mean "opa"?): use one of opa, conftest, regal',
        ),
    ],
    ids=str,
)
def test_unknown_names_get_the_nearest_one(tmp_path: Path, command: list[str], message: str) -> None:
    assert run(*command, cwd=tmp_path) == (2, "", f"error: {message}\n")


USAGE = {
    "unknown command": (["chekc"], 'there is no command "chekc" (did you mean "check"?): see `{} --help`'),
    "unknown command of a group": (
        ["catalog", "updat"],
        'there is no command "updat" (did you mean "update"?): see `{} catalog --help`',
    ),
    "nothing like it": (["zzz"], 'there is no command "zzz": see `{} --help`'),
    "unknown option": (
        ["build", "--polcies", "x"],
        'there is no option --polcies (did you mean "--policies"?): see `{} build --help`',
    ),
    "unknown letter": (["build", "-x"], "there is no option -x: see `{} build --help`"),
    "no argument": (["check"], "PATHS is missing: see `{} check --help`"),
    "no option": (["impact"], "--policies is missing: see `{} impact --help`"),
    "no command": (["--"], "a command is missing: see `{} --help`"),
    "too many arguments": (["rules", "a", "b"], "unexpected argument b: see `{} rules --help`"),
    "no value": (["check", "--bundle"], "--bundle needs a value: see `smguard check --help`"),
    "a value too many": (["build", "--check=1"], "--check takes no value: see `smguard build --help`"),
    "bad choice": (
        ["check", "x", "--format", "xml"],
        "--format takes one of table, concise, json: see `{} check --help`",
    ),
    "no number": (["serve", "x", "--port", "y"], "--port takes a whole number from 0 to 65535: see `{} serve --help`"),
    "too large": (
        ["serve", "x", "--port", "99999"],
        "--port takes a whole number from 0 to 65535: see `{} serve --help`",
    ),
    "too small": (
        ["serve", "x", "--keep-mib", "0"],
        "--keep-mib takes a whole number of at least 1: see `{} serve --help`",
    ),
}


@pytest.mark.parametrize(("command", "message"), USAGE.values(), ids=USAGE)
def test_a_command_line_that_cannot_be_understood(tmp_path: Path, command: list[str], message: str) -> None:
    assert run(*command, cwd=tmp_path) == (2, "", f"error: {message.format('python -m smguard')}\n")


def test_catalog_lists_every_action_and_shows_one(tmp_path: Path) -> None:
    code, said, _ = run("catalog", "show", cwd=tmp_path)
    actions = shipped_plan().catalog.actions
    assert (code, [line.split()[0] for line in said.splitlines()]) == (0, [action.name for action in actions])
    for name in ("getsecretvalue", "GetSecretValue", "secretsmanager:GETSECRETVALUE"):
        assert run("catalog", "show", name, cwd=tmp_path)[:2] == (
            0,
            run("catalog", "show", "GetSecretValue", cwd=tmp_path)[1],
        )
    shown = run("catalog", "show", "GetSecretValue", cwd=tmp_path)[1]
    assert shown.splitlines()[0] == "secretsmanager:GetSecretValue  (Read)"
    keys = shipped_plan().catalog.keys_of("GetSecretValue")
    assert [key for key in keys if f"  {key} " not in shown] == []


def test_toolchain_on_a_machine_without_tools(tmp_path: Path) -> None:
    nothing = {**NO_OPA, "SMGUARD_CONFTEST": "", "SMGUARD_REGAL": ""}
    done = smguard("toolchain", cwd=tmp_path, environment=nothing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (
        done.stdout.decode()
        == "opa 1.22.2: not installed\nconftest 0.69.0: not installed\nregal 0.42.0: not installed\n"
    )


def test_toolchain_names_each_program(opa: Path, conftest_bin: Path, tmp_path: Path) -> None:
    said = run("toolchain", cwd=tmp_path, SMGUARD_OPA=str(opa), SMGUARD_CONFTEST=str(conftest_bin))[1].splitlines()
    assert said[:2] == [
        f"opa 1.22.2: {opa} (1.22.2, explicit)",
        f"conftest 0.69.0: {conftest_bin} (0.69.0, explicit)",
    ]
    installed = run("toolchain", "install", "opa", cwd=tmp_path, SMGUARD_OPA=str(opa))
    assert installed == (0, f"opa 1.22.2: {opa}\n", "")


# Help


def commands() -> Iterator[tuple[str, ...]]:
    """Every command and every group of commands, by the words that call it."""

    def below(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield words
        for name, inner in getattr(command, "commands", {}).items():
            yield from below(inner, (*words, name))

    return below(typer.main.get_command(app), ())


COMMANDS = list(commands())


def test_there_are_commands() -> None:
    assert {"check", "build", "test", "rules", "catalog", "toolchain"} <= {words[0] for words in COMMANDS if words}
    assert {("catalog", "show"), ("toolchain", "install")} <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_an_example(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, said, complained = run(*words, "--help", cwd=tmp_path, COLUMNS="200")
    assert (code, complained) == (0, "")
    usage, *sections = said.strip().split("\n\n")
    assert usage.startswith(" ".join(["Usage: smguard", *words]).replace("Usage: smguard", "Usage: python -m smguard"))
    assert re.fullmatch(r"  [A-Z].*\.", sections[0], re.DOTALL)
    example = re.fullmatch(r" *Example: (smguard .+)", sections[-1])
    assert example
    assert example[1].startswith(" ".join(["smguard", *words]))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_h_is_help(words: tuple[str, ...]) -> None:
    told = [CliRunner().invoke(app, [*words, option]) for option in ("-h", "--help")]
    assert [(each.exit_code, each.output) for each in told] == [(0, told[1].output)] * 2


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_argument_and_option_is_explained(words: tuple[str, ...]) -> None:
    command: Any = typer.main.get_command(app)
    for word in words:
        command = command.commands[word]
    assert [each.name for each in command.params if not getattr(each, "help", None)] == []


def test_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path) == (0, f"smguard {__version__}\n", "")


def test_no_command_is_help_and_wrong_usage(tmp_path: Path) -> None:
    code, said, complained = run(cwd=tmp_path)
    assert code == 2
    assert "Usage:" in said + complained
    assert "Commands:" in said + complained
