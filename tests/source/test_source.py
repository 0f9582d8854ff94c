"""Reading JSON and YAML within limits, and finding lines and columns."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smguard.errors import DialectError, InputError, Problem
from smguard.source import MAX_BYTES, MAX_DEPTH, STDIN, parse_source, read_source
from smguard.source import yaml_reader as source_yaml

EMPTY = "the file is empty: write a document into it or leave it out"
DEEP = "is nested more than 64 levels deep: write it with fewer"
LARGE = "the number is too large"
NUL = "the text contains an escaped NUL character: remove it"
HALF = "the text contains an escape for half of a surrogate pair, which is not a character: remove it"
NO_TEXT = "the text contains a NUL character: save it as UTF-8 text"
NO_VALUE = "a value is missing here: write a string in double quotes, a number, a list or an object"
ENDS = "the text ends before the document does: close the quotes and brackets"
COMMENT = "not valid JSON: JSON has no comments: remove it"
COMMA = "not valid JSON: trailing comma: remove it"
TEMPLATE = "template code ({{ … }} or {% … %}) is neither JSON nor YAML: render it first, and check the result"
REPEATED = "aliases repeat too much here: write the document out"
FUNCTIONS = (
    *("And", "Base64", "Cidr", "Equals", "FindInMap", "GetAtt", "GetAZs", "If", "ImportValue", "Join", "Length"),
    *("Not", "Or", "Select", "Split", "Sub", "ToJsonString", "Transform"),
)
BOMB = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(params=["libyaml", "pure"])
def yaml_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both readers of PyYAML: a machine without libyaml must get the same answers."""
    loader = yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    monkeypatch.setattr(source_yaml, "_LOADER", loader)
    return str(request.param)


