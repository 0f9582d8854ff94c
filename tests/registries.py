"""Real servers that tests publish to and download from, all on loopback: a registry, S3, OPA, plain HTTP."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from smguard.toolchain import Tool, require

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

PATIENCE = 60.0
"""Seconds after which something that should have happened has not."""


def system_program(name: str, package: str) -> Path:
    """A program of the system's packages, installed where root may; else its tests are skipped, in CI failed."""
    if not shutil.which(name) and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
            subprocess.run(["apt-get", "--quiet", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is not installed: `apt-get install {package}` as root"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return Path(found)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def until(happened: Callable[[], object], what: str) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"this did not happen in {PATIENCE} s: {what}"
        time.sleep(0.05)


@dataclass
class Process:
    """A server of its own; `log` has all that it printed."""

    popen: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """Ends it at once, as kill -9 does."""
        self.popen.kill()
        self.popen.wait()

    @property
    def printed(self) -> str:
        """What it printed so far."""
        return self.log.read_text("utf-8", "replace")


@contextmanager
def running(
    command: list[str | Path], log: Path, environment: Mapping[str, str], ready: Callable[[], object]
) -> Iterator[Process]:
    """A server from when it is ready until the end of the block."""
    with log.open("wb") as file:
        popen = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=log.parent, stdout=file, stderr=subprocess.STDOUT
        )
    process = Process(popen, log)
    try:
        until(lambda: popen.poll() is not None or ready(), f"{command[0]} is ready:\n{process.printed}")
        assert popen.poll() is None, process.printed
        yield process
    finally:
        popen.send_signal(signal.SIGTERM)
        try:
            popen.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def answers(url: str, *statuses: int) -> bool:
    """Whether a server answers at all, or with one of these."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (loopback)
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        return False
    return not statuses or status in statuses


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
    with running(command, folder / "log", {}, lambda: answers(f"http://127.0.0.1:{port}/v2/")):
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
    with running(command, folder / "log", roots, lambda: answers(f"http://127.0.0.1:{port}/")):
        yield f"http://127.0.0.1:{port}"


@dataclass
class Opa:
    """An OPA server."""

    process: Process
    url: str

    def get(self, path: str) -> Any:
        """What it answers, whatever its status."""
        try:
            with urllib.request.urlopen(f"{self.url}/{path}", timeout=10) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)

    @property
    def revision(self) -> str | None:
        """The revision that decides now."""
        result = self.get("v1/data/smguard/bundle/revision").get("result")
        return result if isinstance(result, str) else None

    @property
    def printed(self) -> str:
        """What it printed so far."""
        return self.process.printed


@contextmanager
def opa_server(opa: Path, folder: Path, config: str, environment: Mapping[str, str] | None = None) -> Iterator[Opa]:
    """An OPA server with a configuration; it listens, and has not yet loaded a bundle."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "opa.yaml").write_text(config)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command: list[str | Path] = [opa, "run", "--server", "--addr", f"127.0.0.1:{port}", "--disable-telemetry"]
    command += ["--log-level", "debug", "--config-file", folder / "opa.yaml"]
    with running(command, folder / "log", environment or {}, lambda: answers(f"{url}/health", 200)) as process:
        yield Opa(process, url)


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
def site() -> Iterator[Site]:
    """A plain HTTP server."""
    here = Site()
    handler = type("Handler", (Request,), {"site": here})
    server = _Server(("127.0.0.1", 0), handler)
    here.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
