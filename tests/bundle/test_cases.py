"""What `smguard test` says: rules' cases that do not hold, and a bundle that is not as it should be."""

import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from smguard.bundle import cases
from smguard.bundle import proof as verify
from smguard.bundle.build import Build, prepare
from smguard.bundle.composition import compose
from smguard.bundle.plan import Plan, read_plan
from smguard.bundle.render import render
from smguard.cli.console import running
from smguard.engine import compiled_path
from smguard.shipped import folder
from support.workbench import (
    ALLOW_ALL,
    NO_OPA,
    NOTHING,
    RULE,
    Json,
    build_into,
    rule,
    shipped_bundle,
    shipped_plan,
    smguard,
    write_rule,
)

FOUND: Json = {"path": ["Statement", "Action"]}
ENGINES: tuple[Literal["embedded", "opa"], ...] = ("embedded", "opa")


def plan_of(place: Path, found: list[Json], passed: list[Json]) -> Plan:
    """A plan of one rule of one's own, with these cases."""
    write_rule(place / "policies", rule(cases={"found": found, "passed": passed}))
    whole = read_plan(place / "policies")
    return replace(whole, rules=tuple(one for one in whole.rules if one.id == RULE["id"]))


def case(name: str, policy: Json, *findings: Json) -> Json:
    return {"name": name, "policy": policy, **({"findings": list(findings)} if findings else {})}


ARN = "arn:aws:secretsmanager:eu-west-1:${AWS::AccountId}:secret:app-??????"
OPEN: Json = {"Statement": {"Effect": "Allow", "Action": "secretsmanager:DeleteSecret", "Resource": ARN}}
"""A policy that a template has not filled in yet."""
DAMAGED: Json = {"Statement": {"Effect": "Allow", "Action": 7, "Resource": "*"}}
"""A document that no engine can read."""


def test_cases_that_do_not_hold_say_what_was_found(opa: Path, tmp_path: Path) -> None:
    other = {**FOUND, "resources": ["*"], "actions": ["secretsmanager:DeleteSecret"]}
    waits = {"input_findings": ["SM-INPUT-UNRESOLVED"]}
    plan = plan_of(
        tmp_path,
        [
            case("right", ALLOW_ALL, FOUND),
            case("right in more", ALLOW_ALL, other),
            case("nothing is found", NOTHING, FOUND),
            case("another place", ALLOW_ALL, {"path": ["Statement", "Resource"]}),
            case("one too many", ALLOW_ALL, FOUND, FOUND),
            case("another resource", ALLOW_ALL, {**FOUND, "resources": []}),
            case("not known yet", OPEN, FOUND),
            {**case("not known yet, as expected", OPEN, FOUND), **waits},
            {**case("known, against what is expected", ALLOW_ALL, FOUND), **waits},
        ],
        [
            case("rightly passed", NOTHING),
            case("wrongly passed", ALLOW_ALL),
            case("not read", DAMAGED),
            {**case("not read, as expected", DAMAGED), "input_findings": ["SM-INPUT"]},
        ],
    )
    whole = read_plan(tmp_path / "policies")
    built = build_into(tmp_path / "bundle", compose(whole), opa)
    path = tmp_path / "policies/rules/XX-OWN.yaml"
    lines = path.read_text("utf-8").splitlines()
    for engine in ENGINES:
        outcomes = list(cases.run(plan, built.bundle, built.wasm, opa, engine))
        told = {one.case.name: one.told().splitlines() for one in outcomes if not one.passed}
        assert list(told) == [
            "nothing is found",
            "another place",
            "one too many",
            "another resource",
            "not known yet",
            "known, against what is expected",
            "wrongly passed",
            "not read",
        ]
        for name, said in told.items():
            line = next(n for n, text in enumerate(lines, 1) if text.endswith(f"- name: {name}"))
            assert said[0] == f"{path}:{line}: XX-OWN: {name}"
        assert told["nothing is found"][1:] == ['  expected: {"path": ["Statement", "Action"]}', "  found: nothing"]
        assert told["wrongly passed"][1] == "  expected: nothing"
        assert len(told["one too many"]) == 4
        found = json.loads(told["wrongly passed"][2].removeprefix("  found: "))
        assert found.pop("witness")["action"] == "secretsmanager:DeleteSecret"
        assert found == {
            "path": ["Statement", "Action"],
            "actions": ["secretsmanager:DeleteSecret"],
            "resources": ["*"],
            "message": "secretsmanager:DeleteSecret needs a ticket.",
        }
        assert told["known, against what is expected"][1:] == [
            "  expected on its input: SM-INPUT-UNRESOLVED",
            "  found on its input: nothing",
        ]
        for name, rule_id in (("not known yet", "SM-INPUT-UNRESOLVED"), ("not read", "SM-INPUT")):
            assert told[name][1] == "  expected on its input: nothing"
            assert f'  found on its input: {{"rule": "{rule_id}", "path": ' in told[name][2]
    failed = rego_failures(opa, tmp_path / "bundle", "xx_own_test")
    assert failed == {re.sub("[^a-z]+", "_", name) for name in told}


