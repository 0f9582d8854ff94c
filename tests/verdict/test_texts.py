"""One text, one verdict: texts that programs read in different ways, and the shape of every decision."""

import json
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import requests

from iam.product import BUNDLE
from smguard.cache import cache_root
from smguard.contract import decision_schema
from smguard.engine import compiled_path
from smguard.engine.wasm import WasmEngine
from support.readme import SCHEMAS, schema_text
from support.scale import scaled, seeded
from support.servers import opa_with
from support.texts import Json, ask_opa, complaints, texts, violation
from support.workbench import smguard

ALLOW = b'{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*"}'
DENY = b'{"Effect":"Deny","Action":"*","Resource":"*"}'
NONE = b'{"Version":"2012-10-17","Statement":[%s]}' % DENY


def with_id(text: bytes) -> bytes:
    """A policy that allows nothing, with the text as its Id."""
    return b'{"Version":"2012-10-17","Statement":[%s],"Id":%s}' % (DENY, text)


def condition(number: bytes) -> bytes:
    """A policy whose only condition compares with the number."""
    block = b'"Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":%s}}' % number
    return b'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",%s}]}' % block


# Each text, and who allows it: the embedded engine, an OPA server, `opa eval`, conftest, `smguard check`.
EVERYBODY = (True, True, True, True, True)
NOBODY = (False, False, False, False, False)
LAX = (False, False, True, False, False)
TEXTS: dict[str, tuple[bytes, tuple[bool, ...]]] = {
    "nothing granted": (NONE, EVERYBODY),
    "blanks around": (b" \r\n\t" + NONE + b" \n", EVERYBODY),
    "an escaped pair": (with_id(b'"\\ud83d\\ude00"'), EVERYBODY),
    "everything read": (b'{"Version":"2012-10-17","Statement":[%s]}' % ALLOW, NOBODY),
    "text after it": (NONE + b"x", NOBODY),
    "a document after it": (NONE + NONE, NOBODY),
    "NUL after it": (NONE + b"\0", NOBODY),
    "a bracket after it": (NONE + b"]", NOBODY),
    "a comment": (NONE + b"// x", NOBODY),
    "a trailing comma": (NONE.replace(b"]}", b"],}"), LAX),
    "single quotes": (NONE.replace(b'"', b"'"), LAX),
    "no comma": (NONE.replace(b"]}", b'] "Id":"a"}'), NOBODY),
    "NaN": (with_id(b"NaN"), LAX),
    "a key that is a number": (NONE.replace(b"]}", b"],1:2}"), NOBODY),
    "half of a pair": (with_id(b'"\\ud800"'), NOBODY),
    "a pair in the wrong order": (with_id(b'"\\udc00\\ud800"'), NOBODY),
    "not UTF-8": (with_id(b'"\xff"'), NOBODY),
    "a surrogate in UTF-8": (with_id(b'"\xed\xa0\x80"'), NOBODY),
    "U+FFFD": (with_id(b'"\\ufffd"'), NOBODY),
    "a control character": (with_id(b'"\x01"'), NOBODY),
    "deep": (with_id(b'{"a":' * 3000 + b"1" + b"}" * 3000), NOBODY),
    "too deep": (with_id(b"[" * 20_000 + b"]" * 20_000), NOBODY),
    "infinite": (condition(b"1e999"), NOBODY),
    "an exponent without end": (condition(b"1e999999999999"), NOBODY),
    "16 digits": (condition(b"1000000000000000"), NOBODY),
    "15 digits": (condition(b"999999999999999"), EVERYBODY),
    "a long fraction": (condition(b"0.99999999999999999999"), (False, False, False, True, False)),
    "minus zero": (condition(b"-0"), EVERYBODY),
    "JSON in a string": (json.dumps({"policy": NONE.decode()}).encode(), EVERYBODY),
    "JSON in a string and more": (json.dumps({"policy": f"{NONE.decode()}x"}).encode(), NOBODY),
    "JSON in a string, [1 2]": (json.dumps({"policy": '{"Statement":[{} {}]}'}).encode(), NOBODY),
    "a surrogate in a string": (json.dumps({"policy": with_id(b'"\\ud83d\\ude00"').decode()}).encode(), NOBODY),
    "the last of two keys allows": (
        b'{"Statement":[%s],"Statement":[%s]}' % (ALLOW, DENY),
        (True, True, True, True, False),
    ),
    "the last of two keys denies": (b'{"Statement":[%s],"Statement":[%s]}' % (DENY, ALLOW), NOBODY),
    "escaped NUL": (with_id(b'"\\u0000"'), (True, True, True, True, False)),
    "byte order mark": (b"\xef\xbb\xbf" + NONE, (False, False, True, True, True)),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[WasmEngine]:
    started = WasmEngine(compiled_path(BUNDLE), (BUNDLE / "data.json").read_bytes(), cache_root() / "engine")
    yield started
    started.close()


@pytest.fixture(scope="module")
def server(opa: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with opa_with(opa, BUNDLE, tmp_path_factory.mktemp("opa")) as url:
        yield url


def test_every_text_has_a_decision_of_the_contract_s_shape(engine: WasmEngine, server: str) -> None:
    both = {}
    given = [text for text, _ in TEXTS.values()]
    for name, decision, (other,) in zip(TEXTS, engine.evaluate(given), ask_opa(server, given), strict=True):
        assert violation(decision) is None
        assert other is None or violation(other) is None
        both[name] = decision["allow"], bool(other and other["allow"])
    assert both == {name: who[:2] for name, (_, who) in TEXTS.items()}


PROGRAMS = (
    "nothing granted",
    "half of a pair",
    "a long fraction",
    "the last of two keys allows",
    "the last of two keys denies",
    "byte order mark",
)
"""What conftest can read, so that one run of it can judge all."""


def test_conftest(conftest_bin: Path, tmp_path: Path) -> None:
    for number, name in enumerate(PROGRAMS):
        (tmp_path / f"{number}.json").write_bytes(TEXTS[name][0])
    options: list[str | Path] = ["--policy", BUNDLE, "--data", BUNDLE, "--namespace", "smguard.conftest", "-o", "json"]
    done = subprocess.run([conftest_bin, "test", *options, tmp_path], capture_output=True, check=False)
    allowed = {Path(one["filename"]).stem: not one.get("failures") for one in json.loads(done.stdout)}
    assert allowed == {str(number): TEXTS[name][1][3] for number, name in enumerate(PROGRAMS)}
    (tmp_path / "0.json").write_bytes(TEXTS["a trailing comma"][0])
    done = subprocess.run([conftest_bin, "test", *options, tmp_path / "0.json"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize("name", ["a trailing comma", "half of a pair", "byte order mark"])
def test_opa_eval(opa: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "input.json"
    path.write_bytes(TEXTS[name][0])
    options: list[str | Path] = ["--format", "raw", "--ignore", "*_test.rego", "--bundle", BUNDLE, "--input", path]
    done = subprocess.run([opa, "eval", *options, "data.smguard.decision.allow"], capture_output=True, check=False)
    assert (done.stdout.strip() == b"true") is TEXTS[name][1][2]


def test_check(tmp_path: Path) -> None:
    allowed = {}
    for number, (name, (text, _)) in enumerate(TEXTS.items()):
        (tmp_path / f"{number}.json").write_bytes(text)
        allowed[name] = smguard("check", tmp_path / f"{number}.json", cwd=BUNDLE.parents[1]).returncode == 0
    assert allowed == {name: who[4] for name, (_, who) in TEXTS.items()}


def test_a_server_ignores_what_follows_a_request(server: str) -> None:
    """OPA reads the first value of a request: what the guide says of clients."""
    url = f"{server}/v1/data/smguard/decision"
    answer = requests.post(url, data=b'{"input":%s}x' % NONE, timeout=60)
    assert (answer.status_code, answer.json()["result"]["allow"]) == (200, True)


def test_random_texts_have_one_verdict(engine: WasmEngine, server: str) -> None:
    drawn = [text for _, text in islice(texts(seeded("texts")), scaled(10_000))]
    asked = drawn[: scaled(600)]
    answers: list[Any] = [*ask_opa(server, asked), *[()] * len(drawn)]
    wrong = [
        (complaint, text)
        for text, decision, answer in zip(drawn, engine.evaluate(drawn), answers, strict=False)
        for complaint in complaints(decision, answer)
        if "documented" not in complaint
    ]
    assert wrong[:3] == []


# The schema


def valid() -> Json:
    """A decision with a finding."""
    found = dict.fromkeys(("title", "message", "remediation", "document", "policy_type", "sid"), "")
    finding = {
        **found,
        "rule": "SM-X",
        "severity": "high",
        "url": "https://x",
        "path": [],
        "actions": [],
        "resources": [],
    }
    return {
        "allow": False,
        "findings": [finding],
        "unresolved": [],
        "summary": {
            "documents": 1,
            "statements": 0,
            "findings": {"critical": 0, "high": 1, "medium": 0, "low": 0},
            "waived": 0,
        },
        "bundle": {"revision": "", "catalog": "", "rules": ""},
    }


def changed(path: str, value: object) -> Json:
    """The valid decision with one member otherwise."""
    decision = valid()
    *parts, last = path.split("/")
    holder: Any = decision
    for part in parts:
        holder = holder[int(part) if part.isdigit() else part]
    holder[last] = value
    return decision


BROKEN = {
    "a verdict that is a word": ("allow", "yes"),
    "a key more": ("more", 1),
    "a finding's key more": ("findings/0/more", 1),
    "a place in a file": ("findings/0/location", {"file": "a", "line": 1, "column": 1}),
    "another severity": ("findings/0/severity", "grave"),
    "proven": ("findings/0/proven", True),
    "a path with a fraction": ("findings/0/path", [1.5]),
    "a witness without an action": ("findings/0/witness", {"resource": "*", "context": {}}),
    "a count below zero": ("summary/waived", -1),
    "a severity that is not counted": ("summary/findings", {"high": 1}),
    "a bundle that does not say what it is": ("bundle", {}),
}


@pytest.mark.parametrize(("path", "value"), BROKEN.values(), ids=BROKEN.keys())
def test_the_schema_is_strict(path: str, value: object) -> None:
    assert violation(changed(path, value)) is not None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("allow", True),
        ("findings/0/proven", False),
        ("findings/0/part_of", "SM-Y"),
        ("findings/0/path", ["Statement", 0]),
        ("findings/0/witness", {"action": "a:B", "resource": "*", "context": {"k": "v", "l": ["w"]}}),
    ],
)
def test_the_schema_has_what_findings_have(path: str, value: object) -> None:
    assert violation(valid()) is None
    assert violation(changed(path, value)) is None


def test_the_shipped_schemas_are_those_of_the_code() -> None:
    assert {path: path.read_text("utf-8") for path in SCHEMAS} == {
        path: schema_text(schema) for path, schema in SCHEMAS.items()
    }
    assert decision_schema()["properties"].keys() < decision_schema(checked=True)["properties"].keys()
