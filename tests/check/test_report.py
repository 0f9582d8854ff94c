"""What `check` prints."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

import pytest

from smguard.check.report import ReportFormat, report
from smguard.check.report.table import Look, causes, printable, render
from smguard.contract import Decision

ESC = "\x1b"


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "rule": "SM-ID-READ-ALL",
        "severity": "critical",
        "title": "Reads every secret",
        "message": "Statement 0 reads all.",
        "remediation": "Name the secrets.",
        "url": "https://example.com/rules",
        "document": "a.json",
        "policy_type": "identity",
        "path": ["Statement", 0],
        "sid": "",
        "actions": ["secretsmanager:GetSecretValue"],
        "resources": ["*"],
        "location": {"file": "a.json", "line": 3, "column": 7},
        **changes,
    }


def decision(*findings: dict[str, Any], **changes: Any) -> Decision:
    made = {
        "allow": not findings,
        "findings": list(findings),
        "unresolved": [],
        "summary": {"documents": 12, "statements": 30, "findings": {}, "waived": 0},
        "bundle": {"revision": "abc"},
        **changes,
    }
    return cast("Decision", made)


def stream(encoding: str = "utf-8") -> TextIO:
    return io.TextIOWrapper(io.BytesIO(), encoding)


WITNESS = {"action": "secretsmanager:GetSecretValue", "resource": "arn:s", "context": {}}
BLOCK = """\
a.json:3:7  critical  SM-ID-READ-ALL  Reads every secret
    Statement 0 reads all.
    remedy: Name the secrets.
    see:    https://example.com/rules

"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(decision(), "12 documents, no findings; revision abc\n", id="clean"),
        pytest.param(
            decision(summary={"documents": 1, "statements": 1, "findings": {}, "waived": 0}, bundle={}),
            "1 document, no findings\n",
            id="clean-one",
        ),
        pytest.param(
            decision(finding()),
            BLOCK + "12 documents, 1 with findings: 1 critical; revision abc\n",
            id="finding",
        ),
        pytest.param(
            decision(
                finding(
                    document="reader",
                    witness={
                        **WITNESS,
                        "principal": "arn:aws:iam::111122223333:root",
                        "context": {"b": ["x", "é"], "a": "true"},
                    },
                    waiver={"reason": "old", "owner": "sec", "expires": "2030-01-01"},
                ),
            ),
            "a.json:3:7  critical (waived)  SM-ID-READ-ALL  Reads every secret\n"
            "    Statement 0 reads all.\n"
            "    in:     reader\n"
            "    proof:  arn:aws:iam::111122223333:root can call secretsmanager:GetSecretValue on arn:s when\n"
            '            a="true", b=["x", "é"]\n'
            "    remedy: Name the secrets.\n"
            "    see:    https://example.com/rules\n"
            "    waived: old (sec, until 2030-01-01)\n"
            "\n"
            "12 documents, no findings; 1 waived; revision abc\n",
            id="waived-with-everything",
        ),
        pytest.param(
            decision(finding(remediation="", url="", witness=WITNESS)),
            "a.json:3:7  critical  SM-ID-READ-ALL  Reads every secret\n"
            "    Statement 0 reads all.\n"
            "    proof:  the holder can call secretsmanager:GetSecretValue on arn:s\n"
            "\n"
            "12 documents, 1 with findings: 1 critical; revision abc\n",
            id="without-remedy-and-url",
        ),
        pytest.param(
            decision(
                unresolved=[
                    {"document": "t", "reason": "unknown", "location": {"file": "a", "line": 1, "column": 2}},
                    {
                        "document": "b",
                        "reason": "gone",
                        "location": {"file": "b", "line": None, "column": None},
                    },
                ]
            ),
            "a:1:2  not judged  t: unknown\n"
            "b  not judged  gone\n"
            "\n"
            "12 documents, no findings; 2 not judged; revision abc\n",
            id="not-judged",
        ),
        pytest.param(
            decision(
                proof=[
                    {"document": "a\x1b", "clean": ["R-1", "R-2"], "undecided": []},
                    {
                        "document": "b",
                        "clean": [],
                        "undecided": [
                            {"rule": "R-1", "reason": "too many: x"},
                            {"rule": "R-2", "reason": "odd"},
                            {"rule": "R-3", "reason": "too many: x"},
                        ],
                    },
                ]
            ),
            "a\\x1b  proven clean for these rules: R-1, R-2\n"
            "b  not proven for these rules: R-1, R-3: too many: x\n"
            "b  not proven for these rules: R-2: odd\n"
            "\n"
            "12 documents, no findings; revision abc\n",
            id="proven",
        ),
    ],
)
def test_table(given: Decision, expected: str) -> None:
    assert report(given, "table", stream()) == expected


SERVICE = finding(rule="SM-ID-SVC-WILD", severity="high", part_of="SM-ID-READ-ALL")
DELETE = finding(rule="SM-LC-FORCEDELETE", severity="high", part_of="SM-ID-SVC-WILD")
WAIVED = {"reason": "r", "owner": "o", "expires": "e"}


