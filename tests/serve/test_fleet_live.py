"""Real OPAs report to a real server; a real browser shows the page; kills, full disks and wrong clocks lose nothing."""

import json
import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from smguard.bundle.composition import Bundle, compose, pack
from smguard.bundle.plan import read_plan
from smguard.delivery import store
from support.flood import PACKED as GZIP
from support.flood import exchange, large_log
from support.servers import Serving, opa_config, opa_server, screenshot, serving, system_program, until
from support.workbench import ALLOW_ALL, NOTHING, shipped_bundle, shipped_plan

ONE = shipped_bundle()
REPORTING: dict[str, Any] = {
    "status": {"service": "s"},
    "decision_logs": {"service": "s", "console": True, "reporting": {"min_delay_seconds": 1, "max_delay_seconds": 1}},
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The shipped rules with another organisation, so another revision."""
    policies = tmp_path_factory.mktemp("two")
    (policies / "organization.yaml").write_text("fail_on: low\n")
    return compose(read_plan(policies))


def move(place: Path, bundle: Bundle) -> None:
    store.add(place, "sm", pack(bundle.files), "b")
    store.move_channel(place, "sm", "stable", bundle.revision, datetime.now(UTC))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    move(tmp_path / "store", ONE)
    return tmp_path / "store"


@pytest.fixture
def here(tmp_path: Path, place: Path) -> Iterator[Serving]:
    with serving(tmp_path, place, "--fleet", tmp_path / "fleet.db") as server:
        yield server


def seen(server: Serving) -> Any:
    return server.get("/fleet.json").json


def states(server: Serving) -> dict[str, int]:
    return {state: count for state, count in seen(server)["states"].items() if count}


def post(server: Serving, id_: str, revision: str = ONE.revision, **labels: str) -> None:
    report = {"labels": {"id": id_, **labels}, "bundles": {"sm/stable": {"active_revision": revision}}}
    assert server.post("/status", json.dumps(report).encode()).status == 200


def test_opa_reports_what_it_runs_and_what_it_denied(
    tmp_path: Path, here: Serving, place: Path, opa: Path, two: Bundle
) -> None:
    config = opa_config(here.url, "sm/stable", labels={"region": "eu"}, **REPORTING)
    with opa_server(opa, tmp_path / "opa", config) as one:
        until(lambda: states(here) == {"current": 1}, "it runs the revision that is offered")
        for document in (ALLOW_ALL, NOTHING, ALLOW_ALL):
            one.decide(document)
        until(lambda: seen(here)["decisions"]["decided"] == 3, "its decisions are here")
        found = seen(here)
        assert (found["opas"][0]["labels"]["region"], found["decisions"]["denied"]) == ("eu", 2)
        rules = {entry["rule"]: entry for entry in found["decisions"]["rules"]}
        assert rules["SM-ID-READ-ALL"]["count"] == 2
        assert rules["SM-ID-READ-ALL"]["example"]["input"] == ALLOW_ALL
        assert rules["SM-ID-READ-ALL"]["example"]["title"] == "Reads every secret"
        assert 'smguard_decisions_total{verdict="denied"} 2.0' in here.get("/metrics").text
        move(place, two)
        until(lambda: seen(here)["opas"][0]["bundles"][0]["active_revision"] == two.revision, "it has the new one")
        assert states(here) == {"current": 1}


def test_opa_that_is_behind_or_failing_is_shown_so(
    tmp_path: Path, here: Serving, place: Path, opa: Path, two: Bundle
) -> None:
    strict = opa_config(here.url, "sm/stable", status={"service": "s"})
    strict["keys"] = {"k": {"algorithm": "HS256", "key": "not-ours"}}
    strict["bundles"]["sm/stable"]["signing"] = {"keyid": "k"}
    labelled = opa_config(here.url, "mine", labels={"bundle": "sm", "channel": "stable"}, status={"service": "s"})
    nameless = opa_config(here.url, "mine", status={"service": "s"})
    for config in (labelled, nameless):
        config["bundles"]["mine"]["resource"] = f"bundles/sm/{ONE.revision}"
    with (
        opa_server(opa, tmp_path / "a", strict),
        opa_server(opa, tmp_path / "b", labelled),
        opa_server(opa, tmp_path / "c", nameless),
    ):
        until(lambda: states(here) == {"failing": 1, "current": 2}, "one cannot verify the bundle")
        assert "signature" in seen(here)["opas"][0]["last_error"]["message"]
        move(place, two)
        until(lambda: states(here) == {"failing": 1, "behind": 2}, "the others stay behind the channel")


def test_opa_that_cannot_hold_two_bundles_with_the_same_roots_is_failing(
    tmp_path: Path, here: Serving, place: Path, opa: Path
) -> None:
    store.add(place, "other", pack(ONE.files), "b")
    store.move_channel(place, "other", "stable", ONE.revision, datetime.now(UTC))
    here.says("other and sm both own smguard: an OPA can load only one of them")
    config = opa_config(here.url, "sm", status={"service": "s"})
    config["bundles"]["other"] = config["bundles"]["sm"]
    with opa_server(opa, tmp_path / "opa", config):
        until(lambda: states(here) == {"failing": 1}, "it can load only one")
        until(
            lambda: "overlapping roots" in (seen(here)["opas"][0]["last_error"] or {}).get("message", ""), "it says why"
        )


def test_reports_survive_kill_9(tmp_path: Path, place: Path) -> None:
    arguments: list[str | Path] = [place, "--fleet", tmp_path / "fleet.db"]
    with serving(tmp_path, *arguments) as server:
        for n in range(50):
            post(server, f"opa-{n:02}")
        body = json.dumps([entry(n) for n in range(1000)]).encode()
        assert server.post("/logs", body).status == 200
        server.process.kill()
    with serving(tmp_path, *arguments) as server:
        assert states(server) == {"unheard": 51}
        assert "not heard since restart" in server.get("/fleet").text
        post(server, "opa-00")
        assert states(server) == {"unheard": 50, "current": 1}
        assert seen(server)["decisions"]["denied"] == 1000
        assert server.post("/logs", body).status == 200  # the answer may have been lost: OPA sends it again
        assert seen(server)["decisions"]["denied"] == 1000


def entry(n: int, **members: object) -> dict[str, object]:
    """One decision of a log."""
    result = {"allow": False, "findings": [{"rule": "SM-X", "message": "found"}]}
    return {"labels": {"id": "logger"}, "decision_id": f"d{n}", "input": {}, "result": result, **members}


def test_full_disk_refuses_reports_and_goes_on_when_there_is_room(tmp_path: Path, place: Path) -> None:
    prlimit = system_program("prlimit", "util-linux")
    with serving(tmp_path, place, "--fleet", tmp_path / "fleet.db") as server:
        post(server, "before")

        def limit(size: str) -> None:
            """A larger file cannot be written from now on."""
            for number in server.process.numbers:
                subprocess.run([prlimit, "--pid", str(number), f"--fsize={size}:"], check=True)

        limit("200000")
        bodies = [json.dumps([entry(5000 * k + n) for n in range(5000)]).encode() for k in range(4)]
        answers = [server.post("/logs", body) for body in bodies]
        assert 503 in {answer.status for answer in answers}
        assert {answer.text for answer in answers if answer.status == 503} == {
            "the report could not be stored: try again later\n"
        }
        assert server.get("/bundles/sm").status == 200
        limit("0")  # as on a disk that is read only
        assert server.post("/logs", bodies[0]).status == 503
        assert (server.get("/bundles/sm").status, server.get("/fleet").status) == (200, 200)
        limit("unlimited")
        assert {server.post("/logs", body).status for body in bodies} == {200}
        assert seen(server)["decisions"]["denied"] == 20_000
        server.says("a report could not be stored: ")


@pytest.mark.parametrize("whom", ["the server", "the process that reads reports"])
def test_kill_9_while_a_large_report_is_read_keeps_all_of_it_or_nothing(whom: str, tmp_path: Path, place: Path) -> None:
    arguments: list[str | Path] = [place, "--fleet", tmp_path / "fleet.db"]
    body = large_log(6_000_000)
    with serving(tmp_path, *arguments) as server:
        post(server, "before")
        numbers = server.process.numbers
        answers: list[int] = []
        thread = threading.Thread(
            target=lambda: answers.append(exchange(server.port, "/logs", body=body, headers=GZIP)[0])
        )
        thread.start()
        time.sleep(0.4)
        os.kill(numbers[0] if whom == "the server" else numbers[1], signal.SIGKILL)
        thread.join()
        assert set(answers) <= {0, 200, 503}
        if whom == "the server":
            server.process.popen.wait()
            until(lambda: not Path(f"/proc/{numbers[1]}").exists(), "the other process ends with it")
    with serving(tmp_path, *arguments) as server:
        before = seen(server)["decisions"]["decided"]
        assert server.post("/logs", body, GZIP).status == 200
        whole = seen(server)["decisions"]["decided"]
        assert before in (0, whole)
        assert whole > 5000


def test_process_that_reads_reports_is_started_anew(here: Serving) -> None:
    post(here, "one")
    os.kill(here.process.numbers[1], signal.SIGKILL)
    report = json.dumps({"labels": {"id": "two"}}).encode()
    until(lambda: here.post("/status", report).status == 200, "reports are read again")
    assert states(here) == {"current": 1, "unknown": 1}
    assert here.process.end() == 0


def test_opa_that_is_refused_sends_again_and_nothing_is_lost(tmp_path: Path, place: Path, opa: Path) -> None:
    arguments: list[str | Path] = [place, "--fleet", tmp_path / "fleet.db", "--connections", "40"]
    with serving(tmp_path, *arguments) as server:
        neighbours = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(10)]
        for one in neighbours:  # at OPA's own address, whose share they take
            one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            one.recv(500)
        with opa_server(opa, tmp_path / "opa", opa_config(server.url, "sm/stable", **REPORTING)) as mine:
            for document in (ALLOW_ALL, NOTHING, ALLOW_ALL):
                mine.decide(document)
            until(lambda: "429" in mine.process.printed, "OPA is refused")
            time.sleep(2)
            assert exchange(server.port, "/bundles/sm", "127.0.0.2")[0] == 200
            for one in neighbours:
                one.close()
            until(lambda: states(server) == {"current": 1}, "it runs the revision that is offered, and has reported")
            until(lambda: seen(server)["decisions"]["decided"] >= 3, "its decisions are here")
            time.sleep(1.5)
            assert seen(server)["decisions"]["decided"] == 3


def test_clock_that_jumps_changes_no_age(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system_program("faketime", "faketime")
    library = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))))
    clock = tmp_path / "clock"
    clock.write_text("+0")
    for name, value in {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }.items():
        monkeypatch.setenv(name, value)
    with serving(tmp_path, place, "--fleet", tmp_path / "fleet.db") as server:
        monkeypatch.delenv("LD_PRELOAD")
        post(server, "one")
        for jump in ("+400d", "-400d"):
            clock.write_text(jump)
            until(shows(server, jump), "the clock jumped")
            found = seen(server)["opas"][0]
            assert (found["state"], found["seconds_since_seen"] < 60) == ("current", True)
            assert server.get("/bundles/sm").status == 200
            post(server, "one")


def shows(server: Serving, jump: str) -> Callable[[], bool]:
    """Whether a server's clock is so many days wrong, to the month."""
    wrong = datetime.now(UTC) + timedelta(days=int(jump.removesuffix("d")))
    return lambda: wrong.strftime("%b %Y") in server.get("/health").headers["date"]


def test_secrets_of_inputs_are_neither_kept_nor_shown(tmp_path: Path, here: Serving) -> None:
    secrets = ["hunter2-hunter2", "AKIAABCDEFGHIJKLMNOP", "s3cr3t-value"]
    given = {
        "policy": {"Statement": []},
        "password": secrets[0],
        "note": f"key {secrets[1]}",
        "SecretString": secrets[2],
    }
    assert here.post("/logs", json.dumps([entry(1, input=given)]).encode()).status == 200
    example = seen(here)["decisions"]["rules"][0]["example"]["input"]
    assert example == {"policy": {"Statement": []}, "password": "***", "note": "key ***", "SecretString": "***"}
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("fleet.db*")) + here.printed.encode()
    assert [secret for secret in secrets if secret.encode() in kept] == []
    assert b"policy" in kept


