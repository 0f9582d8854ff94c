"""Downloads from a real server: conditional, cached, bounded in time, size, tries and redirects."""

import json
import os
from pathlib import Path

import pytest

from smguard.catalog.download import Download, download
from smguard.catalog.origin import Candidate, keep_candidate, read_candidate
from smguard.errors import InputError, UnreachableError
from smguard.http import Limits, shown_url
from support import vault
from support.loopback import Answer, Server, body, drip, dropped, endless, in_turn, serving, status

GOOD = json.dumps(vault.REFERENCE)
DATED = {"ETag": '"one"', "Last-Modified": "Wed, 04 Feb 2026 10:00:00 GMT"}
QUICK = Limits(connect=5, read=5, total=1.5, retries=2, backoff=0.01, size=100_000)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SMGUARD_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def read(*urls: str) -> Candidate:
    return read_candidate(urls, "vault", limits=QUICK)


def refusal(url: str, server: Server) -> str:
    with pytest.raises(InputError) as caught:
        read(url)
    return str(caught.value).replace(server.url, "")


def conditional(text: str) -> Answer:
    """200 for whoever has no copy with the tag, else 304."""

    def answer(handler: object) -> None:
        has = handler.headers.get("If-None-Match") == DATED["ETag"]  # type: ignore[attr-defined]
        (status(304, DATED) if has else body(text, DATED))(handler)  # type: ignore[arg-type]

    return answer


def test_a_catalog_is_downloaded_with_its_date() -> None:
    with serving({"/v.json": body(GOOD, DATED)}) as server:
        found = read(f"{server.url}/v.json")
    assert (found.format, found.source, found.date, found.notes, found.fresh) == (
        "service reference",
        f"{server.url}/v.json",
        "2026-02-04",
        (),
        True,
    )
    assert [action.name for action in found.catalog.actions] == ["ListDoors", "OpenDoor", "ReadPlate"]


def test_files_of_one_catalog_are_downloaded_together() -> None:
    parts = {"/a": vault.IAM_ACTIONS, "/k": vault.IAM_KEYS, "/t": vault.IAM_TYPES}
    with serving({path: body(json.dumps(part)) for path, part in parts.items()}) as server:
        found = read(*(f"{server.url}{path}" for path in parts))
    assert (found.format, len(found.catalog.condition_keys), len(found.catalog.resources)) == ("iam-data", 4, 1)


def test_what_has_not_changed_is_not_sent_again() -> None:
    with serving({"/v.json": conditional(GOOD)}) as server:
        first, second = read(f"{server.url}/v.json"), read(f"{server.url}/v.json")
    assert first == second
    asked = [(one.get("If-None-Match"), one.get("If-Modified-Since")) for one in server.requests]
    assert asked == [(None, None), (DATED["ETag"], DATED["Last-Modified"])]


def test_what_has_changed_replaces_the_copy() -> None:
    newer = json.dumps({**vault.REFERENCE, "Actions": vault.REFERENCE["Actions"][:2]})
    changed = {"ETag": '"two"'}
    with serving({"/v.json": in_turn(body(GOOD, DATED), body(newer, changed), status(304, changed))}) as server:
        counts = [len(read(f"{server.url}/v.json").catalog.actions) for _ in range(3)]
    assert counts == [3, 2, 2]
    assert [one.get("If-None-Match") for one in server.requests] == [None, '"one"', '"two"']


def test_without_a_connection_the_copy_stands_in_and_its_age_is_told() -> None:
    with serving({"/v.json": body(GOOD, DATED)}) as server:
        url = f"{server.url}/v.json"
        first = read(url)
    again = read(url)
    assert again.catalog == first.catalog
    assert not again.fresh
    assert [note.replace(url, "URL") for note in again.notes] == [
        "URL: cannot be reached: the connection is refused (3 attempts): try again later, or name another source; "
        "using the copy in the cache instead, less than a minute old"
    ]


def test_without_a_connection_and_without_a_copy_there_is_an_error() -> None:
    with serving({}) as server:
        url = f"{server.url}/v.json"
    with pytest.raises(UnreachableError) as caught:
        read(url)
    assert str(caught.value) == f"{url}: cannot be reached: the connection is refused (3 attempts): {LATER}"


def test_a_damaged_copy_is_downloaded_again(cache: Path) -> None:
    with serving({"/v.json": conditional(GOOD)}) as server:
        first = read(f"{server.url}/v.json")
        (copy,) = cache.glob("catalog/*.copy")
        copy.write_bytes(copy.read_bytes().replace(b"e", b"f", 5))
        second = read(f"{server.url}/v.json")
    assert first == second
    assert [one.get("If-None-Match") for one in server.requests] == [None, None]


