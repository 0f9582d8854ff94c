"""Policies folders to try things in, the command line as users run it, and one build that tests share."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

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
    """The bundle written there, and compiled."""
    tree.write(place, bundle.files)
    compiled_path(place).write_bytes(module.compiled(bundle, opa))
    return Built(place, bundle)


def smguard(
    *arguments: str | Path,
    cwd: Path,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    command: tuple[str | Path, ...] = (sys.executable, "-m", "smguard"),
) -> subprocess.CompletedProcess[bytes]:
    """The command line, run in a folder; it must end by itself and never with a traceback."""
    done = subprocess.run(
        [*command, *arguments],
        cwd=cwd,
        input=given,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"Exception ignored" not in done.stderr, done.stderr.decode()
    assert done.returncode in {0, 1, 2}, done
    return done


def ask_opa(opa: Path, bundle: Path, inputs: list[Any]) -> list[Json]:
    """The decisions of a real opa on the inputs, with the bundle folder or tarball."""
    query = "[d | some document in input; d := data.smguard.decision with input as document]"
    ignored = ["--ignore", "*_test.rego"]
    command: list[str | Path] = [opa, "eval", "-f", "json", "--stdin-input", *ignored, "-b", bundle, query]
    done = subprocess.run(command, input=json.dumps(inputs).encode(), capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    decisions: list[Json] = json.loads(done.stdout)["result"][0]["expressions"][0]["value"]
    return decisions