@pytest.mark.parametrize("mask", [True, False], ids=["with --mask-logs", "without it"])
def test_bundle_masks_opas_own_log(mask: bool, tmp_path: Path, opa: Path) -> None:
    bundle = compose(shipped_plan(), mask_logs=mask)
    move(tmp_path / "store", bundle)
    with serving(tmp_path, tmp_path / "store", "--fleet", tmp_path / "fleet.db", opa=opa) as server:
        config = opa_config(server.url, "sm", **REPORTING)
        with opa_server(opa, tmp_path / "opa", config) as one:
            until(lambda: one.revision == bundle.revision, "it runs the revision")
            decided = one.decide({"policy": ALLOW_ALL, "name": "AKIAABCDEFGHIJKLMNOP", "tags": {"password": "hunter2"}})
            assert decided["allow"] is False
            until(lambda: "Decision Log" in one.process.printed, "it logs")
            until(lambda: seen(server)["decisions"]["denied"] == 1, "it reports")
        logged = [line for line in one.process.printed.splitlines() if "Decision Log" in line and "hash" not in line]
        text = "".join(line for line in logged if "smguard/decision" in line)
        assert '"allow":false' in text
        assert [secret in text for secret in ("hunter2", "AKIAABCDEFGHIJKLMNOP")] == [not mask] * 2


