"""A bundle of which a part is missing, or of another bundle, denies and says why: in opa and in conftest."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iam import generate
from smguard.engine import compiled_path, module_cache
from smguard.engine.wasm import WasmEngine
from smguard.shipped import folder
from support.scale import scaled, seeded

Json = dict[str, Any]

GOOD: Json = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
    },
}
LOAD = ": load the bundle folder, unchanged, both as policy and as data (conftest: --policy and --data; opa: --bundle)"
MISSING = f"the bundle's data.json is not loaded{LOAD}"
OTHER = f"the bundle's data.json belongs to another bundle than its Rego{LOAD}"
UNEVALUATED = "rule {} could not be evaluated on this document: report this, and review the document by hand"
INCOMPLETE = f"the bundle's data.json is incomplete{LOAD}"


def without(*names: str) -> Callable[[Json], Json]:
    """The data without some of its parts."""
    return lambda data: {"smguard": {name: part for name, part in data["smguard"].items() if name not in names}}


def within(name: str, *lacking: str) -> Callable[[Json], Json]:
    """The data with members of one part left out."""

    def change(data: Json) -> Json:
        part = {key: value for key, value in data["smguard"][name].items() if key not in lacking}
        return {"smguard": {**data["smguard"], name: part}}

    return change


def replaced(**parts: object) -> Callable[[Json], Json]:
    """The data with other parts in the place of some."""
    return lambda data: {"smguard": {**data["smguard"], **parts}}


Half = tuple[Callable[[Json], Json | None], list[str]]

HALVES: dict[str, Half] = {
    "no data": (lambda _: None, [MISSING]),
    "other data": (lambda _: {"else": 1}, [MISSING]),
    "data of another bundle": (replaced(made_for="0" * 64), [OTHER]),
    "no mark": (without("made_for"), [MISSING]),
    "no organization": (without("organization"), [INCOMPLETE]),
    "no fail_on": (within("organization", "fail_on"), [INCOMPLETE]),
    "an unknown fail_on": (replaced(organization={"fail_on": "never", "waivers": {}}), [INCOMPLETE]),
    "no catalog": (without("catalog"), [INCOMPLETE]),
    "no index": (without("index"), [INCOMPLETE]),
    "nothing but the mark": (without("organization", "catalog", "index", "rulebook", "bundle"), [INCOMPLETE]),
    "no description": (without("bundle"), [INCOMPLETE]),
    "no rulebook": (
        without("rulebook"),
        [UNEVALUATED.format("SM-ID-READ-ALL"), UNEVALUATED.format("SM-ID-SUFFIX")],
    ),
    "one rule less": (
        within("rulebook", "SM-ID-SUFFIX"),
        [UNEVALUATED.format("SM-ID-SUFFIX")],
    ),
}


DOCUMENTS = scaled(200)


def test_less_data_never_allow_more() -> None:
    """Any part of data.json, member of a part or rule may be missing."""
    random = seeded("less")
    bundle = folder("bundles") / "secretsmanager"
    whole = json.loads((bundle / "data.json").read_text("utf-8"))["smguard"]
    parts = {(name,) for name in whole} | {
        (name, member) for name, part in whole.items() if isinstance(part, dict) for member in part
    }
    inputs = [json.dumps(generate.document(random)).encode() for _ in range(DOCUMENTS)]
    inputs.append(json.dumps(GOOD).encode())
    engine = WasmEngine(compiled_path(bundle), json.dumps({"smguard": whole}).encode(), module_cache())
    allowed = [decision["allow"] for decision in engine.evaluate(inputs)]
    engine.close()
    assert True in allowed
    assert False in allowed
    for lacking in sorted(parts):
        name, *members = lacking
        less = {key: part for key, part in whole.items() if key != name}
        if members:
            less[name] = {key: part for key, part in whole[name].items() if key not in members}
        engine = WasmEngine(compiled_path(bundle), json.dumps({"smguard": less}).encode(), module_cache())
        more = [
            (lacking, json.loads(given))
            for given, before, decision in zip(inputs, allowed, engine.evaluate(inputs), strict=True)
            if decision["allow"] and not before
        ]
        engine.close()
        assert more[:1] == []


def unpacked(place: Path, change: Callable[[Json], Json | None]) -> Path:
    """The shipped bundle without its tests, with changed data."""
    bundle = place / "bundle"
    shutil.copytree(folder("bundles") / "secretsmanager", bundle, ignore=shutil.ignore_patterns("*_test.rego"))
    data = change(json.loads((bundle / "data.json").read_text("utf-8")))
    (bundle / "data.json").unlink()
    if data is not None:
        (bundle / "data.json").write_text(json.dumps(data), "utf-8")
    return bundle


def evaluated(opa: Path, bundle: Path, given: Path) -> Json:
    """The decision of a real opa that loads the folder's files one by one."""
    command: list[str | Path] = [opa, "eval", "--format", "json", "--data", bundle, "--input", given]
    done = subprocess.run([*command, "data.smguard.decision"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    decision: Json = json.loads(done.stdout)["result"][0]["expressions"][0]["value"]
    return decision


def told(conftest: Path, given: Path, *options: str | Path) -> tuple[int, list[str], list[str]]:
    """conftest's exit code, and the messages that fail and that warn."""
    command: list[str | Path] = [conftest, "test", "--output", "json", "--namespace", "smguard.conftest", *options]
    done = subprocess.run([*command, given], capture_output=True, check=False)
    [result] = json.loads(done.stdout)
    failures, warnings = ([one["msg"] for one in result.get(kind, [])] for kind in ("failures", "warnings"))
    return done.returncode, failures, warnings


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A policy without findings."""
    path = tmp_path / "good.json"
    path.write_text(json.dumps(GOOD), "utf-8")
    return path


def test_the_whole_bundle_allows_it(opa: Path, conftest_bin: Path, good: Path, tmp_path: Path) -> None:
    bundle = unpacked(tmp_path, lambda data: data)
    decision = evaluated(opa, bundle, good)
    assert (decision["allow"], decision["findings"]) == (True, [])
    assert told(conftest_bin, good, "--policy", bundle, "--data", bundle) == (0, [], [])


@pytest.mark.parametrize("change", HALVES.values(), ids=HALVES.keys())
def test_half_a_bundle_denies_and_says_why(
    opa: Path,
    conftest_bin: Path,
    good: Path,
    tmp_path: Path,
    change: Half,
) -> None:
    take, messages = change
    bundle = unpacked(tmp_path, take)
    decision = evaluated(opa, bundle, good)
    severity = decision["findings"][0]["severity"]
    assert (decision["allow"], decision["findings"][0]["rule"], severity) == (False, "SM-INPUT", "critical")
    assert [finding["message"] for finding in decision["findings"]] == messages
    assert decision["bundle"].keys() == {"revision", "catalog", "rules"}
    data: list[str | Path] = ["--data", bundle] if (bundle / "data.json").exists() else []
    code, failures, warnings = told(conftest_bin, good, "--policy", bundle, *data)
    assert (code, warnings) == (1, [])
    assert sorted(failures) == [f"SM-INPUT (critical) Input that cannot be judged: {message}" for message in messages]


def test_conftest_without_the_data_option_denies(conftest_bin: Path, good: Path) -> None:
    message = f"SM-INPUT (critical) Input that cannot be judged: {MISSING}"
    bundle = folder("bundles") / "secretsmanager"
    assert told(conftest_bin, good, "--policy", bundle) == (1, [message], [])


def test_rego_of_which_a_module_is_missing_is_no_policy(
    opa: Path, conftest_bin: Path, good: Path, tmp_path: Path
) -> None:
    bundle = unpacked(tmp_path, lambda data: data)
    shutil.rmtree(bundle / "smguard/rules/sm_id_read_all")
    command: list[str | Path] = [opa, "eval", "--data", bundle, "--input", good, "data.smguard.decision"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode != 0
    options: list[str | Path] = ["--policy", bundle, "--data", bundle, "--namespace", "smguard.conftest", good]
    done = subprocess.run([conftest_bin, "test", *options], capture_output=True, check=False)
    assert done.returncode != 0
    assert b"sm_id_read_all" in done.stderr


def test_data_without_rego_is_no_policy(conftest_bin: Path, good: Path, tmp_path: Path) -> None:
    bundle = unpacked(tmp_path, lambda data: data)
    shutil.rmtree(bundle / "smguard")
    options: list[str | Path] = ["--policy", bundle, "--data", bundle, "--namespace", "smguard.conftest", good]
    done = subprocess.run([conftest_bin, "test", *options], capture_output=True, check=False)
    assert done.returncode != 0


def test_the_starter_s_configuration_names_policy_and_data(conftest_bin: Path, good: Path, tmp_path: Path) -> None:
    shutil.copy(folder("templates") / "starter/conftest.toml", tmp_path)
    unpacked(tmp_path / "bundles", lambda data: data).rename(tmp_path / "bundles/secretsmanager")
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"Statement": {**GOOD["Statement"], "Resource": "*"}}), "utf-8")
    done = [subprocess.run([conftest_bin, "test", path], cwd=tmp_path, check=False) for path in (good, bad)]
    assert [one.returncode for one in done] == [0, 1]
