"""Attacks on signed bundles, each tried on smguard and on a real opa: what smguard takes, opa loads, and the same."""

import io
import json
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from smguard.delivery.claims import Claims, Demands
from smguard.delivery.inspection import compile_check
from smguard.delivery.key import Key
from smguard.delivery.signature import sign, verify
from smguard.delivery.tarball import Unpacked, unpack
from smguard.errors import SmguardError
from smguard.shipped import folder
from support import scale
from support.attacks import NOW, Attack, attacks, contents, mutations, pack_all, signed, with_revision
from support.registries import opa_server, site
from support.servers import until
from support.signers import pair

DEMANDS = Demands(now=datetime.fromtimestamp(NOW, UTC))
VERDICTS = Path(__file__).parents[1] / "fixtures" / "attacks.txt"
"""Who takes each attack: both, opa alone, or nobody; a table of what smguard is stricter about."""

EXPECTED = {line[7:]: line[:7].rstrip() for line in VERDICTS.read_text("utf-8").splitlines()}


@dataclass(frozen=True)
class Outcome:
    """What smguard and opa say of one tarball: a bundle, or why it is none."""

    smguard: Unpacked | str
    opa: "Loaded | str"

    @property
    def verdict(self) -> str:
        """Who takes it."""
        taken = isinstance(self.smguard, Unpacked), isinstance(self.opa, Loaded)
        return {(True, True): "both", (False, True): "opa", (False, False): "nobody", (True, False): "SMGUARD"}[taken]


@dataclass(frozen=True)
class Loaded:
    """What opa loads."""

    modules: frozenset[str]
    data: Any


def taken(attack: Attack, key: Key, opa: Path) -> Unpacked | str:
    """The bundle in the tarball as `smguard verify` takes it, or why it is refused."""
    try:
        found = unpack(attack.tarball, "b")
        verify(found.files, [key], DEMANDS)
    except SmguardError as error:
        return str(error)
    compiled = compile_check(attack.tarball, opa)
    return compiled.detail if compiled.failed else found


def loaded(opa: Path, place: Path, attack: Attack, key: Key) -> Loaded | str:
    """What a real opa that verifies loads from the tarball, or why it does not."""
    place.mkdir()
    (place / "b.tar.gz").write_bytes(attack.tarball)
    (place / "key").write_bytes((key.public or "").encode() or key.material)
    options = ["--verification-key", "key", "--verification-key-id", key.id, "--signing-alg", attack.algorithm]
    command: list[str | Path] = [opa, "build", "--bundle", "b.tar.gz", *options, "--output", "out.tar.gz"]
    done = subprocess.run(command, cwd=place, capture_output=True, timeout=60, check=False)
    if done.returncode != 0:
        return (done.stdout + done.stderr).decode("utf-8", "replace")
    with tarfile.open(fileobj=io.BytesIO((place / "out.tar.gz").read_bytes())) as archive:
        files = {
            entry.name.lstrip("/").removeprefix("b.tar.gz/"): archive.extractfile(entry)
            for entry in archive
            if entry.isreg()
        }
        data = files["data.json"]
        assert data is not None
        return Loaded(frozenset(path for path in files if path.endswith(".rego")), json.loads(data.read()))


def as_loaded(found: Unpacked) -> Loaded:
    """What opa should load from a bundle that smguard takes."""
    modules = frozenset(path for path in found.files if path.endswith(".rego"))
    return Loaded(modules, json.loads(found.files["data.json"]))


def outcomes(opa: Path, place: Path, tried: Mapping[str, tuple[Attack, Key]]) -> dict[str, Outcome]:
    """What becomes of each, two at a time."""

    def both(numbered: tuple[int, tuple[str, tuple[Attack, Key]]]) -> tuple[str, Outcome]:
        number, (name, (attack, key)) = numbered
        return name, Outcome(taken(attack, key, opa), loaded(opa, place / str(number), attack, key))

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(both, enumerate(tried.items())))


