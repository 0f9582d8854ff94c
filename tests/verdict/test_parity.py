"""One verdict everywhere: one corpus through the embedded engine, opa, OPA servers and conftest, compared whole."""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import requests

from iam import change, generate
from smguard.bundle.composition import compose, pack
from smguard.bundle.plan import read_plan
from smguard.engine.opa import OpaEngine
from smguard.engine.wasm import WasmEngine
from smguard.source import read_source
from support.scale import WHOLE, scaled, seeded
from support.servers import opa_with
from support.workbench import Built, Json, build_into, shipped_plan, to_yaml

EXAMPLES = Path(__file__).parents[1] / "examples"
ORGANIZATION: Json = {
    "fail_on": "medium",
    "parameters": {**generate.organization(Random(0)), "minimum_literal_prefix": 3},  # noqa: S311
    "rules": {"SM-ID-SUFFIX": {"severity": "low"}},
    "exceptions": [
        {
            "rule": "SM-ID-READ-ALL",
            "document": "waived*",
            "reason": "Known, and “accepted”.",
            "owner": "me@example.com",
            "expires": "2999-12-31",
        }
    ],
}
"""Every parameter is set, so that every rule judges."""

ALLOW: Json = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}


def policy(*statements: object, **members: object) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements), **members}


def nested(levels: int) -> object:
    value: object = "x"
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


# Texts that engines might write in different ways, or fall over.
TEXTS = {
    "markup": "<script>&amp;'\"</script>",
    "backslashes": 'C:\\x\\\\ \\" \\u0041 /',
    "controls": "\t\n\r\b\f\x01\x1f\x7f\x80\x9f",
    "line separators": "\u2028\u2029\x85",
    "outside the plane": "\U0001f510\U0010ffff\U00020000",
    "no characters": "\ufeff\uffff\ufffe\u200b\u202e",
    "composed": "é e\u0301 ﬁ İ ẞ ß Σ ς K",
    "Rego": 'x" } deny := 1 # {{ 7 }} %s %d %v ${aws:username}',
    "variable": "${aws:PrincipalTag/team}",
    "variable with markup": "${aws:PrincipalTag/<team>&, '<a>&\u2028\"b\\'}",
    "variable with a default": "${aws:PrincipalTag/team, '<a>&*?${\u2028'}",
    "variables": "${*}${?}${$}${aws:username}${aws:username, ''}${",
    "long": "a" * 5000,
    "empty": "",
}
NUMBERS = {
    "zero": 0,
    "minus zero": -0.0,
    "fraction": 1.50,
    "large": 123456789012345678901234567890,
    "beyond 2**53": 9007199254740993,
    "exponent": 1e300,
    "tiny": 1e-300,
    "true": True,
    "null": None,
}
SHAPES: dict[str, object] = {
    "null": None,
    "true": True,
    "number": 5,
    "text": "x",
    "empty text": "",
    "list": [],
    "list of documents": [policy(ALLOW)],
    "combined": [{"path": "a.json", "contents": policy(ALLOW)}],
    "object": {},
    "something else": {"name": "package", "version": "1.0", "dependencies": {"a": "^1"}},
    "terraform plan": {"terraform_version": "1.9", "resource_changes": []},
    "template": {"Resources": {"Role": {"Type": "AWS::IAM::Role"}}},
    "account details": {"RoleDetailList": [], "UserDetailList": []},
    "event": {"eventSource": "iam.amazonaws.com", "requestParameters": {}},
    "no statements": policy(),
    "null statement": {"Statement": None},
    "text statement": {"Statement": "x"},
    "statement of statements": {"Statement": [[ALLOW]]},
    "statements of every type": policy(1, None, "x", [], {}, True, 1.5, ALLOW),
    "elements of every type": policy(
        {"Effect": 1, "Action": {}, "Resource": 7, "Condition": [], "Principal": 5, "Sid": []},
        {"Effect": None, "NotAction": None, "NotResource": None, "NotPrincipal": None, "Condition": None},
        {**ALLOW, "Action": [1, None, [], "secretsmanager:GetSecretValue"]},
        {**ALLOW, "Condition": {"StringEquals": 1}},
        {**ALLOW, "Condition": {"StringEquals": {"aws:PrincipalArn": {"a": 1}}}},
        {**ALLOW, "Condition": {"StringEquals": {"aws:PrincipalArn": [None, 1, True, "x"]}}},
        {**ALLOW, "Action": []},
        {**ALLOW, "Resource": []},
        {**ALLOW, "Resource": ""},
        {**ALLOW, "Principal": {"AWS": [5]}},
    ),
    "unknown elements": policy({**ALLOW, "Actions": "*", "effect": "Deny"}, statement=[], version=1),
    "both of a pair": policy({**ALLOW, "NotAction": "s3:*", "NotResource": "*"}),
    "both of a pair in lists": policy({**ALLOW, "Resource": ["arn:*"], "NotResource": [10**15, {"a": "<b>"}]}),
    "deep": policy({**ALLOW, "Condition": nested(50)}),
    "deep elsewhere": nested(60),
    "envelope": {"policy": policy(ALLOW), "name": "é", "tags": {"a": "b"}},
    "waived": {"policy": policy(ALLOW), "name": "waived-reader"},
    "envelope of text": {"policy": json.dumps(policy(ALLOW)), "name": "t"},
    "envelope of URL-encoded text": {"policy": "%7B%22Statement%22%3A%5B%5D%7D"},
    "envelope of nothing": {"policy": None},
    "envelope of text of a number": {"policy": "5"},
    "envelope of text of a boolean": {"policies": [{"policy": "true"}, {"policy": "false"}, {"policy": policy(ALLOW)}]},
    "envelope of text of null": {"policy": "null"},
    "envelope of text of a text": {"policy": '"{}"'},
    "envelope of text of a list": {"policy": "[{}]"},
    "envelopes of text with booleans": {
        "policies": [
            {
                "policy": json.dumps(
                    policy({**ALLOW, "Condition": {"Bool": {"aws:SecureTransport": [True, False, None]}}})
                )
            }
            for _ in range(3)
        ]
    },
    "envelope of text in blanks": {"policy": f" \n\t{json.dumps(policy(ALLOW))}\r\n "},
    "envelope of an empty text": {"policy": ""},
    "envelope with wrong members": {
        "policy": policy(ALLOW),
        "policy_type": "Identity",
        "name": 5,
        "resource_arn": "x",
        "account_id": "1",
        "principal_arn": "arn:",
        "tags": [],
        "more": 1,
    },
    "set": {"policies": [{"policy": policy(ALLOW)}, {"policy": policy(), "name": "waived"}, 5, {"Statement": []}]},
    "empty set": {"policies": []},
    "no set": {"policies": {"policy": policy(ALLOW)}},
    "set in a set": {"policies": [{"policies": [{"policy": policy(ALLOW)}]}]},
    "document and set": {"Statement": [], "policy": 1, "policies": []},
    "many statements": policy(*[{**ALLOW, "Sid": f"S{n}"} for n in range(60)]),
    "many actions": policy({**ALLOW, "Action": [f"service{n}:Act*" for n in range(2000)]}),
    "stars": policy({**ALLOW, "Action": "secretsmanager:" + "*?" * 40, "Resource": "arn:*" + "*a" * 40}),
    "every type": {
        "policies": [
            {"policy": policy({**ALLOW, "Principal": "*"}), "policy_type": kind, "name": kind}
            for kind in ("identity", "resource", "scp", "rcp", "boundary", "other")
        ]
    },
}


