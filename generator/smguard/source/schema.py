"""JSON Schema for what users write: a violation becomes a problem with line, column and a hint at near names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from smguard.errors import Problem, nearest
from smguard.source import Source

_Step = str | int
_REFERENCES = ("$ref", "$dynamicRef")


def violations(source: Source, schema: Mapping[str, Any], at: Sequence[_Step] = ()) -> list[Problem]:
    """Where the value at a path of the source breaks the schema, in the order of the text."""
    value: Any = source.value
    for step in at:
        value = value[step]
    return _problems(source, at, _complaints(_Validator(schema), value, _name(at)))


def schema_violations(source: Source, at: Sequence[_Step] = ()) -> list[Problem]:
    """Why the value at a path of the source is no JSON Schema that `violations` can use."""
    value: Any = source.value
    for step in at:
        value = value[step]
    found = _complaints(_META, value, _name(at))
    references = [(path, "a schema must not contain references: write it out") for path in _referring(value)]
    return _problems(source, at, [*found, *references])


def complaints(value: Any, schema: Mapping[str, Any]) -> list[tuple[list[_Step], str]]:
    """Where a value breaks a schema, and what is wrong there."""
    return _complaints(_Validator(schema), value, "this")


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """JSON Schema's $ is the end of the text; Python's also stands before a last newline."""
    exact = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
    if isinstance(value, str) and not re.search(exact, value):
        yield ValidationError("")  # _sentence has the words


_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
_META = Draft202012Validator(Draft202012Validator.META_SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _referring(schema: Any, path: tuple[_Step, ...] = ()) -> Iterator[list[_Step]]:
    members: Iterable[tuple[_Step, Any]] = ()
    if isinstance(schema, dict):
        members = schema.items()
    elif isinstance(schema, list):
        members = enumerate(schema)
    for step, item in members:
        if step in _REFERENCES:
            yield [*path, step]
        yield from _referring(item, (*path, step))


def _problems(source: Source, at: Sequence[_Step], found: Iterable[tuple[Sequence[_Step], str]]) -> list[Problem]:
    placed = [(source.locate([*at, *path]), message) for path, message in found]
    return [Problem(source.path, message, line, column) for (line, column), message in sorted(set(placed))]


def _complaints(validator: Any, value: Any, name: str) -> list[tuple[list[_Step], str]]:
    return [found for error in validator.iter_errors(value) for found in _told(error, name)]


def _name(path: Sequence[_Step]) -> str:
    return path[-1] if path and isinstance(path[-1], str) else "this"


def _told(error: ValidationError, name: str) -> list[tuple[list[_Step], str]]:
    if error.validator in {"anyOf", "oneOf"} and (nearer := _of_nearest_branch(error)):
        return [found for one in nearer for found in _told(one, name)]
    path = list(error.absolute_path)
    if error.validator != "additionalProperties" or not isinstance(error.schema, Mapping):
        return [(path, _sentence(error, _name(path) if path else name))]
    known = error.schema.get("properties", {})
    unknown: Any = [name for name in error.instance if name not in known]  # type: ignore[union-attr]
    return [([*path, name], f'unknown key "{name}"{nearest(name, known)}') for name in unknown]


def _of_nearest_branch(error: ValidationError) -> list[ValidationError]:
    """The violations of the first alternative that at least the value's type fits."""
    branches: dict[Any, list[ValidationError]] = {}
    for one in error.context or ():
        branches.setdefault(one.relative_schema_path[0], []).append(one)
    for found in branches.values():
        if not any(not one.relative_path and one.validator in {"type", "const"} for one in found):
            return found
    return []


def _sentence(error: ValidationError, name: str) -> str:
    instance: Any = error.instance
    asked: Any = error.validator_value
    match error.validator:
        case "required":
            return f"missing: {', '.join(key for key in asked if key not in instance)}"
        case "enum":
            hint = nearest(str(instance), [str(value) for value in asked])
            return f"{name} must be one of: {', '.join(str(value) for value in asked)}{hint}"
        case "type":
            types = asked if isinstance(asked, str) else " or ".join(asked)
            return f"{name} must be of type {types}"
        case "anyOf" | "oneOf":
            schema: Any = error.schema
            if not error.context:
                return f"{name} must match only one of the allowed forms"
            return f"{name} matches none of the allowed forms: {schema.get('description', 'see the schema')}"
        case str(keyword) if keyword in _SENTENCES:
            return f"{name} {_SENTENCES[keyword].format(asked)}"
        case _:
            return f"{name} does not fit the schema's {error.validator}"


_SENTENCES = {
    "const": "must be {}",
    "exclusiveMaximum": "must be less than {}",
    "exclusiveMinimum": "must be more than {}",
    "format": "must be a {}",
    "maxItems": "must have at most {} items",
    "maxLength": "must have at most {} characters",
    "maxProperties": "must have at most {} keys",
    "maximum": "must be at most {}",
    "minItems": "must have at least {} items",
    "minLength": "must have at least {} characters",
    "minProperties": "must have at least {} keys",
    "minimum": "must be at least {}",
    "multipleOf": "must be a multiple of {}",
    "pattern": "must match {}",
    "uniqueItems": "must not have the same item twice",
}