@pytest.fixture(scope="module")
def tried(opa: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    place = tmp_path_factory.mktemp("attacks")
    keys = {name: pair(name).key(place / name, private=False) for name in ("HS256", "RS256", "ES256")}
    every = list(attacks(keys, pair("HS256", 1).key(place / "other")))
    assert list(EXPECTED) == [_plain(name) for name, _ in every]
    some = {name: (attack, keys[attack.algorithm]) for name, attack in every if scale.WHOLE or _counts(name)}
    for name, attack in every:
        if name not in some:
            assert isinstance(taken(attack, keys[attack.algorithm], opa), str), name
    return outcomes(opa, place, some)


def _plain(name: str) -> str:
    """A name as it is in the table."""
    return name.encode("unicode_escape").decode()


def _counts(name: str) -> bool:
    """Whether opa gets an attack, too, for each commit: of those that nobody takes, a part is enough."""
    told = any(name in names for names in CHECKED.values())
    return told or EXPECTED[_plain(name)] != "nobody" or scale.seeded(name).random() < scale.SCALE


def test_what_smguard_takes_opa_loads_and_the_same(tried: dict[str, Outcome]) -> None:
    wrong = {name: one.opa for name, one in tried.items() if one.verdict == "SMGUARD"}
    assert wrong == {}
    for name, one in tried.items():
        if isinstance(one.smguard, Unpacked):
            assert one.opa == as_loaded(one.smguard), name


def test_every_attack_has_its_verdict(tried: dict[str, Outcome]) -> None:
    assert {_plain(name): one.verdict for name, one in tried.items()} == {
        name: verdict for name, verdict in EXPECTED.items() if name in {_plain(one) for one in tried}
    }


def test_every_refusal_says_something_that_can_be_shown(tried: dict[str, Outcome]) -> None:
    for name, one in tried.items():
        if isinstance(one.smguard, str):
            assert one.smguard.replace("\n", "").isprintable(), name
            assert one.smguard, name


def test_a_few_bytes_otherwise_make_no_difference_between_the_two(opa: Path, tmp_path: Path) -> None:
    key = pair("HS256").key(tmp_path)
    every = mutations(key, scale.seeded("mutations"), scale.scaled(5000))
    accepted: dict[str, tuple[Attack, Key]] = {}
    for tarball in dict.fromkeys(every):
        try:
            verify(unpack(tarball, "b").files, [key], DEMANDS)
        except SmguardError:
            continue
        accepted[str(len(accepted))] = Attack(tarball), key
    some = dict(list(accepted.items())[: scale.scaled(200)])
    for one in outcomes(opa, tmp_path, some).values():
        assert isinstance(one.smguard, Unpacked), one.smguard
        assert one.opa == as_loaded(one.smguard)


def test_of_several_keys_the_signature_names_one(tmp_path: Path) -> None:
    """Without a name OPA refuses it where it has several keys, so smguard does."""
    one, other = pair("HS256").key(tmp_path), pair("HS256", 1).key(tmp_path, "other")
    for head in ({"kid": ...}, {"kid": ""}):
        files = signed(one, contents(), head)
        assert verify(files, [one]).key == one
        with pytest.raises(SmguardError, match="names no key, which OPA needs to choose one of several"):
            verify(files, [one, other])
    assert verify(signed(one, contents()), [one, other]).key == one


# --- what OPA itself does not check ---

GUIDE = (folder("templates") / "docs" / "sign.md").read_text("utf-8")
LIMITS: dict[str, list[str]] = {
    "loads a bundle whose `exp` has passed": ["claims: expired", "claims: expires now", "claims: exp zero"],
    "and one whose `nbf` has not come": ["claims: nbf in the future"],
    "loads a bundle whose `iat` is in the future": ["claims: signed in the future"],
    "whatever algorithm the token names": [
        "head: another alg",
        "head: alg none over a good signature",
        "head: no alg",
    ],
    "whatever key the token names": ["head: kid of nobody", "head: kid null", "claims: keyid of another"],
    "accepts MD5 and SHA-1": ["hashes: MD5", "hashes: SHA-1", "hashes: one of MD5"],
    "skips links, devices, pipes and entries of an unknown type": [
        *(f"tar: {kind} more" for kind in ("hard", "symbolic", "char", "block", "fifo")),
        "tar: type b'7' more",
    ],
    "does not read what follows the end of the archive": [
        "end: evil behind two blocks",
        "gzip: words behind",
        "gzip: an evil second member",
    ],
    "nor the checksum of the gzip stream": ["gzip: a sum that is wrong", "gzip: a length that is wrong"],
    "takes the last of two claims of one name": ["payload: files twice", "claims: Iat beside iat"],
    "takes `Files` for `files`": ["payload: Files", "signatures: other letters"],
}
"""Sentences of the guide, and the attacks that opa takes and smguard does not."""

CHECKED: dict[str, list[str]] = {
    "a scope other than the configured one": ["claims: a scope", "claims: Scope"],
    "several tokens": ["signatures: two", "signatures: two, a bad one first"],
    "no token": ["signatures: no tokens", "files: signatures empty", "token: unsigned"],
    "a file that is not listed": ["files: a module more", "files: data more", "files: a readme"],
    "a listed file that is missing": ["files: a module gone", "payload: one too many"],
    "an `iat` that is not a whole number": ["claims: iat a text", "claims: iat a fraction"],
    "a delta bundle": ["files: a patch", "files: a patch below"],
    "a public key taken for a secret": ["token: RS256's public key as a secret, PEM, HS256"],
}
"""What the guide says that OPA refuses."""


@pytest.mark.parametrize(("said", "verdict"), [(LIMITS, "opa"), (CHECKED, "nobody")], ids=["limits", "checked"])
def test_the_guide_says_what_opa_does(said: dict[str, list[str]], verdict: str, tried: dict[str, Outcome]) -> None:
    guide = " ".join(GUIDE.split())
    for sentence, names in said.items():
        assert sentence in guide
        assert {name: tried[name].verdict for name in names} == dict.fromkeys(names, verdict)


def test_opa_goes_back_to_an_older_signature(opa: Path, tmp_path: Path) -> None:
    """And only smguard knows the time in it."""
    assert "goes back to an older bundle that is offered" in " ".join(GUIDE.split())
    key = pair("ES256").key(tmp_path)
    newer = pack_all(_signed(key, revised(b"1"), NOW))
    older = pack_all(_signed(key, revised(b"2"), NOW - 1000))
    with site() as server:
        server.content["/b.tar.gz"] = newer
        with opa_server(opa, tmp_path / "opa", _config(server.url, key)) as one:
            until(lambda: one.get("v1/data/smguard/x").get("result") == 1, "the newer one runs")
            server.content["/b.tar.gz"] = older
            until(lambda: one.get("v1/data/smguard/x").get("result") == 2, "the older one runs")
    demands = Demands(not_before=datetime.fromtimestamp(NOW, UTC), now=DEMANDS.now)
    assert verify(unpack(newer, "b").files, [key], demands).claims.issued == DEMANDS.now
    with pytest.raises(SmguardError, match=r"^it was signed at 2027-01-15T07:43:20Z, and must not be older than"):
        verify(unpack(older, "b").files, [key], demands)


UNVERIFIED: dict[str, Callable[[Key], str]] = {
    "no keys": lambda _: "",
    "keys, and no signing": lambda key: f"keys: {{{key.id}: {{algorithm: ES256, key: {json.dumps(key.public)}}}}}\n",
}


@pytest.mark.parametrize("name", UNVERIFIED)
def test_opa_without_signing_in_its_configuration_takes_what_is_not_signed(
    name: str, opa: Path, tmp_path: Path
) -> None:
    assert "Without `signing` in its configuration, OPA runs an unsigned bundle" in " ".join(GUIDE.split())
    key = pair("ES256").key(tmp_path)
    with site() as server:
        server.content["/b.tar.gz"] = pack_all(revised(b"1"))
        text = _config(server.url, None) + UNVERIFIED[name](key)
        with opa_server(opa, tmp_path / "opa", text) as one:
            until(lambda: one.get("v1/data/smguard/x").get("result") == 1, "it runs")


@pytest.mark.parametrize("command", ["eval", "check", "test"])
def test_commands_of_opa_that_do_not_verify(command: str, opa: Path, tmp_path: Path) -> None:
    assert "`opa eval`, `opa test` and `opa check` do not verify" in " ".join(GUIDE.split())
    key = pair("HS256").key(tmp_path)
    test = b"package smguard.x_test\n\ntest_x if data.smguard.x == 7\n"
    changed = {"smguard/x.rego": b"package smguard\n\nx := 7\n", "smguard/x_test.rego": test}
    (tmp_path / "b.tar.gz").write_bytes(pack_all({**_signed(key, revised(b"1"), NOW), **changed}))
    options = {
        "eval": ["--bundle", "b.tar.gz", "--fail", "data.smguard.x == 7"],
        "check": ["--bundle", "b.tar.gz"],
        "test": ["--bundle", "b.tar.gz"],
    }[command]
    done = subprocess.run([opa, command, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "PASS: 1/1" in done.stdout) == (0, command == "test"), done.stdout + done.stderr


def revised(value: bytes) -> dict[str, bytes]:
    """A small bundle with smguard.x."""
    return with_revision({**contents(), "smguard/x.rego": b"package smguard\n\nx := " + value + b"\n"})


def _signed(key: Key, files: Mapping[str, bytes], at: int) -> dict[str, bytes]:
    return sign(files, key, Claims(datetime.fromtimestamp(at, UTC)))


def _config(url: str, key: Key | None) -> str:
    polling = "{min_delay_seconds: 1, max_delay_seconds: 1}"
    signing = f", signing: {{keyid: {key.id}}}" if key else ""
    keys = f"keys: {{{key.id}: {{algorithm: ES256, key: {json.dumps(key.public)}}}}}\n" if key else ""
    bundle = f"{{service: s, resource: b.tar.gz, polling: {polling}{signing}}}"
    return f"services: {{s: {{url: '{url}'}}}}\nbundles: {{b: {bundle}}}\n{keys}"
