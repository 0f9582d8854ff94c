"""What OPAs post, brought into one shape. Nothing in it is believed to have the shape or the size it should have."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from smguard.serve.mask import masked, masked_text
from smguard.serve.unpack import RefusedError

LABELS, BUNDLES, FINDINGS = 20, 50, 200
"""How many of each are read of one report."""
EXAMPLE_BYTES = 4096
EXAMPLES = 1000
DECISIONS, REPORTERS = 100_000, 1_000
"""Decisions in one report, and the OPAs that they are from."""

_BATCH = 512 * 1024  # characters that are in memory as values at once


@dataclass(frozen=True, slots=True)
class Running:
    """One bundle of one OPA: its active revision ("" when none is), and its error ("" when it has none)."""

    name: str
    revision: str
    error: str
    activated: str


@dataclass(frozen=True, slots=True)
class Status:
    """One OPA's report on itself."""

    opa: str
    labels: dict[str, str]
    bundles: tuple[Running, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: `key` digests its id, `denied` has the rules that denied it."""

    key: int
    opa: str
    labels: dict[str, str]
    allowed: bool
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """Decisions, and for each rule that denied one of them the OPA and an example: a finding and its input, as JSON."""

    decisions: tuple[Decided, ...]
    examples: Mapping[str, tuple[str, str]]


def read_status(value: Any) -> Status:
    """What OPA's status plugin posts. Raises RefusedError where it is no object with labels."""
    opa, labels = _who(value)
    bundles = value.get("bundles")
    found = tuple(_running(name, one) for name, one in _some(bundles, BUNDLES))
    return Status(opa, labels, found)


def read_decisions(value: Any) -> Log:
    """What OPA's decision log plugin posts: an array of decisions. Raises RefusedError where it is none."""
    if not isinstance(value, list):
        raise RefusedError(400, "decisions must be an array")
    found: list[Decided] = []
    causes: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {}
    for entry in value:
        decided, findings = _decided(entry)
        found.append(decided)
        causes.update({rule: (decided.opa, finding, entry) for rule, finding in findings.items()})
    inputs: dict[int, Any] = {}
    examples = {}
    for rule, (opa, finding, entry) in list(causes.items())[:EXAMPLES]:
        if id(entry) not in inputs:
            inputs[id(entry)] = _small(entry.get("input"))
        examples[rule] = opa, _example(finding, inputs[id(entry)])
    return Log(tuple(found), examples)


def read_logs(entries: Iterable[tuple[dict[str, Any], int]]) -> Iterator[Log]:
    """The decisions of one report in parts of a bounded size; entries come with their lengths. Raises RefusedError."""
    opas: set[str] = set()
    count = size = 0
    part: list[dict[str, Any]] = []
    for entry, length in entries:
        part.append(entry)
        count, size = count + 1, size + length
        if count > DECISIONS:
            raise RefusedError(413, f"a report must have at most {DECISIONS} decisions")
        if size >= _BATCH:
            yield _bounded(read_decisions(part), opas)
            part, size = [], 0
    yield _bounded(read_decisions(part), opas)


def _bounded(log: Log, opas: set[str]) -> Log:
    opas |= {one.opa for one in log.decisions}
    if len(opas) > REPORTERS:
        raise RefusedError(413, f"a report must be from at most {REPORTERS} OPAs")
    return log


def _who(value: Any) -> tuple[str, dict[str, str]]:
    labels = value.get("labels") if isinstance(value, dict) else None
    if not isinstance(labels, dict) or not isinstance(labels.get("id"), str) or not labels["id"]:
        raise RefusedError(400, "a report must be an object whose labels have an id")
    said = {name: masked_text(str(text), 200) for name, text in _some(labels, LABELS) if isinstance(text, str | int)}
    return masked_text(labels["id"], 100), said


def _running(name: str, value: Any) -> Running:
    value = value if isinstance(value, dict) else {}
    errors = value.get("errors")
    said = [value.get("message"), *(_message(one) for one in (errors if isinstance(errors, list) else [])[:5])]
    error = "; ".join(text for text in said if isinstance(text, str) and text)
    failing = bool(value.get("code")) or bool(error)
    return Running(
        name,
        _text(value.get("active_revision"), 200),
        masked_text(error or str(value.get("code"))) if failing else "",
        _text(value.get("last_successful_activation"), 40),
    )


def _decided(value: Any) -> tuple[Decided, dict[str, dict[str, Any]]]:
    """A decision, and a finding for each rule that denied it."""
    opa, labels = _who(value)
    result, path = value.get("result"), _text(value.get("path"), 200)
    allowed = result.get("allow") if isinstance(result, dict) else result if isinstance(result, bool) else None
    denied: dict[str, dict[str, Any]] = {}
    if allowed is False:
        denied = {rule: one for one in _findings(result) if (rule := _text(one.get("rule"), 64))}
        denied = denied or {"(no rule said)": {"message": f"denied by {path}" if path else "denied"}}
    digest = hashlib.sha256(str(value.get("decision_id")).encode("utf-8", "replace")).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    return Decided(key, opa, labels, allowed is not False, tuple(denied)), denied


def _findings(result: Any) -> Iterator[dict[str, Any]]:
    findings = result.get("findings") if isinstance(result, dict) else None
    for one in findings[:FINDINGS] if isinstance(findings, list) else ():
        if isinstance(one, dict) and not one.get("waiver"):
            yield one


def _example(finding: dict[str, Any], shown: Any) -> str:
    """A finding and the masked input that caused it, as JSON of a bounded size."""
    names = ("title", "message", "severity", "document", "path", "witness")
    kept = _small({name: finding[name] for name in names if name in finding})
    if not isinstance(kept, dict):
        return _json({"message": _text(finding.get("message"), 500)})
    whole = _json({**kept, "input": shown})
    return whole if len(whole) <= EXAMPLE_BYTES else _json({**kept, "input": _TOO_LARGE})


def _small(value: Any) -> Any:
    """A value with its secrets masked, or that it is too large."""
    if len(json.dumps(value, ensure_ascii=True)) > EXAMPLE_BYTES - 200:
        return _TOO_LARGE
    return masked(value)


_TOO_LARGE = "(too large to keep)"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True)


def _some(value: Any, most: int) -> Iterable[tuple[str, Any]]:
    members = list(value.items())[:most] if isinstance(value, dict) else []
    return [(masked_text(str(name), 120), member) for name, member in members]


def _message(error: Any) -> str:
    return str(error.get("message", "")) if isinstance(error, dict) else str(error)


def _text(value: Any, longest: int) -> str:
    return masked_text(value, longest) if isinstance(value, str) else ""
