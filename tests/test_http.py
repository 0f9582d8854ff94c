"""One policy for every request: what is sent again, how long is waited, where redirects lead, what is never told."""

import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest

from smguard.errors import InputError, SmguardError, UnreachableError
from smguard.http import Client, Limits
from support.registries import Request, Site, site
from support.servers import authority

QUICK = Limits(size=1000, connect=2, read=2, total=5, pause=1, retries=2, backoff=0.0)
CREDENTIAL = "a-credential-of-the-tests-alone"

Spoil = Callable[[Request], None]


def status(code: int, **headers: str) -> Spoil:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: request.reply(code, b"words of the server", given)


def drop(request: Request) -> None:
    request.close_connection = True
    request.connection.close()


def cut(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "100")
    request.end_headers()
    request.wfile.write(b"half")
    request.close_connection = True


def announce(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "2000")
    request.end_headers()
    request.close_connection = True


def sent(method: str, first: Spoil, *, repeatable: bool = False, limits: Limits = QUICK) -> tuple[str, int]:
    """What comes of a request whose first attempt is spoiled: the status or the error, and how many were sent."""
    with site() as server:

        def answer(request: Request) -> bool:
            if len(server.requests) == 1:
                first(request)
            else:
                request.reply(200, b"whole")
            return True

        server.answer = answer
        with Client("place", limits) as client:
            try:
                said = str(client.send(method, f"{server.url}/x", body=b"content", repeatable=repeatable).status)
            except SmguardError as error:
                said = str(error)
        return said, len(server.requests)


BROKE = "place: the connection broke before the answer was whole: try again later"
REPEATED: dict[str, tuple[str, Spoil, bool, tuple[str, int]]] = {
    **{f"{method} after 503": (method, status(503), False, ("200", 2)) for method in ("GET", "HEAD", "PUT")},
    **{f"GET after {code}": ("GET", status(code), False, ("200", 2)) for code in (408, 425, 429, 500, 502, 504)},
    **{f"GET after {code}": ("GET", status(code), False, (str(code), 1)) for code in (400, 401, 404, 409, 501)},
    "GET after a dropped connection": ("GET", drop, False, ("200", 2)),
    "PUT after a dropped connection": ("PUT", drop, False, ("200", 2)),
    "GET after half a body": ("GET", cut, False, ("200", 2)),
    "POST after 503": ("POST", status(503), False, ("503", 1)),
    "POST after a dropped connection": ("POST", drop, False, (BROKE, 1)),
    "POST after half a body": ("POST", cut, False, (BROKE, 1)),
    "a POST that changes nothing, after 503": ("POST", status(503), True, ("200", 2)),
    "a POST that changes nothing, after a dropped connection": ("POST", drop, True, ("200", 2)),
}


@pytest.mark.parametrize("name", REPEATED)
def test_only_what_changes_nothing_when_repeated_is_sent_again(name: str) -> None:
    method, first, repeatable, expected = REPEATED[name]
    assert sent(method, first, repeatable=repeatable) == expected


LONG = "place: the server answers 503 Service Unavailable and asks to wait {} s: try again later"
PAUSES: dict[str, tuple[str, float, tuple[str, int], float]] = {
    "a second": ("1", 2, ("200", 2), 1.0),
    "a date that has passed": ("Wed, 04 Feb 2026 10:00:00 GMT", 2, ("200", 2), 0.0),
    "no time": ("soon", 2, ("200", 2), 0.0),
    "longer than the limit": ("3", 2, (LONG.format(3), 1), 0.0),
    "longer than all that is left": ("6", 9, (LONG.format(6), 1), 0.0),
}


@pytest.mark.parametrize("name", PAUSES)
def test_a_server_is_given_the_time_that_it_asks_for_up_to_a_limit(name: str) -> None:
    asked, limit, expected, least = PAUSES[name]
    start = time.monotonic()
    assert sent("GET", status(503, Retry_After=asked), limits=replace(QUICK, pause=limit)) == expected
    assert least <= time.monotonic() - start < least + 2


def test_attempts_and_time_are_bounded() -> None:
    def late(request: Request) -> bool:
        time.sleep(0.3)
        request.reply(503)
        return True

    with site() as server:
        server.answer = late
        with Client("place", replace(QUICK, retries=50, total=1)) as client, pytest.raises(UnreachableError) as raised:
            client.send("GET", server.url)
        assert str(raised.value) == "place: did not answer completely within 1 s: try again later"
        before = len(server.requests)
        with Client("place", QUICK) as client, pytest.raises(UnreachableError) as raised:
            client.send("GET", server.url)
        assert str(raised.value) == ("place: the server answers 503 Service Unavailable (3 attempts): try again later")
        assert len(server.requests) - before <= 4