def problem(text: str | bytes, path: str) -> Problem:
    with pytest.raises(InputError) as caught:
        parse_source(text, path)
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('{"a": [1, -2.5, true, null, "x"]}', {"a": [1, -2.5, True, None, "x"]}, id="kinds"),
        pytest.param('{"a": 1, "b": {"a": 1}}', {"a": 1, "b": {"a": 1}}, id="same-key-elsewhere"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', {"a": 1}, id="byte-order-mark"),
        pytest.param('["\\ud83d\\ude00", "😀", "\u2028"]', ["😀", "😀", "\u2028"], id="astral"),
        pytest.param('["\\\\u0000", "\\\\ud800"]', ["\\u0000", "\\ud800"], id="escaped-backslashes"),
        pytest.param("[" * MAX_DEPTH + "]" * MAX_DEPTH, None, id="deepest"),
        pytest.param("[" + ",".join(["{}"] * 100) + "]", [{}] * 100, id="many-brackets"),
        pytest.param("[0." + "1" * 5000 + "]", [float("0.1111111111111111111")], id="long-fraction"),
        pytest.param(f"[{10**300}]", [10**300], id="large-integer"),
        pytest.param('"[[[["', "[[[[", id="text"),
    ],
)
def test_json_is_read(text: str | bytes, value: object) -> None:
    read = parse_source(text, "p.json")
    assert read.format == "json"
    if value is not None:
        assert read.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Problem("p.json", EMPTY), id="empty"),
        pytest.param("\ufeff \n", Problem("p.json", EMPTY), id="blank"),
        pytest.param(
            '{"a": 1,\n "b": {"c": 1,\n"\\u0063": 2}}',
            Problem("p.json", 'the key "c" appears twice, first in line 2: keep one', 3, 1),
            id="duplicate-key",
        ),
        pytest.param("[" * 100_000, Problem("p.json", DEEP, 1, 65), id="100000-brackets"),
        pytest.param('{"a":' * 100_000, Problem("p.json", DEEP, 1, 321), id="100000-braces"),
        pytest.param("[\n" * 65 + "]" * 65, Problem("p.json", DEEP, 65, 1), id="one-too-deep"),
        pytest.param('{"a":\n "\0"}', Problem("p.json", NO_TEXT, 2, 3), id="NUL"),
        pytest.param('{"b": 1,\n "a": "\\u0000"}', Problem("p.json", NUL, 2, 2), id="escaped-NUL"),
        pytest.param('["a",\n "\\ud800"]', Problem("p.json", HALF, 2, 2), id="lone-surrogate"),
        pytest.param('{"\\udc00": 1}', Problem("p.json", HALF, 1, 1), id="lone-surrogate-key"),
        pytest.param(
            b'{"a":\n"\xc3\xa9\xff"}',
            Problem("p.json", "the text is not UTF-8: save it as UTF-8", 2, 3),
            id="no-UTF-8",
        ),
        pytest.param(
            '{"a": 1}'.encode("utf-16"),
            Problem("p.json", "the text is UTF-16: save it as UTF-8", 1, 1),
            id="UTF-16",
        ),
        pytest.param('["\ud800"]', Problem("p.json", "the text is not UTF-8: save it as UTF-8", 1, 3), id="no-text"),
        pytest.param(
            '{"a":\n NaN}',
            Problem("p.json", "NaN is not a JSON value: write a number or a string", 2, 2),
            id="NaN",
        ),
        pytest.param(
            '{"a": 1e999/* x */}',
            Problem("p.json", LARGE, 1, 7),
            id="a number and no JSON after it",
        ),
        pytest.param(
            '{"a": NaN/* x */}',
            Problem("p.json", "NaN is not a JSON value: write a number or a string", 1, 7),
            id="NaN and no JSON after it",
        ),
        pytest.param(
            '["NaN", -Infinity]',
            Problem("p.json", "-Infinity is not a JSON value: write a number or a string", 1, 9),
            id="Infinity",
        ),
        pytest.param("[1, 1e400]", Problem("p.json", LARGE, 1, 5), id="beyond-a-double"),
        pytest.param(f"[{'9' * 5000}]", Problem("p.json", LARGE, 1, 2), id="5000-digits"),
        pytest.param(
            '{"a": [1,\n',
            Problem(
                "p.json", "not valid JSON: the text ends before the document does: close the quotes and brackets", 2, 1
            ),
            id="truncated",
        ),
        pytest.param(
            "{} {}",
            Problem("p.json", "not valid JSON: more text follows the document: keep one document per file", 1, 4),
            id="two-documents",
        ),
        pytest.param(
            '["a\tb"]',
            Problem(
                "p.json",
                "not valid JSON: a line break or control character in a string: write it as an escape, such as \\n",
                1,
                4,
            ),
            id="tab",
        ),
        pytest.param('{"a": b}', Problem("p.json", f"not valid JSON: {NO_VALUE}", 1, 7), id="word"),
        pytest.param('{"a": 1, // one\n "b": 2}', Problem("p.json", COMMENT, 1, 10), id="comment"),
        pytest.param('// one\n{"a": 1}', Problem("p.json", COMMENT, 1, 1), id="comment-before"),
        pytest.param('{"a": 1}\n# one', Problem("p.json", COMMENT, 2, 1), id="comment-after"),
        pytest.param('{"a": /* one */ 1}', Problem("p.json", COMMENT, 1, 7), id="comment-inside"),
        pytest.param('{"a": [1],\n}', Problem("p.json", COMMA, 1, 10), id="trailing-comma"),
        pytest.param('["a", "b" ,\n ]', Problem("p.json", COMMA, 1, 11), id="trailing-comma-in-a-list"),
        pytest.param(
            "{'a': 1}", Problem("p.json", "not valid JSON: put keys and strings in double quotes", 1, 2), id="quotes"
        ),
        pytest.param(
            '["a" "b"]', Problem("p.json", "not valid JSON: a comma is missing before this", 1, 6), id="no-comma"
        ),
        pytest.param(
            '{"a" 1}',
            Problem("p.json", "not valid JSON: a colon is missing between key and value", 1, 6),
            id="no-colon",
        ),
        pytest.param(
            "{a: 1}", Problem("p.json", "not valid JSON: a key in double quotes is missing here", 1, 2), id="bare-key"
        ),
        pytest.param(
            '["a]',
            Problem("p.json", "not valid JSON: the string that starts here has no closing quote", 1, 2),
            id="no-closing-quote",
        ),
        pytest.param(
            '["\\x"]',
            Problem("p.json", "not valid JSON: JSON has no such escape: write \\\\ for a backslash", 1, 3),
            id="escape",
        ),
        pytest.param(
            '["\\u12"]', Problem("p.json", "not valid JSON: \\u needs four hexadecimal digits", 1, 4), id="short-escape"
        ),
        pytest.param(b" " * (MAX_BYTES + 1), Problem("p.json", "is larger than 16 MiB: split it"), id="large"),
    ],
)
def test_json_is_refused(text: str | bytes, expected: Problem) -> None:
    assert problem(text, "p.json") == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(
            "a: [1, -2.5, 1e3, true, null, ~, x]\nb:\n",
            {"a": [1, -2.5, 1000.0, True, None, None, "x"], "b": None},
            id="kinds",
        ),
        pytest.param(
            "[2012-10-17, 2001-12-14t21:59:43Z, yes, No, on, 0o14, 0xF, 014, 1_000, 1:30, +5, .5]",
            [
                "2012-10-17",
                "2001-12-14t21:59:43Z",
                "yes",
                "No",
                "on",
                "0o14",
                "0xF",
                "014",
                "1_000",
                "1:30",
                "+5",
                ".5",
            ],
            id="what-JSON-cannot-say",
        ),
        pytest.param(
            "[123456789012, 012345678901, 12345678901, 1234567890123]",
            ["123456789012", "012345678901", 12345678901, 1234567890123],
            id="accounts",
        ),
        pytest.param(
            "Null: {aws:x: true}\n12: a\n2012-10-17: b\ntrue: c\n",
            {"Null": {"aws:x": True}, "12": "a", "2012-10-17": "b", "true": "c"},
            id="keys-as-written",
        ),
        pytest.param(
            "[!!str 12, ! 12, !!int 12, !!timestamp 2012-10-17]",
            ["12", "12", 12, "2012-10-17"],
            id="core-tags",
        ),
        pytest.param("'1'", "1", id="quoted"),
        pytest.param("--- # one\na: |\n  x\n  y\n...\n", {"a": "x\ny\n"}, id="one-document-with-marks"),
        pytest.param(
            "a: &a {b: [1]}\nc: *a\nd: [*a, *a]\n&k e: 1\nf: *k\n",
            {"a": {"b": [1]}, "c": {"b": [1]}, "d": [{"b": [1]}] * 2, "e": 1, "f": "e"},
            id="aliases",
        ),
        pytest.param(
            "x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: {<<: [*x, {c: 4, a: 9}]}\n'<<': 5\n",
            {"x": {"a": 1, "b": 2}, "y": {"a": 1, "b": 3}, "z": {"a": 1, "b": 2, "c": 4}, "<<": 5},
            id="merge-keys",
        ),
        pytest.param("\ufeffa: 😀\r\nb: 'x\\0'\r\n", {"a": "😀", "b": "x\\0"}, id="odd-characters"),
        pytest.param("a: x\u2028  y", {"a": "x\u2028y"}, id="U+2028-is-a-line-end-that-stays"),
        pytest.param("[" * MAX_DEPTH + "]" * MAX_DEPTH, None, id="deepest"),
        pytest.param('{"a": "\\u00e9", "b": []}', {"a": "é", "b": []}, id="JSON"),
        pytest.param(
            "[!Ref 12, !Condition c, !Sub 'x ${y}', !GetAtt A.B, !GetAtt A.Outputs.B, !GetAtt A, !GetAZs '']",
            [
                {"Ref": "12"},
                {"Condition": "c"},
                {"Fn::Sub": "x ${y}"},
                {"Fn::GetAtt": ["A", "B"]},
                {"Fn::GetAtt": ["A", "Outputs.B"]},
                {"Fn::GetAtt": ["A"]},
                {"Fn::GetAZs": ""},
            ],
            id="functions-of-a-text",
        ),
        pytest.param(
            "a: !GetAtt [A, B]\nb: !Join\n  - ':'\n  - - x\n    - !Ref y\nc: !Transform {Name: n}\n",
            {
                "a": {"Fn::GetAtt": ["A", "B"]},
                "b": {"Fn::Join": [":", ["x", {"Ref": "y"}]]},
                "c": {"Fn::Transform": {"Name": "n"}},
            },
            id="functions-of-lists-and-mappings",
        ),
        pytest.param(
            "a: !If [c, !Sub [x, {y: !ImportValue z}], !Ref 'AWS::NoValue']\n",
            {
                "a": {
                    "Fn::If": ["c", {"Fn::Sub": ["x", {"y": {"Fn::ImportValue": "z"}}]}, {"Ref": "AWS::NoValue"}],
                }
            },
            id="functions-in-functions",
        ),
        pytest.param(
            "a: &r !Ref x\nb: *r\nc: &j !Split [',', *r]\nd: [*j]\n",
            {
                "a": {"Ref": "x"},
                "b": {"Ref": "x"},
                "c": {"Fn::Split": [",", {"Ref": "x"}]},
                "d": [{"Fn::Split": [",", {"Ref": "x"}]}],
            },
            id="functions-with-anchors",
        ),
        pytest.param(
            "".join(f"{name}: !{name} [x]\n" for name in FUNCTIONS),
            {name: {f"Fn::{name}": ["x"]} for name in FUNCTIONS},
            id="every-function",
        ),
        pytest.param("[" * 63 + "!Ref x" + "]" * 63, None, id="deepest-function"),
    ],
)
@pytest.mark.usefixtures("yaml_reader")
def test_yaml_is_read(text: str, value: object) -> None:
    read = parse_source(text, "p.yaml")
    assert read.format == "yaml"
    if value is not None:
        assert json.dumps(read.value, sort_keys=True) == json.dumps(value, sort_keys=True)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        pytest.param(
            "# nothing\n",
            "the file contains only comments: write a document into it or leave it out",
            None,
            None,
            id="comments-only",
        ),
        pytest.param(
            "a: 1\nb:\n  c: 1\n  'c': 2\n",
            'the key "c" appears twice, first in line 3: keep one',
            4,
            3,
            id="duplicate-key",
        ),
        pytest.param(
            "<<: {a: 1}\n<<: {b: 1}\n",
            'the key "<<" appears twice, first in line 1: keep one',
            2,
            1,
            id="duplicate-merge",
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            "a second YAML document starts here: give each document a file of its own",
            2,
            1,
            id="two-documents",
        ),
        pytest.param("[" * 100_000, DEEP, 1, 65, id="100000-brackets"),
        pytest.param("- " * 100_000, DEEP, 1, 129, id="100000-dashes"),
        pytest.param("{a: " * 100_000, DEEP, 1, 257, id="100000-braces"),
        pytest.param(
            "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 30 + "*a" + "]" * 30,
            DEEP,
            2,
            34,
            id="deep-by-an-alias",
        ),
        pytest.param(BOMB, REPEATED, 6, 20, id="bomb"),
        pytest.param(f"a: &a {'x' * 600_000}\nb: [*a, *a]\n", REPEATED, 2, 9, id="long-text-bomb"),
        pytest.param("&a [*a]", "the alias *a is inside the value that it repeats", 1, 5, id="cycle"),
        pytest.param("a: &a {<<: *a}", "the alias *a is inside the value that it repeats", 1, 12, id="merge-cycle"),
        pytest.param("<<: 3", "<< takes a mapping or a list of mappings", 1, 1, id="merge-of-a-number"),
        pytest.param("x: {<<: [{a: 1}, 2]}", "<< takes a mapping or a list of mappings", 1, 5, id="merge-of-a-list"),
        pytest.param("? [a]\n: b", "a key cannot be a list or a mapping: write a string", 1, 3, id="list-as-key"),
        pytest.param(
            "x: &x {}\n*x : b",
            "a key cannot be a list or a mapping: write a string",
            2,
            1,
            id="alias-of-a-mapping-as-key",
        ),
        pytest.param("{~: b}", "a key is missing: write a string", 1, 2, id="null-as-key"),
        pytest.param("a:\n  - .NaN", ".NaN is not a JSON value: write a number, or quote it", 2, 5, id="NaN"),
        pytest.param("a: -.inf", "-.inf is not a JSON value: write a number, or quote it", 1, 4, id="infinity"),
        pytest.param("a: 1e400", LARGE, 1, 4, id="beyond-a-double"),
        pytest.param(f"a: {'9' * 5000}", LARGE, 1, 4, id="5000-digits"),
        pytest.param("!Ref a: 1", "a key cannot be a list or a mapping: write a string", 1, 1, id="function-as-key"),
        pytest.param("[" * 63 + "!Ref x, !GetAtt a.b" + "]" * 63, DEEP, 1, 72, id="deep-by-a-function"),
        pytest.param("[" * 63 + "!If []" + "]" * 63, DEEP, 1, 64, id="deep-by-a-list-in-a-function"),
        pytest.param(
            "a: !!python/object/apply:os.system [x]",
            "the tag !!python/object/apply:os.system is not supported: remove it",
            1,
            4,
            id="python",
        ),
        pytest.param("a: !!binary aGk=", "the tag !!binary is not supported: remove it", 1, 4, id="binary"),
        pytest.param("a: {{ x }}\nb: 1", TEMPLATE, 1, 5, id="template-as-value"),
        pytest.param("b: 1\n{% if x %}\na: 1\n", TEMPLATE, 2, 2, id="template-as-line"),
        pytest.param(
            "a: 1\na: '{{ x }}'", 'the key "a" appears twice, first in line 1: keep one', 2, 1, id="template-aside"
        ),
        pytest.param("a: 1\nb: !mine x", "the tag !mine is not supported: remove it", 2, 4, id="own-tag"),
        pytest.param("a:\n\tb: 1", "not valid YAML: tabs cannot indent: use spaces", 2, 1, id="tab"),
        pytest.param("a: 😀\x01", "not valid YAML: the character U+0001 is not allowed here", 1, 5, id="control"),
        pytest.param('a: 1\nb: "\\0"', NUL, 2, 1, id="escaped-NUL"),
        pytest.param("a: *b", "the alias *b has no anchor before it: write &b there", 1, 4, id="no-anchor"),
        pytest.param("a: [1,\n", f"not valid YAML: {ENDS}", 2, 1, id="bracket"),
        pytest.param("a: {b: 1\n", f"not valid YAML: {ENDS}", 2, 1, id="brace"),
        pytest.param("a: 'b\n", f"not valid YAML: {ENDS}", 2, 1, id="quote"),
        pytest.param(
            "a: [b: c: d]", "not valid YAML: a comma or the closing ] is missing before this", 1, 9, id="flow"
        ),
        pytest.param(
            "a: b: c",
            "not valid YAML: a colon is not allowed here: quote the string, or fix the indentation",
            1,
            5,
            id="colon",
        ),
        pytest.param(
            "a: 1\n- b", "not valid YAML: a key is missing here: fix the indentation", 2, 1, id="list-in-mapping"
        ),
        pytest.param(
            "- a\nb: 1", "not valid YAML: a dash is missing here: fix the indentation", 2, 1, id="mapping-in-list"
        ),
        pytest.param("a: @x", "not valid YAML: a value cannot start with this character: quote it", 1, 4, id="at-sign"),
        pytest.param(
            "a: 1\nb",
            "not valid YAML: a colon is missing after the key here, or in the line before",
            2,
            2,
            id="no-colon",
        ),
    ],
)
@pytest.mark.usefixtures("yaml_reader")
def test_yaml_is_refused(text: str, message: str, line: int | None, column: int | None) -> None:
    assert problem(text, "p.yml") == Problem("p.yml", message, line, column)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a: [1,", (1, 7), id="truncated"),
        pytest.param("a: 1\n b: 2", (2, 3), id="bad-indent"),
        pytest.param("a: '\u2028'\nb: [c", (2, 6), id="line-after-U+2028"),
    ],
)
@pytest.mark.usefixtures("yaml_reader")
def test_broken_yaml_is_refused_where_it_breaks(text: str, place: tuple[int, int]) -> None:
    found = problem(text, "p.yaml")
    assert found.message.startswith("not valid YAML: ")
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("text", "format", "value"),
    [
        pytest.param('{"a": 1}', "json", {"a": 1}, id="JSON"),
        pytest.param("a: 1", "yaml", {"a": 1}, id="YAML"),
        pytest.param('{"a": 1,}', "yaml", {"a": 1}, id="flow-YAML"),
    ],
)
def test_without_an_ending_the_text_tells_the_format(text: str, format: str, value: object) -> None:
    read = parse_source(text, "policy")
    assert (read.format, read.value) == (format, value)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        pytest.param('{"a":', "policy:1:6: not valid JSON: ", id="looks-like-JSON"),
        pytest.param("a: [", "policy:1:5: not valid YAML: ", id="looks-like-YAML"),
        pytest.param('{"a": 1, "a": 2}', 'policy:1:10: the key "a" appears twice', id="JSON-beyond-the-limits"),
    ],
)
def test_without_an_ending_the_likelier_format_complains(text: str, start: str) -> None:
    assert str(problem(text, "policy")).startswith(start)


