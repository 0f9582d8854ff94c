"""Slow, many, large and hostile clients of `smguard serve`; TLS and client certificates."""

import gzip
import json
import os
import re
import shutil
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smguard.bundle.composition import pack
from smguard.delivery import store
from smguard.serve import connection, unpack, upload
from support.flood import exchange, flood, large_log, memory
from support.servers import Authority, Process, Serving, ask, authority, running, serving, until
from support.workbench import shipped_bundle

PACKED = pack(shipped_bundle().files)
STATUS = {"labels": {"id": "one"}, "bundles": {}}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    store.add(folder, "sm", PACKED, "b")
    store.move_channel(folder, "sm", "stable", shipped_bundle().revision, datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, place: Path) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("limits")
    with serving(folder, place, "--fleet", folder / "fleet.db") as server:
        yield server


def line(server: Serving) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), 60)


def rest(open_line: socket.socket) -> bytes:
    """All that still comes, until the server ends the connection."""
    found = b""
    while piece := _receive(open_line):
        found += piece
    return found


def _receive(open_line: socket.socket) -> bytes:
    try:
        return open_line.recv(65536)
    except ConnectionError:
        return b""


# Slow and many


def hurry(folder: Path) -> Path:
    """A folder for PYTHONPATH with which a server's patience with slow clients is two seconds."""
    (folder / "sitecustomize.py").write_text(
        "import smguard.serve.connection as c, smguard.serve.upload as u\n"
        "c.BoundedProtocol.write_seconds = c.BoundedProtocol.header_seconds = u.SECONDS = 2.0\n"
        "c.BoundedProtocol.end_seconds = 1.0\n"
    )
    return folder


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory, place: Path) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("hurried")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(hurry(folder)))
        with serving(folder, place, "--fleet", folder / "fleet.db") as server:
            yield server


def test_client_that_sends_its_headers_slowly_is_dropped(hurried: Serving) -> None:
    with line(hurried) as silent, line(hurried) as dripping, line(hurried) as empty_lines:
        empty_lines.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        begun = time.monotonic()
        dripping.sendall(b"GET /health HTTP/1.1\r\nHo")
        while time.monotonic() - begun < 3:
            for one in (dripping, empty_lines):
                try:
                    one.sendall(b"\r\n" if one is empty_lines else b"s")
                except ConnectionError:
                    continue
            time.sleep(0.3)
        assert (rest(silent), rest(dripping)) == (b"", b"")
        assert rest(empty_lines).startswith(b"HTTP/1.1 200 ")
    assert hurried.get("/health").status == 200


def test_large_headers_are_refused(here: Serving) -> None:
    with line(here) as one:
        one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX: ")
        for _ in range(connection.HEADER_BYTES // 8192 + 2):
            try:
                one.sendall(b"a" * 8192)
                time.sleep(0.01)
            except ConnectionError:
                break
        assert rest(one)[:12] in (b"HTTP/1.1 431", b"")  # a reset may overtake the answer
    with line(here) as one:
        one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + b"a" * 8192 + b"\r\n\r\n")
        assert rest(one).startswith(b"HTTP/1.1 200")