def moved(server: Site, code: int, target: str) -> None:
    def answer(request: Request) -> bool:
        if request.path == "/old":
            request.reply(code, headers={"Location": target})
        else:
            request.reply(200, request.command.encode())
        return True

    server.answer = answer


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_what_is_written_is_never_turned_into_a_reading(code: int) -> None:
    """A PUT that becomes a GET on its way would be answered 200 with nothing written."""
    with site() as server, Client("place", QUICK) as client:
        moved(server, code, "/new")
        assert client.send("GET", f"{server.url}/old").body == b"GET"
        answer = client.send("PUT", f"{server.url}/old", body=b"content")
        assert (answer.status, answer.body) == ((200, b"PUT") if code in (307, 308) else (code, b""))


def test_credentials_stay_with_the_server_that_they_are_for() -> None:
    with site() as server, site() as elsewhere, Client("place", QUICK) as client:
        elsewhere.content["/new"] = b"there"
        moved(server, 307, f"{elsewhere.url}/new")
        assert client.send("GET", f"{server.url}/old", {"authorization": CREDENTIAL}).status == 200
        moved(server, 307, "/new")
        assert client.send("GET", f"{server.url}/old", {"authorization": CREDENTIAL}).status == 200
    assert [CREDENTIAL in headers.values() for _, _, headers in server.requests] == [True, True, True]
    assert [CREDENTIAL in headers.values() for _, _, headers in elsewhere.requests] == [False]


def test_a_netrc_file_is_read_only_where_the_caller_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login me password {CREDENTIAL}\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with site() as server:
        for netrc in (True, False):
            with Client("place", QUICK, netrc=netrc) as client:
                client.send("GET", server.url)
        assert ["Authorization" in headers for _, _, headers in server.requests] == [True, False]


ODD: dict[str, tuple[Spoil, str]] = {
    "too much, as it says": (announce, "sends more than 1000 bytes: check the address"),
    "too much": (lambda request: request.reply(200, b"x" * 2000), "sends more than 1000 bytes: check the address"),
    "to another protocol": (
        status(302, Location=f"ftp://{CREDENTIAL}.example/{CREDENTIAL}"),
        "redirects from http to another protocol, which is refused: check the address",
    ),
    "around and around": (status(302, Location=f"/x?{CREDENTIAL}"), "redirects more than 5 times: check the address"),
    "to a host that is not there": (
        status(302, Location=f"http://{CREDENTIAL}.invalid/{CREDENTIAL}"),
        "cannot be reached: its host name is not known (3 attempts): try again later",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_messages_are_our_own_and_name_what_the_user_named(name: str) -> None:
    spoil, message = ODD[name]
    with site() as server:

        def answer(request: Request) -> bool:
            spoil(request)
            return True

        server.answer = answer
        with Client("place", QUICK) as client, pytest.raises(InputError) as raised:
            client.send("GET", f"{server.url}/x?{CREDENTIAL}")
    assert str(raised.value) == f"place: {message}"


TRUST: dict[str, tuple[int, bool, str, str]] = {
    "good": (30, True, "127.0.0.1", "200"),
    "from an authority that nobody here knows": (
        30,
        False,
        "127.0.0.1",
        "place: its certificate comes from an authority that is not trusted here: {fix}",
    ),
    "expired": (-1, True, "127.0.0.1", "place: its certificate has expired: {fix}"),
    "of another host": (30, True, "127.1", "place: its certificate is for another host name: {fix}"),
}
"""Days until a certificate ends, whether its authority is trusted, the host that is asked, and what comes of it."""


@pytest.mark.parametrize("name", TRUST)
def test_tls_is_verified_and_what_is_wrong_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days, trusted, host, expected = TRUST[name]
    authorities = authority(tmp_path / "one"), authority(tmp_path / "other")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authorities[0 if trusted else 1].certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authorities[0].issue("server", days))
    with site(context) as server, Client("place", QUICK) as client:
        server.content["/x"] = b"there"
        try:
            said = str(client.send("GET", f"{server.url.replace('127.0.0.1', host)}/x").status)
        except InputError as error:
            said = str(error)
    assert said == expected.format(fix="REQUESTS_CA_BUNDLE names a file of certificates to trust")


def test_a_redirect_never_leaves_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = authority(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(trusted.certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*trusted.issue("server"))
    with site(context) as secure, site() as plain, Client("place", QUICK) as client:
        secure.content["/new"] = plain.content["/new"] = b"there"
        moved(plain, 302, f"{secure.url}/new")
        assert client.send("GET", f"{plain.url}/old").body == b"there"
        moved(secure, 302, f"{plain.url}/new")
        with pytest.raises(InputError, match=r"^place: redirects from https to http, which is refused: check the addr"):
            client.send("GET", f"{secure.url}/old")
    assert [path for _, path, _ in plain.requests] == ["/old"]


def test_a_status_without_a_name_is_told_by_its_number() -> None:
    assert sent("GET", status(599)) == ("599", 1)
    assert HTTPStatus(503).phrase == "Service Unavailable"
