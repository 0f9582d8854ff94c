"""JSON text to values, and where the parts of a text stand; the limits that JSON and YAML share."""

import json
import re
from collections.abc import Iterator
from functools import cache
from math import isinf
from typing import NoReturn

# Where a value stands: an offset in the text, and for a list or mapping also where its parts stand.
# The offset of a mapping's member is that of its key.
Place = int | tuple[int, "Shape"]
Shape = dict[str, "Place"] | list["Place"]

MAX_DEPTH = 64

MAX_DIGITS = 309  # of an integer: as many as the largest finite double has
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NONZERO = re.compile(r"[-0.]*[1-9]")
# In JSON text: an escape that may stand for NUL or for half a surrogate pair.
_ODD_ESCAPE = r"\\u(?:0000|[dD][89a-fA-F])"
# In valid JSON text: each escape, a pair of surrogates as one; half of a pair is the group.
_ESCAPE = r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F])|.)"
# In valid JSON text: strings, brackets, and bare words; colons, commas and white space say nothing more.
_LEXEME = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]|[^\s\[\]{}:,"]++'


class RefusedError(ValueError):
    """The text cannot be read: why, and at which offset (None: the text as a whole).

    `dialect` where it is not broken, but of a kind that other programs read: JSON with comments, YAML with tags.
    """

    def __init__(self, message: str, at: int | None = None, dialect: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.dialect = dialect


class NotJsonError(RefusedError):
    """The text does not follow JSON's grammar; it may still be YAML."""


class _SuspectError(ValueError):
    """A parser hook met something that the tokenizer, which knows offsets, must explain."""


def parse(text: str) -> tuple[object, Place | None]:
    """The value of a JSON text; where its parts stand too when that had to be found out on the way.

    Raises NotJsonError where the text is no JSON, RefusedError where it is JSON beyond the limits.
    """
    try:
        value = _decoder().decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from None
    except (_SuspectError, RecursionError):
        places(text)  # says what and where
        raise
    place = None
    if text.count("{") + text.count("[") > MAX_DEPTH and height(value, MAX_DEPTH) > MAX_DEPTH:
        place = places(text)
    if "\\u" in text and re.search(_ODD_ESCAPE, text):
        place = places(text)
        refuse_odd_text(value, place)
    return value, place


def _not_json(text: str, error: json.JSONDecodeError) -> NotJsonError:
    at = error.pos
    if at >= len(text.rstrip(" \t\n\r")):
        return NotJsonError("not valid JSON: the text ends before the document does: close the quotes and brackets", at)
    if text.startswith(("//", "/*", "#"), at):
        return NotJsonError("not valid JSON: JSON has no comments: remove it", at, dialect=True)
    # Python 3.13 names the comma, older ones what stands after it.
    comma = _TRAILING.match(text, at) or (_COMMA_BEFORE.search(text, 0, at) if text[at] in "]}" else None)
    if comma:
        return NotJsonError("not valid JSON: trailing comma: remove it", comma.start(), dialect=True)
    if error.msg == "Extra data":
        return NotJsonError("not valid JSON: more text follows the document: keep one document per file", at)
    if text[at] == "'":
        return NotJsonError("not valid JSON: put keys and strings in double quotes", at)
    return NotJsonError(
        f"not valid JSON: {_REASONS.get(error.msg.removesuffix(' at'), _REASONS['Expecting value'])}", at
    )


_TRAILING = re.compile(r",(?=\s*[\]}])")
_COMMA_BEFORE = re.compile(r",\s*\Z")
# The reasons of Python's reader, in our words.
_REASONS = {
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing here",
    "Expecting ':' delimiter": "a colon is missing between key and value",
    "Expecting ',' delimiter": "a comma is missing before this",
    "Expecting value": "a value is missing here: write a string in double quotes, a number, a list or an object",
    "Unterminated string starting": "the string that starts here has no closing quote",
    "Invalid control character": "a line break or control character in a string: write it as an escape, such as \\n",
    "Invalid \\escape": "JSON has no such escape: write \\\\ for a backslash",
    "Invalid \\escape: ": "JSON has no such escape: write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
}


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=_object, parse_int=integer, parse_float=fraction, parse_constant=constant)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _SuspectError
    return made


def integer(digits: str) -> int:
    """The value of a JSON integer. Raises ValueError for one beyond a double."""
    if len(digits) > MAX_DIGITS:
        raise _SuspectError("large")
    return int(digits)


def fraction(text: str) -> float:
    """The value of a JSON number with a fraction or exponent. Raises ValueError for one beyond a double."""
    made = float(text)
    if isinf(made):
        raise _SuspectError("large")
    if made == 0 and _NONZERO.match(text):
        raise _SuspectError("small")
    return made


def constant(_name: str) -> NoReturn:
    """Raises ValueError for NaN and Infinity, which JSON does not have."""
    raise _SuspectError


def number(text: str, at: int) -> int | float:
    """The number that a JSON number's text stands for. Raises RefusedError for those beyond a double."""
    try:
        return integer(text) if text.lstrip("-").isdigit() else fraction(text)
    except _SuspectError as suspect:
        raise RefusedError(f"the number is too {suspect}", at) from None


def places(text: str) -> Place:
    """Where the parts of a JSON text stand, in one pass over its tokens. The text is known to be valid.

    Raises RefusedError at a duplicate key, at nesting beyond MAX_DEPTH and at a number that JSON cannot hold;
    all before these must be valid, what follows need not be.
    """
    top: Shape = []
    stack: list[Shape] = [top]
    key: str | None = None
    at = key_at = 0
    for token in re.finditer(_LEXEME, text, re.DOTALL):
        at = token.start()
        char = text[at]
        if char in "]}":
            top = stack.pop()
            continue
        place: Place = at
        if isinstance(top, dict):
            if key is None:
                key, key_at = _key(token[0]), at
                if key in top:
                    _refuse_duplicate(text, key, top[key], at)
                continue
            place = key_at
        if char in "[{":
            shape: Shape = [] if char == "[" else {}
            place = (key_at if isinstance(top, dict) else at, shape)
        elif char not in '"tfn':
            _check_number(token[0], at)
        if isinstance(top, dict):
            top[key] = place  # type: ignore[index]
            key = None
        else:
            top.append(place)
        if char in "[{":
            if len(stack) > MAX_DEPTH:
                raise RefusedError(too_deep(), at)
            stack.append(top)
            top = shape
    return stack[0][0] if isinstance(stack[0], list) and stack[0] else at


def _key(token: str) -> str:
    return str(json.loads(token)) if "\\" in token else token[1:-1]


def _check_number(token: str, at: int) -> None:
    """Looks at the number that a bare word begins with; what follows it need not be JSON."""
    for name in ("NaN", "Infinity"):
        if token.lstrip("-").startswith(name):
            shown = token[: token.index(name) + len(name)]
            raise RefusedError(f"{shown} is not a JSON value: write a number or a string", at)
    if found := _NUMBER.match(token):
        number(found[0], at)


def _refuse_duplicate(text: str, key: str, first: Place, at: int) -> NoReturn:
    raise RefusedError(duplicate(text, key, first if isinstance(first, int) else first[0]), at)


def duplicate(text: str, key: str, first: int) -> str:
    """The message for a key that stands twice in a mapping, `first` being the earlier one's offset."""
    line = text.count("\n", 0, first) + 1
    shown = key if len(key) <= 80 else f"{key[:80]}…"
    return f"the key {json.dumps(shown, ensure_ascii=False)} appears twice, first in line {line}: keep one"


def too_deep() -> str:
    """The message for a text whose lists and mappings are nested too deeply."""
    return f"is nested more than {MAX_DEPTH} levels deep: write it with fewer"


def height(value: object, enough: int) -> int:
    """How many lists and mappings stand inside each other in the value, counted up to one past `enough`."""
    level = [value] if isinstance(value, dict | list) else []
    counted = 0
    while level and counted <= enough:
        counted += 1
        level = [
            part
            for whole in level
            for part in (whole.values() if type(whole) is dict else whole)
            if type(part) is dict or type(part) is list
        ]
    return counted


def first_surrogate(text: str) -> int | None:
    """The offset of the first escape for half of a surrogate pair in a valid JSON text; None where there is none."""
    if "\\ud" not in text and "\\uD" not in text:
        return None
    return next((found.start() for found in re.finditer(_ESCAPE, text, re.DOTALL) if found[1]), None)


def refuse_odd_text(value: object, place: Place) -> None:
    """Raises RefusedError when a text in the value, keys included, has a NUL or half of a surrogate pair."""
    for text, at in _texts(value, place):
        if "\0" in text:
            raise RefusedError("the text contains an escaped NUL character: remove it", at)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise RefusedError(
                "the text contains an escape for half of a surrogate pair, which is not a character: remove it", at
            )


def _texts(value: object, place: Place) -> Iterator[tuple[str, int]]:
    """Every text in the value with the offset of its place."""
    rest: list[tuple[object, Place]] = [(value, place)]
    while rest:
        value, place = rest.pop()
        at, shape = (place, None) if isinstance(place, int) else place
        if isinstance(value, str):
            yield value, at
        elif isinstance(value, dict) and isinstance(shape, dict):
            for key, part in value.items():
                yield key, at
                rest.append((part, shape[key]))
        elif isinstance(value, list) and isinstance(shape, list):
            rest.extend(zip(value, shape, strict=True))
