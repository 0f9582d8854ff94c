"""Old signatures: what they say of their time, who refuses them, and how to go back on purpose."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smguard.delivery import store
from smguard.delivery.claims import Claims, Demands, SignatureError, check, claims_now, read_duration, read_time
from smguard.delivery.publish import Access, publish
from smguard.delivery.publish.artifact import read_artifact
from smguard.delivery.rollout import Gates, Move, rollout
from smguard.delivery.signature import sign, verify
from smguard.delivery.tarball import unpack
from smguard.errors import SmguardError
from support.attacks import contents, pack_all, with_revision
from support.registries import registry, site
from support.servers import serving, until
from support.signers import pair
from support.workbench import smguard

NOON = datetime(2024, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OLD, NEW = Claims(NOON - 30 * DAY), Claims(NOON)


def bundle(number: int) -> dict[str, bytes]:
    """The files of a small bundle; of another revision for each number."""
    return with_revision({**contents(), "smguard/x.rego": b"package smguard\n\nx := %d\n" % number})


CHECKS: dict[str, tuple[Claims, Demands, str]] = {
    "nothing said, nothing wanted": (Claims(), Demands(now=NOON), ""),
    "signed now": (NEW, Demands(now=NOON), ""),
    "a clock that is ahead a little": (Claims(NOON + timedelta(minutes=5)), Demands(now=NOON), ""),
    "a clock that is ahead": (
        Claims(NOON + timedelta(minutes=6)),
        Demands(now=NOON),
        "it was signed at 2024-11-27T12:06:00Z, which is in the future (it is 2024-11-27T12:00:00Z): check both clocks",
    ),
    "not yet": (
        Claims(begins=NOON + DAY),
        Demands(now=NOON),
        "it holds from 2024-11-28T12:00:00Z, which is in the future (it is 2024-11-27T12:00:00Z): check both clocks",
    ),
    "a second left": (Claims(NOON, NOON + timedelta(seconds=1)), Demands(now=NOON), ""),
    "expired": (
        Claims(NOON - DAY, NOON),
        Demands(now=NOON),
        "it expired at 2024-11-27T12:00:00Z (it is 2024-11-27T12:00:00Z): sign it again",
    ),
    "as old as may be": (OLD, Demands(not_before=OLD.issued, now=NOON), ""),
    "too old": (
        OLD,
        Demands(not_before=NOON - DAY, now=NOON),
        "it was signed at 2024-10-28T12:00:00Z, and must not be older than 2024-11-26T12:00:00Z",
    ),
    "no time": (
        Claims(),
        Demands(not_before=NOON - DAY, now=NOON),
        "it carries no time of its signing, and must not be older than 2024-11-26T12:00:00Z",
    ),
    "its scope": (Claims(scope="a"), Demands("a", now=NOON), ""),
    "another scope": (
        Claims(scope="a"),
        Demands("b", now=NOON),
        'it is signed for the scope "a", but is wanted for the scope "b": give its --scope, or sign it again',
    ),
    "a scope too little": (
        Claims(),
        Demands("b", now=NOON),
        'it is signed without a scope, but is wanted for the scope "b": give its --scope, or sign it again',
    ),
}


@pytest.mark.parametrize("name", CHECKS)
def test_claims_are_held_against_demands(name: str) -> None:
    claims, demands, said = CHECKS[name]
    if not said:
        check(claims, demands)
        return
    with pytest.raises(SignatureError) as raised:
        check(claims, demands)
    assert str(raised.value) == said


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "HS256"])
def test_claims_come_back_as_they_were_signed(algorithm: str, tmp_path: Path) -> None:
    key = pair(algorithm).key(tmp_path)
    claims = Claims(NOON, NOON + DAY, "production")
    signed = sign(bundle(1), key, claims)
    assert verify(signed, [key], Demands("production", now=NOON)).claims == claims
    assert str(verify(signed, [key], None)) == (
        f'{algorithm} by the key {key.id}, over every file\'s hash, for the scope "production", signed'
        " 2024-11-27T12:00:00Z, expires 2024-11-28T12:00:00Z"
    )
    assert sign(bundle(1), key, claims) == signed


TIMES: dict[str, str | None] = {
    "2024-11-27": "2024-11-27T00:00:00+00:00",
    "2024-11-27T12:00:00Z": "2024-11-27T12:00:00+00:00",
    "2024-11-27T12:00+02:00": "2024-11-27T10:00:00+00:00",
    "yesterday": None,
    "1700000000": None,
    "b.tar.gz": None,
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    found = read_time(text)
    assert (found.isoformat() if found else None) == TIMES[text]


@pytest.mark.parametrize("text", ["0d", "-1d", "1", "1y", "d", "1.5h", "", "1d2h", "9999999d"])
def test_durations_that_are_none(text: str) -> None:
    assert read_duration("8w") == 56 * DAY
    with pytest.raises(SmguardError, match=r"^--expires-in must be a duration such as 90m, 12h, 30d or 8w$"):
        read_duration(text)


def test_time_of_signing_is_the_clocks_or_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert claims_now(None, "1d", NOON + timedelta(microseconds=7)) == Claims(NOON, NOON + DAY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert claims_now("a", None, NOON) == Claims(datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), scope="a")
    with pytest.raises(SmguardError, match="would have expired at 2023-11-15T22:13:20Z: give a longer --expires-in"):
        claims_now(None, "1d", NOON)
    with pytest.raises(SmguardError, match="--scope must be one word of ASCII"):
        claims_now("two words", None, NOON)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "now")
    with pytest.raises(SmguardError, match="SOURCE_DATE_EPOCH must be a number of seconds since 1970"):
        claims_now(None, None, NOON)


# --- smguard verify ---


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with an old and a newer bundle, and a store that has both."""
    key = pair("ES256").key(tmp_path)
    for name, claims, number in (("old", OLD, 1), ("new", NEW, 2), ("none", Claims(), 3)):
        tarball = pack_all(sign(bundle(number), key, claims))
        (tmp_path / f"{name}.tar.gz").write_bytes(tarball)
        store.add(tmp_path / "store", "sm", tarball, name)
    return tmp_path


