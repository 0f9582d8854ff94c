"""JSON Schema for what users write: every violation becomes a problem with line, column and, for a name, a hint."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from smguard.errors import Problem
from smguard.source import Source


def violations(source: Source, schema: Mapping[str, Any], at: Sequence[str | int] = ()) -> list[Problem]:
    """Where the value at a path of the source breaks the schema, in the order of the text."""
    value: Any = source.value
    for step in at:
        value = value[step]
    errors = Draft202012Validator(schema).iter_errors(value)
    return sorted(problem for error in errors for problem in _problems(source, at, error))


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint such as ' (did you mean "kind"?)', or nothing where no known name is near."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""


def _problems(source: Source, at: Sequence[str | int], error: ValidationError) -> list[Problem]:
    path = [*at, *error.absolute_path]
    if error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        known = error.schema.get("properties", {})
        return [
            _problem(source, [*path, name], f'unknown key "{name}"{nearest(name, known)}')
            for name in error.instance
            if name not in known
        ]
    if error.validator in {"anyOf", "oneOf"} and error.context:
        error = best_match(error.context) or error
        path = [*at, *error.absolute_path]
    return [_problem(source, path, _told(error))]


def _problem(source: Source, path: Sequence[str | int], message: str) -> Problem:
    line, column = source.locate(path)
    return Problem(source.path, message, line, column)


def _told(error: ValidationError) -> str:
    name = error.absolute_path[-1] if error.absolute_path else "this"
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return f"missing: {', '.join(missing)}"
    if error.validator == "enum":
        allowed = ", ".join(str(value) for value in error.validator_value)
        hint = nearest(str(error.instance), [str(value) for value in error.validator_value])
        return f"{name} must be one of: {allowed}{hint}"
    if error.validator == "type":
        return f"{name} must be of type {error.validator_value}"
    if error.validator == "pattern":
        return f"{name} must match {error.validator_value}"
    return f"{name}: {error.message}"