def test_a_given_format_wins_over_the_ending() -> None:
    assert parse_source("a: 1", "p.json", "yaml").value == {"a": 1}


JSON_TEXT = '\ufeff {"😀a": [1, {"b": "c\\"}",\n  "Statement": {"Action": ["x", "y"]}}, [], {}],\r\n "z\\u0041": {}}'
FUNCTION_TEXT = "a:\n  - !Sub [x, {y: !GetAtt z.w}]\n  - k: !Join\n      - ''\n      - [!Ref q]\n"
YAML_TEXT = "a: 😀 b\nx: &x\n  - k:  1\n    m: 2\n  - 5\ny:\n  <<: {q: 1}\n  z: *x\n"


@pytest.mark.parametrize(
    ("name", "text", "path", "place"),
    [
        pytest.param("p.json", JSON_TEXT, [], (1, 2), id="json-root"),
        pytest.param("p.json", JSON_TEXT, ["😀a"], (1, 3), id="json-member-is-its-key"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 1], (1, 13), id="json-item"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 1, "Statement"], (2, 3), id="json-second-line"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 1, "Statement", "Action", 1], (2, 33), id="json-nested"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 1, "Statement", 0, "Action", 1], (2, 33), id="json-one-as-list"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 1, "Statement", 1, "Action"], (2, 3), id="json-no-second"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 2, 0, "q"], (2, 41), id="json-empty-list"),
        pytest.param("p.json", JSON_TEXT, ["😀a", 3, "q"], (2, 45), id="json-empty-mapping"),
        pytest.param("p.json", JSON_TEXT, ["😀a", -1], (1, 3), id="json-negative-index"),
        pytest.param("p.json", JSON_TEXT, ["zA"], (3, 2), id="json-escaped-key"),
        pytest.param("p.json", "5", [0, "a"], (1, 1), id="json-scalar"),
        pytest.param("p.yaml", YAML_TEXT, [], (1, 1), id="yaml-root"),
        pytest.param("p.yaml", YAML_TEXT, ["a", 0], (1, 1), id="yaml-member-is-its-key"),
        pytest.param("p.yaml", YAML_TEXT, ["x", 0], (3, 5), id="yaml-item"),
        pytest.param("p.yaml", YAML_TEXT, ["x", 0, "m"], (4, 5), id="yaml-nested"),
        pytest.param("p.yaml", YAML_TEXT, ["x", 7], (2, 1), id="yaml-past-the-end"),
        pytest.param("p.yaml", YAML_TEXT, ["y", "q"], (7, 8), id="yaml-merged"),
        pytest.param("p.yaml", YAML_TEXT, ["y", "z"], (8, 3), id="yaml-alias"),
        pytest.param("p.yaml", YAML_TEXT, ["y", "z", 0, "m"], (4, 5), id="yaml-inside-an-alias"),
        pytest.param("p.yaml", FUNCTION_TEXT, ["a", 0], (2, 5), id="function-item"),
        pytest.param("p.yaml", FUNCTION_TEXT, ["a", 0, "Fn::Sub"], (2, 5), id="function-name"),
        pytest.param("p.yaml", FUNCTION_TEXT, ["a", 0, "Fn::Sub", 1, "y"], (2, 15), id="function-argument"),
        pytest.param("p.yaml", FUNCTION_TEXT, ["a", 0, "Fn::Sub", 1, "y", "Fn::GetAtt", 1], (2, 18), id="GetAtt-part"),
        pytest.param("p.yaml", FUNCTION_TEXT, ["a", 1, "k", "Fn::Join"], (3, 8), id="block-function"),
        pytest.param(
            "p.yaml", FUNCTION_TEXT, ["a", 1, "k", "Fn::Join", 1, 0, "Ref"], (5, 10), id="function-in-function"
        ),
    ],
)
def test_locate(name: str, text: str, path: Sequence[str | int], place: tuple[int, int]) -> None:
    assert parse_source(text, name).locate(path) == place