# The page

HOSTILE = [
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "'><svg/onload=document.title='owned'>",
    "</style><style>*{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:document.title='owned'",
    "<!-- --><b>bold</b>&lt;i&gt;",
    "\u202egnp.exe\u2066 \x00\x07\x1b[31m",
]


class Seen(HTMLParser):
    """The elements of a page, its addresses and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "action")}

    def handle_data(self, data: str) -> None:
        self.text += data


def read_page(text: str) -> Seen:
    found = Seen()
    found.feed(text)
    return found


def test_hostile_texts_do_not_become_html(tmp_path: Path, here: Serving) -> None:
    for text in HOSTILE:
        bundles = {text: {"active_revision": text, "code": text, "message": text, "errors": [{"message": text}]}}
        report = {"labels": {"id": text, text: text, "region": text}, "bundles": bundles}
        assert here.post("/status", json.dumps(report).encode()).status == 200
        finding = {"rule": text, "message": text, "title": text, "witness": {text: text}}
        log = [
            entry(hash(text), labels={"id": text}, input={text: text}, result={"allow": False, "findings": [finding]})
        ]
        assert here.post("/logs", json.dumps(log).encode()).status == 200
    found = here.get("/fleet")
    page = read_page(found.text)
    assert page.tags <= {
        *("html", "head", "meta", "title", "link", "style", "body", "main", "h1", "h2", "p", "a", "ul", "li", "b"),
        *("span", "table", "thead", "tbody", "tr", "th", "td", "br", "div", "details", "summary", "pre", "nav"),
    }
    assert not any(name.startswith("on") for name in page.attributes)
    assert all(re.fullmatch(r"\?[a-z0-9=&]*|fleet\.json|data:,", address) for address in page.addresses)
    for text in HOSTILE[:-1]:
        assert text in page.text
    assert "\\u202egnp.exe\\u2066 \\u0000\\u0007\\u001b[31m" in page.text
    assert here.get("/fleet.json").text.isascii()
    assert {
        header: found.headers[header] for header in ("x-content-type-options", "referrer-policy", "cache-control")
    } == {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none';"
        r" frame-ancestors 'none'",
        found.headers["content-security-policy"],
    )
    shown = screenshot(f"{here.url}/fleet", tmp_path / "hostile.png", 1280, 900)
    assert re.findall(r"<title>(.*?)</title>", shown) == ["Fleet: 8 OPAs"]
    assert read_page(shown).tags == page.tags
    assert here.get("/fleet.json").headers["content-type"] == "application/json"


def test_page_filters_and_pages(here: Serving) -> None:
    for n in range(3):
        post(here, f"opa-{n}", ONE.revision if n else "0" * 64)
    queries = (
        "",
        "?state=behind",
        "?state=current",
        "?state=failing",
        "?state=<script>",
        "?page=2",
        "?page=x",
        "?days=1",
    )
    pages = {query: here.get(f"/fleet{query}").text for query in queries}
    ids = {query: re.findall(r'<b class="mono">([^<]+)</b>', text) for query, text in pages.items()}
    everyone = ["opa-0", "opa-1", "opa-2"]
    assert ids == {
        "": everyone,
        "?state=behind": ["opa-0"],
        "?state=current": ["opa-1", "opa-2"],
        "?state=failing": [],
        "?state=<script>": everyone,
        "?page=2": everyone,
        "?page=x": everyone,
        "?days=1": everyone,
    }


def test_empty_fleet_says_what_to_do(here: Serving) -> None:
    text = here.get("/fleet").text
    assert "No OPA has reported yet: set the status and decision_logs plugins of your OPAs to this server." in text
    assert "Nothing was denied." in text


def corner(image: Path) -> tuple[int, int, str]:
    """A PNG's width and height, and the colour of its first pixel."""
    content = image.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    at, packed = 8, b""
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        packed += content[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return width, height, zlib.decompressobj().decompress(packed, 4)[1:4].hex()


def test_browser_shows_the_page_light_dark_and_on_a_phone(tmp_path: Path, here: Serving) -> None:
    for n in range(6):
        post(here, f"0f3c{n:04x}-55aa-4b1e-9d3a-7b8f6e5d4c{n:02x}", host="gateway.internal.example", region="eu-west-1")
    here.post("/logs", json.dumps([entry(n, input=ALLOW_ALL) for n in range(9)]).encode())
    pictures = {
        name: corner_of(here, tmp_path / f"{name}.png", width, height, dark)
        for name, width, height, dark in (
            ("light", 1280, 900, False),
            ("dark", 1280, 900, True),
            ("phone", 390, 844, False),
            ("dark-phone", 390, 844, True),
        )
    }
    assert pictures == {
        "light": (1280, 900, "f6f7f9"),
        "dark": (1280, 900, "12151b"),
        "phone": (390, 844, "f6f7f9"),
        "dark-phone": (390, 844, "12151b"),
    }
    text = escape(here.get("/fleet").text.replace("<details>", "<details open>"))
    width = "document.title = frames[0].document.documentElement.scrollWidth"
    probe = tmp_path / "probe.html"
    probe.write_text(f'<!doctype html><iframe width="390" height="800" srcdoc="{text}" onload="{width}"></iframe>')
    shown = screenshot(f"file://{probe}", tmp_path / "probe.png", 1280, 900)
    assert re.findall(r"<title>(.*?)</title>", shown)[0] == "390"  # there is nothing to scroll to sideways


def corner_of(server: Serving, image: Path, width: int, height: int, dark: bool) -> tuple[int, int, str]:
    screenshot(f"{server.url}/fleet", image, width, height, dark)
    kept = os.environ.get("SMGUARD_SCREENSHOTS")
    if kept:
        (Path(kept) / image.name).write_bytes(image.read_bytes())
    return corner(image)
