"""Documents that once got a wrong or unclear answer: the whole set of findings of each, in all three engines.

from_use.yaml holds them; a case's `findings` are "RULE severity path" of every finding, `says` a part of a message.
"""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from smguard.engine import compiled_path
from smguard.engine.opa import OpaEngine
from smguard.engine.wasm import WasmEngine
from smguard.shipped import folder

Json = dict[str, Any]
BUNDLE = folder("bundles") / "secretsmanager"


@cache
def cases() -> list[Json]:
    """The cases, in the order of their file."""
    loaded: list[Json] = yaml.safe_load((Path(__file__).parent / "from_use.yaml").read_text("utf-8"))
    return loaded


def envelopes() -> list[bytes]:
    """Each case as input."""
    types = ({"policy_type": case["type"]} if "type" in case else {} for case in cases())
    return [json.dumps({"policy": case["policy"], **said}).encode() for case, said in zip(cases(), types, strict=True)]


def found(findings: list[Json]) -> list[str]:
    """Findings as a case writes them, sorted."""
    return sorted(f"{one['rule']} {one['severity']} {'/'.join(map(str, one['path']))}".strip() for one in findings)


def wrong(decisions: list[Json]) -> list[tuple[str, list[str], list[str]]]:
    """The cases that are decided otherwise: name, findings expected, findings found."""
    return [
        (case["name"], sorted(case["findings"]), found(decision["findings"]))
        for case, decision in zip(cases(), decisions, strict=True)
        if found(decision["findings"]) != sorted(case["findings"]) or decision["allow"] == case["fails"]
    ]


@pytest.fixture(scope="module")
def embedded() -> list[Json]:
    """The embedded engine's decisions."""
    engine = WasmEngine(compiled_path(BUNDLE), (BUNDLE / "data.json").read_bytes())
    decisions: list[Json] = engine.evaluate(envelopes())
    engine.close()
    return decisions


def test_embedded(embedded: list[Json]) -> None:
    assert wrong(embedded) == []


def test_opa(opa: Path, embedded: list[Json]) -> None:
    decisions: list[Json] = OpaEngine(opa, BUNDLE).evaluate(envelopes())
    assert wrong(decisions) == []
    assert decisions == embedded


def test_conftest(conftest_bin: Path, tmp_path: Path) -> None:
    for number, content in enumerate(envelopes()):
        (tmp_path / f"{number}.json").write_bytes(content)
    options: list[str | Path] = ["-p", BUNDLE, "-d", BUNDLE, "-n", "smguard.conftest", "-o", "json"]
    done = subprocess.run([conftest_bin, "test", *options, tmp_path], capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    told: dict[int, list[Json]] = {number: [] for number in range(len(cases()))}
    failing: set[int] = set()
    for result in json.loads(done.stdout):
        number = int(Path(result["filename"]).stem)
        told[number] += [one["metadata"] for kind in ("failures", "warnings") for one in result.get(kind, [])]
        failing |= {number} if result.get("failures") else set()
    decisions = [{"findings": told[number], "allow": number not in failing} for number in told]
    assert wrong(decisions) == []


def test_messages_say_what_is_wrong(embedded: list[Json]) -> None:
    silent = [
        (case["name"], case["says"], messages)
        for case, decision in zip(cases(), embedded, strict=True)
        for messages in [[finding["message"] for finding in decision["findings"]]]
        if "says" in case and not any(case["says"] in message for message in messages)
    ]
    assert silent == []


def test_every_kind_of_case_is_there() -> None:
    names = [case["name"] for case in cases()]
    assert len(set(names)) == len(names) >= 32
    assert {case["fails"] for case in cases()} == {True, False}