@pytest.mark.usefixtures("yaml_reader")
def test_both_yaml_readers_locate_after_odd_line_ends() -> None:
    read = parse_source("a: '\u2028\u0085'\r\nb: 1\r\n", "p.yaml")
    assert [read.locate([key]) for key in "ab"] == [(1, 1), (2, 1)]


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    yield path, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from paths(part, (*path, key))
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from paths(part, (*path, number))


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**10), 10**10) | st.floats(-1e9, 1e9) | TEXTS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXTS, parts, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_every_part_of_a_json_text_is_found_where_it_stands(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    read = parse_source(text.encode(), "p.json")
    assert json.dumps(read.value) == json.dumps(value)
    lines = text.split("\n")
    for path, part in paths(value):
        line, column = read.locate(path)
        offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
        found, _ = json.JSONDecoder().raw_decode(text, offset)
        assert found == (path[-1] if path and isinstance(path[-1], str) else part)


class Quoting(yaml.CSafeDumper):
    """Writes texts that are numbers in JSON in quotes, such as 0E0, which YAML 1.1 takes for a text."""


Quoting.add_implicit_resolver("number", re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z"), list("-0123456789"))


@settings(max_examples=80, deadline=None)
@given(VALUES)
@example("0E0")
def test_yaml_and_json_of_one_value_are_read_alike(value: object) -> None:
    text = yaml.dump(value, Dumper=Quoting, allow_unicode=True)
    read = parse_source(text, "p.yaml")
    assert json.dumps(read.value, sort_keys=True) == json.dumps(value, sort_keys=True)


LIBRARY = ("did not find", "expected", "Expecting", "found ", "while ", "context", "token", "delimiter", "scanning")
"""Words of the readers that ours stand on."""


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from([*'{}[]":,-?&*!|>%@#\n\t ~', "a", "b", "1", ".", "\\", "<", "\x00", "é", "\ud800"]))
    | st.binary(max_size=40),
    st.sampled_from(["p.json", "p.yaml", "p"]),
)
def test_any_text_is_read_or_refused_with_its_place(text: str | bytes, name: str) -> None:
    try:
        read = parse_source(text, name)
    except InputError as error:
        said = [found.path for found in error.problems]
        told = [found.message.removeprefix("not valid YAML: ") for found in error.problems]
        assert [words for words in told if any(theirs in words for theirs in LIBRARY)] == []
    else:
        said = [read.path]
        json.dumps(read.value, allow_nan=False).encode()
        assert all(read.locate(path) >= (1, 1) for path, _ in paths(read.value))
    assert said == [name]