def rego_failures(opa: Path, place: Path, package: str) -> set[str]:
    """The tests that opa has fail of a rule's Rego tests, without their prefix."""
    command: list[str | Path] = [opa, "test", "--format", "json", place, "--run", package]
    done = subprocess.run(command, capture_output=True, check=False)
    return {test["name"].removeprefix("test_") for test in json.loads(done.stdout) if test.get("fail")}


LARGEST_SHARE = 0.15
"""Of the time that all Rego tests take. They take some 12 s on one quiet core, and twice that in conftest, which traces
each; so the longest stays below the 5 s that opa and conftest give it, on a machine that is busy too."""


def test_no_rego_test_takes_more_than_its_share(opa: Path) -> None:
    place = folder("bundles") / "secretsmanager"
    done = subprocess.run([opa, "test", "--format", "json", place], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    took = {f"{test['package']}.{test['name']}": test["duration"] for test in json.loads(done.stdout)}
    whole = sum(took.values())
    assert {name: time for name, time in took.items() if time > LARGEST_SHARE * whole} == {}


def test_cases_with_odd_names_are_tests_of_their_own(tmp_path: Path) -> None:
    names = ["a  b", "a-b", "漢字", "ключ", "a b 2", "A B", "x" * 300, "x" * 301]
    plan = plan_of(tmp_path, [case(name, ALLOW_ALL, FOUND) for name in names], [case("none", NOTHING)])
    rego = render(plan)["smguard/rules/xx_own/xx_own_test.rego"]
    tests = re.findall(r"^(test_\w+) if ", rego, re.MULTILINE)
    assert tests == [
        *("test_a_b", "test_a_b_2", "test_case_3", "test_case_4", "test_a_b_2_5", "test_a_b_6"),
        *(f"test_{'x' * 100}", f"test_{'x' * 100}_8", "test_none"),
    ]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """The shipped bundle as it is to be written to a folder, where nothing is yet."""
    return Build(shipped_plan(), shipped_bundle(), tmp_path / "bundles/secretsmanager")


def first(built: Build, tools: Mapping[str, Path], name: str) -> verify.Check:
    """The check of that name; none after it is run."""
    return next(check for check in verify.verify(built, tools) if check.name == name)


def test_a_bundle_in_form_passes(opa: Path, built: Build) -> None:
    tools = {"opa": opa, "regal": opa}
    for name in ("opa fmt", "opa check --strict", "opa 1.0 can load it"):
        assert first(built, tools, name) == verify.Check(name, True, "")


BROKEN = {
    "opa fmt": (b"package smguard.odd\n\nx  :=  1\n", "smguard/odd.rego"),
    "opa check --strict": (b"package smguard.odd\n\nx if {\n\ty := 1\n}\n", "assigned var y unused"),
    "opa 1.0 can load it": (b'package smguard.odd\n\nx := $"{input}"\n', "odd.rego:3"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bundle_that_is_not_in_form_fails_and_says_where(opa: Path, built: Build, name: str) -> None:
    text, said = BROKEN[name]
    files = {**built.bundle.files, "smguard/odd.rego": text}
    check = first(replace(built, bundle=replace(built.bundle, files=files)), {"opa": opa, "regal": opa}, name)
    assert (check.passed, said in check.detail) == (False, True), check


def test_a_template_of_ones_own_that_is_not_in_form(opa: Path, tmp_path: Path) -> None:
    (tmp_path / "own/rules").mkdir(parents=True)
    for path in (folder("templates") / "rules").glob("require_condition.*"):
        shutil.copy(path, tmp_path / "own/rules")
    template = tmp_path / "own/rules/require_condition.rego.j2"
    template.write_text(template.read_text("utf-8") + "\n\n\n\nx  :=  1\n", "utf-8")
    write_rule(tmp_path / "policies", RULE)
    check = first(
        prepare(tmp_path / "policies", tmp_path / "own", tmp_path / "out"), {"opa": opa, "regal": opa}, "opa fmt"
    )
    assert (check.passed, "unexpected diff" in check.detail) == (False, True), check


# smguard test RULE


def loop(tmp_path: Path, *rules: str, **environment: str) -> tuple[int, str, str]:
    done = smguard("test", *rules, cwd=tmp_path, environment=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_cases_of_some_rules_need_no_opa_where_their_rego_is_built(tmp_path: Path) -> None:
    code, said, noted = loop(tmp_path, "sm-id-suffix", "SM-QA-VACUOUS", "SM-ID-SUFFIX", **NO_OPA)
    counts = {one.id: len(one.cases) for one in shipped_plan().rules}
    wanted = [f"ok      {id_}: {counts[id_]} cases" for id_ in ("SM-ID-SUFFIX", "SM-QA-VACUOUS")]
    assert (code, said.splitlines(), noted) == (0, wanted, "")


def test_a_rule_of_ones_own_is_compiled_once_and_its_failed_cases_are_told(opa: Path, tmp_path: Path) -> None:
    place = tmp_path / "policies"
    path = write_rule(place, RULE)
    new = "note: the rules' Rego has changed, so opa compiles it first; `smguard build` keeps the result\n"
    assert loop(tmp_path, "XX-OWN", SMGUARD_OPA=str(opa)) == (0, "ok      XX-OWN: 2 cases\n", new)
    missing = "the rules' Rego has changed, and opa is not installed to compile it: run `smguard toolchain install opa`"
    assert loop(tmp_path, "XX-OWN", **NO_OPA) == (2, "", f"error: {missing}\n")
    assert smguard("build", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)}).returncode == 0
    passed = [{"name": "wrongly passed", "policy": ALLOW_ALL}]
    write_rule(place, rule(cases={**RULE["cases"], "passed": passed}))
    code, said, noted = loop(tmp_path, "XX-OWN", **NO_OPA)
    line = path.read_text().splitlines().index("  - name: wrongly passed") + 1
    shown = said.splitlines()
    assert (code, noted) == (1, "FAILED: XX-OWN\n")
    assert shown[:3] == [
        "FAILED  XX-OWN:",
        f"  policies/rules/XX-OWN.yaml:{line}: XX-OWN: wrongly passed",
        "    expected: nothing",
    ]
    assert shown[3].startswith(
        '    found: {"path": ["Statement", "Action"], "actions": ["secretsmanager:DeleteSecret"],'
    )


def test_the_loop_of_a_rules_author_takes_seconds(tmp_path: Path) -> None:
    """Three on two quiet cores, of which the process may use half: its own time does not depend on who else works."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert loop(tmp_path, "SM-ID-READ-ALL", **NO_OPA)[0] == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3


def test_a_rule_that_does_not_exist(tmp_path: Path) -> None:
    wrong = 'error: there is no rule "SM-ID-SUFIX" (did you mean "SM-ID-SUFFIX"?): `smguard rules` lists them\n'
    assert loop(tmp_path, "SM-ID-SUFIX", **NO_OPA) == (2, "", wrong)


def test_what_runs_is_shown_on_a_terminal_alone(
    opa: Path, built: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names: list[str] = []
    checks = verify.verify(built, {"opa": opa, "regal": opa}, names.append)
    assert names == []
    assert next(checks).name == names[0] == "opa fmt"
    running("opa fmt")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    running("opa fmt")
    running("")
    shown = capsys.readouterr().err
    assert (shown.split("\r")[1].rstrip(), shown.split("\r")[2], shown.split("\r")[3].strip()) == (
        "opa fmt",
        "opa fmt",
        "",
    )


def test_a_tool_that_does_not_run_is_told(tmp_path: Path) -> None:
    for tool in ("OPA", "REGAL"):
        done = smguard("test", cwd=tmp_path, environment={f"SMGUARD_{tool}": str(tmp_path / "missing")})
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(f"error: SMGUARD_{tool} names {tmp_path}/missing, which does not run: ")
    assert not compiled_path(tmp_path / "bundles/secretsmanager").exists()
