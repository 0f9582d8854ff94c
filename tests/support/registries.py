"""Real servers that tests publish to, all on loopback: a registry, S3, an address that takes PUT."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from smguard.toolchain import Tool, require
from support.servers import Opa, free_port, listens, running, system_program

VERSITYGW = Tool(
    name="versitygw",
    version="1.8.0",
    module="github.com/versity/versitygw/cmd/versitygw",
    folder=Path(__file__).parent / "versitygw",
    version_command=("--version",),
    version_variable="main.Version",
    seconds=60,
)
"""A server that speaks S3, built like the toolchain and kept beside it."""

COSIGN = Tool(
    name="cosign",
    version="2.6.5",
    module="github.com/sigstore/cosign/v2/cmd/cosign",
    folder=Path(__file__).parent / "cosign",
    version_command=("version", "--json"),
    seconds=100,
)
"""The client that others verify with, built like the toolchain and kept beside it."""

USER, PASSWORD = "publisher", "pull-and-push"
HTPASSWD = f"{USER}:$2b$04$oiFewbexy/fp.Sc.rk1H3uv1c0xe3NQLd97HmsOlLCkFLw42/eOby\n"
"""USER's line in a registry's htpasswd: bcrypt of PASSWORD."""

AWS = {
    "AWS_ACCESS_KEY_ID": "smguardtests",
    "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-tests-alone",
    "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""What S3 takes, and what its clients find in their environment."""


@contextmanager
def registry(folder: Path, auth: Mapping[str, Any] | None = None) -> Iterator[str]:
    """A registry; gives its host and port."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "version": "0.1",
        "log": {"level": "warn"},
        "storage": {"filesystem": {"rootdirectory": str(folder / "data")}},
        "http": {"addr": f"127.0.0.1:{port}", "secret": "tests"},
        **({"auth": dict(auth)} if auth else {}),
    }
    (folder / "config.yml").write_text(json.dumps(config))
    command: list[str | Path] = [system_program("docker-registry", "docker-registry"), "serve", folder / "config.yml"]
    with running(command, folder / "registry.log", lambda _: listens(port)):
        yield f"127.0.0.1:{port}"


def htpasswd(folder: Path) -> Mapping[str, Any]:
    """The `auth` of a registry that lets USER in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "htpasswd").write_text(HTPASSWD)
    return {"htpasswd": {"realm": "tests", "path": str(folder / "htpasswd")}}


def docker_config(folder: Path, config: object) -> dict[str, str]:
    """The environment of somebody whose docker has this configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    return {"DOCKER_CONFIG": str(folder)}


@contextmanager
def s3(folder: Path, *buckets: str) -> Iterator[str]:
    """A server that speaks S3, with buckets; gives its address."""
    port = free_port()
    for name in ("sidecar", *(f"store/{bucket}" for bucket in buckets)):
        (folder / name).mkdir(parents=True)
    roots = {"ROOT_ACCESS_KEY": AWS["AWS_ACCESS_KEY_ID"], "ROOT_SECRET_KEY": AWS["AWS_SECRET_ACCESS_KEY"]}
    options = ["--port", f"127.0.0.1:{port}", "--region", AWS["AWS_REGION"]]
    posix = ["posix", "--sidecar", str(folder / "sidecar"), str(folder / "store")]
    command: list[str | Path] = [require(VERSITYGW, print).path, *options, *posix]
    with running(command, folder / "s3.log", lambda _: listens(port), roots):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def opa_server(opa: Path, folder: Path, config: str, environment: Mapping[str, str] | None = None) -> Iterator[Opa]:
    """An OPA server with a configuration as smguard prints it; it listens, and may not have loaded a bundle yet."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "opa.yaml").write_text(config)
    port = free_port()
    command: list[str | Path] = [opa, "run", "--server", "--addr", f"127.0.0.1:{port}", "--disable-telemetry"]
    command += ["--log-level", "debug", "--shutdown-grace-period", "1", "--config-file", folder / "opa.yaml"]
    with running(command, folder / "opa.log", lambda _: listens(port), environment) as process:
        yield Opa(process, f"http://127.0.0.1:{port}")


@dataclass
class Site:
    """A plain HTTP server: `content` by path; `answer`, where it is set, decides on each request before it.

    `requests` has method, path and headers of each. It gives ETags, honours conditions and takes PUT.
    """

    url: str = ""
    content: dict[str, bytes] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    posted: dict[str, list[bytes]] = field(default_factory=dict)
    answer: Callable[["Request"], bool] | None = None


class Request(BaseHTTPRequestHandler):
    """One request to a Site."""

    protocol_version = "HTTP/1.1"
    site: Site
    body = b""

    def handle_any(self) -> None:
        """Answers."""
        self.site.requests.append((self.command, self.path, dict(self.headers.items())))
        self.body = body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.site.answer is not None and self.site.answer(self):
            return
        there = self.site.content.get(self.path)
        tag = self.tag(there)
        if self.command == "POST":
            self.site.posted.setdefault(self.path, []).append(body)
            self.reply(200, b"{}")
        elif self.command == "PUT":
            asked, none = self.headers.get("If-Match"), self.headers.get("If-None-Match")
            if (asked is not None and asked != tag) or (none == "*" and there is not None):
                self.reply(412)
            else:
                self.site.content[self.path] = body
                self.reply(204 if there else 201)
        elif there is None:
            self.reply(404)
        elif self.headers.get("If-None-Match") == tag:
            self.reply(304)
        else:
            self.reply(200, there, {"ETag": tag or "", "Content-Type": "application/gzip"})

    do_GET = do_HEAD = do_PUT = do_POST = handle_any  # noqa: N815 (their names are given)

    @staticmethod
    def tag(content: bytes | None) -> str | None:
        """The ETag of content."""
        return None if content is None else f'"{hash(content):x}"'

    def reply(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that went away is no news."""


@contextmanager
def site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A plain HTTP server, or one with TLS."""
    here = Site()
    handler = type("Handler", (Request,), {"site": here})
    server = _Server(("127.0.0.1", 0), handler)
    here.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