def test_files_are_read_by_their_ending(tmp_path: Path) -> None:
    for name, text in {"a.json": '{"a": 1}', "b.YML": "a: 1", "c": "a: 1"}.items():
        (tmp_path / name).write_text(text)
    read = [read_source(tmp_path / name) for name in ("a.json", "b.YML", "c")]
    assert [(one.path, one.format, one.value) for one in read] == [
        (str(tmp_path / "a.json"), "json", {"a": 1}),
        (str(tmp_path / "b.YML"), "yaml", {"a": 1}),
        (str(tmp_path / "c"), "yaml", {"a": 1}),
    ]


def test_a_file_larger_than_one_read_is_read_whole(tmp_path: Path) -> None:
    value = ["x" * 1000] * 200
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert read_source(tmp_path / "a.json").value == value


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("missing.json", "cannot be read: No such file or directory", id="missing"),
        pytest.param(".", "cannot be read: Is a directory", id="folder"),
        pytest.param("a\0b", "cannot be read: there is a NUL character in its path", id="NUL"),
        pytest.param("x" * 300, "cannot be read: File name too long", id="long"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, message: str) -> None:
    path = f"{tmp_path}/{name}"
    with pytest.raises(InputError) as caught:
        read_source(path)
    assert caught.value.problems == (Problem(path, message),)