def revision(work: Path, name: str) -> str:
    return unpack((work / f"{name}.tar.gz").read_bytes(), name).revision


def verified(work: Path, *arguments: str) -> tuple[int, str]:
    done = smguard("verify", *arguments, "--key", "key.public", "--skip", "opa", cwd=work)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_verify_refuses_what_is_older_than_is_wanted(work: Path) -> None:
    new = f"revision {revision(work, 'new')}, signed at 2024-11-27T12:00:00Z"
    place = "store/sm/revisions"
    cases: list[tuple[str, str, int, str]] = [
        ("old.tar.gz", "2024-10-28T12:00:00Z", 0, "signed 2024-10-28T12:00:00Z"),
        ("old.tar.gz", "2024-10-29", 1, "it was signed at 2024-10-28T12:00:00Z, and must not be older than 2024-10-29"),
        ("new.tar.gz", "old.tar.gz", 0, "signed 2024-11-27T12:00:00Z"),
        ("new.tar.gz", "new.tar.gz", 0, "signed 2024-11-27T12:00:00Z"),
        ("old.tar.gz", "new.tar.gz", 1, f"it was signed at 2024-10-28T12:00:00Z, and must not be older than {new}"),
        ("none.tar.gz", "new.tar.gz", 1, f"it carries no time of its signing, and must not be older than {new}"),
        (f"{place}/{revision(work, 'old')}.tar.gz", revision(work, "new")[:12], 1, f"must not be older than {new}"),
        (f"{place}/{revision(work, 'new')}.tar.gz", revision(work, "old"), 0, "signed 2024-11-27T12:00:00Z"),
        (
            "new.tar.gz",
            "none.tar.gz",
            2,
            "error: --not-before none.tar.gz: its signature carries no time: sign it again",
        ),
        ("new.tar.gz", "later", 2, "error: --not-before later: is neither a time, such as 2026-11-27T12:00:00Z, nor a"),
        ("new.tar.gz", "0123456789ab", 2, "nor a tarball or its address, nor a revision in the store of the bundle"),
    ]
    for tarball, floor, code, said in cases:
        found, printed = verified(work, tarball, "--not-before", floor)
        assert (found, said in printed) == (code, True), printed
    pair("ES256", 1).write(work, "stranger")
    stranger = pack_all(sign(bundle(4), pair("ES256", 1).key(work, "stranger"), NEW))
    (work / "stranger.tar.gz").write_bytes(stranger)
    code, printed = verified(work, "new.tar.gz", "--not-before", "stranger.tar.gz")
    assert (code, "error: --not-before stranger.tar.gz: it is signed by the key" in printed) == (2, True), printed


