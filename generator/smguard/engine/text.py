"""Which texts an engine takes: JSON by RFC 8259, in UTF-8, that all engines read as the same value.

OPA's parser in WebAssembly reads more than OPA itself does (what follows the first value, `[1 2]`, `{1: 2}`, `1.`), and
OPA replaces what is no character (half a surrogate pair, bytes that are not UTF-8). So each text is read here first.
"""

import json
from functools import cache

from smguard.source import MAX_DEPTH, line_column
from smguard.source.json_reader import (
    RefusedError,
    constant,
    first_surrogate,
    fraction,
    height,
    integer,
    parse,
    too_deep,
)

_LEVELS = MAX_DEPTH + 1
"""Of lists and objects: those of a file, and the envelope that `check` puts around it."""


def refusal(document: bytes) -> str | None:
    """Why no engine takes the text, with line and column; None for a text that engines take.

    Of two keys with the same name the last counts, as in OPA.
    """
    try:
        text = str(document, "utf-8")
    except UnicodeDecodeError as error:
        before = str(document[: error.start], "utf-8")
        return _placed(before, len(before), "the text is not UTF-8: save it as UTF-8")
    try:
        value = _decoder().decode(text)
    except (ValueError, RecursionError):
        return _explained(text)
    if text.count("{") + text.count("[") > _LEVELS and height(value, _LEVELS) > _LEVELS:
        return _explained(text)
    at = first_surrogate(text)
    if at is not None:
        return _placed(text, at, "an escape for half of a surrogate pair is not a character: remove it")
    return None


def _explained(text: str) -> str:
    """What is wrong with a text that is known to be unusable."""
    if text.startswith("\ufeff"):
        return _placed(text, 0, "the text begins with a byte order mark: remove it")
    try:
        parse(text)
    except RefusedError as refused:
        return _placed(text, refused.at or 0, refused.message)
    return _placed(text, 0, too_deep())


def _placed(text: str, at: int, message: str) -> str:
    line, column = line_column(text, at)
    return f"line {line}, column {column}: {message}"


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_int=integer, parse_float=fraction, parse_constant=constant)
