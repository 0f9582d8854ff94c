"""What `smguard test` says: rules' cases that do not hold, and a bundle that is not as it should be."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from smguard.bundle import cases
from smguard.bundle import proof as verify
from smguard.bundle.build import Build, prepare
from smguard.bundle.composition import compose
from smguard.bundle.plan import Plan, read_plan
from smguard.engine import compiled_path
from smguard.shipped import folder
from support.workbench import (
    ALLOW_ALL,
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
ENGINES = ("embedded", "opa")


def plan_of(place: Path, found: list[Json], passed: list[Json]) -> Plan:
    """A plan of one rule of one's own, with these cases."""
    write_rule(place / "policies", rule(cases={"found": found, "passed": passed}))
    whole = read_plan(place / "policies")
    return replace(whole, rules=tuple(one for one in whole.rules if one.id == RULE["id"]))


def case(name: str, policy: Json, *findings: Json) -> Json:
    return {"name": name, "policy": policy, **({"findings": list(findings)} if findings else {})}


def test_cases_that_do_not_hold_say_what_was_found(opa: Path, tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        [
            case("right", ALLOW_ALL, FOUND),
            case("right in more", ALLOW_ALL, {**FOUND, "resources": ["*"], "actions": ["secretsmanager:DeleteSecret"]}),
            case("nothing is found", NOTHING, FOUND),
            case("another place", ALLOW_ALL, {"path": ["Statement", "Resource"]}),
            case("one too many", ALLOW_ALL, FOUND, FOUND),
            case("another resource", ALLOW_ALL, {**FOUND, "resources": []}),
        ],
        [case("rightly passed", NOTHING), case("wrongly passed", ALLOW_ALL)],
    )
    whole = read_plan(tmp_path / "policies")
    built = build_into(tmp_path / "bundle", compose(whole), opa)
    place: Json = {"path": ["Statement", "Action"]}
    for engine in ENGINES:
        outcomes = list(cases.run(plan, built.bundle, built.wasm, opa, engine))  # type: ignore[arg-type]
        assert {one.case.name: one.passed for one in outcomes} == {
            "right": True,
            "right in more": True,
            "nothing is found": False,
            "another place": False,
            "one too many": False,
            "another resource": False,
            "rightly passed": True,
            "wrongly passed": False,
        }
        found: Mapping[str, Any] = {one.case.name: list(one.found) for one in outcomes}
        assert found["nothing is found"] == []
        assert found["another place"] == found["wrongly passed"] == found["one too many"] == [place]
        assert found["another resource"] == [{**place, "resources": ["*"]}]


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


def test_a_tool_that_does_not_run_is_told(tmp_path: Path) -> None:
    for tool in ("OPA", "REGAL"):
        done = smguard("test", cwd=tmp_path, environment={f"SMGUARD_{tool}": str(tmp_path / "missing")})
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(f"error: SMGUARD_{tool} names {tmp_path}/missing, which does not run: ")
    assert not compiled_path(tmp_path / "bundles/secretsmanager").exists()
