"""What `smguard serve` answers: bundles by address, conditions, long polling, tokens; what it refuses."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smguard import tree
from smguard.bundle.composition import Bundle, compose, content_revision, pack
from smguard.bundle.plan import read_plan
from smguard.delivery import store
from smguard.serve.prefer import LONGEST_WAIT, names, wait_seconds
from support.servers import (
    LONG_POLLING,
    TOKEN,
    Answer,
    Serving,
    ask,
    nginx,
    serving,
    system_program,
    until,
)
from support.workbench import shipped_bundle, smguard

ONE = shipped_bundle()
PACKED = pack(ONE.files)
WAIT = {"Prefer": "modes=snapshot,delta;wait=30"}


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The shipped rules with another organisation, so another revision."""
    policies = tmp_path_factory.mktemp("two")
    (policies / "organization.yaml").write_text("fail_on: low\n")
    return compose(read_plan(policies))


def move(place: Path, channel: str, bundle: Bundle, name: str = "sm") -> None:
    """Publishes a bundle into a store and points a channel at it."""
    store.add(place, name, pack(bundle.files), "b")
    store.move_channel(place, name, channel, bundle.revision, datetime.now(UTC))


def offers(server: Serving, bundle: Bundle) -> Callable[[], bool]:
    """Whether a server has a bundle at /bundles/sm."""
    return lambda: server.get("/bundles/sm").headers.get("etag") == etag(bundle)


