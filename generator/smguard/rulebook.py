"""The rules as an organisation writes them: one YAML file each, an instance of a kind, with its cases."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smguard.catalog.model import Catalog
from smguard.errors import InputError, Problem
from smguard.schema import nearest, violations
from smguard.source import Source, read_source


TRIGGERS = ("actions", "every action", "exceptions", "patterns", "conditions")


@dataclass(frozen=True, slots=True)
class Kind:
    """A rule template: the Rego it renders to and the JSON Schema of its parameters."""

    name: str
    title: str
    description: str
    parameters: Mapping[str, Any]
    trigger: Mapping[str, Any]
    region: Mapping[str, Any] = field(default_factory=dict)

    def triggered_by(self, parameters: Mapping[str, Any]) -> str:
        """What a document must hold for a rule with these parameters to be judged at all: one of TRIGGERS."""
        name, by_value = next(iter(self.trigger.items()))
        return str(by_value if name == "always" else by_value[parameters[name]])


@dataclass(frozen=True, slots=True)
class Case:
    """A policy that the rule must find (findings: what is expected of each) or pass (none)."""

    name: str
    input: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file; `actions` are the catalog's, in its order, `left_out` names that the catalog lacks."""

    id: str
    kind: str
    title: str
    severity: str
    documents: tuple[str, ...]
    actions: tuple[str, ...]
    left_out: tuple[str, ...]
    parameters: Mapping[str, Any]
    message: str
    description: str
    remediation: str
    url: str
    references: tuple[str, ...]
    case_parameters: Mapping[str, Any]
    cases: tuple[Case, ...]
    source: Source

    @property
    def slug(self) -> str:
        """The id as a Rego identifier."""
        return self.id.lower().replace("-", "_")

    def asked(self) -> tuple[str, ...]:
        """The organisation's parameters without which the rule is inactive."""
        return tuple(name for name, optional in _references(self.parameters) if not optional)

    def resolved(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with the organisation's values in place; KeyError where one has none."""
        return {name: _resolve(value, values) for name, value in self.parameters.items()}


def read_kinds(folders: Iterable[Path]) -> dict[str, Kind]:
    """The kinds of the folders' rules/*.yaml, a later folder's in place of an earlier one's.

    Raises InputError for a kind without its template, or a template without its kind.
    """
    kinds: dict[str, Kind] = {}
    problems: list[Problem] = []
    for folder in folders:
        descriptions = {path.stem: path for path in sorted((folder / "rules").glob("*.yaml"))}
        templates = {
            path.name.removesuffix(".rego.j2"): path for path in sorted((folder / "rules").glob("*.rego.j2"))
        }
        for name in sorted(descriptions.keys() ^ (templates.keys() - {"header"})):
            path = descriptions.get(name) or templates[name]
            problems.append(Problem(str(path), f"a kind needs both {name}.yaml and {name}.rego.j2"))
        for name, path in descriptions.items():
            source = read_source(path)
            found = violations(source, _KIND)
            problems += found
            if not found and isinstance(source.value, dict):
                kinds[name] = Kind(name=name, **source.value)
    if problems:
        raise InputError(problems)
    return kinds


def read_rulebook(
    folders: Sequence[Path], kinds: Mapping[str, Kind], catalog: Catalog, declared: Mapping[str, Any]
) -> tuple[Rule, ...]:
    """The rules of the folders' *.yaml, sorted by id. Raises InputError with all problems of all files."""
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    schema = json.loads(_schema(folders).read_text("utf-8"))
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        try:
            rule = _read(path, schema, kinds, catalog, declared)
        except InputError as error:
            problems += error.problems
            continue
        if rule.id in rules:
            other = rules[rule.id].source.path
            problems.append(Problem(str(path), f"rule {rule.id} is also in {other}", *rule.source.locate(["id"])))
        rules[rule.id] = rule
    if problems:
        raise InputError(problems)
    return tuple(rules[id_] for id_ in sorted(rules))


def _schema(folders: Sequence[Path]) -> Path:
    from smguard.shipped import folder

    beside = [path.parent / "rule.schema.json" for path in folders]
    return next((path for path in beside if path.is_file()), folder("policies") / "rule.schema.json")


_KIND = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "description", "parameters", "trigger"],
    "properties": {
        "title": {"type": "string"},
        "description": {"type": "string"},
        "parameters": {"type": "object"},
        "trigger": {"type": "object", "minProperties": 1, "maxProperties": 1},
        "region": {
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(
                ("spelled", "open", "outside", "principals", "accounts", "guards", "reach"), {}
            ),
        },
    },
}