HOST = "Host: x\r\n"
POST = f"POST /status HTTP/1.1\r\n{HOST}"
GET = f"GET /health HTTP/1.1\r\n{HOST}"
ODD: dict[str, tuple[str, int]] = {
    "HTTP/0.9": ("GET /health\r\n\r\n", 505),
    "HTTP/0.9 with its version": ("GET /health HTTP/0.9\r\n\r\n", 505),
    "HTTP/2": (f"GET /health HTTP/2.0\r\n{HOST}\r\n", 505),
    "another version": (f"GET /health HTTP/1.2\r\n{HOST}\r\n", 400),
    "TLS": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    "two lengths": (f"{POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}", 400),
    "two different lengths": (f"{POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}", 400),
    "a list of lengths": (f"{POST}Content-Length: 2, 2\r\n\r\n{{}}", 400),
    "a length with a sign": (f"{POST}Content-Length: +2\r\n\r\n{{}}", 400),
    "a length and chunks": (f"{POST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "chunks and a length": (f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400),
    "chunks": (f"{POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n", 411),
    "chunks with an extension": (f"{POST}Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{{}}\r\n0\r\n\r\n", 411),
    "chunks of another name": (f"{POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 411),
    "chunks of HTTP/1.0": ("POST /status HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    "LF alone": ("GET /health HTTP/1.1\nHost: x\n\n", 400),
    "one LF alone": ("GET /health HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400),
    "CR alone": ("GET /health HTTP/1.1\r\nHost: x\rX: y\r\n\r\n", 400),
    "folded": (f"{GET}X: y\r\n z\r\n\r\n", 400),
    "NUL in a value": (f"{GET}X: y\x00z\r\n\r\n", 400),
    "NUL in a name": (f"{GET}X\x00: y\r\n\r\n", 400),
    "space before the colon": (f"{GET}X : y\r\n\r\n", 400),
    "no name": (f"{GET}: y\r\n\r\n", 400),
    "no host": ("GET /health HTTP/1.1\r\n\r\n", 400),
    "two hosts": (f"{GET}Host: y\r\n\r\n", 400),
    "two hosts of HTTP/1.0": (f"GET /health HTTP/1.0\r\n{HOST}{HOST}\r\n", 400),
    "absolute target": (f"GET http://other/health HTTP/1.1\r\n{HOST}\r\n", 400),
    "no path": (f"OPTIONS * HTTP/1.1\r\n{HOST}\r\n", 400),
    "a tunnel": (f"CONNECT other:443 HTTP/1.1\r\n{HOST}\r\n", 400),
    "a fragment": (f"GET /health#x HTTP/1.1\r\n{HOST}\r\n", 400),
    "a space": (f"GET /health x HTTP/1.1\r\n{HOST}\r\n", 400),
    "not ASCII": (f"GET /h\xe4lth HTTP/1.1\r\n{HOST}\r\n", 400),
    "..": (f"GET /x/../health HTTP/1.1\r\n{HOST}\r\n", 404),
    "escaped slash": (f"GET /bundles%2fsm HTTP/1.1\r\n{HOST}\r\n", 404),
    "empty segment": (f"GET //health HTTP/1.1\r\n{HOST}\r\n", 404),
    "too many headers": (GET + "X: y\r\n" * connection.HEADERS + "\r\n", 431),
    "one header too large": (f"{GET}X: {'a' * connection.FIELD_BYTES}\r\n\r\n", 431),
    "headers too large together": (f"{GET}" + f"X: {'a' * 15_000}\r\n" * 5 + "\r\n", 431),
    "target too long": (f"GET /{'a' * connection.TARGET_BYTES} HTTP/1.1\r\n{HOST}\r\n", 414),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_request_is_refused_and_its_connection_closed(name: str, here: Serving) -> None:
    request, status = ODD[name]
    with line(here) as one:
        one.sendall((request + GET + "\r\n").encode("latin-1"))  # what follows is never read as another request
        answer = rest(one)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer
    assert (answer.count(b"HTTP/1.1 "), b"connection: close" in answer) == (1, True)


EVEN = {
    "HTTP/1.0": ("GET /health HTTP/1.0\r\n\r\n", 200),
    "HTTP/1.0 with a host": (f"GET /health HTTP/1.0\r\n{HOST}\r\n", 200),
    "as many headers as may be": (f"{GET}" + "X: y\r\n" * (connection.HEADERS - 2) + "Connection: close\r\n\r\n", 200),
    "a long target": (f"GET /{'a' * 8000} HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n", 404),
    "a query": (f"GET /health?a=%20/../ HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n", 200),
    "Latin-1 in a header": (f"{GET}X: \xff\r\nConnection: close\r\n\r\n", 200),
}


@pytest.mark.parametrize("name", EVEN)
def test_rare_request_is_answered(name: str, here: Serving) -> None:
    request, status = EVEN[name]
    with line(here) as one:
        one.sendall(request.encode("latin-1"))
        assert rest(one).startswith(f"HTTP/1.1 {status} ".encode())


def test_refusal_is_no_answer_to_the_request_before(here: Serving) -> None:
    poll = f'GET /bundles/sm HTTP/1.1\r\n{HOST}Prefer: wait=60\r\nIf-None-Match: "{shipped_bundle().revision}"\r\n\r\n'
    with line(here) as one:
        one.sendall(f"{poll}GET /health HTTP/1.1\r\n\r\n".encode())
        assert rest(one) == b""


def test_client_has_its_share_of_the_connections(tmp_path: Path, place: Path) -> None:
    with serving(tmp_path, place, "--connections", "40") as server:
        greedy = [socket.create_connection(("127.0.0.1", server.port), 60, ("127.0.0.2", 0)) for _ in range(90)]
        try:
            answers = []
            for one in greedy:
                try:
                    one.sendall(f"{GET}\r\n".encode())
                    answers.append(one.recv(500))
                except ConnectionError:
                    answers.append(b"")
            statuses = [answer[9:12] for answer in answers]
            assert statuses[:10] == [b"200"] * 10
            assert statuses.count(b"200") == 10
            assert statuses.count(b"429") >= connection.SPARE
            assert {b"retry-after: 5\r\n" in answer for answer in answers if answer[9:12] == b"429"} == {True}
            assert server.get("/bundles/sm").body == PACKED
            assert exchange(server.port, "/health", "127.0.0.3")[0] == 200
            assert exchange(server.port, "/health", "127.0.0.2")[0] == 429
        finally:
            for one in greedy:
                one.close()
        until(lambda: exchange(server.port, "/health", "127.0.0.2")[0] == 200, "it may come again")


def test_client_that_asks_too_fast_waits_and_others_do_not(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import smguard.serve.app as a\na.REQUESTS, a.BURST_SECONDS, a.LONGEST_TURN = 40, 1.0, 0.5\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serving(tmp_path, place) as server:
        fast = [line(server) for _ in range(60)]
        for one in fast:
            one.sendall(f"{GET}\r\n".encode())
        assert exchange(server.port, "/health", "127.0.0.2")[0] == 200
        answers = [one.recv(500) for one in fast]
        for one in fast:
            one.close()
        assert {answer[9:12] for answer in answers} == {b"200", b"429"}
        assert {b"retry-after: 5" in answer for answer in answers if answer[9:12] == b"429"} == {True}
        until(lambda: server.get("/health").status == 200, "its time comes again")


def test_flood_of_large_reports_costs_the_others_little(tmp_path: Path, place: Path) -> None:
    sources = [f"127.0.1.{n}" for n in range(1, 13)]
    with serving(tmp_path, place, "--fleet", tmp_path / "fleet.db") as server:
        fared = flood(server, sources, [large_log(15_000_000), bomb(200_000_000)], 3, ("/health", "/bundles/sm"))
        assert not fared.refused
        assert fared.memory <= 300 * 1024 * 1024
        assert set(fared.statuses) <= {0, 200, 413, 429, 503}
        assert {413, 503} <= set(fared.statuses)
        assert server.post("/status", json.dumps(STATUS).encode()).status == 200


def test_small_report_does_not_wait_for_large_ones_of_others(tmp_path: Path, place: Path) -> None:
    with serving(tmp_path, place, "--fleet", tmp_path / "fleet.db") as server:
        large = large_log(15_000_000)
        answers: list[int] = []

        def upload(source: str) -> None:
            answers.append(exchange(server.port, "/logs", source, large, {"Content-Encoding": "gzip"})[0])

        threads = [threading.Thread(target=upload, args=(f"127.0.0.{n}",)) for n in range(2, 5)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        assert server.post("/status", json.dumps(STATUS).encode()).status == 200
        assert len(answers) < 3
        for thread in threads:
            thread.join()
        assert set(answers) <= {200, 503}


def test_client_that_does_not_read_is_dropped_and_holds_nobody_up(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(hurry(tmp_path)))
    with serving(tmp_path, place) as server, socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(("127.0.0.1", server.port))
        one.settimeout(20)
        request = b"GET /bundles/sm HTTP/1.1\r\nHost: x\r\n\r\n"
        for _ in range(150):  # answers of 5 MB, which is more than the buffers between the two hold
            one.sendall(request)
            time.sleep(0.005)
        assert server.get("/health").status == 200
        until(lambda: open_connections(server) == 0, "it is dropped", 20)
        assert server.get("/bundles/sm").body == PACKED


def open_connections(server: Serving) -> int:
    """How many TCP connections the server's process holds, without the one it listens on."""
    folder = Path(f"/proc/{server.process.popen.pid}")
    sockets = set()
    for number in (folder / "fd").iterdir():
        try:
            target = str(number.readlink())
        except OSError:
            continue
        sockets.update(re.findall(r"socket:\[(\d+)\]", target))
    rows = [row.split() for row in (folder / "net/tcp").read_text().splitlines()[1:]]
    return sum(row[3] == "01" and row[9] in sockets for row in rows)


def test_slow_body_is_dropped_and_a_cut_one_is_not_kept(hurried: Serving) -> None:
    head = b"POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    with line(hurried) as slow, line(hurried) as cut:
        cut.sendall(head + b"{")
        cut.close()
        slow.sendall(head + b"{")
        answer = rest(slow)
        assert answer.startswith(b"HTTP/1.1 408 "), answer
    assert hurried.get("/fleet.json").json["opas"] == []


def test_slow_clients_do_not_keep_a_server_from_ending(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import smguard.serve.connection as c\nc.BoundedProtocol.end_seconds = 1.0\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with (
        serving(tmp_path, place, "--fleet", tmp_path / "fleet.db") as server,
        line(server) as sending,
        line(server) as idle,
        socket.socket() as reading,
    ):
        idle.sendall(b"GET /hea")
        sending.sendall(b"POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
        reading.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reading.connect(("127.0.0.1", server.port))
        for _ in range(150):
            reading.sendall(b"GET /bundles/sm HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.005)
        assert server.process.end() == 0
    assert server.printed.rstrip().endswith("ended")


def test_thousand_idle_connections_cost_little_and_hinder_nobody(tmp_path: Path, place: Path) -> None:
    with serving(tmp_path, place) as server:
        before = memory(server)
        lines = [line(server) for _ in range(1000)]
        try:
            for one in lines:
                one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert {one.recv(12) for one in lines} == {b"HTTP/1.1 200"}
            assert open_connections(server) >= 1000
            assert server.get("/bundles/sm").body == PACKED
            assert memory(server) - before < 64 * 1024 * 1024
        finally:
            for one in lines:
                one.close()
        until(lambda: open_connections(server) == 0, "all are closed")


def test_more_clients_than_allowed_are_asked_to_come_again(tmp_path: Path, place: Path) -> None:
    with serving(tmp_path, place, "--connections", "20", "--client-share", "100") as server:
        lines = [line(server) for _ in range(30)]
        try:
            for one in lines:
                one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            answers = [one.recv(12) for one in lines]
            assert set(answers) <= {b"HTTP/1.1 200", b"HTTP/1.1 503"}
            assert b"HTTP/1.1 503" in answers
        finally:
            for one in lines:
                one.close()
        until(lambda: server.get("/health").status == 200, "it answers again")


# Bodies


def bomb(size: int) -> bytes:
    return gzip.compress(b" " * size, compresslevel=9)


BODIES: dict[str, tuple[bytes, dict[str, str], int, str]] = {
    "a status": (json.dumps(STATUS).encode(), {}, 200, "{}"),
    "packed": (gzip.compress(json.dumps(STATUS).encode()), {"Content-Encoding": "gzip"}, 200, "{}"),
    "nothing": (b"", {}, 400, "the body is not JSON\n"),
    "no JSON": (b"<html>", {}, 400, "the body is not JSON\n"),
    "not a number": (b'{"labels": {"id": "a"}, "x": NaN}', {}, 400, "the body is not JSON\n"),
    "too deep": (b"[" * 100_000, {}, 400, "the body is not JSON\n"),
    "a list": (b"[]", {}, 400, "a report must be an object whose labels have an id\n"),
    "no labels": (b"{}", {}, 400, "a report must be an object whose labels have an id\n"),
    "no id": (b'{"labels": {"id": 7}}', {}, 400, "a report must be an object whose labels have an id\n"),
    "not packed": (b"{}", {"Content-Encoding": "gzip"}, 400, "the body is not gzip\n"),
    "cut": (
        gzip.compress(b"{}" * 999)[:-9] + bytes(4),  # it says that it unpacks to nothing
        {"Content-Encoding": "gzip"},
        400,
        "the body is not one complete gzip stream\n",
    ),
    "other packing": (b"{}", {"Content-Encoding": "br"}, 415, "a body must be uncompressed or gzip\n"),
    "a bomb": (
        bomb(200 * 1024 * 1024),
        {"Content-Encoding": "gzip"},
        413,
        f"a body must have at most {unpack.UNPACKED_BYTES} bytes when unpacked\n",
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_report_is_taken_or_refused(name: str, bodies: Serving) -> None:
    body, headers, status, said = BODIES[name]
    found = bodies.post("/status", body, {"Content-Type": "application/json", **headers})
    assert (found.status, found.text) == (status, said)


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory, place: Path) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("bodies")
    with serving(folder, place, "--fleet", folder / "fleet.db") as server:
        before = memory(server)
        yield server
        assert memory(server) - before < 128 * 1024 * 1024


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in chunks"])
def test_status_of_100_megabytes_is_refused_without_reading_it(told: bool, here: Serving) -> None:
    size, piece = 100 * 1024 * 1024, b"x" * 65536
    before, sent = memory(here), 0
    length = f"Content-Length: {size}" if told else "Transfer-Encoding: chunked"
    with line(here) as one:
        one.sendall(f"POST /status HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
        try:
            while sent < size:
                one.sendall(piece if told else b"10000\r\n" + piece + b"\r\n")
                sent += len(piece)
        except ConnectionError:
            pass
        answer = rest(one)
    assert answer[:12] in (b"HTTP/1.1 413" if told else b"HTTP/1.1 411", b"")  # a reset may overtake the answer
    assert sent < size
    assert memory(here) - before < 32 * 1024 * 1024
    with line(here) as one:
        one.sendall(f"POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode())
        answer = rest(one)
        assert answer.startswith(b"HTTP/1.1 413 "), answer
        assert answer.endswith(f"a body must have at most {upload.PACKED_BYTES} bytes\n".encode())


# TLS


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("ca"))


def client(trusted: Authority, certificate: tuple[Path, Path] | None = None) -> ssl.SSLContext:
    """A client that trusts the authority. It speaks TLS 1.2, where a refusal comes within the handshake."""
    context = ssl.create_default_context(cafile=trusted.certificate)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    if certificate:
        context.load_cert_chain(*certificate)
    return context


def refused(url: str, tls: ssl.SSLContext) -> str:
    """What a client hears that is not let in."""
    try:
        ask(url, tls=tls)
    except OSError as error:
        return str(error)
    return ""


def test_https_and_a_certificate_that_is_renewed_while_running(tmp_path: Path, place: Path, trusted: Authority) -> None:
    certificate, key = trusted.issue("first")
    mine = tmp_path / "server.pem"
    mine.write_bytes(certificate.read_bytes() + key.read_bytes())
    with serving(tmp_path, place, "--tls-cert", mine, scheme="https") as server:
        assert server.url.startswith("https://")
        url = f"{server.url}/bundles/sm"
        assert ask(url, tls=client(trusted)).body == PACKED
        assert "CERTIFICATE_VERIFY_FAILED" in refused(url, ssl.create_default_context())
        assert serial(server) == serial_of(certificate)
        mine.write_text("broken")
        server.says(f"{mine}: is not a certificate with its unencrypted key in PEM: ")
        assert ask(url, tls=client(trusted)).body == PACKED
        renewed, key = trusted.issue("second")
        mine.write_bytes(renewed.read_bytes() + key.read_bytes())
        until(lambda: serial(server) == serial_of(renewed), "new connections get the new certificate")
        assert refused(url.replace("https", "http"), client(trusted)) != ""


def serial(server: Serving) -> str:
    """The server's certificate, as a client gets it."""
    return ssl.get_server_certificate(("127.0.0.1", server.port)).strip()


def serial_of(certificate: Path) -> str:
    return certificate.read_text().strip()


def test_client_certificates_are_asked_for(tmp_path: Path, place: Path, trusted: Authority) -> None:
    certificate, key = trusted.issue("server")
    good, expired = trusted.issue("opa"), trusted.issue("old-opa", days=-1)
    stranger = authority(tmp_path / "other").issue("opa")
    arguments: list[str | Path] = ["--tls-cert", certificate, "--tls-key", key, "--client-ca", trusted.certificate]
    with serving(tmp_path, place, *arguments, scheme="https") as server:
        url = f"{server.url}/bundles/sm"
        assert ask(url, tls=client(trusted, good)).body == PACKED
        assert refused(url, client(trusted)) != ""
        assert refused(url, client(trusted, expired)) != ""
        assert refused(url, client(trusted, stranger)) != ""
        assert ask(url, tls=client(trusted, good)).body == PACKED


def test_old_tls_is_not_spoken(tmp_path: Path, place: Path, trusted: Authority) -> None:
    certificate, key = trusted.issue("modern")
    with serving(tmp_path, place, "--tls-cert", certificate, "--tls-key", key, scheme="https") as server:
        context = client(trusted)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        assert refused(f"{server.url}/health", context) != ""


# Who runs it


UNPRIVILEGED = (
    "setpriv",
    *("--reuid", "12345", "--regid", "12345", "--clear-groups"),
    # the tests' Python may be where others may not read; writing needs another capability
    *("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"),
)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_any_user_can_run_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Here: a user without a home and without a name, who may write nowhere but in one folder."""
    made = Path(tempfile.mkdtemp(prefix="smguard-", dir="/var/tmp"))
    try:
        made.chmod(0o755)
        store.add(made / "store", "sm", PACKED, "b")
        store.move_channel(made / "store", "sm", "stable", shipped_bundle().revision, datetime.now(UTC))
        (made / "data").mkdir()
        (made / "data").chmod(0o777)
        command: list[str | Path] = [
            *UNPRIVILEGED,
            sys.executable,
            "-m",
            "smguard",
            "serve",
            made / "store",
            "--port",
            "0",
        ]
        environment = {"HOME": "", "SMGUARD_CACHE": "/nonexistent", "PATH": "/usr/bin:/bin"}
        log = tmp_path_factory.mktemp("log") / "log"
        ready: Callable[[Process], object] = lambda one: "serving at" in one.printed  # noqa: E731
        with running([*command, "--fleet", made / "data/fleet.db"], log, ready, environment) as process:
            url = process.printed.rsplit("serving at ", 1)[1].split()[0]
            assert ask(f"{url}/bundles/sm").body == PACKED
            assert ask(f"{url}/status", body=json.dumps(STATUS).encode()).status == 200
            assert (made / "data/fleet.db").stat().st_uid == 12345
        assert process.end() == 0
    finally:
        shutil.rmtree(made)