def test_sign_sets_what_verify_asks_for(work: Path) -> None:
    options = ["--key", "key.private", "--scope", "a", "--expires-in", "12h", "--output", "s.tar.gz"]
    done = smguard("sign", "old.tar.gz", *options, cwd=work)
    assert re.search(r"\(ES256\), expires 2\d{3}-\d\d-\d\dT[0-9:]{8}Z\n$", done.stdout.decode())
    assert verified(work, "s.tar.gz", "--scope", "a")[0] == 0
    code, printed = verified(work, "s.tar.gz")
    assert (code, 'signed for the scope "a", but is wanted without a scope' in printed) == (1, True), printed
    epoch = {"SOURCE_DATE_EPOCH": str(int(NOON.timestamp()))}
    for _ in range(2):
        smguard("sign", "old.tar.gz", "--key", "key.private", "--output", "t.tar.gz", cwd=work, environment=epoch)
        files = unpack((work / "t.tar.gz").read_bytes(), "t").files
        assert files == sign(bundle(1), pair("ES256").key(work), NEW)


MISUSED: dict[str, tuple[list[str], str]] = {
    "a floor without a key": (
        ["verify", "old.tar.gz", "--not-before", "2024-01-01"],
        "--not-before and --scope are about signatures: add --key",
    ),
    "an end without a signature": (
        ["build", "--pack", "p.tar.gz", "--expires-in", "1d"],
        "--expires-in and --scope are about the signature: add --sign",
    ),
    "a rollback without a key": (
        ["serve", "store", "--allow-rollback"],
        "--not-before, --scope and --allow-rollback are about signatures: add --key",
    ),
    "a server's floor that is no time": (
        ["serve", "store", "--key", "key.public", "--not-before", "old.tar.gz"],
        "--not-before old.tar.gz: is not a time, such as 2026-11-27T12:00:00Z",
    ),
    "a configuration's scope without a key": (
        ["opa-config", "https://h/b", "--scope", "a"],
        "--scope is about signatures: add --key",
    ),
}


@pytest.mark.parametrize("name", MISUSED)
def test_options_that_would_do_nothing_are_refused(name: str, work: Path) -> None:
    arguments, said = MISUSED[name]
    done = smguard(*arguments, cwd=work)
    assert (done.returncode, done.stderr.decode()) == (2, f"error: {said}\n")


def test_scope_is_in_the_configuration(work: Path) -> None:
    (work / "second.pub").write_bytes(pair("RS256").public)
    for keys in (["--key", "key.public"], ["--key", "key.public", "--key", "second.pub"]):
        done = smguard("opa-config", "https://h/b", *keys, "--scope", "production", cwd=work)
        assert "scope: production" in done.stdout.decode()


# --- going back ---


def test_a_channel_does_not_go_back_unless_that_is_wanted(work: Path) -> None:
    key, place = pair("ES256").key(work), work / "store"
    old, new = revision(work, "old"), revision(work, "new")
    demands = Demands(now=NOON)
    gates = Gates([key], demands=demands)
    assert rollout(place, "sm", "stable", old, gates, NOON) == Move(None, old)
    assert rollout(place, "sm", "stable", new, gates, NOON) == Move(old, new)
    older = f"it was signed at 2024-10-28T12:00:00Z, before revision {new} (2024-11-27T12:00:00Z)"
    with pytest.raises(SmguardError) as raised:
        rollout(place, "sm", "stable", old, gates, NOON)
    assert str(raised.value) == (
        f"sm {old} is refused: {older}: move the channel with --back, sign the revision again with --sign, or add"
        " --allow-rollback"
    )
    allowed = Gates([key], demands=demands, allow_rollback=True)
    assert rollout(place, "sm", "stable", old, allowed, NOON) == Move(new, old, older)
    assert rollout(place, "sm", "stable", new, gates, NOON) == Move(old, new)
    assert rollout(place, "sm", "stable", None, gates, NOON) == Move(new, old, older)
    rollout(place, "sm", "stable", new, gates, NOON)
    renewed = Claims(NOON + timedelta(minutes=1))
    assert rollout(place, "sm", "stable", None, gates, NOON, (key, renewed)) == Move(new, old)
    assert verify(store.read_revision(place, "sm", old)[1].files, [key], None).claims == renewed
    assert rollout(place, "sm", "other", old, Gates(), NOON) == Move(None, old)