def _read(
    path: Path,
    schema: Mapping[str, Any],
    kinds: Mapping[str, Kind],
    catalog: Catalog,
    declared: Mapping[str, Any],
) -> Rule:
    source = read_source(path)
    problems = violations(source, schema)
    if problems:
        raise InputError(problems)
    value: Any = source.value
    problems = [*_named_problems(source, value, kinds, declared), *_case_problems(source, value, declared)]
    if value["id"] != path.stem:
        problems.append(_problem(source, ["id"], f"the file of rule {value['id']} must be {value['id']}.yaml"))
    if problems:
        raise InputError(problems)
    actions, left_out = _selected(value["actions"], catalog)
    cases = value["cases"]
    return Rule(
        **{name: value[name] for name in ("id", "kind", "title", "severity", "parameters", "message")},
        **{name: value[name] for name in ("description", "remediation", "url")},
        documents=tuple(value["documents"]),
        references=tuple(value["references"]),
        actions=actions,
        left_out=left_out,
        case_parameters=cases.get("organization", {}),
        cases=tuple(
            Case(case["name"], case.get("input") or case["policy"], tuple(case.get("findings", ())))
            for case in [*cases["found"], *cases["passed"]]
        ),
        source=source,
    )


def _named_problems(
    source: Source, value: Mapping[str, Any], kinds: Mapping[str, Kind], declared: Mapping[str, Any]
) -> list[Problem]:
    kind = kinds.get(value["kind"])
    if kind is None:
        return [_problem(source, ["kind"], f'there is no kind "{value["kind"]}"{nearest(value["kind"], kinds)}')]
    known = kind.parameters.get("properties", {})
    problems = [
        _problem(source, ["parameters", name], f'kind {kind.name} has no parameter "{name}"{nearest(name, known)}')
        for name in value["parameters"]
        if name not in known
    ]
    for name, _ in _references(value["parameters"]):
        if name not in declared:
            message = f'parameters.yaml declares no parameter "{name}"{nearest(name, declared)}'
            problems.append(_problem(source, ["parameters"], message))
    for name in re.findall(r"\{([^{}]*)\}", value["message"]):
        if name not in _PLACEHOLDERS:
            message = f'a message has no {{{name}}}; there are {", ".join(sorted(_PLACEHOLDERS))}'
            problems.append(_problem(source, ["message"], message))
    return problems


_PLACEHOLDERS = {"actions", "resources", "detail"}


def _case_problems(source: Source, value: Mapping[str, Any], declared: Mapping[str, Any]) -> list[Problem]:
    cases = value["cases"]
    problems = [
        _problem(source, ["cases", "organization", name], f'parameters.yaml declares no parameter "{name}"')
        for name in cases.get("organization", {})
        if name not in declared
    ]
    seen: set[str] = set()
    for group in ("found", "passed"):
        for i, case in enumerate(cases[group]):
            if case["name"] in seen:
                problems.append(_problem(source, ["cases", group, i], f'two cases are named "{case["name"]}"'))
            seen.add(case["name"])
    return problems


def _selected(selection: Any, catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The catalog's actions that a rule selects, and the names it gives that the catalog does not have."""
    if selection == "all":
        return tuple(action.name for action in catalog.actions), ()
    if isinstance(selection, list):
        known = [catalog.action(name) for name in selection]
        return (
            tuple(action.name for action in known if action is not None),
            tuple(name for name, action in zip(selection, known, strict=True) if action is None),
        )
    level, type_ = selection.get("access_level"), selection.get("resource_type")
    excepted = {name.lower() for name in selection.get("except", [])}
    return (
        tuple(
            action.name
            for action in catalog.actions
            if action.name.lower() not in excepted
            and (level is None or level in action.access_levels)
            and (type_ is None or type_ in {row.name for row in action.resource_types})
        ),
        tuple(name for name in selection.get("except", []) if catalog.action(name) is None),
    )


def _references(value: Any) -> list[tuple[str, bool]]:
    if isinstance(value, dict):
        if "organization" in value and value.keys() <= {"organization", "default"}:
            return [(str(value["organization"]), "default" in value)]
        return [found for item in value.values() for found in _references(item)]
    if isinstance(value, list):
        return [found for item in value for found in _references(item)]
    return []


def _resolve(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        if "organization" in value and value.keys() <= {"organization", "default"}:
            name = value["organization"]
            return values.get(name, value["default"]) if "default" in value else values[name]
        return {key: _resolve(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolve(item, values) for item in value]
    return value


def _problem(source: Source, path: Sequence[str | int], message: str) -> Problem:
    return Problem(source.path, message, *source.locate(path))
