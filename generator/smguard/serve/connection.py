"""One client's connection with bounds: what its headers may be and how long they may take, how slowly it may read."""

import asyncio
from typing import Any, ClassVar, NoReturn

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from smguard.serve.share import Share, client_of

HEADERS, HEADER_BYTES, FIELD_BYTES, TARGET_BYTES = 100, 64 * 1024, 16 * 1024, 8 * 1024
"""How many headers one request has at most; the bytes of all, of one, and of the request's target."""
UNANSWERED = 32
"""Requests that one connection may send ahead of their answers."""
SPARE = 64
"""Connections beyond the limits that are still told why they are refused; further ones are cut off."""

_TOO_LARGE = "431 Request Header Fields Too Large"  # RFC 6585
_BAD = "400 Bad Request"


class _RefusedRequestError(Exception):
    """Ends the parsing of a request that breaks no rule of the parser; its text is the status line's."""


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's connection, which by itself waits for headers and for slow readers without an end."""

    header_seconds: ClassVar[float] = 15.0
    write_seconds: ClassVar[float] = 60.0
    end_seconds: ClassVar[float] = 5.0
    held: ClassVar[Share] = Share(10_000, 10_000)
    over: ClassVar[Share] = Share(SPARE, SPARE)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._in_head, self._head, self._fields = True, 0, 0
        self._refusal = ""
        self._client, self._admitted = "", True
        self._cycles: list[Any] = []

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Begins to wait for the first request's headers; a client that has its share of connections gets no more."""
        super().connection_made(transport)
        self._client = client_of(self.client[0] if self.client else "")
        self._admitted = not self.held.take(self._client)
        if not self._admitted and self.over.take(self._client):
            self._client = ""
            transport.abort()
            return
        self._expect_headers()

    def data_received(self, data: bytes) -> None:
        """Refuses headers that are too large, however many pieces they come in."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head:
            self._head += len(data)
            if self._head > HEADER_BYTES:
                self._refuse(_TOO_LARGE)
        elif self.cycle.response_complete and self._deadline is None:
            self._expect_headers()  # empty lines between requests have ended uvicorn's own wait

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's text)
        """Answers what the parser stopped at: what was refused here, or what is no HTTP."""
        self._refuse(self._refusal or _BAD)

    def on_url(self, url: bytes) -> None:
        """Refuses a target that is too long before any of it is read."""
        super().on_url(url)
        if len(self.url) > TARGET_BYTES:
            self._stop("414 URI Too Long")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Refuses headers that are too many or too large in a head that came whole, too."""
        self._fields += len(name) + len(value) + 4
        if len(self.headers) >= HEADERS or len(name) + len(value) > FIELD_BYTES or self._fields > HEADER_BYTES:
            self._stop(_TOO_LARGE)
        super().on_header(name, value)

    def on_message_begin(self) -> None:
        """Begins to wait for this request's headers."""
        self._in_head, self._head, self._fields = True, 0, 0
        self._expect_headers()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """They are there in time; from now on the application bounds the request."""
        self._check()
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
        if self._client:
            (self.held if self._admitted else self.over).give(self._client)
            self._client = ""
        self._rest()
        self._read_on()
        for cycle in self._cycles:  # uvicorn tells only the last one, and the others would write on
            cycle.disconnected = True
        super().connection_lost(exc)

    def _check(self) -> None:
        """Refuses what has two readings, or what this server has no use for: all of it is how requests are smuggled."""
        version = self.parser.get_http_version()
        if version not in ("1.0", "1.1"):
            self._stop("505 HTTP Version Not Supported")
        names = [name for name, _ in self.headers]
        if names.count(b"host") != (1 if version == "1.1" else min(names.count(b"host"), 1)):
            self._stop(_BAD)
        if b"transfer-encoding" in names:
            self._stop("411 Length Required")
        if not self.url.startswith(b"/") or b"#" in self.url:
            self._stop(_BAD)
        if not self._admitted:
            self._stop("429 Too Many Requests" if self.held.has(self._client) else "503 Service Unavailable")

    def _stop(self, status: str) -> NoReturn:
        """Ends the parsing; the parser's error then comes to `send_400_response`."""
        self._refusal = status
        raise _RefusedRequestError(status)

    def _refuse(self, status: str) -> None:
        if any(not cycle.response_complete for cycle in self._cycles):
            self.transport.abort()  # this answer would be taken for that of a request before
            return
        again = "retry-after: 5\r\n" if status[:3] in ("429", "503") else ""
        said = f"{status[4:].lower()}\n"
        head = f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {len(said)}\r\n"
        self.transport.write(f"{head}{again}connection: close\r\n\r\n{said}".encode("ascii"))
        self.transport.close()

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


def shared(connections: int, each: int) -> type[BoundedProtocol]:
    """Connections of which there are so many at most, and so many for one client."""
    return type("SharedProtocol", (BoundedProtocol,), {"held": Share(connections, each), "over": Share(SPARE, SPARE)})
