"""Real OPA servers poll a real `smguard serve`: new revisions reach them, and trouble leaves them with the old one."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from smguard import tree
from smguard.bundle.composition import Bundle, compose, pack
from smguard.bundle.plan import read_plan
from smguard.delivery import store
from support.servers import (
    TOKEN,
    Opa,
    Serving,
    authority,
    free_port,
    line_to,
    nginx,
    opa_config,
    opa_server,
    serving,
    until,
)
from support.workbench import ALLOW_ALL, NOTHING, shipped_bundle

ONE = shipped_bundle()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The shipped rules with another organisation, so another revision."""
    policies = tmp_path_factory.mktemp("two")
    (policies / "organization.yaml").write_text("fail_on: low\n")
    return compose(read_plan(policies))


def move(place: Path, channel: str, bundle: Bundle) -> None:
    store.add(place, "sm", pack(bundle.files), "b")
    store.move_channel(place, "sm", channel, bundle.revision, datetime.now(UTC))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    move(tmp_path / "store", "stable", ONE)
    return tmp_path / "store"


def runs(opa: Opa, bundle: Bundle) -> Callable[[], bool]:
    """Whether an OPA decides by a bundle."""
    return lambda: opa.revision == bundle.revision


@contextmanager
def directly(_: Path, server: Serving) -> Iterator[str]:
    yield server.url


@contextmanager
def through_nginx(folder: Path, server: Serving) -> Iterator[str]:
    location = f"location / {{ proxy_pass {server.url}; proxy_read_timeout 90s; proxy_http_version 1.1; }}"
    with nginx(folder / "nginx", location) as front:
        yield front


@pytest.mark.parametrize("way", [directly, through_nginx])
@pytest.mark.parametrize("long", [True, False], ids=["long polling", "short polling"])
def test_new_revision_reaches_opa(way: Any, long: bool, tmp_path: Path, place: Path, opa: Path, two: Bundle) -> None:
    with (
        serving(tmp_path, place, opa=opa) as server,
        way(tmp_path, server) as url,
        opa_server(opa, tmp_path / "opa", opa_config(url, "sm/stable", long)) as one,
    ):
        until(runs(one, ONE), "it runs the first revision")
        assert [one.decide(document)["allow"] for document in (ALLOW_ALL, NOTHING)] == [False, True]
        move(place, "stable", two)
        until(runs(one, two), "it runs the new revision")
        move(place, "stable", ONE)
        until(runs(one, ONE), "it runs the old one again")
        waiting = "smguard_waiting_polls 1.0" if long else "smguard_waiting_polls 0.0"
        until(lambda: waiting in server.get("/metrics").text, f"it polls: {waiting}")


def test_pinned_opa_stays_where_it_is(tmp_path: Path, place: Path, opa: Path, two: Bundle) -> None:
    with serving(tmp_path, place) as server:
        pinned = opa_config(server.url, f"sm/{ONE.revision}")
        following = opa_config(server.url, "sm")
        with opa_server(opa, tmp_path / "a", pinned) as one, opa_server(opa, tmp_path / "b", following) as other:
            move(place, "stable", two)
            until(runs(other, two), "the one that follows runs the new revision")
            until(runs(one, ONE), "the pinned one runs its own")


def test_broken_bundle_never_reaches_opa(tmp_path: Path, opa: Path, two: Bundle) -> None:
    place = tmp_path / "sm"
    tree.write(place, ONE.files)
    with (
        serving(tmp_path, place, opa=opa) as server,
        opa_server(opa, tmp_path / "opa", opa_config(server.url, "sm")) as one,
    ):
        until(runs(one, ONE), "it runs the first revision")
        tree.write(place, {**two.files, "smguard/smguard.rego": b"package smguard\n"})
        server.says(f"sm: refused, revision {ONE.revision} stays")
        time.sleep(1.5)
        assert one.revision == ONE.revision
        tree.write(place, two.files)
        until(runs(one, two), "it runs the next good revision")


def test_download_that_is_cut_leaves_the_old(tmp_path: Path, place: Path, opa: Path, two: Bundle) -> None:
    with (
        serving(tmp_path, place) as server,
        line_to(server.port) as line,
        opa_server(opa, tmp_path / "opa", opa_config(line.url, "sm", False)) as one,
    ):
        until(runs(one, ONE), "it runs the first revision")
        line.cut = 5000
        move(place, "stable", two)
        until(lambda: "Bundle load failed" in one.process.printed, "it cannot read the half")
        assert one.revision == ONE.revision
        line.cut = None
        until(runs(one, two), "it runs the new revision when the line is whole")