@pytest.mark.parametrize(
    ("findings", "heads"),
    [
        pytest.param([finding(), SERVICE, DELETE], [("SM-ID-READ-ALL", 2)], id="a-part-of-a-part"),
        pytest.param([finding(), finding(rule="B")], [("SM-ID-READ-ALL", 0), ("B", 0)], id="no-parts"),
        pytest.param([DELETE], [("SM-LC-FORCEDELETE", 0)], id="its-cause-is-not-there"),
        pytest.param(
            [finding(path=["Statement", 1]), SERVICE],
            [("SM-ID-READ-ALL", 0), ("SM-ID-SVC-WILD", 0)],
            id="other-statement",
        ),
        pytest.param(
            [finding(document="b"), SERVICE], [("SM-ID-READ-ALL", 0), ("SM-ID-SVC-WILD", 0)], id="other-document"
        ),
        pytest.param(
            [finding(waiver=WAIVED), SERVICE], [("SM-ID-READ-ALL", 0), ("SM-ID-SVC-WILD", 0)], id="waived-cause"
        ),
        pytest.param(
            [finding(rule="A", part_of="B"), finding(rule="B", part_of="A")], [("A", 0), ("B", 0)], id="circle"
        ),
        pytest.param(
            [finding(path=[]), finding(rule="B", path=[], part_of="SM-ID-READ-ALL")],
            [("SM-ID-READ-ALL", 1)],
            id="whole",
        ),
    ],
)
def test_parts_are_told_with_their_cause_and_nothing_is_lost(
    findings: list[dict[str, Any]], heads: list[tuple[str, int]]
) -> None:
    given = causes(decision(*findings)["findings"])
    assert [(head["rule"], len(parts)) for head, parts in given] == heads
    assert sum(1 + len(parts) for _, parts in given) == len(findings)


def test_a_cause_is_one_block_one_line_or_verbose_all_its_findings() -> None:
    given = decision(finding(), SERVICE, DELETE)
    end = "12 documents, 1 with findings: 1 critical, 2 high; revision abc\n"
    also = "SM-ID-SVC-WILD, SM-LC-FORCEDELETE"
    assert report(given, "table", stream()) == BLOCK.replace("    remedy", f"    also:   {also}\n    remedy") + end
    assert report(given, "concise", stream()) == (
        f"a.json:3:7  critical  SM-ID-READ-ALL  Statement 0 reads all. (also {also})\n{end}"
    )
    high = BLOCK.replace("critical", "high")
    verbose = report(given, "table", stream(), verbose=True)
    service, delete = (high.replace("SM-ID-READ-ALL", rule) for rule in also.split(", "))
    assert verbose == BLOCK + service + delete + end


def test_the_last_line_counts_by_severity_and_document() -> None:
    waiver = {"reason": "r", "owner": "o", "expires": "e"}
    low = finding(severity="low", message="", remediation="", url="")
    other = {"file": "b.json", "line": 1, "column": 1}
    given = decision(low, finding(severity="odd"), finding(location=other), low, finding(waiver=waiver), allow=False)
    assert report(given, "table", stream()).splitlines()[-1] == (
        "12 documents, 2 with findings: 1 critical, 2 low, 1 odd; 1 waived; revision abc"
    )
    assert report(decision(low, allow=True), "table", stream()).splitlines()[-1] == (
        "12 documents, 1 with findings: 1 low; none severe enough to fail; revision abc"
    )


@pytest.mark.parametrize(
    ("bundle", "skipped", "end"),
    [
        ("", 0, "revision abc"),
        ("bundles/secretsmanager", 0, "bundle bundles/secretsmanager, revision abc"),
        ("", 1, "1 other file skipped; revision abc"),
        ("../b\x1b", 12, "12 other files skipped; bundle ../b\\x1b, revision abc"),
    ],
)
def test_the_last_line_names_the_bundle_and_counts_what_was_skipped(bundle: str, skipped: int, end: str) -> None:
    given = report(decision(), "table", stream(), bundle=bundle, skipped=skipped)
    assert given == f"12 documents, no findings; {end}\n"
    assert report(decision(bundle={}), "table", stream(), bundle="b") == "12 documents, no findings; bundle b\n"
    assert report(decision(), "json", stream(), bundle=bundle, skipped=skipped) == report(decision(), "json", stream())


