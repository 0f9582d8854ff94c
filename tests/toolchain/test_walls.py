"""opa runs a stranger's Rego: nothing reaches the network, the environment or the logs, and nothing lasts for ever.

Each attack succeeds on an opa that is started without the walls; its twin asks for something harmless.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smguard.bundle.composition import content_revision, pack
from smguard.delivery.inspection import Outcome, compile_check, inspect
from smguard.engine.machine import SUPPLIED_BUILTINS
from smguard.engine.opa import OpaEngine
from smguard.errors import EngineError
from smguard.shipped import folder
from smguard.toolchain.walls import ALLOWED, WITHHELD, capabilities, environment, references, run, run_opa
from support.loopback import Server, body, serving
from support.workbench import NOTHING, shipped_bundle, smguard

SECRET = "hunter2-of-the-environment"  # noqa: S105
WITHHELD_SAID = "(smguard withholds it from Rego)"


@pytest.fixture
def listener() -> Iterator[Server]:
    with serving({"/": body("{}"), "/schema.json": body('{"type": "object"}')}) as server:
        yield server


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMGUARD_TEST_SECRET", SECRET)


def attack(listener: Server) -> dict[str, str]:
    """Bodies of a rule, by what they try; each is true where it succeeds."""
    return {
        "send": (
            f'http.send({{"method": "get", "url": "{listener.url}/", '
            '"headers": {"X-Policy": json.marshal(input)}}).status_code != 0'
        ),
        "environment": "opa.runtime().env.SMGUARD_TEST_SECRET != null",
        "lookup": 'net.lookup_ip_addr("localhost") != set()',
        "random": 'rand.intn("x", 10) >= 0',
        "trace": 'trace("x")',
        "print": "print(input)",
        "schema": f'json.match_schema({{}}, {{"$ref": "{listener.url}/schema.json"}})[0]',
    }


ATTACKS = ["send", "environment", "lookup", "random", "trace", "print", "schema"]
CALLED = {
    "send": "http.send",
    "environment": "opa.runtime",
    "lookup": "net.lookup_ip_addr",
    "print": "internal.print",
    "random": "rand.intn",
    "schema": "json.match_schema",
}


def policy(condition: str) -> str:
    return f"package smguard\n\nimport data.x\n\ndecision := true if {{\n\t{condition}\n}}\n".replace(
        "import data.x\n\n", ""
    )


def written(place: Path, rego: str) -> Path:
    (place / "smguard").mkdir(parents=True)
    (place / "smguard/smguard.rego").write_text(rego)
    (place / "smguard/smguard_test.rego").write_text(
        "package smguard.decision_test\n\nimport data.smguard\n\ntest_it if smguard.decision with input as 1\n"
    )
    (place / "data.json").write_text("{}")
    (place / ".manifest").write_text('{"revision": "r", "roots": ["smguard"], "rego_version": 1}')
    return place


def commands(place: Path) -> dict[str, list[str]]:
    return {
        "eval": ["-f", "json", "-b", str(place), "data.smguard.decision"],
        "test": ["-b", str(place)],
        "build": ["-b", str(place), "-o", str(place.parent / "out.tar.gz")],
        "check": ["-b", str(place)],
    }


@pytest.mark.parametrize("name", ATTACKS)
def test_rego_does_not_reach_out(name: str, listener: Server, opa: Path, tmp_path: Path) -> None:
    place = written(tmp_path / "b", policy(attack(listener)[name]))
    for command, arguments in commands(place).items():
        if name == "print" and command in {"build", "check"}:  # which erase it
            continue
        done = run_opa(opa, command, *arguments, seconds=20)
        assert done.code != 0
        assert f"undefined function {CALLED.get(name, name)} {WITHHELD_SAID}" in done.said
        assert SECRET not in done.said
    assert listener.requests == []


def test_without_walls_the_attacks_succeed(listener: Server, opa: Path, tmp_path: Path) -> None:
    rules = "\n\n".join(
        f"{name} if {{\n\t{condition}\n}}" for name, condition in attack(listener).items() if name in {"send", "schema"}
    )
    told = "told := opa.runtime().env.SMGUARD_TEST_SECRET"
    place = written(tmp_path / "b", f"package smguard\n\n{rules}\n\n{told}\n\ndecision := told\n")
    done = subprocess.run(
        [opa, "eval", "-b", place, 'x := data.smguard with input as "judged"'], capture_output=True, check=False
    )
    assert SECRET.encode() in done.stdout
    assert {(one["path"], one.get("X-Policy")) for one in listener.requests} == {
        ("/", '"judged"'),
        ("/schema.json", None),
    }


def test_harmless_rego_runs(opa: Path, tmp_path: Path) -> None:
    place = written(tmp_path / "b", policy("time.now_ns() > 0\n\tsprintf(`%d`, [count([1])]) == `1`"))
    done = {name: run_opa(opa, name, *arguments, seconds=20).code for name, arguments in commands(place).items()}
    assert done == {"eval": 0, "test": 0, "build": 0, "check": 0}


SCHEMAS = {
    "address": '# schemas:\n#   - input: {"$ref": "URL/schema.json"}',
    "file": '# schemas:\n#   - input: {"$ref": "file:///etc/passwd"}',
    "escaped": '# schemas:\n#   - input: {"\\u0024ref": "file:///etc/passwd"}',
    "escaped otherwise": '# schemas:\n#   - input: {"\\x24r\\x65f": "file:///etc/passwd"}',
    "binary": "# schemas:\n#   - input: {? !!binary JHJlZg== : 'file:///etc/passwd'}",
    "joined": '# schemas:\n#   - input: {"$r\\\n#   ef": "file:///etc/passwd"}',
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_metadata_names_no_schema_elsewhere(name: str, listener: Server, opa: Path, tmp_path: Path) -> None:
    about = SCHEMAS[name].replace("URL", listener.url)
    rego = f"# METADATA\n# scope: package\n{about}\n{policy('input.x == 1')}"
    assert [(problem.path, problem.line) for problem in references({"a.rego": rego.encode()})] == [("a.rego", 4)]
    place = written(tmp_path / "b", rego)
    said = run_opa(opa, "check", *commands(place)["check"], seconds=20).said
    assert name != "address" or "remote reference loading disabled" in said
    assert listener.requests == []


def test_schema_that_is_written_out_is_no_reference(opa: Path, tmp_path: Path) -> None:
    rego = f"# METADATA\n# scope: package\n# schemas:\n#   - input: {{type: object}}\n{policy('input.x == `$ref`')}"
    assert references({"a.rego": rego.encode(), "b.json": b'# "$ref"'}) == []
    assert references(shipped_bundle().files) == []
    assert run_opa(opa, "check", *commands(written(tmp_path / "b", rego))["check"], seconds=20).code == 0


def listed(opa: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run([str(opa), "capabilities", "--current"], seconds=20).output)[
        "builtins"
    ]
    return found


def test_each_builtin_is_allowed_or_withheld(opa: Path) -> None:
    names = {one["name"] for one in listed(opa)}
    assert names - ALLOWED - WITHHELD == set()
    assert set() == ALLOWED & WITHHELD
    assert ALLOWED - names == set()
    assert {one["name"] for one in listed(opa) if one.get("nondeterministic")} & ALLOWED == SUPPLIED_BUILTINS


def test_shipped_bundle_needs_what_is_allowed(opa: Path) -> None:
    place = folder("bundles") / "secretsmanager"
    needed = json.loads(run([str(opa), "inspect", "-f", "json", str(place)], seconds=60).output)["capabilities"]
    assert {one["name"] for one in needed["builtins"]} - ALLOWED == set()


@pytest.mark.parametrize("version", [None, "1.0.0"], ids=str)
def test_capabilities_are_opas_own_less_what_is_withheld(version: str | None, opa: Path) -> None:
    given = json.loads(capabilities(opa, version))
    asked = ["--version", f"v{version}"] if version else ["--current"]
    own = json.loads(run([str(opa), "capabilities", *asked], seconds=20).output)
    builtins = [one for one in own["builtins"] if one["name"] in ALLOWED]
    assert given == {**own, "builtins": builtins, "allow_net": []}
    assert len(builtins) > 100


def test_environment_has_no_secret() -> None:
    done = run(["/usr/bin/env"], seconds=20)
    assert dict(line.split("=", 1) for line in done.output.decode().splitlines()) == environment()
    assert SECRET not in done.said


LOOP = "package a\n\nx := [[i, j] | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i * j < 0]\n"
GREEDY = "package a\n\nx := [[i, i, i] | some i in numbers.range(1, 3000000)]\n"


def ask(opa: Path, rego: Path, text: str, seconds: float, memory: int) -> int:
    rego.write_text(text)
    return run_opa(opa, "eval", "-d", str(rego), "count(data.a.x)", seconds=seconds, memory=memory).code


def test_rego_that_never_ends_is_ended(opa: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(EngineError) as raised:
        ask(opa, tmp_path / "a.rego", LOOP, 1, 1 << 30)
    assert str(raised.value) == "opa eval did not finish in 1 s: the Rego that it ran may be hostile"
    assert time.monotonic() - began < 15
    assert ask(opa, tmp_path / "a.rego", LOOP.replace("30000", "30"), 20, 1 << 30) == 0


def test_rego_that_takes_all_memory_is_ended(opa: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as raised:
        ask(opa, tmp_path / "a.rego", GREEDY, 60, 256 << 20)
    assert str(raised.value) == ("opa eval took more than 256 MiB of memory: the Rego that it ran may be hostile")
    assert ask(opa, tmp_path / "a.rego", GREEDY.replace("3000000", "3000"), 20, 256 << 20) == 0


def test_a_script_in_the_place_of_opa_ends_with_what_it_started(tmp_path: Path) -> None:
    script = tmp_path / "opa"
    script.write_text("#!/bin/sh\nsleep 50\necho\n")
    script.chmod(0o755)
    began = time.monotonic()
    with pytest.raises(EngineError, match=r"^opa did not finish in 0\.5 s"):
        run([str(script)], seconds=0.5)
    assert time.monotonic() - began < 20


def test_endless_output_is_ended() -> None:
    with pytest.raises(EngineError, match=r"^yes printed more than 256 MiB"):
        run(["/usr/bin/yes", "X" * 60_000], seconds=60)


# The commands


def tampered(condition: str) -> dict[str, bytes]:
    """The shipped bundle, consistent in itself, with a decision that does something else besides."""
    files = dict(shipped_bundle().files)
    rego = files["smguard/smguard.rego"].decode()
    files["smguard/smguard.rego"] = f"{rego}\nsent if {{\n\t{condition}\n}}\n".encode()
    manifest, data = json.loads(files[".manifest"]), json.loads(files["data.json"])
    data["smguard"]["bundle"]["revision"] = manifest["revision"] = content_revision(files)
    return {**files, ".manifest": json.dumps(manifest).encode(), "data.json": json.dumps(data).encode()}


def test_verify_refuses_a_bundle_that_sends(listener: Server, opa: Path) -> None:
    checks = list(inspect(pack(tampered(attack(listener)["send"])), "b.tar.gz", [], opa))
    assert [(check.name, check.outcome) for check in checks] == [
        ("contents", Outcome.OK),
        ("signature", Outcome.SKIPPED),
        ("opa", Outcome.FAILED),
    ]
    assert "undefined function http.send" in checks[2].detail
    assert not compile_check(pack(tampered("input.x == 1")), opa).failed


def test_check_refuses_a_bundle_that_sends(listener: Server, opa: Path, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(NOTHING))
    told = {}
    for name, condition in (("sends", attack(listener)["send"]), ("harmless", "input.x == 1")):
        for path, content in tampered(condition).items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(content)
        done = smguard(
            *("check", "p.json", "--engine", "opa", "--bundle", name),
            cwd=tmp_path,
            environment={"SMGUARD_OPA": str(opa)},
        )
        told[name] = done.returncode, "undefined function http.send" in done.stderr.decode()
    assert told == {"sends": (2, True), "harmless": (0, False)}
    assert listener.requests == []


def test_engine_reports_what_opa_does_not_know_with_its_place(opa: Path, tmp_path: Path) -> None:
    place = written(tmp_path / "b", policy("trace(`x`)"))
    with pytest.raises(EngineError) as raised:
        OpaEngine(opa, place).evaluate([b"1"])
    assert str(raised.value).endswith(f"smguard/smguard.rego:4:2: undefined function trace {WITHHELD_SAID}")


def test_conftest_takes_the_same_capabilities(opa: Path, conftest_bin: Path, tmp_path: Path) -> None:
    (tmp_path / "capabilities.json").write_bytes(capabilities(opa))
    (tmp_path / "p.json").write_text(json.dumps(NOTHING))
    (tmp_path / "sends").mkdir()
    (tmp_path / "sends/x.rego").write_text('package x\n\ndeny contains "x" if http.send({}).status_code == 0\n')
    shipped = folder("bundles") / "secretsmanager"
    told = {}
    for policies, package in ((shipped, "smguard.conftest"), (tmp_path / "sends", "x")):
        words: list[str | Path] = [
            "test",
            "--capabilities",
            "capabilities.json",
            "-p",
            policies,
            "-d",
            policies,
            "-n",
            package,
            "p.json",
        ]
        done = subprocess.run([conftest_bin, *words], cwd=tmp_path, capture_output=True, check=False)
        told[package] = done.returncode, b"undefined function http.send" in done.stdout + done.stderr
    assert told == {"smguard.conftest": (0, False), "x": (1, True)}
