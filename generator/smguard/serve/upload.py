"""What a client uploads, taken in within limits: size, size unpacked, time, and the client's share of the memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from starlette.requests import ClientDisconnect, Request

from smguard.serve.share import Pace, Share
from smguard.serve.unpack import RefusedError, claimed

PACKED_BYTES = 4 * 1024 * 1024
SECONDS = 30.0
SMALL = 256 * 1024
"""Bytes unpacked up to which a report does not wait for large ones."""

UPLOADS, SMALL_BYTES, LARGE_BYTES = 512, 16 * 1024 * 1024, 48 * 1024 * 1024
"""How many reports are taken in at once, and the bytes of all small and of all large ones, unpacked."""
SPEED = 32 * 1024 * 1024
"""Bytes of large reports that are taken in in a second; more would keep the others from being served."""


class Uploads:
    """The reports that are being taken in or wait to be read; of each limit a client has `percent`."""

    def __init__(self, percent: int) -> None:
        self._count, self._small, self._large = (
            Share(whole, max(1, whole * percent // 100)) for whole in (UPLOADS, SMALL_BYTES, LARGE_BYTES)
        )
        self._all, self._one = Pace(SPEED, 0.1), Pace(SPEED * percent / 100, 1.0)

    @asynccontextmanager
    async def body(self, request: Request, client: str) -> AsyncIterator[tuple[bytearray, int]]:
        """A body as it was sent, perhaps packed, and its bytes unpacked. Raises RefusedError."""
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > PACKED_BYTES:
            raise RefusedError(413, f"a body must have at most {PACKED_BYTES} bytes")
        with ExitStack() as held:
            _take(held, self._count, client, 1)
            while_reading = held.enter_context(ExitStack())
            share = self._small if int(length) <= SMALL else self._large
            body = bytearray()
            with ExitStack() as room:  # if there is none, nothing of it is read
                _take(room, share, client, int(length))
            try:
                async with asyncio.timeout(SECONDS):
                    async for chunk in request.stream():
                        if len(body) + len(chunk) > int(length):
                            raise RefusedError(400, "the body is longer than its Content-Length")
                        if chunk:
                            _take(while_reading, share, client, len(chunk))
                        body += chunk
                        large = self._all.wait("", len(chunk)) if share is self._large else 0.0
                        if seconds := max(large, self._one.wait(client, len(chunk))):
                            await asyncio.sleep(seconds)  # TCP tells the client to wait
            except TimeoutError:
                raise RefusedError(408, f"a body must arrive within {SECONDS:.0f} seconds") from None
            except ClientDisconnect:
                raise RefusedError(400, "the body is incomplete") from None
            size = claimed(body, request.headers.get("content-encoding"))
            while_reading.close()
            if size:
                _take(held, self._small if size <= SMALL else self._large, client, size)
            yield body, size


def _take(held: ExitStack, share: Share, client: str, amount: int) -> None:
    """Takes an amount until the end of a block. Raises RefusedError where there is none left."""
    status = share.take(client, amount)
    if status:
        whose = "you send" if status == 429 else "are sent"
        raise RefusedError(status, f"too many reports {whose} at once: try again later")
    held.callback(share.give, client, amount)
