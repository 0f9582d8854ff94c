"""What has to hold of a bundle before anybody relies on it: its form, its tests, its rules' cases."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from smguard import tree
from smguard.bundle.build import Build
from smguard.bundle.cases import Outcome
from smguard.bundle.cases import run as run_cases
from smguard.bundle.module import compiled
from smguard.engine import EngineName, compiled_path
from smguard.errors import EngineError, InputError
from smguard.rulebook.rule import Rule
from smguard.shipped import folder
from smguard.toolchain.walls import CHECK_SECONDS, Finished, references, run, run_opa

MINIMUM_COVERAGE = 95.0
"""Per cent of the bundle's Rego lines that its tests must run."""

TEST_SECONDS = 60
"""How long one Rego test may take where opa counts what it covers, which evaluates each three times."""

TESTS_SECONDS = 900
"""How long all of them may take."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check's result; `detail` says what is wrong, or what was counted."""

    name: str
    passed: bool
    detail: str


def verify(
    built: Build, tools: Mapping[str, Path], begin: Callable[[str], None] = lambda _name: None
) -> Iterator[Check]:
    """The checks of a composed bundle, one by one, with real opa and regal; `begin` gets the name of each before it.

    Raises InputError where METADATA refers to files.
    """
    if problems := references(built.bundle.files):
        raise InputError(problems)
    with tree.scratch() as made:
        place = made / "secretsmanager"
        tree.write(place, built.bundle.files)
        for name, check in _checks(built, tools, place):
            begin(name)
            try:
                done = check(name)
            except EngineError as error:  # such as a test that never ends
                done = Check(name, False, str(error))
            yield done


def _checks(built: Build, tools: Mapping[str, Path], place: Path) -> list[tuple[str, Callable[[str], Check]]]:
    """The checks by name; the later ones use the module that an earlier one compiles beside the place."""
    opa, regal, folder_ = tools["opa"], str(tools["regal"]), str(place)
    wasm, committed = compiled_path(place), compiled_path(built.output)
    lint = [regal, "lint", "--no-color", "--format", "compact", *_regal_config(), folder_]

    def command(*words: str) -> Callable[[str], Check]:
        # In a folder of its own: regal would read what it finds in the one where the user is.
        return lambda name: _done(name, run(words, seconds=CHECK_SECONDS, place=place.parent))

    def check(*arguments: str, version: str | None = None) -> Callable[[str], Check]:
        return lambda name: _done(
            name, run_opa(opa, "check", *arguments, folder_, seconds=CHECK_SECONDS, version=version)
        )

    def cases(engine: EngineName) -> Callable[[str], Check]:
        return lambda name: case_check(name, list(run_cases(built.plan, built.bundle, wasm, tools["opa"], engine)))

    return [
        ("opa fmt", command(str(opa), "fmt", "--fail", "--list", folder_)),
        ("opa check --strict", check("--strict", "-b")),
        ("opa 1.0 can load it", check("-b", version="1.0.0")),
        ("opa test", lambda name: _coverage(name, opa, place)),
        ("regal lint", command(*lint)),
        (f"{committed.name} matches the Rego", lambda name: _module(name, built, tools["opa"], wasm, committed)),
        ("rule cases, embedded engine", cases("embedded")),
        ("rule cases, opa engine", cases("opa")),
    ]


def case_check(name: str, outcomes: Sequence[Outcome]) -> Check:
    """Whether all cases came out as expected; the detail tells of each that did not."""
    failed = [outcome.told() for outcome in outcomes if not outcome.passed]
    return Check(name, not failed, "\n".join(failed) or counted(len(outcomes)))


def rule_checks(built: Build, rules: Sequence[Rule], opa: Path | None, cache: Path | None) -> Iterator[Check]:
    """For each of the rules, whether its cases come out as expected in the embedded engine.

    Their Rego needs a compiler only where it is not that of the module beside the built bundle or the shipped one.
    `cache` is a folder for compiled modules. Raises EngineError where a compiler is needed and there is none.
    """
    content = built.restamped()
    if content is None:
        if opa is None:
            raise EngineError(
                "the rules' Rego has changed, and opa is not installed to compile it: "
                "run `smguard toolchain install opa`"
            )
        content = compiled(built.bundle, opa, cache)
    with tree.scratch() as made:
        wasm = made / built.module.name
        wasm.write_bytes(content)
        outcomes = list(run_cases(built.plan, built.bundle, wasm, None, "embedded", rules, cache))
    for rule in rules:
        yield case_check(rule.id, [outcome for outcome in outcomes if outcome.rule is rule])


def counted(cases: int) -> str:
    """Such as "1 case"."""
    return f"{cases} case{'' if cases == 1 else 's'}"


def _done(name: str, done: Finished) -> Check:
    return Check(name, done.code == 0, "" if done.code == 0 else done.said)


def _coverage(name: str, opa: Path, place: Path) -> Check:
    arguments = ["-b", str(place), "--timeout", f"{TEST_SECONDS}s", "--fail-on-empty"]
    done = run_opa(opa, "test", *arguments, "--coverage", seconds=TESTS_SECONDS)
    if done.code != 0:
        # With coverage opa does not tell which test failed.
        plain = _done(name, run_opa(opa, "test", *arguments, seconds=TESTS_SECONDS))
        return plain if not plain.passed else Check(name, False, done.said)
    covered = float(json.loads(done.output)["coverage"])
    return Check(name, covered >= MINIMUM_COVERAGE, f"{covered:.1f} % of the Rego is covered")


def _regal_config() -> list[str]:
    config = folder("templates") / "regal.yaml"
    return ["--config-file", str(config)]


def _module(name: str, built: Build, opa: Path, made: Path, committed: Path) -> Check:
    made.write_bytes(compiled(built.bundle, opa))
    if committed.is_file() and committed.read_bytes() == made.read_bytes():
        return Check(name, True, f"{made.stat().st_size} bytes")
    said = "differs" if committed.is_file() else "is missing"
    return Check(name, False, f"{committed} {said}: run `smguard build`")