def test_a_file_name_that_is_no_text_is_shown_with_escapes(tmp_path: Path) -> None:
    path = tmp_path / "a\udcff.json"
    path.write_text("{}")
    assert read_source(path).path == f"{tmp_path}/a\\udcff.json"


def test_standard_input_is_read_for_a_dash() -> None:
    code = "from smguard.source import read_source; read = read_source('-'); print(read.path, read.value)"
    done = subprocess.run([sys.executable, "-c", code], input="a: 1", capture_output=True, text=True, check=True)
    assert done.stdout == f"{STDIN} {{'a': 1}}\n"


def test_importing_the_module_and_reading_json_does_not_import_yaml() -> None:
    code = "import sys, smguard.source as s; s.parse_source('{}', 'a.json'); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("name", "text", "dialect"),
    [
        pytest.param("p.json", '{"a": 1} // one', True, id="JSON-with-comments"),
        pytest.param("p.json", '{"a": 1,}', True, id="JSON-with-a-trailing-comma"),
        pytest.param("p.json", '{"a": {{ x }}}', True, id="JSON-template"),
        pytest.param("p.json", '{"a": ', False, id="JSON-that-ends-early"),
        pytest.param("p.yaml", "a: 1\n---\nb: 1\n", True, id="YAML-of-two-documents"),
        pytest.param("p.yaml", "a: !vault x", True, id="YAML-with-tags"),
        pytest.param("p.yaml", "{{ if .x }}\na: 1\n", True, id="YAML-template"),
        pytest.param("p.yaml", "a: [", False, id="YAML-that-ends-early"),
        pytest.param("p.yaml", "a: 1\na: 2\n", False, id="YAML-with-a-key-twice"),
    ],
)
def test_another_dialect_is_told_apart_from_a_broken_text(name: str, text: str, dialect: bool) -> None:
    with pytest.raises(InputError) as caught:
        parse_source(text, name)
    assert isinstance(caught.value, DialectError) is dialect
    assert not isinstance(caught.value, DialectError) or caught.value.text == text