def etag(bundle: Bundle) -> str:
    return f'"{bundle.revision}"'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store whose stable channel is the shipped bundle."""
    move(tmp_path / "store", "stable", ONE)
    return tmp_path / "store"


@pytest.fixture
def here(tmp_path: Path, place: Path) -> Iterator[Serving]:
    with serving(tmp_path, place) as server:
        yield server


# Headers, alone


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("modes=snapshot,delta", 0),
        ("modes=snapshot,delta;wait=30", 30),
        ("modes=snapshot; wait=5", 5),
        ('respond-async, wait="10"', 10),
        ("WAIT = 7", 7),
        ("wait=-1", 0),
        ("wait=1.5", 0),
        ("wait=ten", 0),
        ("await=9", 0),
        ("wait=999999999", LONGEST_WAIT),
        ("wait=" + "9" * 4000, 0),
    ],
)
def test_wait_is_read_as_opa_writes_it(prefer: str | None, seconds: float) -> None:
    assert wait_seconds(prefer) == seconds


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (None, False),
        ("", False),
        ('"a"', True),
        ('"b"', False),
        ("a", False),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
    ],
)
def test_condition_names_an_etag(header: str | None, named: bool) -> None:
    assert names(header, '"a"') is named


# Addresses


def test_bundle_folder_is_served_under_its_name(tmp_path: Path) -> None:
    tree.write(tmp_path / "secretsmanager", ONE.files)
    with serving(tmp_path, tmp_path / "secretsmanager") as server:
        found = server.get("/bundles/secretsmanager")
        assert (found.status, found.headers["etag"], found.body) == (200, etag(ONE), PACKED)
        assert server.get("/bundles/secretsmanager/stable").status == 404
        assert server.get(f"/bundles/secretsmanager/{ONE.revision}").body == PACKED
        assert server.get("/health").json == {"offered": 1}


def test_store_is_served_by_channel_and_by_revision(tmp_path: Path, two: Bundle) -> None:
    place = tmp_path / "store"
    for channel, bundle in (("stable", ONE), ("canary", two)):
        move(place, channel, bundle)
    move(place, "stable", two, "other")
    with serving(tmp_path, place) as server:
        for address, bundle in {
            "sm": ONE,
            "sm/stable": ONE,
            "sm/canary": two,
            "sm/canary.tar.gz": two,
            "sm.tar.gz": ONE,
            f"sm/{ONE.revision}": ONE,
            f"sm/{two.revision}": two,
            "other": two,
        }.items():
            found = server.get(f"/bundles/{address}")
            assert (found.status, found.headers["etag"], found.body) == (200, etag(bundle), pack(bundle.files))
            assert found.headers["content-type"] == "application/gzip"
            assert server.get(f"/bundles/{address}", {"If-None-Match": etag(bundle)}).status == 304
        assert server.get(f"/bundles/other/{ONE.revision}").status == 404
        server.says("other and sm both own smguard: an OPA can load only one of them")


def test_other_channel_can_be_the_default(tmp_path: Path, place: Path, two: Bundle) -> None:
    move(place, "canary", two)
    with serving(tmp_path, place, "--channel", "canary") as server:
        assert server.get("/bundles/sm").headers["etag"] == etag(two)


def test_revision_that_is_no_channels_is_pinned(here: Serving, place: Path, two: Bundle) -> None:
    address = f"/bundles/sm/{two.revision}"
    assert here.get(address).status == 404
    store.add(place, "sm", pack(two.files), "b")
    assert here.get(address).body == pack(two.files)
    store.revision_path(place, "sm", two.revision).write_bytes(PACKED)
    assert here.get(address).status == 404
    here.says(f"sm/{two.revision}: refused: ")


ODD = [
    "/",
    "/bundles",
    "/bundles/",
    "/bundles/none",
    "/bundles/sm/none",
    "/bundles/sm/stable/",
    "/bundles/sm/stable/more",
    "/bundles/SM",
    "/bundles/../../etc/passwd",
    "/bundles/..%2f..%2fetc%2fpasswd",
    "/bundles/%2e%2e/%2e%2e",
    "/bundles/sm/..",
    "/bundles/sm/%2e%2e",
    "/bundles/sm/..%5c..",
    "/bundles/sm/stable%00",
    "/bundles/sm/stable%0a",
    "/bundles/sm/%ff%fe",
    "/bundles/sm/%E2%80%AEelbats",
    "/bundles//sm",
    "/bundles/sm%2fstable%2f..%2f..",
    "/bundles/sm/" + "0" * 64,
    "/bundles/sm/" + "a" * 4000,
    "//etc/passwd",
    "/status",
    "/logs",
    "/fleet",
    "/static/../../x",
]


def raw(server: Serving, request: bytes, patience: float = 30) -> bytes:
    """The first bytes that come back for bytes sent as they are."""
    with socket.create_connection(("127.0.0.1", server.port), patience) as line:
        line.sendall(request)
        found = b""
        while b"\r\n\r\n" not in found and (piece := line.recv(65536)):
            found += piece
        return found


@pytest.mark.parametrize("path", ODD)
def test_odd_addresses_are_nothing(path: str, shared: Serving) -> None:
    answer = raw(shared, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1"))
    assert answer.split(b" ", 2)[1] == b"404", answer


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("shared")
    move(folder / "store", "stable", ONE)
    with serving(folder, folder / "store") as server:
        yield server


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("POST /bundles/sm HTTP/1.1", b"405"),
        ("PUT /bundles/sm HTTP/1.1", b"405"),
        ("DELETE /bundles/sm/stable HTTP/1.1", b"405"),
        ("HEAD /bundles/sm HTTP/1.1", b"200"),
        ("GET http://other.example/bundles/sm HTTP/1.1", b"400"),
        ("NONSENSE", b"400"),
        ("GET /bundles/sm\x00 HTTP/1.1", b"400"),
    ],
)
def test_odd_requests(request_line: str, status: bytes, shared: Serving) -> None:
    answer = raw(shared, f"{request_line}\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1"))
    assert answer.split(b" ", 2)[1] == status, answer


# What is new


def test_new_revision_is_offered_and_a_broken_one_is_not(here: Serving, place: Path, two: Bundle) -> None:
    move(place, "stable", two)
    until(lambda: here.get("/bundles/sm").headers["etag"] == etag(two), "the new revision is offered")
    store.revision_path(place, "sm", ONE.revision).write_bytes(PACKED[:1000])
    store.channel_path(place, "sm", "stable").write_text(
        json.dumps({"revision": ONE.revision, "previous": [], "moved": "2026-11-24T12:00:00+00:00"})
    )
    here.says(f"sm/stable: refused, revision {two.revision} stays: ")
    time.sleep(0.5)
    assert here.get("/bundles/sm").body == pack(two.files)
    assert here.printed.count("sm/stable: refused") == 1
    metrics = here.get("/metrics").text
    assert "smguard_refused_bundles_total 1.0" in metrics
    assert f'smguard_bundle_info{{address="sm/stable",revision="{two.revision}"}} 1.0' in metrics
    store.revision_path(place, "sm", ONE.revision).write_bytes(PACKED)
    until(lambda: here.get("/bundles/sm").headers["etag"] == etag(ONE), "the mended revision is offered")


def test_same_revision_signed_anew_is_news(here: Serving, place: Path) -> None:
    etags = [here.get("/bundles/sm").headers["etag"]]
    for signatures in (b'{"signatures": ["a"]}', b'{"signatures": ["b"]}'):
        store.add(place, "sm", pack({**ONE.files, ".signatures.json": signatures}), "b")
        until(lambda: here.get("/bundles/sm").headers["etag"] not in etags, "the signed one is offered")
        etags.append(here.get("/bundles/sm").headers["etag"])
    assert [found.strip('"').split("-")[0] for found in etags] == [ONE.revision] * 3


def test_damaged_channel_keeps_the_old_and_a_removed_one_is_gone(here: Serving, place: Path) -> None:
    path = store.channel_path(place, "sm", "stable")
    before = path.read_text()
    path.write_text("{")
    here.says(f"{path}: is not a channel")
    assert here.get("/bundles/sm").status == 200
    path.write_text(before)
    time.sleep(0.5)
    path.unlink()
    here.says("sm/stable was removed from the store, and is no longer offered")
    assert here.get("/bundles/sm").status == 404
    assert here.get("/health").status == 503


def test_store_that_vanishes_keeps_what_is_offered(here: Serving, place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    here.says("there is no such folder; its bundles are still offered")
    assert here.get("/bundles/sm").body == PACKED
    place.with_name("elsewhere").rename(place)
    time.sleep(0.5)
    assert here.get("/bundles/sm").body == PACKED
    assert here.printed.count("there is no such folder") == 1


def test_empty_store_waits_for_its_first_bundle(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with serving(tmp_path, tmp_path / "store") as server:
        assert (server.get("/health").status, server.get("/bundles/sm").status) == (503, 404)
        move(tmp_path / "store", "stable", ONE)
        until(lambda: server.get("/health").status == 200, "the first bundle is offered")
        assert server.get("/bundles/sm").body == PACKED


def broken(bundle: Bundle, **changes: bytes) -> dict[str, bytes]:
    """Files of a bundle with some otherwise, under the revision that they then have."""
    files = {**bundle.files, **changes}
    revision = content_revision({path: text for path, text in files.items() if not path.endswith("_test.rego")})
    manifest = {**json.loads(files[".manifest"]), "revision": revision}
    data = json.loads(files["data.json"])
    data["smguard"]["bundle"]["revision"] = revision
    return {**files, ".manifest": json.dumps(manifest).encode(), "data.json": json.dumps(data).encode()}


FOLDERS: dict[str, tuple[dict[str, bytes], str]] = {
    "changed without its revision": (
        {**ONE.files, "smguard/smguard.rego": b"package smguard\n"},
        "its content is revision ",
    ),
    "wrong roots": (
        {**ONE.files, ".manifest": ONE.files[".manifest"].replace(b'"smguard"\n', b'"acme"\n')},
        "is outside the roots acme",
    ),
    "does not compile": (
        broken(ONE, **{"smguard/smguard.rego": b"package smguard\n\ndecision := nothing\n"}),
        "does not compile: ",
    ),
    "no manifest": (
        {path: text for path, text in ONE.files.items() if path != ".manifest"},
        "contains no .manifest",
    ),
    "a name that would be a line of the log": (
        {**ONE.files, "a\n2026-11-24 INFO\x1b[31m.rego": b"x := 1\n"},
        "a; 2026-11-24 INFO\\u001b[31m.rego: names no package",
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_broken_folder_is_refused_and_the_old_stays(name: str, tmp_path: Path, two: Bundle, opa: Path) -> None:
    place, (files, said) = tmp_path / "sm", FOLDERS[name]
    tree.write(place, ONE.files)
    with serving(tmp_path, place, opa=opa) as server:
        tree.write(place, files)
        server.says(f"sm: refused, revision {ONE.revision} stays: ")
        assert said in server.printed
        assert server.get("/bundles/sm").body == PACKED
        tree.write(place, two.files)
        until(lambda: server.get("/bundles/sm").body == pack(two.files), "the next good one is offered")


# Long polling


def poll(server: Serving, bundle: Bundle, wait: int, address: str = "sm") -> Answer:
    headers = {"Prefer": f"modes=snapshot,delta;wait={wait}", "If-None-Match": etag(bundle)}
    return server.get(f"/bundles/{address}", headers)


def test_first_poll_is_answered_at_once_and_says_that_it_may_be_long(shared: Serving) -> None:
    found = shared.get("/bundles/sm", WAIT)
    assert (found.status, found.headers["content-type"], found.body) == (200, LONG_POLLING, PACKED)


def test_poll_is_held_until_its_time_is_over(shared: Serving) -> None:
    begun = time.monotonic()
    found = poll(shared, ONE, 1)
    assert (found.status, found.headers["etag"], found.headers["content-type"]) == (304, etag(ONE), LONG_POLLING)
    assert time.monotonic() - begun >= 0.9


def test_poll_is_answered_when_there_is_news(here: Serving, place: Path, two: Bundle) -> None:
    found: list[Answer] = []
    threads = [
        threading.Thread(target=lambda address=address: found.append(poll(here, ONE, 60, address)))
        for address in ("sm", "sm/stable")
    ]
    for thread in threads:
        thread.start()
    until(lambda: "smguard_waiting_polls 2.0" in here.get("/metrics").text, "both wait")
    move(place, "canary", two)
    time.sleep(0.5)
    assert found == []
    move(place, "stable", two)
    for thread in threads:
        thread.join()
    assert [(answer.status, answer.headers["etag"]) for answer in found] == [(200, etag(two))] * 2


def test_client_that_goes_away_is_not_waited_for(shared: Serving) -> None:
    request = f"GET /bundles/sm HTTP/1.1\r\nHost: x\r\nPrefer: wait=60\r\nIf-None-Match: {etag(ONE)}\r\n\r\n"
    lines = [socket.create_connection(("127.0.0.1", shared.port)) for _ in range(5)]
    for line in lines:
        line.sendall(request.encode())
    until(lambda: "smguard_waiting_polls 5.0" in shared.get("/metrics").text, "five wait")
    for line in lines:
        line.close()
    until(lambda: "smguard_waiting_polls 0.0" in shared.get("/metrics").text, "nobody waits")


def test_end_answers_who_waits_and_loses_nobody(tmp_path: Path, place: Path) -> None:
    found: list[Answer] = []
    with serving(tmp_path, place) as server:
        threads = [threading.Thread(target=lambda: found.append(poll(server, ONE, 60))) for _ in range(20)]
        for thread in threads:
            thread.start()
        until(lambda: "smguard_waiting_polls 20.0" in server.get("/metrics").text, "all wait")
        assert server.process.end() == 0
        for thread in threads:
            thread.join()
    assert [answer.status for answer in found] == [304] * 20
    assert server.printed.rstrip().endswith("ended")


def test_requests_go_on_while_bundles_and_signals_come(here: Serving, place: Path, two: Bundle) -> None:
    statuses: list[int] = []
    stop = threading.Event()

    def ask_on() -> None:
        while not stop.is_set():
            statuses.append(here.get("/bundles/sm").status)

    threads = [threading.Thread(target=ask_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    for bundle in (two, ONE, two, ONE):
        move(place, "stable", bundle)
        here.process.popen.send_signal(signal.SIGHUP)
        until(offers(here, bundle), "it is offered")
    stop.set()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}


def test_socket_that_systemd_holds_loses_nobody_between_two_servers(tmp_path: Path, place: Path) -> None:
    found: list[int] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/bundles/sm"
        threads = [threading.Thread(target=lambda: found.append(ask(url).status)) for _ in range(8)]
        for number in range(2):
            server = handed(listening, place, tmp_path / f"{number}.log")
            until((lambda log: lambda: "serving at" in log.read_text())(tmp_path / f"{number}.log"), "it serves")
            found.append(ask(url).status)
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0
            for thread in threads[4 * number : 4 * number + 4]:
                thread.start()  # while there is no server
        last = handed(listening, place, tmp_path / "last.log")
        for thread in threads:
            thread.join()
        last.send_signal(signal.SIGTERM)
        assert last.wait(30) == 0
    assert found == [200] * 10


def handed(listening: socket.socket, place: Path, log: Path) -> subprocess.Popen[bytes]:
    """A server that gets its socket as systemd hands it over (sd_listen_fds(3))."""
    number = listening.fileno()
    script = f'export LISTEN_PID=$$ LISTEN_FDS=1; exec 3<&{number}; exec "$0" -m smguard serve "$1"'
    with log.open("wb") as file:
        return subprocess.Popen(
            ["bash", "-c", script, sys.executable, place], pass_fds=[number], stdout=file, stderr=subprocess.STDOUT
        )


# Tokens


def token_file(folder: Path, *tokens: str) -> Path:
    path = folder / "tokens"
    made = folder / "tokens.new"
    made.write_text("# who may ask\n\n" + "".join(f"{token}\n" for token in tokens))
    made.chmod(0o600)
    made.replace(path)
    return path


def test_bundles_need_a_token_and_health_needs_none(tmp_path: Path, place: Path) -> None:
    with serving(tmp_path, place, "--token-file", token_file(tmp_path, TOKEN)) as server:
        refused = server.get("/bundles/sm")
        assert (refused.status, refused.headers["www-authenticate"], refused.body) == (
            401,
            'Bearer realm="smguard"',
            b"a valid token is required\n",
        )
        for header in ("", "Bearer", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", TOKEN, f"Digest {TOKEN}", "Basic !"):
            assert server.get("/bundles/sm", {"Authorization": header}).status == 401
        assert server.get("/metrics").status == 401
        assert server.get("/bundles/sm", token=TOKEN).body == PACKED
        assert server.get("/metrics", token=TOKEN).status == 200
        assert server.get("/health").status == 200
    assert TOKEN[:-1] not in server.printed
    assert server.printed.count("bundles without a valid token from 127.0.0.1") == 8


def test_token_file_is_rotated_while_running(tmp_path: Path, place: Path) -> None:
    old, new = "old-" + "a" * 28, "new-" + "b" * 28
    path = token_file(tmp_path, old)
    with serving(tmp_path, place, "--token-file", path) as server:

        def statuses() -> list[int]:
            return [server.get("/bundles/sm", token=token).status for token in (old, new)]

        assert statuses() == [200, 401]
        token_file(tmp_path, old, new)
        assert statuses() == [200, 200]
        token_file(tmp_path, new)
        assert statuses() == [401, 200]
        path.write_text("short\n")
        assert statuses() == [401, 401]
        path.unlink()
        assert statuses() == [401, 401]
        token_file(tmp_path, new)
        assert statuses() == [401, 200]
    assert (
        f"{path}:1: a token must have at least 16 printable ASCII characters and no space; every request is refused"
        in server.printed
    )
    assert f"{path}: cannot be read: No such file or directory; every request is refused" in server.printed
    assert not any(token in server.printed for token in (old, new, "short\n"))


def test_who_looks_at_the_fleet_may_need_another_token(tmp_path: Path, place: Path) -> None:
    viewer = "viewer-" + "c" * 28
    (tmp_path / "view").write_text(viewer)
    arguments: list[str | Path] = ["--token-file", token_file(tmp_path, TOKEN), "--view-token-file", tmp_path / "view"]
    with serving(tmp_path, place, *arguments, "--fleet", tmp_path / "fleet.db") as server:
        asked = {
            path: [server.get(path, token=token).status for token in (TOKEN, viewer)]
            for path in ("/bundles/sm", "/fleet", "/fleet.json", "/metrics")
        }
        assert asked == {
            "/bundles/sm": [200, 401],
            "/fleet": [401, 200],
            "/fleet.json": [401, 200],
            "/metrics": [401, 200],
        }
        assert server.get("/fleet").headers["www-authenticate"].startswith("Basic ")


# What it does not begin with


@pytest.mark.usefixtures("place")
def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    tree.write(tmp_path / "b/sm", {**ONE.files, "smguard/smguard.rego": b"package smguard\n"})
    tree.write(tmp_path / "c/sm", ONE.files)
    tree.write(tmp_path / "Odd", ONE.files)
    (tmp_path / "empty").write_text("# nothing\n")
    (tmp_path / "short").write_text("abc\n")
    (tmp_path / "no.db").write_bytes(b"x" * 5000)
    (tmp_path / "no.pem").write_text("no certificate\n")
    changed = content_revision(dict(replace(ONE, files=tree.read(tmp_path / "b/sm")).files))
    for arguments, said in (
        (["none"], "none: there is no such folder: name a bundle folder or a store"),
        (["b/sm"], f"b/sm: its content is revision {changed}, its manifest says {ONE.revision}"),
        (["store", "c/sm"], "c/sm: store already offers a bundle sm"),
        (["Odd"], "Odd: a bundle is served under its folder's name: use at most 48 lowercase letters, digits, - and _"),
        (["store", "--token-file", "none"], "none: cannot be read: No such file or directory"),
        (
            ["store", "--token-file", "empty"],
            "empty: contains no token: write one per line, from `openssl rand -hex 32`",
        ),
        (
            ["store", "--token-file", "short"],
            "short:1: a token must have at least 16 printable ASCII characters and no space",
        ),
        (
            ["store", "--channel", "../x"],
            "--channel '../x' is not a valid channel name: use lowercase letters, digits, - and _",
        ),
        (["store", "--tls-key", "none"], "--tls-key and --client-ca need --tls-cert"),
        (
            ["store", "--tls-cert", "no.pem"],
            "no.pem: is not a certificate with its unencrypted key in PEM: it is damaged, or another kind of file",
        ),
        (["store", "--fleet", "no.db"], "no.db: cannot be used as the database of reports: file is not a database: "),
        (["store", "--host", "256.1.1.1"], "cannot listen on 256.1.1.1:0: "),
    ):
        done = smguard("serve", *arguments, "--port", "0", cwd=tmp_path, environment={"SMGUARD_CACHE": str(tmp_path)})
        errors = [line for line in done.stderr.decode().splitlines() if line.startswith("error: ")]
        assert (done.returncode, done.stdout, len(errors)) == (2, b"", 1), (arguments, done)
        assert errors[0].startswith(f"error: {said}"), errors


def test_port_in_use_is_told(tmp_path: Path, here: Serving, place: Path) -> None:
    done = smguard("serve", place, "--port", str(here.port), cwd=tmp_path)
    said = f"cannot listen on 127.0.0.1:{here.port}: Address already in use: choose another --port or --host"
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (2, f"error: {said}")


def test_missing_extra_names_its_command(tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError('no', name='uvicorn')\n")
    done = smguard("serve", "x", cwd=tmp_path, environment={"PYTHONPATH": str(tmp_path)})
    said = 'error: uvicorn is missing: run `pip install "smguard[serve]"`\n'
    assert (done.returncode, done.stderr.decode()) == (2, said)


def test_open_address_without_tokens_is_warned_of(tmp_path: Path, place: Path) -> None:
    with serving(tmp_path, place, "--host", "0.0.0.0") as server:  # noqa: S104 (what the test is about)
        server.says(
            "anyone who can reach this address can read bundles and send reports: add --token-file or --client-ca"
        )


# Behind a proxy


def test_nginx_in_front_passes_bundles_conditions_and_long_polls(
    tmp_path: Path, place: Path, here: Serving, two: Bundle
) -> None:
    location = f"location /opa/ {{ proxy_pass {here.url}/; proxy_read_timeout 90s; proxy_http_version 1.1; }}"
    with nginx(tmp_path / "nginx", location) as front:
        first = ask(f"{front}/opa/bundles/sm", WAIT)
        assert (first.headers["content-type"], first.headers["etag"], first.body) == (LONG_POLLING, etag(ONE), PACKED)
        found: list[Answer] = []
        headers = {**WAIT, "If-None-Match": etag(ONE)}
        thread = threading.Thread(target=lambda: found.append(ask(f"{front}/opa/bundles/sm", headers)))
        thread.start()
        until(lambda: "smguard_waiting_polls 1.0" in here.get("/metrics").text, "it waits")
        move(place, "stable", two)
        thread.join()
        assert (found[0].status, found[0].headers["etag"]) == (200, etag(two))
        assert ask(f"{front}/opa/bundles/sm", {"If-None-Match": etag(two)}).status == 304
        assert ask(f"{front}/opa/bundles/..%2f..%2fmetrics").status in (400, 404)


# Starter files


STARTER = Path(__file__).resolve().parents[2] / "templates/starter/serve"


def test_starter_files_call_the_command_as_it_is(tmp_path: Path) -> None:
    helped = smguard("serve", "--help", cwd=tmp_path, environment={"COLUMNS": "200"}).stdout.decode()
    texts = [path.read_text() for path in sorted(STARTER.iterdir())]
    options = {
        option
        for text in texts
        for option in re.findall(
            r"(?<![\w-])--[a-z][a-z-]+",
            "".join(
                line
                for line in re.sub(r"\\\n", " ", text).splitlines(True)
                if "serve" in line and not line.startswith("#")
            ),
        )
    }
    assert options - {"--from", "--no-cache-dir"} <= set(re.findall(r"--[a-z][a-z-]+", helped))
    assert {"--fleet", "--token-file"} <= options


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    analyze = system_program("systemd-analyze", "systemd")
    units = [tmp_path / name for name in ("smguard-serve.service", "smguard-serve.socket")]
    for unit in units:
        unit.write_text((STARTER / unit.name).read_text().replace("/opt/smguard/bin/smguard", "/bin/true"))
    done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "smguard" in line] == []
