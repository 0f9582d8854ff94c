"""JSON Schema for what users write: every violation becomes a problem with line, column and, for a name, a hint."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from smguard.errors import Problem
from smguard.source import Source

_Step = str | int
_REFERENCES = ("$ref", "$dynamicRef")


def violations(source: Source, schema: Mapping[str, Any], at: Sequence[_Step] = ()) -> list[Problem]:
    """Where the value at a path of the source breaks the schema, in the order of the text."""
    value: Any = source.value
    for step in at:
        value = value[step]
    return _problems(source, at, complaints(value, schema))


def schema_violations(source: Source, at: Sequence[_Step] = ()) -> list[Problem]:
    """Why the value at a path of the source is no JSON Schema that `violations` can use."""
    value: Any = source.value
    for step in at:
        value = value[step]
    found = _complaints(_META, value)
    references = [(path, "a schema has no references here: write it out") for path in _referring(value)]
    return _problems(source, at, [*found, *references])


def complaints(value: Any, schema: Mapping[str, Any]) -> list[tuple[list[_Step], str]]:
    """Where a value breaks a schema, and what is wrong there."""
    return _complaints(_Validator(schema), value)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint such as ' (did you mean "kind"?)', or nothing where no known name is near."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """JSON Schema's $ is the end of the text; Python's also stands before a last newline."""
    exact = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
    if isinstance(value, str) and not re.search(exact, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


_Validator = extend(Draft202012Validator, {"pattern": _pattern})
_META = Draft202012Validator(
    Draft202012Validator.META_SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER
)


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


def _problems(
    source: Source, at: Sequence[_Step], found: Iterable[tuple[Sequence[_Step], str]]
) -> list[Problem]:
    placed = [(source.locate([*at, *path]), message) for path, message in found]
    return [Problem(source.path, message, line, column) for (line, column), message in sorted(placed)]


def _complaints(validator: Any, value: Any) -> list[tuple[list[_Step], str]]:
    return [found for error in validator.iter_errors(value) for found in _told(error)]


def _told(error: ValidationError) -> list[tuple[list[_Step], str]]:
    while error.validator in {"anyOf", "oneOf"} and error.context:
        nearer = best_match(error.context)
        if nearer is None:
            break
        error = nearer
    path = list(error.absolute_path)
    if error.validator != "additionalProperties" or not isinstance(error.schema, Mapping):
        return [(path, _sentence(error, path))]
    known = error.schema.get("properties", {})
    instance: Any = error.instance
    return [
        ([*path, name], f'unknown key "{name}"{nearest(name, known)}') for name in instance if name not in known
    ]


def _sentence(error: ValidationError, path: Sequence[_Step]) -> str:
    name = path[-1] if path else "this"
    instance: Any = error.instance
    asked: Any = error.validator_value
    if error.validator == "required":
        return f"missing: {', '.join(key for key in asked if key not in instance)}"
    if error.validator == "enum":
        hint = nearest(str(instance), [str(value) for value in asked])
        return f"{name} must be one of: {', '.join(str(value) for value in asked)}{hint}"
    if error.validator == "type":
        types = asked if isinstance(asked, str) else " or ".join(asked)
        return f"{name} must be of type {types}"
    if error.validator == "pattern":
        return f"{name} must match {asked}"
    return f"{name}: {error.message}"