def in_every_place(text: object) -> Json:
    """A set of envelopes that hold the value wherever one may stand, as a name and as a value."""
    element = text if isinstance(text, str) else json.dumps(text)
    statements = [
        {**ALLOW, "Sid": text},
        {**ALLOW, "Action": [text, "secretsmanager:GetSecretValue"]},
        {**ALLOW, "Action": f"secretsmanager:{element}"},
        {**ALLOW, "Resource": [text, "*"]},
        {**ALLOW, "Resource": f"arn:aws:secretsmanager:*:*:secret:{element}*"},
        {**ALLOW, "Condition": {"StringLike": {"aws:PrincipalTag/team": text}}},
        {**ALLOW, "Condition": {"StringEquals": {f"aws:PrincipalTag/{element}": "x"}}},
        {**ALLOW, "Condition": {element: {"aws:PrincipalArn": "x"}}},
        {**ALLOW, "Principal": text},
        {**ALLOW, "Principal": {"AWS": [text, "*"]}},
        {**ALLOW, "Effect": text},
        {**ALLOW, element: text},
    ]
    envelopes: list[object] = [{"policy": policy(each), "name": f"{n}"} for n, each in enumerate(statements)]
    named = {"policy": policy(ALLOW), "name": text, "policy_type": text, element: text}
    return {"policies": [*envelopes, named, {"policy": element}, {"policy": policy(ALLOW, Version=text)}, text]}


