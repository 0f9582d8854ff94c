"""Policies folders to try things in, the command line as users run it, and one build that tests share."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import smguard as smguard_package
from smguard import tree
from smguard.bundle import module
from smguard.bundle.composition import Bundle, compose
from smguard.bundle.plan import Plan, read_plan
from smguard.catalog.facts import read_facts
from smguard.catalog.model import Catalog
from smguard.catalog.note import read_note
from smguard.engine import compiled_path
from smguard.rulebook.folder import find_policies
from smguard.shipped import folder

Json = dict[str, Any]

ALLOW_ALL: Json = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"},
}
NOTHING: Json = {"Version": "2012-10-17", "Statement": []}

NO_OPA = {"SMGUARD_OPA": "", "SMGUARD_CACHE": "/nonexistent", "PATH": "/nonexistent"}
"""The environment of a machine that has no opa."""

_WITHOUT_RIGHTS = """
import ctypes, os, sys
if os.geteuid() == 0:  # capabilities 1 and 2 (to write and to read everything) are dropped: prctl 24
    for capability in (1, 2):
        assert ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) == 0
os.execv(sys.executable, [sys.executable, "-B", "-m", "smguard", *sys.argv[1:]])
"""
ORDINARY = (sys.executable, "-c", _WITHOUT_RIGHTS)
"""The command, for a user whom permissions bind: also root."""

RULE: Json = {
    "id": "XX-OWN",
    "kind": "require_condition",
    "title": "Deletes without a ticket",
    "severity": "high",
    "documents": ["identity"],
    "actions": ["DeleteSecret"],
    "parameters": {"guard": {"StringEquals": {"aws:PrincipalTag/ticket": "yes"}}},
    "message": "{actions} needs a ticket.",
    "description": "Whoever deletes a secret says why.",
    "remediation": "Ask for the tag.",
    "url": "https://example.com/own",
    "references": ["https://example.com/own"],
    "cases": {
        "found": [{"name": "no condition", "policy": ALLOW_ALL, "findings": [{"path": ["Statement", "Action"]}]}],
        "passed": [{"name": "nothing allowed", "policy": NOTHING}],
    },
}


def rule(**changes: object) -> Json:
    """RULE with some members otherwise; None takes one away."""
    changed = {**deepcopy(RULE), **changes}
    return {name: value for name, value in changed.items() if value is not None}


def write_rule(policies: Path, value: Mapping[str, object], name: str | None = None) -> Path:
    """A rule's file in a policies folder, laid out one member a line."""
    path = policies / "rules" / f"{name or value['id']}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_yaml(value), "utf-8")
    return path


def write_files(files: Mapping[str, str]) -> None:
    """The files below the working directory, with the folders that they need."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def to_yaml(value: object) -> str:
    """Block style, keys as they come, so that lines can be counted."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000)


@cache
def shipped_plan() -> Plan:
    """The plan of the shipped policies."""
    return read_plan(folder("policies"))


@cache
def shipped_bundle() -> Bundle:
    """The bundle of the shipped policies, composed now."""
    return compose(shipped_plan())


@cache
def shipped_catalog() -> Catalog:
    """The shipped catalog alone."""
    files = find_policies(folder("policies"))
    catalog = read_note(files.note)
    read_facts(files.facts, catalog)
    return catalog


@dataclass(frozen=True)
class Built:
    """A bundle folder, with its module beside it."""

    folder: Path
    bundle: Bundle

    @property
    def wasm(self) -> Path:
        """The module."""
        return compiled_path(self.folder)


def build_into(place: Path, bundle: Bundle, opa: Path) -> Built:
    """The bundle written there, and its module: the committed one under this revision where its Rego is the same.

    A test compiles the shipped Rego and compares it with the committed module.
    """
    tree.write(place, bundle.files)
    committed = compiled_path(folder("bundles") / "secretsmanager")
    made = module.restamped(bundle, [committed]) or module.compiled(bundle, opa)
    compiled_path(place).write_bytes(made)
    return Built(place, bundle)


def smguard(
    *arguments: str | Path,
    cwd: Path,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    command: tuple[str | Path, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    """The command line, run in a folder; it must end by itself within a minute and never with a traceback.

    It runs in this process, with what a process has (streams, folder, environment) set and put back afterwards, unless
    it needs one of its own: where a `command` starts it, for what is read once as Python starts, and for the server.
    """
    words = [str(argument) for argument in arguments]
    asked = environment or {}
    if not command and words[:1] != ["serve"] and not any(name.startswith(_READ_AT_START) for name in asked):
        return _within(words, cwd, given, asked)
    done = subprocess.run(
        [*(command or (sys.executable, "-m", "smguard")), *words],
        cwd=cwd,
        input=given,
        env={**os.environ, **asked},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"Exception ignored" not in done.stderr, done.stderr.decode()
    assert done.returncode in {0, 1, 2}, done
    return done


_READ_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "TMPDIR")
"""How variables begin that Python, or the system's library, reads once."""


def _within(
    arguments: list[str], cwd: Path, given: bytes, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """`python -m smguard` in this process; a bug in it is raised here."""
    from smguard.cli import main

    assert threading.current_thread() is threading.main_thread(), "the folder and the streams are those of all threads"
    given_in, said, told = (TextIOWrapper(BytesIO(content), encoding="utf-8") for content in (given, b"", b""))
    program = ModuleType("__main__")
    program.__package__ = "smguard"  # so that usage lines name it as a process of its own would
    code: object = 0
    with pytest.MonkeyPatch.context() as patch, _ending_within(300):
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        patch.setattr("sys.argv", [str(Path(smguard_package.__file__).with_name("__main__.py")), *arguments])
        patch.setitem(sys.modules, "__main__", program)
        for name, stream in (("stdin", given_in), ("stdout", said), ("stderr", told)):
            patch.setattr(sys, name, stream)
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    assert code in {0, 1, 2}, (code, _content(told))
    return subprocess.CompletedProcess(arguments, int(str(code)), _content(said), _content(told))


def _content(stream: TextIOWrapper) -> bytes:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, BytesIO)
    return raw.getvalue()


@contextmanager
def _ending_within(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError(f"the command did not end in {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def ask_opa(opa: Path, bundle: Path, inputs: list[Any]) -> list[Json]:
    """The decisions of a real opa on the inputs, with the bundle folder or tarball."""
    query = "[d | some document in input; d := data.smguard.decision with input as document]"
    ignored = ["--ignore", "*_test.rego"]
    command: list[str | Path] = [opa, "eval", "-f", "json", "--stdin-input", *ignored, "-b", bundle, query]
    done = subprocess.run(command, input=json.dumps(inputs).encode(), capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    decisions: list[Json] = json.loads(done.stdout)["result"][0]["expressions"][0]["value"]
    return decisions
