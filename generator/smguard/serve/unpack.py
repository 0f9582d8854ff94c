"""JSON that a client sent, read piece by piece: whatever it unpacks to, only a little of it is in memory at once."""

import codecs
import json
import zlib
from collections.abc import Iterator
from typing import Any

UNPACKED_BYTES = 16 * 1024 * 1024
VALUE_CHARACTERS = 1024 * 1024
"""How long a status, or one decision of a log, may be."""

_PIECE = 64 * 1024
_SPACE = " \t\n\r"


class RefusedError(Exception):
    """An upload is not taken; `status` is the HTTP status that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def claimed(body: bytes | bytearray, encoding: str | None) -> int:
    """The bytes of a body when it is unpacked, as it says itself. Raises RefusedError where that is too much.

    A gzip stream ends with this number; one that holds more than it says is refused when it is read.
    """
    size = len(body)
    if _coding(encoding) == "gzip" and size >= 18:
        size = max(size, int.from_bytes(body[-4:], "little"))
    if size > UNPACKED_BYTES:
        raise RefusedError(413, f"a body must have at most {UNPACKED_BYTES} bytes when unpacked")
    return size


def texts(body: bytes, encoding: str | None) -> Iterator[str]:
    """A body's text in small pieces, unpacked where its Content-Encoding says gzip. Raises RefusedError."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    pieces = _unpacked(body) if _coding(encoding) == "gzip" else _pieces(body)
    try:
        for piece in pieces:
            yield decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        raise _no_json() from None


def read_value(pieces: Iterator[str]) -> Any:
    """The one JSON value in a text. Raises RefusedError."""
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > VALUE_CHARACTERS:
            raise _too_long()
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _no_json() from None


def read_objects(pieces: Iterator[str]) -> Iterator[tuple[dict[str, Any], int]]:
    """The objects in a JSON array, one after the other, each with its length. Raises RefusedError."""
    window = _Window(pieces)
    if window.next() != "[":
        window.drain()
        raise RefusedError(400, "decisions must be an array")
    window.at += 1
    first = True
    while (char := window.next()) != "]" or not first:
        if not first:
            if char == "]":
                break
            if char != ",":
                raise _no_json()
            window.at += 1
            char = window.next()
        first = False
        if char != "{":
            if char in "],:}":  # also where the text ends
                raise _no_json()
            raise RefusedError(400, "a report must be an object whose labels have an id")
        yield window.value()
    window.at += 1
    if window.next():
        raise _no_json()


class _Window:
    """The part of a text that is looked at: it begins at `at`, and grows by pieces."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self.at = 0

    def next(self) -> str:
        """The next character that is no space, which `at` then names; "" at the end."""
        while True:
            while self.at < len(self._text):
                if self._text[self.at] not in _SPACE:
                    return self._text[self.at]
                self.at += 1
            if not self._more():
                return ""

    def value(self) -> tuple[Any, int]:
        """The JSON value that begins here, with its length. Raises RefusedError where there is none, or a long one."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self.at)
            except json.JSONDecodeError:
                held = len(self._text) - self.at
                if held > VALUE_CHARACTERS:
                    raise _too_long() from None
                if not self._more():
                    raise _no_json() from None
                while len(self._text) - self.at < min(2 * held, VALUE_CHARACTERS) and self._more():
                    pass  # so that a long value is not read again for each piece
                continue
            except (ValueError, RecursionError):
                raise _no_json() from None
            length, self.at = end - self.at, end
            if length > VALUE_CHARACTERS:
                raise _too_long()
            return value, length

    def drain(self) -> None:
        """Reads on, so that a text that is no JSON is told so."""
        read_value(iter([self._text, *self._pieces]))

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._text, self.at = self._text[self.at :] + piece, 0
        return True


def _coding(encoding: str | None) -> str:
    coding = (encoding or "identity").strip().lower()
    if coding not in ("gzip", "identity"):
        raise RefusedError(415, "a body must be uncompressed or gzip")
    return coding


def _pieces(body: bytes) -> Iterator[bytes]:
    for at in range(0, len(body), _PIECE):
        yield body[at : at + _PIECE]


def _unpacked(body: bytes) -> Iterator[bytes]:
    reader, size, most = zlib.decompressobj(wbits=31), 0, claimed(body, "gzip")
    rest: bytes = body
    while not reader.eof:
        try:
            piece = reader.decompress(rest, _PIECE)
        except zlib.error:
            raise RefusedError(400, "the body is not gzip") from None
        rest = reader.unconsumed_tail
        size += len(piece)
        if size > most:
            raise RefusedError(400, "the body is not one complete gzip stream")
        if not piece and not reader.eof:
            break
        yield piece
    if not reader.eof or reader.unused_data:
        raise RefusedError(400, "the body is not one complete gzip stream")


def _no_json() -> RefusedError:
    return RefusedError(400, "the body is not JSON")


def _too_long() -> RefusedError:
    return RefusedError(413, f"a status, and each decision, must have at most {VALUE_CHARACTERS} characters")


def _no_constant(name: str) -> Any:
    raise _ConstantError(name)


class _ConstantError(ValueError):
    """NaN or Infinity, which are no JSON."""


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
