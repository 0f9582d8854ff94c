"""JSON and YAML text, read within limits, and the line and column of every value in it.

Both formats give the same kind of value: dict with str keys, list, str, int, finite float, bool, None.
YAML is read by `smguard.source.yaml_reader`, which is imported when the first YAML text is read.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from smguard.errors import DialectError, InputError, Problem
from smguard.source import json_reader as source_json
from smguard.source.json_reader import MAX_DEPTH, NotJsonError, Place, RefusedError, Shape

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "STDIN",
    "Format",
    "Source",
    "line_column",
    "parse_source",
    "read_source",
    "shown",
]

Format = Literal["json", "yaml"]

MAX_BYTES = 16 * 1024 * 1024
STDIN = "<stdin>"

_FIRST_READ = 64 * 1024
_FORMATS: dict[str, Format] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}
_TEMPLATE = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)", re.MULTILINE)  # of Jinja2, Helm and their like
_RENDER = "template code ({{ … }} or {% … %}) is neither JSON nor YAML: render it first, and check the result"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """One text that was read: `path` is as shown to people, `text` has no byte order mark."""

    path: str
    text: str
    format: Format
    value: object
    _places: list[Place] = field(default_factory=list, repr=False, compare=False)
    _newlines: list[int] = field(default_factory=list, repr=False, compare=False)

    def locate(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column, both from 1, columns in characters: a member's key, a list item's start.

        A path that the text does not have leads to its deepest part that the text has. Index 0 of
        something that is no list is the thing itself, as IAM allows one value in place of a list of one.
        """
        if not self._places:
            self._places.append(source_json.places(self.text))
        if not self._newlines:
            self._newlines.extend(_newlines(self.text))
        return _line_column(self._newlines, _follow(self._places[0], path))

    def refuse_inside(self, path: Sequence[str | int], text: str) -> None:
        """Raises InputError for a JSON text that stands in this one, at that path, and is beyond the limits.

        A text that is no JSON passes: whoever reads it says so.
        """
        try:
            source_json.parse(text)
        except NotJsonError:
            return
        except RefusedError as refused:
            inner = ":".join(map(str, _line_column(_newlines(text), refused.at or 0)))
            message = f"the JSON in this string, at {inner}: {refused.message}"
            raise InputError(Problem(self.path, message, *self.locate(path))) from None


def read_source(path: Path | str) -> Source:
    """The file at `path`, or standard input for "-"; the format follows the file's ending.

    Raises InputError when it cannot be read or its text cannot be used.
    """
    if str(path) == "-":
        return parse_source(sys.stdin.buffer.read(MAX_BYTES + 1), STDIN)
    name = shown(str(path))
    try:
        with Path(path).open("rb") as file:
            content = file.read(_FIRST_READ)
            if len(content) == _FIRST_READ:
                content += file.read(MAX_BYTES + 1 - _FIRST_READ)
    except OSError as error:
        raise InputError(Problem(name, f"cannot be read: {error.strerror or error}")) from None
    except ValueError:
        raise InputError(Problem(name, "cannot be read: there is a NUL character in its path")) from None
    return parse_source(content, name)


def parse_source(text: str | bytes, path: str, format: Format | None = None) -> Source:
    """The value of `text`, which `path` names in messages.

    Without a format the path's ending decides; with an ending that says nothing, what is not JSON is
    read as YAML. Raises InputError, and DialectError for a kind of JSON or YAML that is not read here.
    """
    name = shown(path)
    decoded = ""
    try:
        decoded = _decode(text)
        known = format or _FORMATS.get(Path(name).suffix.lower())
        if known is None:
            return _parse_unknown(decoded, name)
        return (_parse_json if known == "json" else _parse_yaml)(decoded, name)
    except RefusedError as refused:
        codes = [code.span() for code in _TEMPLATE.finditer(decoded)]
        if refused.at is not None and any(start <= refused.at < end for start, end in codes):
            refused = RefusedError(_RENDER, refused.at)
        problem = _problem(name, text, refused)
        dialect = refused.dialect or bool(codes)
        raise (DialectError(problem, decoded) if dialect else InputError(problem)) from None


def _problem(path: str, content: str | bytes, refused: RefusedError) -> Problem:
    if refused.at is None:
        return Problem(path, refused.message)
    text = content if isinstance(content, str) else content.removeprefix(_BOM).decode("utf-8", "replace")
    return Problem(path, refused.message, *_line_column(_newlines(text.removeprefix("\ufeff")), refused.at))


def _decode(content: str | bytes) -> str:
    """The text of the content without its byte order mark, not empty. Raises RefusedError."""
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if len(content) > MAX_BYTES:
        raise RefusedError(f"is larger than {MAX_BYTES // 1024 // 1024} MiB: split it")
    raw = content.removeprefix(_BOM)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        kind = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "not UTF-8"
        at = len(raw[: error.start].decode())
        raise RefusedError(f"the text is {kind}: save it as UTF-8", at) from None
    if not text or text.isspace():
        raise RefusedError("the file is empty: write a document into it or leave it out")
    if "\0" in text:
        raise RefusedError("the text contains a NUL character: save it as UTF-8 text", text.index("\0"))
    return text


def _parse_unknown(text: str, path: str) -> Source:
    try:
        return _parse_json(text, path)
    except NotJsonError as not_json:
        try:
            return _parse_yaml(text, path)
        except RefusedError as not_yaml:
            raise (not_json if text.lstrip()[0] in '{["' else not_yaml) from None


def _parse_json(text: str, path: str) -> Source:
    value, place = source_json.parse(text)
    return Source(path, text, "json", value, [] if place is None else [place])


def _parse_yaml(text: str, path: str) -> Source:
    from smguard.source import yaml_reader as source_yaml

    value, place = source_yaml.parse(text)
    return Source(path, text, "yaml", value, [place])


def _follow(place: Place, path: Sequence[str | int]) -> int:
    for part in path:
        deeper = _step(place, part)
        if deeper is None:
            break
        place = deeper
    return place if isinstance(place, int) else place[0]


def _step(place: Place, part: str | int) -> Place | None:
    shape: Shape | None = None if isinstance(place, int) else place[1]
    if isinstance(shape, dict) and isinstance(part, str):
        return shape.get(part)
    if isinstance(shape, list):
        return shape[part] if isinstance(part, int) and 0 <= part < len(shape) else None
    return place if part == 0 else None


def line_column(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset in the text, both from 1, columns in characters."""
    return _line_column(_newlines(text), at)


def _newlines(text: str) -> list[int]:
    """Offsets of the line ends, the last one past the text, so that the list is never empty."""
    return [*(found.start() for found in re.finditer("\n", text)), len(text)]


def _line_column(newlines: list[int], at: int) -> tuple[int, int]:
    line = bisect_left(newlines, at)
    return line + 1, at - (newlines[line - 1] + 1 if line else 0) + 1


def shown(path: str) -> str:
    """The path as text that can be printed and sent: bytes that are no UTF-8 become escapes."""
    return path.encode("utf-8", "backslashreplace").decode()
