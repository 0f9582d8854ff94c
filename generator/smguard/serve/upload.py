"""What a client uploads, read within limits: size, size unpacked, time."""

import asyncio
import json
import zlib
from typing import Any

from starlette.requests import ClientDisconnect, Request

PACKED_BYTES = 4 * 1024 * 1024
UNPACKED_BYTES = 16 * 1024 * 1024
SECONDS = 30.0


class RefusedError(Exception):
    """An upload is not taken; `status` is the HTTP status that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def read_body(request: Request) -> bytes:
    """The body as it was sent, perhaps packed. Raises RefusedError where it is too large or too slow."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > PACKED_BYTES:
        raise RefusedError(413, f"a body must have at most {PACKED_BYTES} bytes")
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > PACKED_BYTES:
                    raise RefusedError(413, f"a body must have at most {PACKED_BYTES} bytes")
    except TimeoutError:
        raise RefusedError(408, f"a body must arrive within {SECONDS:.0f} seconds") from None
    except ClientDisconnect:
        raise RefusedError(400, "the body is incomplete") from None
    return bytes(body)


def parse_body(body: bytes, encoding: str | None) -> Any:
    """The JSON value in a body, which its Content-Encoding may say is gzip. Raises RefusedError."""
    coding = (encoding or "identity").strip().lower()
    if coding not in ("gzip", "identity"):
        raise RefusedError(415, "a body must be uncompressed or gzip")
    text = _unpacked(body) if coding == "gzip" else body
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise RefusedError(400, "the body is not JSON") from None


def _unpacked(body: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        text = reader.decompress(body, UNPACKED_BYTES + 1)
    except zlib.error:
        raise RefusedError(400, "the body is not gzip") from None
    if len(text) > UNPACKED_BYTES:
        raise RefusedError(413, f"a body must have at most {UNPACKED_BYTES} bytes when unpacked")
    if not reader.eof or reader.unused_data:
        raise RefusedError(400, "the body is not one complete gzip stream")
    return text


def _no_constant(name: str) -> Any:
    raise ValueError(name)
