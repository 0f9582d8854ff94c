"""What has to hold of a bundle before anybody relies on it: its form, its tests, its rules' cases."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from smguard import tree
from smguard.bundle.build import Build
from smguard.bundle.cases import run
from smguard.bundle.module import compiled
from smguard.engine import compiled_path
from smguard.shipped import folder

MINIMUM_COVERAGE = 95.0
"""Per cent of the bundle's Rego lines that its tests must run."""

TEST_SECONDS = 600
"""How long one Rego test may take: it holds all cases of a rule, and the machine may have other things to do."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check's result; `detail` says what is wrong, or what was counted."""

    name: str
    passed: bool
    detail: str


def verify(built: Build, tools: Mapping[str, Path]) -> Iterator[Check]:
    """The checks of a composed bundle, one by one, with real opa and regal."""
    with tree.scratch() as made:
        place = made / "secretsmanager"
        tree.write(place, built.bundle.files)
        wasm = compiled_path(place)
        opa, regal = str(tools["opa"]), str(tools["regal"])
        yield _command("opa fmt", [opa, "fmt", "--fail", "--list", str(place)])
        yield _command("opa check --strict", [opa, "check", "--strict", "-b", str(place)])
        yield _command("opa 1.0 can load it", [opa, "check", "-b", str(place), "--capabilities", "v1.0.0"])
        yield _coverage(opa, place)
        yield _command("regal lint", [regal, "lint", "--no-color", "--format", "compact", *_regal_config(), str(place)])
        wasm.write_bytes(compiled(built.bundle, tools["opa"]))
        yield _module(wasm, compiled_path(built.output))
        for engine in ("embedded", "opa"):
            yield _cases(built, wasm, tools["opa"], engine)


def _command(name: str, arguments: list[str]) -> Check:
    done = subprocess.run(arguments, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    return Check(name, done.returncode == 0, "" if done.returncode == 0 else said)


def _coverage(opa: str, place: Path) -> Check:
    command = [opa, "test", "-b", str(place), "--timeout", f"{TEST_SECONDS}s", "--fail-on-empty"]
    done = subprocess.run([*command, "--coverage"], capture_output=True, check=False)
    if done.returncode != 0:
        # With coverage opa does not tell which test failed.
        plain = _command("opa test", command)
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        return plain if not plain.passed else Check("opa test", False, said)
    covered = float(json.loads(done.stdout)["coverage"])
    return Check("opa test", covered >= MINIMUM_COVERAGE, f"{covered:.1f} % of the Rego is covered")


def _regal_config() -> list[str]:
    config = folder("templates") / "regal.yaml"
    return ["--config-file", str(config)]


def _module(made: Path, committed: Path) -> Check:
    name = f"{committed.name} is what opa compiles"
    if committed.is_file() and committed.read_bytes() == made.read_bytes():
        return Check(name, True, f"{made.stat().st_size} bytes")
    return Check(name, False, f"{committed} is another: run `smguard build`")


def _cases(built: Build, wasm: Path, opa: Path, engine: str) -> Check:
    outcomes = list(run(built.plan, built.bundle, wasm, opa, "opa" if engine == "opa" else "embedded"))
    failed = [
        f"{outcome.rule.source.path}: case {outcome.case.name!r}\n"
        f"  expected {json.dumps(outcome.expected, sort_keys=True)}\n"
        f"  found    {json.dumps(outcome.found, sort_keys=True)}"
        for outcome in outcomes
        if not outcome.passed
    ]
    name = f"rule cases, {engine} engine"
    return Check(name, not failed, "\n".join(failed) or f"{len(outcomes)} cases")
