"""The rules' cases, run through an engine with the parameters that they need."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from smguard import tree
from smguard.bundle.composition import Bundle
from smguard.bundle.data import compile_data
from smguard.bundle.plan import Plan
from smguard.contract import INPUT_RULES
from smguard.engine import Engine
from smguard.engine.opa import OpaEngine
from smguard.engine.wasm import WasmEngine
from smguard.rulebook.organization import bare
from smguard.rulebook.rule import Case, Rule

_INPUT_RULES = frozenset(one.rule for one in INPUT_RULES)
_SHOWN = ("rule", "path", "actions", "resources", "message", "witness")
"""The keys of a finding that a case can name, and the rule."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case, and what an engine found: the rule's findings, and those on the input itself, in full."""

    rule: Rule
    case: Case
    found: tuple[Mapping[str, Any], ...]
    input_found: tuple[Mapping[str, Any], ...]

    @property
    def passed(self) -> bool:
        """True when the findings are those expected, in number, order and every key that the case names."""
        return self._rule_passed and self._input_passed

    @property
    def _rule_passed(self) -> bool:
        expected = self.case.findings
        if len(expected) != len(self.found):
            return False
        pairs = zip(expected, self.found, strict=True)
        return all(name in found and found[name] == wanted[name] for wanted, found in pairs for name in wanted)

    @property
    def _input_passed(self) -> bool:
        return {finding["rule"] for finding in self.input_found} == set(self.case.input_findings)

    def told(self) -> str:
        """The case with its place, what it expects and what was found instead: several lines."""
        lines = [f"{self.rule.source.path}:{self.case.line}: {self.rule.id}: {self.case.name}"]
        if not self._rule_passed:
            lines += _listed("expected", map(_json, self.case.findings))
            lines += _listed("found", (_json(_without_rule(finding)) for finding in map(_shown, self.found)))
        if not self._input_passed:
            lines += _listed("expected on its input", self.case.input_findings)
            lines += _listed("found on its input", (_json(_shown(finding)) for finding in self.input_found))
        return "\n".join(lines)


def run(
    plan: Plan,
    bundle: Bundle,
    wasm: Path,
    opa: Path | None,
    engine: Literal["embedded", "opa"],
    rules: Sequence[Rule] | None = None,
    cache: Path | None = None,
) -> Iterator[Outcome]:
    """The outcome of every case of the rules, of all unless given, in their order, by the engine of that name.

    `cache` is a folder where the embedded engine keeps compiled modules.
    """
    for parameters, group in _grouped(plan.rules if rules is None else rules):
        data = compile_data(plan, bare(parameters))
        built = json.loads(bundle.files["data.json"])["smguard"]
        document = json.dumps({"smguard": {**built, **data}}).encode()
        cases = [(rule, case) for rule in group for case in rule.cases]
        inputs = [json.dumps(case.input).encode() for _, case in cases]
        with tree.scratch() as folder:
            running = _engine(engine, bundle, wasm, opa, document, folder, cache)
            try:
                decisions = running.evaluate(inputs)
            finally:
                running.close()
        for (rule, case), decision in zip(cases, decisions, strict=True):
            yield _outcome(rule, case, decision)


def _grouped(rules: Sequence[Rule]) -> Iterator[tuple[Mapping[str, Any], list[Rule]]]:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(json.dumps(rule.case_parameters, sort_keys=True), []).append(rule)
    for key, group in groups.items():
        yield json.loads(key), group


def _engine(
    name: str, bundle: Bundle, wasm: Path, opa: Path | None, data: bytes, folder: Path, cache: Path | None
) -> Engine:
    if name == "embedded" or opa is None:
        return WasmEngine(wasm, data, cache)
    for path, content in {**bundle.files, "data.json": data}.items():
        if not path.endswith("_test.rego"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return OpaEngine(opa, folder)


def _outcome(rule: Rule, case: Case, decision: Mapping[str, Any]) -> Outcome:
    findings = decision["findings"]
    return Outcome(
        rule,
        case,
        tuple(finding for finding in findings if finding["rule"] == rule.id),
        tuple(finding for finding in findings if finding["rule"] in _INPUT_RULES),
    )


def _shown(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {name: finding[name] for name in _SHOWN if name in finding}


def _without_rule(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in finding.items() if name != "rule"}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(what: str, items: Iterator[str] | Sequence[str]) -> list[str]:
    """Such as "  found: X", a line for each item, or "  found: nothing"."""
    return [f"  {what}: {item}" for item in items] or [f"  {what}: nothing"]
