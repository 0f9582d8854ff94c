"""What an organisation decides: parameters, rules that are off or weigh differently, exceptions."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from smguard.contract import INPUT_RULES, SEVERITIES
from smguard.errors import InputError, Problem, nearest
from smguard.shipped import DEFAULTS, folder
from smguard.source import Source, read_source
from smguard.source.schema import schema_violations, violations

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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

    What the file does not say has smguard's default, which no file of the user's can change; so has all of it where
    there is no file. Raises InputError with every problem of the file.
    """
    defaults: Any = read_source(DEFAULTS).value
    parameters = {name: value for name, value in defaults["parameters"].items() if name in declared}
    if not os.path.lexists(path):
        return Organization(defaults["fail_on"], parameters, frozenset(), {}, ())
    source = read_source(path)
    schema = json.loads((folder("policies") / "organization.schema.json").read_text("utf-8"))
    value: Any = source.value
    _refuse(
        _in_order(
            [
                *violations(source, schema),
                *_parameter_problems(source, _mapping(value, "parameters"), declared),
                *_rule_problems(source, value, rules),
                *_input_problems(source, value),
                *_day_problems(source, value),
                *_document_problems(source, value),
            ]
        )
    )
    chosen = value.get("rules", {})
    return Organization(
        fail_on=value.get("fail_on", defaults["fail_on"]),
        parameters={**parameters, **value.get("parameters", {})},
        disabled=frozenset(rule for rule, said in chosen.items() if said.get("enabled") is False),
        severities={rule: said["severity"] for rule, said in chosen.items() if "severity" in said},
        exceptions=tuple(_waiver(said) for said in value.get("exceptions", [])),
    )


def ended(organization: Organization, today: date) -> list[str]:
    """The exceptions whose last day has passed, one line each."""
    return [
        f'the exception for {waiver.rule} on "{waiver.document}" ended on {waiver.expires}: '
        "remove it, or renew it in organization.yaml"
        for waiver in organization.exceptions
        if waiver.expires < today
    ]


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    """The mapping under a key; none where the file is not shaped so, which its schema says."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _exceptions(value: Any) -> list[tuple[int, Mapping[str, Any]]]:
    found = value.get("exceptions") if isinstance(value, dict) else None
    listed = found if isinstance(found, list) else []
    return [(number, said) for number, said in enumerate(listed) if isinstance(said, dict)]


def _in_order(problems: list[Problem]) -> list[Problem]:
    """The problems in the order of the text, each once."""
    return sorted(set(problems), key=lambda problem: (problem.line or 0, problem.column or 0, problem.message))


def _parameter_problems(
    source: Source, given: Mapping[str, Any], declared: Mapping[str, Mapping[str, Any]]
) -> list[Problem]:
    problems = []
    for name in given:
        if name in declared:
            problems += violations(source, declared[name]["schema"], ["parameters", name])
        else:
            message = f'no rule uses a parameter "{name}"{nearest(name, declared)}'
            problems.append(Problem(source.path, message, *source.locate(["parameters", name])))
    return problems


def _rule_problems(source: Source, value: Any, rules: frozenset[str]) -> list[Problem]:
    known = {one.rule for one in INPUT_RULES}
    named: list[tuple[Any, list[str | int]]] = [
        (rule, ["rules", rule]) for rule in _mapping(value, "rules") if rule not in known
    ]
    named += [(said.get("rule"), ["exceptions", number, "rule"]) for number, said in _exceptions(value)]
    return [
        Problem(source.path, f'there is no rule "{rule}"{nearest(rule, rules)}', *source.locate(path))
        for rule, path in named
        if isinstance(rule, str) and rule not in rules
    ]


def _input_problems(source: Source, value: Any) -> list[Problem]:
    """What is reported about inputs themselves stays on, and weighs no less than it does as shipped."""
    problems = []
    for one in INPUT_RULES:
        said = _mapping(_mapping(value, "rules"), one.rule)
        if "enabled" in said:
            message = f"{one.rule} cannot be switched on or off: only its severity can be raised"
            problems.append(Problem(source.path, message, *source.locate(["rules", one.rule, "enabled"])))
        severity = said.get("severity")
        if severity in SEVERITIES and SEVERITIES.index(severity) > SEVERITIES.index(one.severity):
            message = f"{one.rule} cannot be less severe than {one.severity}"
            problems.append(Problem(source.path, message, *source.locate(["rules", one.rule, "severity"])))
    return problems


def _day_problems(source: Source, value: Any) -> list[Problem]:
    days = [(said.get("expires"), number) for number, said in _exceptions(value)]
    return [
        Problem(source.path, f"{day} is not a date", *source.locate(["exceptions", number, "expires"]))
        for day, number in days
        if isinstance(day, str) and _DAY.fullmatch(day) and not _is_day(day)
    ]


def _document_problems(source: Source, value: Any) -> list[Problem]:
    """Absolute paths into the project: its documents are named from its folder, on every machine alike."""
    projects = [Path(way(source.path)).parent.parent for way in (os.path.abspath, os.path.realpath)]
    problems = []
    for number, said in _exceptions(value):
        document = said.get("document")
        if not isinstance(document, str) or not Path(document).is_absolute():
            continue
        whole = Path(os.path.normpath(document))
        for project in projects:
            if whole == project or not whole.is_relative_to(project):
                continue
            name = whole.relative_to(project).as_posix()
            message = f'a document is its path from the project\'s folder: write "{name}"'
            problems.append(Problem(source.path, message, *source.locate(["exceptions", number, "document"])))
    return problems


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