def test_long_texts_are_wrapped_and_arns_stay_whole() -> None:
    arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-very-long-name-of-a-secret-indeed-AbCdEf"
    given = decision(finding(message=f"{'word ' * 10}{arn} end", remediation="do this " * 9, url=""))
    assert render(given, Look(60)) == (
        "a.json:3:7  critical  SM-ID-READ-ALL  Reads every secret\n"
        "    word word word word word word word word word word\n"
        f"    {arn}\n"
        "    end\n"
        "    remedy: do this do this do this do this do this do this\n"
        "            do this do this do this\n"
        "\n"
        "12 documents, 1 with findings: 1 critical; revision abc\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain é 😀 \\n", "plain é 😀 \\n", id="visible"),
        pytest.param(f"{ESC}[31mred{ESC}[0m", "\\x1b[31mred\\x1b[0m", id="colours"),
        pytest.param("a\r\nb\tc\x07\x9b", "a\\r\\nb\\tc\\x07\\x9b", id="controls"),
        pytest.param("a\u202eb\u2028c\u200b", "a\\u202eb\\u2028c\\u200b", id="invisible"),
        pytest.param("a\U000e0001\ud800", "a\\U000e0001\\ud800", id="tags-and-surrogates"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_nothing_in_a_policy_steers_the_terminal() -> None:
    bad = f"x{ESC}]0;title\x07\n{ESC}[2J\u202e"
    given = decision(
        finding(
            **dict.fromkeys(("rule", "severity", "title", "message", "remediation", "url", "document"), bad),
            location={"file": bad, "line": 1, "column": 1},
            witness={"action": bad, "resource": bad, "principal": bad, "context": {bad: [bad], "k": bad}},
            waiver={"reason": bad, "owner": bad, "expires": bad},
        ),
        finding(severity=bad),
        unresolved=[{"document": bad, "reason": bad, "location": {"file": "f", "line": 1, "column": 1}}],
        bundle={"revision": bad},
    )
    text = report(given, "table", stream())
    assert {char for char in text if not char.isprintable()} == {"\n"}


def test_json_has_sorted_keys_and_readable_text() -> None:
    given = decision(bundle={"revision": "é", "catalog": "c"})
    assert report(given, "json", stream()) == (
        "{\n"
        '  "allow": true,\n'
        '  "bundle": {\n'
        '    "catalog": "c",\n'
        '    "revision": "é"\n'
        "  },\n"
        '  "findings": [],\n'
        '  "summary": {\n'
        '    "documents": 12,\n'
        '    "findings": {},\n'
        '    "statements": 30,\n'
        '    "waived": 0\n'
        "  },\n"
        '  "unresolved": []\n'
        "}\n"
    )


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        pytest.param("table", "caf\\xe9 \\U0001f600", id="table"),
        pytest.param("json", "caf\\u00e9 \\ud83d", id="json"),
    ],
)
def test_a_stream_that_cannot_show_everything_gets_escapes(format: ReportFormat, expected: str) -> None:
    text = report(decision(finding(message="café 😀")), format, stream("ascii"))
    assert expected in text
    assert text.isascii()
    if format == "json":
        assert json.loads(text)["findings"][0]["message"] == "café 😀"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    """A real terminal, 80 columns wide, that knows 256 colours."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    leader, follower = os.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as opened:
        yield opened
    os.close(leader)


def test_a_terminal_gets_colours(terminal: TextIO) -> None:
    text = report(decision(finding()), "table", terminal)
    assert text == (
        f"a.json:3:7  {ESC}[1;31mcritical{ESC}[0m  {ESC}[1mSM-ID-READ-ALL{ESC}[0m  Reads every secret\n"
        "    Statement 0 reads all.\n"
        f"    {ESC}[2mremedy: {ESC}[0mName the secrets.\n"
        f"    {ESC}[2msee:    {ESC}[0mhttps://example.com/rules\n"
        "\n"
        f"12 documents, 1 with findings: {ESC}[1;31m1 critical{ESC}[0m; revision abc\n"
    )
    assert report(decision(), "table", terminal) == (f"12 documents, {ESC}[32mno findings{ESC}[0m; revision abc\n")


@pytest.mark.parametrize(
    ("name", "value"), [pytest.param("NO_COLOR", "1", id="NO_COLOR"), pytest.param("TERM", "dumb", id="dumb")]
)
def test_a_terminal_without_colours_gets_plain_text(
    terminal: TextIO, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    expected = BLOCK + "12 documents, 1 with findings: 1 critical; revision abc\n"
    assert report(decision(finding()), "table", terminal) == expected


def test_lines_fit_the_terminal(terminal: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    long = decision(finding(message="word " * 60, remediation="word " * 60))
    lines = report(long, "table", terminal).splitlines()
    assert max(map(len, lines)) <= 80


def test_rich_is_not_imported_for_a_pipe() -> None:
    code = (
        "import io, sys; from smguard.check.report import report;"
        "d = {'allow': True, 'findings': [], 'unresolved': [], 'summary': {'documents': 1}, 'bundle': {}};"
        "print(report(d, 'table', sys.stdout).strip(), 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1 document, no findings False\n"


def test_what_a_template_leaves_open_is_told_once() -> None:
    place = {"file": "a.json", "line": 3, "column": 7}
    open_part = {"document": "a.json", "reason": "${A} is not known yet", "location": place}
    told = finding(rule="SM-INPUT-UNRESOLVED", severity="medium", title="Policy with an unknown part")
    once = report(decision(told, unresolved=[open_part]), "table", stream())
    assert "not judged" not in once
    assert "1 not judged" in report(decision(unresolved=[open_part]), "table", stream())
