"""One client's connection with bounds: how long and how large its headers may be, how slowly it may read."""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_BYTES = 64 * 1024
UNANSWERED = 32
"""Requests that one connection may send ahead of their answers."""

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"  # RFC 6585
)


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's connection, which by itself waits for headers and for slow readers without an end."""

    header_seconds: ClassVar[float] = 15.0
    write_seconds: ClassVar[float] = 60.0
    end_seconds: ClassVar[float] = 5.0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._in_head, self._head = True, 0
        self._cycles: list[Any] = []

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Begins to wait for the first request's headers."""
        super().connection_made(transport)
        self._expect_headers()

    def data_received(self, data: bytes) -> None:
        """Refuses headers that are too large, however many pieces they come in."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head:
            self._head += len(data)
            if self._head > HEADER_BYTES:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
        elif self.cycle.response_complete and self._deadline is None:
            self._expect_headers()  # empty lines between requests have ended uvicorn's own wait

    def on_message_begin(self) -> None:
        """Begins to wait for this request's headers."""
        self._in_head, self._head = True, 0
        self._expect_headers()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """They are there in time; from now on the application bounds the request."""
        self._in_head = False
        self._rest()
        super().on_headers_complete()
        self._cycles = [cycle for cycle in self._cycles if not cycle.response_complete] + [self.cycle]
        if len(self._cycles) > UNANSWERED:
            self.transport.abort()

    def pause_writing(self) -> None:
        """The client does not read: it has until the deadline to begin again."""
        super().pause_writing()
        self._read_on()
        self._stalled = self.loop.call_later(self.write_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        self._read_on()
        super().resume_writing()

    def shutdown(self) -> None:
        """The server ends: what is under way has until the deadline."""
        super().shutdown()
        self.loop.call_later(self.end_seconds, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._rest()
        self._read_on()
        for cycle in self._cycles:  # uvicorn tells only the last one, and the others would write on
            cycle.disconnected = True
        super().connection_lost(exc)

    def _expect_headers(self) -> None:
        self._rest()
        self._deadline = self.loop.call_later(self.header_seconds, self._too_slow)

    def _rest(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None

    def _read_on(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
        self._stalled = None

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()