@cache
def corpus() -> Mapping[str, object]:
    """Every input by its name."""
    random = seeded("parity")
    cases = {f"{rule.id}: {case.name}": case.input for rule in shipped_plan().rules for case in rule.cases}
    examples = {str(path): read_source(path).value for path in sorted(EXAMPLES.rglob("*.*"))}
    generated = {f"generated {n}": generate.document(random) for n in range(scaled(120))}
    broken = {f"broken {n}": change.broken(random, generate.document(random)) for n in range(scaled(60))}
    hostile = {f"{name} everywhere": in_every_place(value) for name, value in {**TEXTS, **NUMBERS}.items()}
    return {**cases, **examples, **SHAPES, **hostile, **generated, **broken}


@cache
def inputs() -> list[bytes]:
    """The corpus as engines get it."""
    return [json.dumps(value).encode() for value in corpus().values()]


@cache
def sample() -> Mapping[str, int]:
    """The names of inputs that stand for all, and their places: every fifth of what there are many of."""
    many = re.compile(r"SM-[A-Z-]+: |generated \d|broken \d")
    places = [n for n, name in enumerate(corpus()) if WHOLE or n % 5 == 0 or not many.match(name)]
    return {list(corpus())[n]: n for n in places}


@pytest.fixture(scope="module")
def built(opa: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("parity")
    (place / "policies").mkdir()
    (place / "policies/organization.yaml").write_text(to_yaml(ORGANIZATION), "utf-8")
    return build_into(place / "bundles/secretsmanager", compose(read_plan(place / "policies")), opa)


@pytest.fixture(scope="module")
def embedded(built: Built) -> list[Json]:
    """The embedded engine's decisions, which the others are compared with."""
    engine = WasmEngine(built.wasm, built.bundle.files["data.json"])
    try:
        return engine.evaluate(inputs())
    finally:
        engine.close()


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def differences(some: list[Any], others: list[Any], names: Iterable[str] | None = None) -> list[tuple[str, str, str]]:
    """What is judged in two ways: the input's name and both decisions, three at most."""
    pairs = zip(names or corpus(), map(canonical, some), map(canonical, others), strict=True)
    return [(name, one, other) for name, one, other in pairs if one != other][:3]


def test_the_corpus_has_everything(embedded: list[Json]) -> None:
    """A corpus that finds nothing compares nothing; nor does a sample of it."""
    for decisions in (embedded, [embedded[n] for n in sample().values()]):
        found = {finding["rule"] for decision in decisions for finding in decision["findings"]}
        assert found == {*(rule.id for rule in shipped_plan().rules), "SM-INPUT", "SM-INPUT-UNRESOLVED"}
    allowed = [decision["allow"] for decision in embedded]
    assert (len(allowed) > 500, allowed.count(True) > 100, allowed.count(False) > 100) == (True, True, True)
    assert any("waiver" in finding for decision in embedded for finding in decision["findings"])
    assert not [f for d in embedded for f in d["findings"] if "engine failed" in f["message"]]
    assert not [f for d in embedded for f in d["findings"] if "could not be evaluated" in f["message"]]


def test_no_document_changes_the_decision_on_another(built: Built, embedded: list[Json]) -> None:
    """One instance judges them all, in the other order."""
    engine = WasmEngine(built.wasm, built.bundle.files["data.json"], workers=1)
    backwards = engine.evaluate(inputs()[::-1])
    engine.close()
    assert differences(embedded, backwards[::-1]) == []


def test_opa_decides_the_same(opa: Path, built: Built, embedded: list[Json]) -> None:
    assert differences(embedded, OpaEngine(opa, built.folder).evaluate(inputs())) == []


@pytest.mark.parametrize("form", ["tarball", "folder"])
def test_servers_answer_the_same(opa: Path, built: Built, embedded: list[Json], tmp_path: Path, form: str) -> None:
    bundle = built.folder
    if form == "tarball":
        bundle = tmp_path / "bundle.tar.gz"
        bundle.write_bytes(pack(built.bundle.files))
    asked = sample() if form == "tarball" else {name: n for n, name in enumerate(corpus())}
    with opa_with(opa, bundle, tmp_path / "opa") as url, requests.Session() as session:
        answers = [
            session.post(f"{url}/v1/data/smguard/decision", data=b'{"input":' + inputs()[n] + b"}", timeout=60)
            for n in asked.values()
        ]
        without = session.post(f"{url}/v1/data/smguard/decision", timeout=60).json()
    assert {answer.status_code for answer in answers} == {200}
    decisions = [answer.json().get("result") for answer in answers]
    assert differences([embedded[n] for n in asked.values()], decisions, asked) == []
    assert canonical(without.get("result")) == canonical(embedded[list(corpus()).index("null")])


SEVERITIES = ("low", "medium", "high", "critical")


def expected_of_conftest(decision: Json) -> dict[str, list[str]]:
    """What conftest is to report for a decision: failures and warnings, each the finding itself."""
    least = SEVERITIES.index(ORGANIZATION["fail_on"])
    failing = [f for f in decision["findings"] if "waiver" not in f and SEVERITIES.index(f["severity"]) >= least]
    others = [f for f in decision["findings"] if "waiver" not in f and f not in failing]
    assert decision["allow"] == (not failing)
    return {kind: sorted({canonical(f) for f in fs}) for kind, fs in (("failures", failing), ("warnings", others))}


def run_conftest(conftest: Path, bundle: Path, folder: Path) -> dict[str, dict[str, list[str]]]:
    """What conftest reports for each file of the folder, by its name."""
    command: list[str | Path] = [
        conftest,
        "test",
        "-p",
        bundle,
        "-d",
        bundle,
        "-n",
        "smguard.conftest",
        "--output",
        "json",
        folder,
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    reported: dict[str, dict[str, list[str]]] = {}
    for result in json.loads(done.stdout):
        kinds = reported.setdefault(Path(result["filename"]).stem, {"failures": [], "warnings": []})
        for kind, listed in kinds.items():
            listed += [canonical(_finding(each)) for each in result.get(kind, [])]
    return {name: {kind: sorted(set(listed)) for kind, listed in kinds.items()} for name, kinds in reported.items()}


def _finding(result: Json) -> Json:
    finding: Json = result["metadata"]
    assert finding.pop("query", "").startswith("data.smguard.conftest.")
    told = f"{finding['rule']} ({finding['severity']}) {finding['title']}: {finding['message']}"
    assert result["msg"] == told
    return finding


def test_conftest_fails_on_the_same_findings(
    conftest_bin: Path, built: Built, embedded: list[Json], tmp_path: Path
) -> None:
    """But for lists, which conftest takes apart (see below)."""
    expected = {}
    names = list(corpus())
    for name, number in sample().items():
        if not isinstance(corpus()[name], list):
            (tmp_path / f"{number}.json").write_bytes(inputs()[number])
            expected[str(number)] = expected_of_conftest(embedded[number])
    reported = run_conftest(conftest_bin, built.folder, tmp_path)
    assert reported.keys() == expected.keys()
    assert [(names[int(n)], reported[n], expected[n]) for n in expected if reported[n] != expected[n]][:3] == []


def test_conftest_judges_each_item_of_a_list(conftest_bin: Path, built: Built, tmp_path: Path) -> None:
    """So an empty list passes there, and fails everywhere else."""
    items: list[object] = [policy(ALLOW), policy(), 5, {}]
    engine = WasmEngine(built.wasm, built.bundle.files["data.json"])
    decisions = [expected_of_conftest(each) for each in engine.evaluate([json.dumps(one).encode() for one in items])]
    engine.close()
    (tmp_path / "list.json").write_text(json.dumps(items))
    (tmp_path / "empty.json").write_text("[]")
    reported = run_conftest(conftest_bin, built.folder, tmp_path)
    assert reported["list"] == {
        kind: sorted({each for decision in decisions for each in decision[kind]}) for kind in ("failures", "warnings")
    }
    assert reported.get("empty", {"failures": [], "warnings": []}) == {"failures": [], "warnings": []}


def test_conftest_shows_waived_findings_in_a_namespace_of_their_own(
    conftest_bin: Path, built: Built, tmp_path: Path
) -> None:
    """So --fail-on-warn passes what an exception covers, unless it is asked for."""
    path = tmp_path / "waived.json"
    path.write_text(json.dumps({"name": "waived-reader", "policy": policy(ALLOW)}))
    command: list[str | Path] = [conftest_bin, "test", "-p", built.folder, "-d", built.folder, "-o", "json"]
    told = []
    for namespace in ("smguard.conftest", "smguard.waived"):
        done = subprocess.run(
            [*command, "-n", namespace, "--fail-on-warn", path], capture_output=True, check=False, text=True
        )
        [result] = json.loads(done.stdout)
        told.append((done.returncode, [one["msg"] for one in result.get("warnings", [])]))
    assert told == [
        (0, []),
        (
            1,
            [
                "SM-ID-READ-ALL (critical, waived until 2999-12-31 by me@example.com: Known, and “accepted”.) "
                "Reads every secret: The policy allows secretsmanager:GetSecretValue on secrets that nobody named, "
                "through *."
            ],
        ),
    ]
