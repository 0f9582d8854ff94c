"""The kinds of rules: a template each, with the JSON Schema of its parameters and when it is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smguard.errors import InputError, Problem, nearest
from smguard.source import Source, read_source
from smguard.source.schema import complaints, schema_violations, violations

TRIGGERS = ("actions", "every action", "exceptions", "patterns", "conditions")


@dataclass(frozen=True, slots=True)
class Kind:
    """A rule template: the Rego it renders to and the JSON Schema of its parameters.

    `every_service` kinds only compare a document with a catalog, so they hold for the catalog of any service.
    """

    name: str
    title: str
    description: str
    parameters: Mapping[str, Any]
    trigger: Mapping[str, Any]
    region: Mapping[str, Any] = field(default_factory=dict)
    every_service: bool = False

    def default(self, parameter: str) -> Any:
        """What holds where a rule leaves the parameter out; None where nothing is said."""
        schema = self.parameters.get("properties", {}).get(parameter, {})
        return schema["default"] if "default" in schema else _default_in(self.region, parameter)

    def triggered_by(self, parameters: Mapping[str, Any]) -> str:
        """What a document must hold for a rule with these parameters to be judged at all: one of TRIGGERS.

        The parameters have no references left. Raises KeyError where the kind has no trigger for them.
        """
        name, by_value = next(iter(self.trigger.items()))
        return str(by_value if name == "always" else by_value[parameters[name]])


def region_complaints(region: Mapping[str, Any]) -> list[str]:
    """What is wrong with a kind's region once parameters are in place."""
    schema = {"type": "object", "properties": _REGION}
    return [f"{'.'.join(map(str, path))}: {message}" for path, message in complaints(region, schema)]


def filled(value: Any, parameters: Mapping[str, Any]) -> Any:
    """A kind's region with the rule's parameters in place of {parameter: name, default: value, then: text behind}."""
    if isinstance(value, dict):
        if "parameter" in value and value.keys() <= {"parameter", "default", "then"}:
            found = parameters.get(value["parameter"], value.get("default"))
            return f"{found}{value['then']}" if "then" in value else found
        return {key: filled(item, parameters) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, parameters) for item in value]
    return value


def _default_in(region: Any, parameter: str) -> Any:
    if isinstance(region, dict):
        if region.get("parameter") == parameter:
            return region.get("default")
        region = list(region.values())
    found = (_default_in(item, parameter) for item in region) if isinstance(region, list) else ()
    return next((value for value in found if value is not None), None)


def read_kinds(folders: Iterable[Path]) -> dict[str, Kind]:
    """The kinds of the folders' rules/*.yaml, a later folder's in place of an earlier one's.

    Raises InputError with every problem; a kind without its template, or a template without its kind, is one.
    """
    kinds: dict[str, Kind] = {}
    problems: list[Problem] = []
    for folder in folders:
        descriptions = {path.stem: path for path in sorted((folder / "rules").glob("*.yaml"))}
        templates = {path.name.removesuffix(".rego.j2"): path for path in sorted((folder / "rules").glob("*.rego.j2"))}
        for name in sorted(descriptions.keys() ^ (templates.keys() - {"header"})):
            path = descriptions.get(name) or templates[name]
            problems.append(Problem(str(path), f"a kind needs both {name}.yaml and {name}.rego.j2"))
        for name, path in descriptions.items():
            try:
                kinds[name] = _read_kind(name, read_source(path))
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    return kinds


def _read_kind(name: str, source: Source) -> Kind:
    problems = violations(source, _KIND)
    if not problems:
        problems = [*schema_violations(source, ["parameters"]), *_trigger_problems(source)]
    if problems:
        raise InputError(problems)
    value: Any = source.value
    return Kind(name=name, **value)


def _trigger_problems(source: Source) -> list[Problem]:
    """The trigger is one of TRIGGERS, always or for each value of a parameter."""
    value: Any = source.value
    known = value["parameters"].get("properties", {})
    ((name, _),) = value["trigger"].items()
    triggers = {"enum": list(TRIGGERS)}
    if name == "always":
        return violations(source, triggers, ["trigger", name])
    if name not in known:
        message = f'a trigger is "always" or one of the parameters, not "{name}"{nearest(name, known)}'
        return [Problem(source.path, message, *source.locate(["trigger", name]))]
    return violations(source, {"type": "object", "additionalProperties": triggers}, ["trigger", name])


_TEXTS = {"type": "array", "items": {"type": "string"}}
_REGION: dict[str, dict[str, Any]] = {
    "spelled": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    "open": {"type": "boolean"},
    "outside": _TEXTS,
    "principals": {"type": ["string", "null"]},
    "accounts": _TEXTS,
    "guards": {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"anyOf": [{"type": "string"}, _TEXTS]},
            },
        },
    },
    "reach": {"enum": ["any", "stranger", "principal"]},
}

_KIND = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "description", "parameters", "trigger"],
    "properties": {
        "title": {"type": "string"},
        "description": {"type": "string"},
        "parameters": {"type": "object"},
        "trigger": {"type": "object", "minProperties": 1, "maxProperties": 1},
        "every_service": {"type": "boolean"},
        "region": {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {} for name in _REGION},
        },
    },
}