def test_a_login_page_never_becomes_the_copy() -> None:
    page = body("<html>Sign in</html>", {"ETag": '"page"'})
    with serving({"/v.json": in_turn(body(GOOD, DATED), page, status(304, DATED))}) as server:
        first = read(f"{server.url}/v.json")
        assert refusal(f"{server.url}/v.json", server) == (
            "/v.json: is HTML, not a catalog: perhaps a login page, a proxy's page or an error page"
        )
        assert read(f"{server.url}/v.json") == first
    assert [one.get("If-None-Match") for one in server.requests] == [None, '"one"', '"one"']


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_a_status_that_passes_is_waited_for(code: int) -> None:
    with serving({"/v.json": in_turn(status(code, {"Retry-After": "0"}), status(code), body(GOOD))}) as server:
        assert len(read(f"{server.url}/v.json").catalog.actions) == 3
    assert len(server.requests) == 3


def test_a_dropped_connection_is_tried_again() -> None:
    with serving({"/v.json": in_turn(dropped, body(GOOD))}) as server:
        assert len(read(f"{server.url}/v.json").catalog.actions) == 3


def test_a_redirect_is_followed() -> None:
    with serving({"/old": status(302, {"Location": "/v.json"}), "/v.json": body(GOOD)}) as server:
        found = read(f"{server.url}/old")
    assert (len(found.catalog.actions), found.source) == (3, f"{server.url}/old")


LATER = "try again later, or name another source"
HEAD = b"HTTP/1.1 200 OK\r\n"
FAULTS: list[tuple[str, Answer, str, int]] = [
    (
        "cut JSON",
        body(GOOD[:300]),
        "/x:1:301: not valid JSON: the text ends before the document does: close the quotes and brackets",
        1,
    ),
    (
        "HTML",
        body(" <!DOCTYPE html><title>Sign in</title>", {"Content-Type": "application/json"}),
        "/x: is HTML, not a catalog: perhaps a login page, a proxy's page or an error page",
        1,
    ),
    (
        "an empty list",
        body("[]"),
        "/x: describes no actions: this is an empty catalog, or not the catalog of one service",
        1,
    ),
    ("nothing", body(""), "/x: the file is empty: write a document into it or leave it out", 1),
    (
        "an action twice",
        body(GOOD.replace('"OpenDoor", "ActionC', '"listdoors", "ActionC')),
        '/x:1:231: "listdoors" is described twice, first in line 1: keep one',
        1,
    ),
    (
        "an unknown level",
        body(json.dumps(vault.SENTRY).replace('"List"', '"Look"')),
        '/x:1:135: unknown access level "Look": use List, Read, Write, Permissions management, Tagging',
        1,
    ),
    (
        "1 GB as it says",
        body("{}", {"Content-Length": str(2**30)}),
        "/x: sends more than 100000 bytes: check the address",
        1,
    ),
    ("a stream without an end", endless, "/x: sends more than 100000 bytes: check the address", 1),
    (
        "a body by drops",
        drip(HEAD + b"Content-Length: 1000\r\n\r\n", b" "),
        f"/x: did not answer completely within 1.5 s: {LATER}",
        1,
    ),
    ("a head by drops", drip(HEAD, b"A"), f"/x: did not answer completely within 1.5 s: {LATER}", 1),
    ("a head of many lines", drip(HEAD, b"A: b\r\n"), f"/x: did not answer completely within 1.5 s: {LATER}", 1),
    (
        "a connection that drops",
        dropped,
        "/x: the connection broke before the answer was whole (3 attempts): try again later, or name another source",
        3,
    ),
    (
        "304 without a copy",
        status(304),
        "/x: the server answers that the catalog has not changed, but the cache has no copy",
        1,
    ),
    ("404", status(404), "/x: the server answers 404 Not Found: check the address", 1),
    ("401", status(401), "/x: the server answers 401 Unauthorized: add credentials to your netrc file", 1),
    (
        "429 for an hour",
        status(429, {"Retry-After": "3600"}),
        f"/x: the server answers 429 Too Many Requests and asks to wait 3600 s: {LATER}",
        1,
    ),
    ("500", status(500), f"/x: the server answers 500 Internal Server Error (3 attempts): {LATER}", 3),
    (
        "503",
        status(503, {"Retry-After": "soon"}),
        f"/x: the server answers 503 Service Unavailable (3 attempts): {LATER}",
        3,
    ),
    ("a redirect to itself", status(301, {"Location": "/x"}), "/x: redirects more than 5 times: check the address", 6),
    ("a redirect to nowhere", status(301), "/x: redirects, but names no address: check the address", 1),
    (
        "a redirect to a file",
        status(302, {"Location": "file:///etc/passwd"}),
        "/x: redirects from http to another protocol, which is refused: check the address",
        1,
    ),
    (
        "a redirect to another scheme",
        status(302, {"Location": "ftp://127.0.0.1/v.json"}),
        "/x: redirects from http to another protocol, which is refused: check the address",
        1,
    ),
    (
        "an answer in gzip",
        body("x", {"Content-Encoding": "gzip"}),
        "/x: the server sends it compressed, which was not requested: name another source",
        1,
    ),
]


