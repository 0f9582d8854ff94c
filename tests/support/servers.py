"""Real servers and clients that tests start, all on loopback: smguard serve, opa, nginx, chromium, certificates."""

import fcntl
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60.0
"""Seconds after which something that should have happened has not."""

TOKEN = "a-token-of-the-tests-0123456789"  # noqa: S105 (it opens nothing)
LONG_POLLING = "application/vnd.openpolicyagent.bundles"


@cache
def system_program(name: str, package: str) -> Path:
    """A program of the system's packages, installed where root may; else its tests are skipped, in CI failed."""
    if not shutil.which(name) and os.geteuid() == 0 and shutil.which("apt-get"):
        with Path(tempfile.gettempdir(), "smguard-apt.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes, apt-get in one
            _install(name, package)
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is not installed: `apt-get install {package}` as root"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return Path(found)


def _install(name: str, package: str) -> None:
    if shutil.which(name):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *package.split()]):
        subprocess.run(["apt-get", "--quiet", *command], env=environment, stdout=subprocess.DEVNULL, check=False)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def until(happened: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, f"this did not happen in {patience} s: {what}"
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

    def end(self) -> int:
        """Asks it to end; its exit code."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
            try:
                self.popen.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self.popen.returncode)

    @property
    def numbers(self) -> list[int]:
        """The ids of its processes: its own, and those of what it started itself."""
        tasks = Path(f"/proc/{self.popen.pid}/task")
        started = [number for task in tasks.iterdir() for number in (task / "children").read_text().split()]
        return [self.popen.pid, *(int(number) for number in started)]

    @property
    def printed(self) -> str:
        """What it printed so far."""
        return self.log.read_text("utf-8", "replace")


@contextmanager
def running(
    command: Sequence[str | Path],
    log: Path,
    ready: Callable[[Process], object],
    environment: Mapping[str, str] | None = None,
    user: int | None = None,
) -> Iterator[Process]:
    """A server from when it is ready until the end of the block, perhaps under another user's number."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        popen = subprocess.Popen(
            command,
            env={**os.environ, **(environment or {})},
            cwd=log.parent,
            stdout=file,
            stderr=subprocess.STDOUT,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    process = Process(popen, log)
    try:
        until(lambda: popen.poll() is not None or ready(process), f"{command[0]} is ready:\n{process.printed}")
        assert popen.poll() is None, process.printed
        yield process
    finally:
        process.end()


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whatever its status; header names are small."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """Its body as text."""
        return self.body.decode()


def ask(
    url: str,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    tls: ssl.SSLContext | None = None,
    method: str | None = None,
) -> Answer:
    """Sends one request and reads the answer."""
    request = urllib.request.Request(url, body, dict(headers or {}), method=method)  # noqa: S310 (loopback)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE, context=tls) as found:  # noqa: S310
            return Answer(found.status, {name.lower(): value for name, value in found.headers.items()}, found.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())


@dataclass
class Serving:
    """A `smguard serve` that has begun."""

    process: Process
    url: str

    @property
    def printed(self) -> str:
        """Its log."""
        return self.process.printed

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1])

    def get(self, path: str, headers: Mapping[str, str] | None = None, token: str | None = None) -> Answer:
        """What it answers."""
        return ask(f"{self.url}{path}", {**bearer(token), **(headers or {})})

    def post(
        self, path: str, body: bytes, headers: Mapping[str, str] | None = None, token: str | None = None
    ) -> Answer:
        """What it answers to a report."""
        return ask(f"{self.url}{path}", {**bearer(token), **(headers or {})}, body)

    def says(self, text: str) -> None:
        """Waits until its log has a text."""
        until(lambda: text in self.printed, f"the log says {text!r}:\n{self.printed}")


def bearer(token: str | None) -> dict[str, str]:
    """The header that carries a token."""
    return {} if token is None else {"authorization": f"Bearer {token}"}


@contextmanager
def serving(
    folder: Path,
    *arguments: str | Path,
    port: int = 0,
    opa: Path | None = None,
    scheme: str = "http",
    user: int | None = None,
) -> Iterator[Serving]:
    """A `smguard serve` with arguments; its log is in the folder. It must not print a traceback."""
    command = [sys.executable, "-m", "smguard", "serve", *arguments, "--port", str(port)]
    environment = {"SMGUARD_OPA": str(opa)} if opa else {"SMGUARD_CACHE": str(folder / "none"), "PATH": "/usr/bin:/bin"}
    log = folder / "serve.log"
    before = log.read_text().count("serving at") if log.exists() else 0
    with running(command, log, lambda one: one.printed.count("serving at") > before, environment, user) as process:
        place = process.printed.rsplit("serving at ", 1)[1].split()[0]
        here = Serving(process, place)
        if scheme == "http":
            until(lambda: listens(here.port), "it listens")
        yield here
    assert "Traceback" not in process.printed, process.printed


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except OSError:
        return False
    return True


@dataclass
class Opa:
    """An OPA server."""

    process: Process
    url: str

    def get(self, path: str) -> Any:
        """What it answers, as JSON."""
        return ask(f"{self.url}/{path}").json

    def decide(self, document: object) -> Any:
        """Its decision on a document."""
        body = json.dumps({"input": document}).encode()
        return ask(f"{self.url}/v1/data/smguard/decision", body=body).json.get("result")

    @property
    def revision(self) -> str | None:
        """The revision that decides now."""
        result = self.get("v1/data/smguard/bundle/revision").get("result")
        return result if isinstance(result, str) else None


@contextmanager
def opa_server(opa: Path, folder: Path, config: Mapping[str, object]) -> Iterator[Opa]:
    """An OPA server with a configuration; it listens, and may not have loaded a bundle yet."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "opa.yaml").write_text(json.dumps(config))
    port = free_port()
    command: list[str | Path] = [opa, "run", "--server", "--addr", f"127.0.0.1:{port}", "--disable-telemetry"]
    command += ["-c", folder / "opa.yaml"]
    with running(command, folder / "opa.log", lambda _: listens(port)) as process:
        yield Opa(process, f"http://127.0.0.1:{port}")


@contextmanager
def opa_with(opa: Path, bundle: Path, folder: Path) -> Iterator[str]:
    """The address of an OPA server with a bundle's folder or tarball; its log is in the other folder."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["--addr", f"127.0.0.1:{port}", "--skip-version-check", "--log-level", "error"]
    command: list[str | Path] = [opa, "run", "--server", *options, "--bundle", bundle]

    def ready(_: Process) -> bool:
        return listens(port) and ask(f"{url}/health?bundles").status == 200

    with running(command, folder / "opa.log", ready):
        yield url


def opa_config(url: str, bundle: str, long: bool = True, **members: Any) -> dict[str, Any]:
    """The configuration of an OPA that polls a server for a bundle, in quick steps."""
    polling: dict[str, int] = {"min_delay_seconds": 1, "max_delay_seconds": 1}
    if long:
        polling["long_polling_timeout_seconds"] = 30
    service = {"url": url, "response_header_timeout_seconds": 5, **members.pop("service", {})}
    return {"services": {"s": service}, "bundles": {bundle: {"service": "s", "polling": polling}}, **members}


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the tests."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """Its own certificate."""
        return self.folder / "ca.pem"

    def issue(self, name: str, days: int = 30) -> tuple[Path, Path]:
        """A certificate for 127.0.0.1 and its key; with negative days it has expired so long ago."""
        request, certificate, key = (self.folder / f"{name}.{kind}" for kind in ("csr", "pem", "key"))
        extensions = self.folder / f"{name}.ext"
        extensions.write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n")
        _openssl("req", "-new", *_NEW_KEY, "-keyout", key, "-out", request, "-subj", f"/CN={name}")
        sign: list[str | Path] = [
            "x509",
            "-req",
            "-in",
            request,
            "-CA",
            self.certificate,
            "-CAkey",
            self.folder / "ca.key",
        ]
        _openssl(*sign, "-CAcreateserial", "-extfile", extensions, "-days", str(days), "-out", certificate)
        return certificate, key


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def authority(folder: Path) -> Authority:
    """A new certificate authority."""
    folder.mkdir(parents=True, exist_ok=True)
    new: list[str | Path] = ["req", "-x509", *_NEW_KEY, "-keyout", folder / "ca.key", "-out", folder / "ca.pem"]
    _openssl(*new, "-days", "30", "-subj", "/CN=tests")
    return Authority(folder)


def _openssl(*arguments: str | Path) -> None:
    openssl = system_program("openssl", "openssl")
    subprocess.run([openssl, *arguments], check=True, capture_output=True)


@dataclass
class Line:
    """A connection to a server that may be bad: `cut` bytes come through of each answer; all where it is None."""

    url: str
    cut: int | None = None


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to a server on loopback, which carries one connection after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = Line(f"http://127.0.0.1:{listening.getsockname()[1]}")
        listening.settimeout(0.2)
        over = threading.Event()

        def carry(client: socket.socket) -> None:
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                client.settimeout(0.1)
                server.settimeout(0.1)
                passed = 0
                while not over.is_set():
                    try:
                        server.sendall(_piece(client))
                        answer = _piece(server)
                    except OSError:
                        return
                    passed += len(answer)
                    if line.cut is not None and passed > line.cut:
                        client.sendall(answer[: line.cut])
                        return
                    client.sendall(answer)

        def accept() -> None:
            while not over.is_set():
                try:
                    client, _ = listening.accept()
                except TimeoutError:
                    continue
                threads.append(threading.Thread(target=carry, args=(client,)))
                threads[-1].start()

        threads = [threading.Thread(target=accept)]
        threads[0].start()
        try:
            yield line
        finally:
            over.set()
            threads[0].join()
            for thread in threads:
                thread.join()


def _piece(end: socket.socket) -> bytes:
    """What has come; raises OSError where the other end is closed."""
    try:
        found = end.recv(65536)
    except TimeoutError:
        return b""
    if not found:
        raise ConnectionResetError
    return found


@contextmanager
def nginx(folder: Path, location: str) -> Iterator[str]:
    """An nginx with one location block; gives its URL."""
    program = system_program("nginx", "nginx-light")
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        "events { worker_connections 2048; }\n"
        f"http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{port};\n{location}\n}} }}\n"
    )
    with running([program, "-c", folder / "nginx.conf"], folder / "nginx.log", lambda _: listens(port)):
        yield f"http://127.0.0.1:{port}"


def screenshot(page: str, image: Path, width: int, height: int, dark: bool = False, virtual: int = 2000) -> str:
    """Renders a page in a real headless Chromium into an image; the document as the browser then has it."""
    chromium = system_program("chromium", "chromium fonts-dejavu-core")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        f"--user-data-dir={image.parent / 'profile'}",
        f"--window-size={width},{height}",
        f"--virtual-time-budget={virtual}",
        *(["--blink-settings=preferredColorScheme=0"] if dark else ["--blink-settings=preferredColorScheme=1"]),
    ]
    subprocess.run(
        [chromium, *options, f"--screenshot={image}", page], check=True, capture_output=True, timeout=PATIENCE
    )
    done = subprocess.run([chromium, *options, "--dump-dom", page], check=True, capture_output=True, timeout=PATIENCE)
    return done.stdout.decode()
