"""What an organisation decides: parameters, rules that are off or weigh differently, exceptions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from smguard.contract import INPUT_RULES, SEVERITIES
from smguard.errors import InputError, Problem
from smguard.shipped import folder
from smguard.source import Source, read_source
from smguard.source.schema import nearest, schema_violations, violations


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is accepted until a day, the day included, in UTC; document and sid are IAM-style globs."""

    rule: str
    document: str
    sid: str
    reason: str
    owner: str
    expires: date


@dataclass(frozen=True, slots=True)
class Organization:
    """One organization.yaml; parameters hold plain JSON values under the names of parameters.yaml."""

    fail_on: str
    parameters: Mapping[str, Any]
    disabled: frozenset[str]
    severities: Mapping[str, str]
    exceptions: tuple[Waiver, ...]

    def with_parameters(self, parameters: Mapping[str, Any]) -> "Organization":
        """This organisation with some parameters set otherwise, and without exceptions."""
        merged = {**self.parameters, **parameters}
        return Organization(self.fail_on, merged, frozenset(), {}, ())


def bare(parameters: Mapping[str, Any]) -> Organization:
    """An organisation that decides nothing but these parameters: what rules' cases are judged by."""
    return Organization("high", parameters, frozenset(), {}, ())


def read_parameters(path: Path) -> dict[str, dict[str, Any]]:
    """The declared parameters, name to {"description", "schema"}. Raises InputError."""
    source = read_source(path)
    schema = {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": False,
            "required": ["description", "schema"],
            "properties": {"description": {"type": "string"}, "schema": {"type": "object"}},
        },
    }
    _refuse(violations(source, schema))
    declared: Any = source.value
    _refuse([problem for name in declared for problem in schema_violations(source, [name, "schema"])])
    return dict(declared)


def read_organization(path: Path, declared: Mapping[str, Mapping[str, Any]], rules: frozenset[str]) -> Organization:
    """The organisation of a file, its parameters among those declared and its rules among those given.

    Raises InputError with every problem of the file.
    """
    source = read_source(path)
    schema = json.loads((folder("policies") / "organization.schema.json").read_text("utf-8"))
    _refuse(violations(source, schema))
    value: Any = source.value
    _refuse(
        [
            *_parameter_problems(source, value.get("parameters", {}), declared),
            *_rule_problems(source, value, rules),
            *_input_problems(source, value),
            *_day_problems(source, value),
        ]
    )
    chosen = value.get("rules", {})
    return Organization(
        fail_on=value["fail_on"],
        parameters=value.get("parameters", {}),
        disabled=frozenset(rule for rule, said in chosen.items() if said.get("enabled") is False),
        severities={rule: said["severity"] for rule, said in chosen.items() if "severity" in said},
        exceptions=tuple(_waiver(said) for said in value.get("exceptions", [])),
    )


def _parameter_problems(
    source: Source, given: Mapping[str, Any], declared: Mapping[str, Mapping[str, Any]]
) -> list[Problem]:
    problems = []
    for name in given:
        if name in declared:
            problems += violations(source, declared[name]["schema"], ["parameters", name])
        else:
            message = f'no rule asks for a parameter "{name}"{nearest(name, declared)}'
            problems.append(Problem(source.path, message, *source.locate(["parameters", name])))
    return problems


def _rule_problems(source: Source, value: Mapping[str, Any], rules: frozenset[str]) -> list[Problem]:
    input_rules = {one.rule for one in INPUT_RULES}
    named = [(rule, ["rules", rule]) for rule in value.get("rules", {}) if rule not in input_rules]
    named += [(said["rule"], ["exceptions", i, "rule"]) for i, said in enumerate(value.get("exceptions", []))]
    return [
        Problem(source.path, f'there is no rule "{rule}"{nearest(rule, rules)}', *source.locate(path))
        for rule, path in named
        if rule not in rules
    ]


def _input_problems(source: Source, value: Mapping[str, Any]) -> list[Problem]:
    """What is reported about inputs themselves stays on, and weighs no less than it does as shipped."""
    problems = []
    for one in INPUT_RULES:
        said = value.get("rules", {}).get(one.rule, {})
        if "enabled" in said:
            message = f"{one.rule} cannot be switched on or off: only its severity can be raised"
            problems.append(Problem(source.path, message, *source.locate(["rules", one.rule, "enabled"])))
        if SEVERITIES.index(said.get("severity", one.severity)) > SEVERITIES.index(one.severity):
            message = f"{one.rule} cannot be less severe than {one.severity}"
            problems.append(Problem(source.path, message, *source.locate(["rules", one.rule, "severity"])))
    return problems


def _day_problems(source: Source, value: Mapping[str, Any]) -> list[Problem]:
    return [
        Problem(source.path, f"there is no day {said['expires']}", *source.locate(["exceptions", i, "expires"]))
        for i, said in enumerate(value.get("exceptions", []))
        if not _is_day(said["expires"])
    ]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _waiver(said: Mapping[str, str]) -> Waiver:
    return Waiver(
        rule=said["rule"],
        document=said["document"],
        sid=said.get("sid", "*"),
        reason=said["reason"],
        owner=said["owner"],
        expires=date.fromisoformat(said["expires"]),
    )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InputError(problems)