@pytest.mark.parametrize(
    ("answer", "message", "tries"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_each_fault_is_an_error_that_names_the_source(answer: Answer, message: str, tries: int, cache: Path) -> None:
    with serving({"/x": answer}) as server:
        assert refusal(f"{server.url}/x", server) == message
    assert len(server.requests) == tries
    assert not list(cache.glob("catalog/*"))


def test_another_scheme_is_not_asked() -> None:
    with pytest.raises(InputError) as caught:
        download("file:///etc/passwd")
    assert str(caught.value) == "file:///etc/passwd: is no address that begins with https:// or http://"


@pytest.mark.parametrize("url", ["http://", "https://[::1", "http://a b/", "http://\u2603..example/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        download(url, limits=QUICK)
    assert str(caught.value) == f"{url}: is no address that can be asked, such as https://host.example/path"


def test_a_redirect_to_no_address_is_refused() -> None:
    with serving({"/x": status(302, {"Location": "http://[::1"})}) as server:
        assert refusal(f"{server.url}/x", server) == "/x: redirects to something that is no address: check the address"


def test_what_does_not_speak_tls_is_not_trusted() -> None:
    with serving({}) as server, pytest.raises(InputError) as caught:
        download(server.url.replace("http:", "https:"), limits=QUICK)
    assert str(caught.value) == (
        f"{server.url.replace('http:', 'https:')}: no TLS connection can be made: check that the address and the proxy"
        " are right"
    )


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:word@host:8443/a/b.json?token=1#x", "https://host:8443/a/b.json"),
        ("https://user:word@[::1/a?token=1", "https://[::1/a"),
    ],
)
def test_secrets_of_an_address_are_not_shown(url: str, shown: str) -> None:
    assert shown_url(url) == shown


def test_an_answer_has_its_tags() -> None:
    with serving({"/x": body("hello", DATED)}) as server:
        assert download(f"{server.url}/x") == Download(b"hello", DATED["ETag"], DATED["Last-Modified"])


def test_a_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"http://source.invalid/v.json": body(GOOD)}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert len(read("http://source.invalid/v.json").catalog.actions) == 3


def test_files_are_read_and_kept_for_later(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    path.write_text(GOOD)
    found = read_candidate([str(path)], "vault", "2026-02-04")
    assert (found.source, found.date) == ("vault.json", "2026-02-04")
    keep_candidate(found)
    path.unlink()
    assert read_candidate(["cache"], "vault") == found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "parts"
    place.mkdir()
    for name, part in (("a", vault.IAM_ACTIONS), ("k", vault.IAM_KEYS), ("t", vault.IAM_TYPES)):
        (place / f"{name}.json").write_text(json.dumps(part))
    return place


def test_a_folder_stands_for_its_files(folder: Path) -> None:
    found = read_candidate([str(folder)], "vault", "2026-10")
    assert (found.format, found.source, len(found.catalog.condition_keys)) == ("iam-data", "a.json, k.json, t.json", 4)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        (["{there}/no.json"], "{there}/no.json: cannot be read: No such file or directory"),
        (["{there}/empty"], "{there}/empty: there is no *.json in this folder: name a catalog's files"),
        (
            ["cache"],
            "cache: there is no catalog in the cache: run `smguard catalog fetch` or `smguard catalog import FILE`",
        ),
        (["a.json", "http://x"], "http://x: cannot be read together with files: name one kind of source"),
        (["a.json", "cache"], "cache: cannot be read together with files: name one kind of source"),
        (["a\0.json"], "a\\x00.json: cannot be read: not a file name"),
    ],
)
def test_sources_that_cannot_be_read_are_told(sources: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        read(*(source.replace("{there}", str(tmp_path)) for source in sources))
    assert str(caught.value).replace("\0", "\\x00") == message.replace("{there}", str(tmp_path))


def test_a_damaged_cache_is_told(cache: Path) -> None:
    (cache / "catalog").mkdir(parents=True)
    (cache / "catalog/vault.json").write_text('{"source": 1}')
    with pytest.raises(InputError) as caught:
        read("cache")
    assert str(caught.value) == (f"{cache}/catalog/vault.json: is damaged: delete it and run `smguard catalog fetch`")
