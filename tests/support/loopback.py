"""A real HTTP server on loopback, whose answers a test writes; also the ones that a good server never gives."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


@dataclass
class Server:
    """Its address, the headers of each request so far, and what ends answers that would not end."""

    url: str
    requests: list[dict[str, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers with the route of the path, or 404."""

    routes: Mapping[str, Answer]
    state: Server

    def do_GET(self) -> None:
        self.state.requests.append({"path": self.path, **dict(self.headers.items())})
        with suppress(OSError):  # whoever asked may have gone
            self.routes.get(self.path, status(404))(self)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass

    def begin(self, code: int, headers: Mapping[str, str] | None = None) -> None:
        """The status line and the headers."""
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()


def body(text: str, headers: Mapping[str, str] | None = None) -> Answer:
    """200 with the text."""
    content = text.encode()

    def answer(handler: Handler) -> None:
        handler.begin(200, {"Content-Length": str(len(content)), **(headers or {})})
        handler.wfile.write(content)

    return answer


def status(code: int, headers: Mapping[str, str] | None = None) -> Answer:
    """A status without a body."""
    return lambda handler: handler.begin(code, {"Content-Length": "0", **(headers or {})})


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last one for ever."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def drip(head: bytes, drop: bytes) -> Answer:
    """The head at once, and then the drop again and again, until the test ends."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.state.stop.wait(0.05):
            handler.wfile.write(drop)

    return answer


def endless(handler: Handler) -> None:
    """Chunks without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while not handler.state.stop.is_set():
        handler.wfile.write(chunk)


def dropped(handler: Handler) -> None:
    """Less than what was promised."""
    handler.begin(200, {"Content-Length": "1000"})
    handler.wfile.write(b'{"Name": "secrets')


@contextmanager
def serving(routes: Mapping[str, Answer]) -> Iterator[Server]:
    """The server, until the end of the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        state = Server(f"http://127.0.0.1:{listening.server_address[1]}")
        listening.RequestHandlerClass = type("Routed", (Handler,), {"routes": routes, "state": state})
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            state.stop.set()
            listening.shutdown()
            thread.join()
