"""The rules' cases, run through an engine with the parameters that they ask for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from smguard import tree
from smguard.bundle.composition import Bundle
from smguard.bundle.data import compile_data
from smguard.bundle.plan import Plan
from smguard.engine import Engine
from smguard.engine.opa import OpaEngine
from smguard.engine.wasm import WasmEngine
from smguard.rulebook.organization import bare
from smguard.rulebook.rule import Case, Rule


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case: what it expects of the rule's findings, and what an engine found of that."""

    rule: Rule
    case: Case
    expected: tuple[Mapping[str, Any], ...]
    found: tuple[Mapping[str, Any], ...]

    @property
    def passed(self) -> bool:
        """True when the findings are those expected, in number, order and every member spoken of."""
        return self.expected == self.found


def run(
    plan: Plan, bundle: Bundle, wasm: Path, opa: Path | None, engine: Literal["embedded", "opa"]
) -> Iterator[Outcome]:
    """The outcome of every case of every rule, in their order, by the engine of that name."""
    for parameters, rules in _grouped(plan.rules):
        data = compile_data(plan, bare(parameters))
        built = json.loads(bundle.files["data.json"])["smguard"]
        document = json.dumps({"smguard": {**built, **data}}).encode()
        cases = [(rule, case) for rule in rules for case in rule.cases]
        inputs = [json.dumps(case.input).encode() for _, case in cases]
        with tree.scratch() as folder:
            running = _engine(engine, bundle, wasm, opa, document, folder)
            try:
                decisions = running.evaluate(inputs)
            finally:
                running.close()
        for (rule, case), decision in zip(cases, decisions, strict=True):
            yield Outcome(rule, case, case.findings, _projected(rule, case, decision))


def _grouped(rules: Sequence[Rule]) -> Iterator[tuple[Mapping[str, Any], list[Rule]]]:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(json.dumps(rule.case_parameters, sort_keys=True), []).append(rule)
    for key, group in groups.items():
        yield json.loads(key), group


def _engine(name: str, bundle: Bundle, wasm: Path, opa: Path | None, data: bytes, folder: Path) -> Engine:
    if name == "embedded" or opa is None:
        return WasmEngine(wasm, data)
    for path, content in {**bundle.files, "data.json": data}.items():
        if not path.endswith("_test.rego"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return OpaEngine(opa, folder)


def _projected(rule: Rule, case: Case, decision: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    found = [finding for finding in decision["findings"] if finding["rule"] == rule.id]
    wanted = [*case.findings, *({"path": None} for _ in found)]
    return tuple(
        {name: finding[name] for name in expected if name in finding}
        for finding, expected in zip(found, wanted, strict=False)
    )