def test_going_back_on_the_command_line(work: Path) -> None:
    old, new = revision(work, "old"), revision(work, "new")
    for one in (old, new):
        assert smguard("rollout", "store", "sm", "stable", one, "--key", "key.public", cwd=work).returncode == 0
    refused = smguard("rollout", "store", "sm", "stable", old, "--key", "key.public", cwd=work)
    assert (refused.returncode, refused.stderr.decode().count("signed at 2024-10-28")) == (2, 1)
    back = smguard("rollout", "store", "sm", "stable", "--back", "--key", "key.public", cwd=work)
    assert back.stdout.decode() == f"sm stable: {new} -> {old}\n"
    assert "note: a server with --key goes on offering the newer one: add --sign KEY" in back.stderr.decode()
    smguard("rollout", "store", "sm", "stable", new, "--key", "key.public", cwd=work)
    options = ["--back", "--key", "key.public", "--sign", "key.private"]
    back = smguard("rollout", "store", "sm", "stable", *options, cwd=work)
    assert (back.returncode, back.stdout.decode(), back.stderr) == (0, f"sm stable: {new} -> {old}\n", b"")


@pytest.mark.parametrize("allowed", [False, True])
def test_server_does_not_go_back_unless_that_is_allowed(allowed: bool, work: Path) -> None:
    key, place = pair("ES256").key(work), work / "store"
    old, new, none = (revision(work, name) for name in ("old", "new", "none"))
    store.move_channel(place, "sm", "stable", new, NOON)
    options: list[str | Path] = ["--key", work / "key.public", *(["--allow-rollback"] if allowed else [])]
    with serving(work, place, *options) as server:

        def served() -> str:
            return unpack(server.get("/bundles/sm/stable").body, "served").revision

        assert served() == new
        for one, time in ((old, "2024-10-28T12:00:00Z"), (none, "no known time")):
            store.move_channel(place, "sm", "stable", one, NOON)  # as somebody does who can write there
            if allowed:
                until(lambda one=one: served() == one, f"{one} is served")  # type: ignore[misc]
                continue
            server.says(
                f"sm/stable: refused, revision {new} stays: revision {one} was signed at {time}, before revision {new}"
                " (2024-11-27T12:00:00Z): to go back, sign it again with `smguard rollout --back --sign KEY`, or start"
                " the server with --allow-rollback"
            )
            assert served() == new
        store.move_channel(place, "sm", "stable", old, NOON)
        store.add(place, "sm", pack_all(sign(bundle(1), key, Claims(NOON + timedelta(seconds=1)))), "renewed")
        until(lambda: served() == old, "the old one is served when it is signed again")


def test_server_has_a_floor_and_refuses_what_expired(work: Path) -> None:
    key, place = pair("ES256").key(work), work / "store"
    new = revision(work, "new")
    store.move_channel(place, "sm", "stable", new, NOON)
    tarball = pack_all(sign(bundle(5), key, Claims(NOON, NOON + timedelta(seconds=1))))
    expired = store.add(place, "sm", tarball, "expired").revision
    store.move_channel(place, "sm", "canary", expired, NOON)
    with serving(work, place, "--key", work / "key.public", "--not-before", "2024-11-01") as server:
        assert server.get("/bundles/sm/stable").status == 200
        server.says(
            f"sm/canary: refused, nothing is offered there: revision {expired}: it expired at 2024-11-27T12:00:01Z"
        )
        assert server.get("/bundles/sm/canary").status == 404
        assert server.get(f"/bundles/sm/{expired}").status != 200
        assert server.get(f"/bundles/sm/{revision(work, 'old')}").status != 200


# --- publishing the same again ---


def test_a_signature_is_not_made_anew_where_the_same_one_is(tmp_path: Path) -> None:
    key, other = pair("ES256").key(tmp_path), pair("RS256").key(tmp_path, "other")
    (tmp_path / "b.tar.gz").write_bytes(pack_all(bundle(1)))
    with registry(tmp_path / "registry") as host, site() as server:
        places = [f"oci://{host}/org/sm:1", f"oci://{host}/org/sm", f"{server.url}/b", str(tmp_path / "store" / "sm")]
        for place in places:

            def again(claims: Claims, by: object = key, place: str = place) -> bool:
                assert by in (key, other)
                signing = key if by is key else other
                return publish(read_artifact(tmp_path / "b.tar.gz", signing, claims), place, Access()).changed

            steps: list[tuple[bool, Mapping[str, object]]] = [
                (True, {"claims": OLD}),
                (False, {"claims": NEW}),
                (True, {"claims": Claims(NOON, scope="a")}),
                (True, {"claims": Claims(NOON, NOON + 300 * DAY, "a")}),
                (True, {"claims": Claims(NOON + DAY, NOON + 301 * DAY, "a")}),
                (True, {"claims": NEW}),
                (True, {"claims": NEW, "by": other}),
            ]
            for changed, options in steps:
                assert again(**options) is changed, (place, options)  # type: ignore[arg-type]