def test_server_is_killed_while_twenty_opas_poll(tmp_path: Path, place: Path, opa: Path, two: Bundle) -> None:
    port = free_port()
    with ExitStack() as stack:
        with serving(tmp_path, place, port=port) as server:
            config = opa_config(server.url, "sm/stable")
            opas = [stack.enter_context(opa_server(opa, tmp_path / str(n), config)) for n in range(20)]
            for one in opas:
                until(runs(one, ONE), "all run the first revision")
            server.process.kill()
        move(place, "stable", two)
        assert {one.decide(ALLOW_ALL)["bundle"]["revision"] for one in opas} == {ONE.revision}
        time.sleep(2)
        assert {one.decide(ALLOW_ALL)["bundle"]["revision"] for one in opas} == {ONE.revision}
        with serving(tmp_path, place, port=port):
            for one in opas:
                until(runs(one, two), "all have recovered and run the new revision")


def test_opa_is_killed_and_the_server_is_gone(tmp_path: Path, place: Path, opa: Path) -> None:
    with serving(tmp_path, place) as server:
        config = opa_config(server.url, "sm", persistence_directory=str(tmp_path / "kept"))
        config["bundles"]["sm"]["persist"] = True
        with opa_server(opa, tmp_path / "opa", config) as one:
            until(runs(one, ONE), "it runs the revision")
            until(lambda: list((tmp_path / "kept").rglob("bundle.tar.gz")), "it keeps the bundle")
            one.process.kill()
    with opa_server(opa, tmp_path / "opa", config) as one:
        until(runs(one, ONE), "it comes back with the last bundle")
        assert one.decide(ALLOW_ALL)["allow"] is False


def test_token_is_rotated_under_a_polling_opa(tmp_path: Path, place: Path, opa: Path, two: Bundle) -> None:
    served, mine = tmp_path / "tokens", tmp_path / "opa-token"
    served.write_text(f"{TOKEN}\n")
    mine.write_text(TOKEN)
    bearer = {"credentials": {"bearer": {"token_path": str(mine)}}}
    with (
        serving(tmp_path, place, "--token-file", served) as server,
        opa_server(opa, tmp_path / "opa", opa_config(server.url, "sm", False, service=bearer)) as one,
    ):
        until(runs(one, ONE), "it runs the first revision")
        fresh = "fresh-" + "0" * 30
        served.write_text(f"{fresh}\n")
        move(place, "stable", two)
        server.says("bundles without a valid token from 127.0.0.1")
        assert one.revision == ONE.revision
        mine.write_text(fresh)
        until(runs(one, two), "with the new token it runs the new revision")
    assert not any(token in text for token in (TOKEN, fresh) for text in (server.printed, one.process.printed))


def test_opa_trusts_the_server_and_shows_its_certificate(tmp_path: Path, place: Path, opa: Path, two: Bundle) -> None:
    trusted = authority(tmp_path / "ca")
    good, expired = trusted.issue("server"), trusted.issue("old-server", days=-1)
    client, old_client = trusted.issue("opa"), trusted.issue("old-opa", days=-1)
    certificate, key = tmp_path / "server.pem", tmp_path / "server.key"

    def install(pair: tuple[Path, Path]) -> None:
        shutil.copy(pair[1], key)
        shutil.copy(pair[0], certificate)

    def config(url: str, pair: tuple[Path, Path]) -> dict[str, Any]:
        credentials = {"client_tls": {"cert": str(pair[0]), "private_key": str(pair[1])}}
        tls = {"ca_cert": str(trusted.certificate)}
        return opa_config(url, "sm", False, service={"credentials": credentials, "tls": tls})

    install(good)
    arguments: list[str | Path] = ["--tls-cert", certificate, "--tls-key", key, "--client-ca", trusted.certificate]
    with serving(tmp_path, place, *arguments, scheme="https") as server, ExitStack() as stack:
        one = stack.enter_context(opa_server(opa, tmp_path / "good", config(server.url, client)))
        other = stack.enter_context(opa_server(opa, tmp_path / "expired", config(server.url, old_client)))
        until(runs(one, ONE), "it runs the first revision")
        until(lambda: "Bundle load failed" in other.process.printed, "the expired one is not let in")
        assert other.revision is None
        install(expired)
        server.says(f"{certificate}: reloaded")
        move(place, "stable", two)
        newcomer = stack.enter_context(opa_server(opa, tmp_path / "new", config(server.url, client)))
        until(lambda: "certificate has expired" in newcomer.process.printed, "OPA sees that the server's has expired")
        assert newcomer.revision is None
        install(good)
        until(runs(newcomer, two), "the renewed certificate is taken")
        until(runs(one, two), "and the other goes on")
