"""What a store takes in is whole and of its revision; a channel moves in one step and remembers."""

import gzip
import io
import itertools
import json
import shutil
import tarfile
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from smguard import tree
from smguard.bundle.composition import Bundle, compose, content_revision, pack, revision_of
from smguard.bundle.plan import read_plan
from smguard.delivery import archive, store, tarball
from smguard.delivery.store import Channel
from smguard.errors import InputError
from smguard.shipped import folder
from support.workbench import shipped_bundle, smguard

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The shipped rules with another organisation, so another revision."""
    policies = tmp_path_factory.mktemp("other")
    (policies / "organization.yaml").write_text("fail_on: low\n")
    return compose(read_plan(policies))


def shipped(**changes: bytes | None) -> dict[str, bytes]:
    """The shipped bundle's files without tests, some of them otherwise; None takes one away."""
    files = {path: text for path, text in shipped_bundle().files.items() if not path.endswith("_test.rego")}
    return {path: text for path, text in {**files, **changes}.items() if text is not None}


def with_json(path: str, **changes: object) -> dict[str, bytes]:
    """The shipped bundle with members of one of its JSON files otherwise."""
    value = json.loads(shipped_bundle().files[path])
    return shipped(**{path: json.dumps({**value, **changes}).encode()})


def tar(entries: Mapping[str, bytes], *odd: tarfile.TarInfo) -> bytes:
    """A gzip tarball of entries as they are, and some that hold nothing."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as archive:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in odd:
            archive.addfile(entry)
    return raw.getvalue()


def link(name: str) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return entry


def test_tarball_of_the_shipped_bundle_is_taken_as_it_is() -> None:
    unpacked = tarball.unpack(pack(shipped_bundle().files), "b.tar.gz")
    assert (unpacked.revision, unpacked.roots, unpacked.signed) == (shipped_bundle().revision, ("smguard",), False)
    assert unpacked.files == shipped()


def test_revision_is_found_again_in_the_content(other: Bundle) -> None:
    for bundle in (shipped_bundle(), other):
        assert content_revision(bundle.files) == bundle.revision
        assert tarball.unpack(pack(bundle.files), "b").revision == bundle.revision


def test_signed_tarball_is_of_the_same_revision() -> None:
    unpacked = tarball.unpack(pack(shipped(**{".signatures.json": b"{}"})), "b")
    assert (unpacked.revision, unpacked.signed) == (shipped_bundle().revision, True)


WHOLE = pack(shipped_bundle().files)
CHANGED_REGO = {"smguard/smguard.rego": b"package smguard\n\ndecision := {}\n"}
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is not a whole gzip tarball"),
    "a login page": (b"<html>", "is not a whole gzip tarball"),
    "gzip of something else": (gzip.compress(b"x" * 2000), "is not a whole gzip tarball"),
    "cut in the middle": (WHOLE[: len(WHOLE) // 2], "is not a whole gzip tarball"),
    "cut inside the tar": (gzip.compress(gzip.decompress(WHOLE)[:5000]), "is not a whole gzip tarball"),
    "one bit fell over": (WHOLE[:900] + bytes([WHOLE[900] ^ 1]) + WHOLE[901:], "is not a whole gzip tarball"),
    "no manifest": (tar(shipped(**{".manifest": None})), "contains no .manifest, so it is not a bundle"),
    "manifest no JSON": (tar(shipped(**{".manifest": b"{"})), ".manifest: is not valid JSON"),
    "manifest too deep": (tar(shipped(**{".manifest": b"[" * 200_000})), ".manifest: is not valid JSON"),
    "manifest a list": (tar(shipped(**{".manifest": b"[]"})), ".manifest: is not a JSON object"),
    "no roots": (tar(with_json(".manifest", roots=None)), ".manifest: roots must name the paths that the bundle owns"),
    "all of data as root": (
        tar(with_json(".manifest", roots=[""])),
        ".manifest: roots must name the paths that the bundle owns",
    ),
    "other roots": (
        tar(with_json(".manifest", roots=["acme"])),
        "data.json: smguard is outside the roots acme\n",
    ),
    "overlapping roots": (
        tar(with_json(".manifest", roots=["smguard", "smguard/lib"])),
        ".manifest: the roots 'smguard' and 'smguard/lib' overlap",
    ),
    "rego of version 0": (tar(with_json(".manifest", rego_version=0)), ".manifest: rego_version is not 1"),
    "revision no digest": (
        tar(with_json(".manifest", revision="../x")),
        ".manifest: revision is not 64 hexadecimal digits",
    ),
    "revision of another": (
        tar(with_json(".manifest", revision="0" * 64)),
        f"its content is revision {shipped_bundle().revision}, its manifest says {'0' * 64}",
    ),
    "changed rego": (
        tar(shipped(**CHANGED_REGO)),
        f"its content is revision {content_revision(shipped(**CHANGED_REGO))}, "
        f"its manifest says {shipped_bundle().revision}",
    ),
    "package outside": (
        tar(shipped(**{"acme.rego": b"# x\npackage acme.b\n"})),
        "acme.rego: package acme.b is outside the roots smguard",
    ),
    "module without package": (tar(shipped(**{"smguard/x.rego": b"x := 1\n"})), "smguard/x.rego: names no package"),
    "data outside": (
        tar(with_json("data.json", acme={"a": 1})),
        "data.json: acme is outside the roots smguard",
    ),
    "data of the second root": (
        tar(shipped(**{"system/log/data.json": b"{}"})),
        "system/log/data.json: an smguard bundle has no such file",
    ),
    "a program": (tar(shipped(**{"policy.wasm": b"\0asm"})), "policy.wasm: an smguard bundle has no such file"),
    "half a letter": (
        tar(shipped(**{"data.json": b'{"smguard": {"x": "\\ud800"}}'})),
        "data.json: contains half a surrogate pair, which is not text",
    ),
    "above itself": (tar({"../x": b""}), "contains '../x', which is not a regular file inside it"),
    "deep above itself": (tar({"a/../../x": b""}), "contains 'a/../../x', which is not a regular file inside it"),
    "a link": (tar({}, link("x")), "contains 'x', which is not a regular file inside it"),
    "a file twice": (tar({"x": b"1", "/x": b"2"}), "contains 'x' twice"),
    "too many files": (
        tar({str(n): b"" for n in range(archive.MAX_FILES + 1)}),
        f"contains more than {archive.MAX_FILES} files",
    ),
    "too large": (b"x" * (tarball.MAX_PACKED + 1), f"is larger than {tarball.MAX_PACKED} bytes"),
    "too large unpacked": (
        gzip.compress(bytes(tarball.MAX_UNPACKED + 1), compresslevel=1),
        f"is larger than {tarball.MAX_UNPACKED} bytes when unpacked",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_damaged_tarball_is_refused_and_the_store_stays(name: str, tmp_path: Path) -> None:
    content, said = REFUSED[name]
    store.add(tmp_path, "sm", WHOLE, "first.tar.gz")
    before = tree.read(tmp_path)
    with pytest.raises(InputError) as raised:
        store.add(tmp_path, "sm", content, "b.tar.gz")
    assert str(raised.value).startswith(f"b.tar.gz: {said}")
    assert tree.read(tmp_path) == before


def test_second_revision_named_in_the_data_is_refused() -> None:
    data = json.loads(shipped_bundle().files["data.json"])
    data["smguard"]["bundle"]["revision"] = "0" * 64
    with pytest.raises(InputError, match=r"^b: data.json: smguard.bundle names another revision than the manifest$"):
        tarball.unpack(tar(shipped(**{"data.json": json.dumps(data).encode()})), "b")


def test_store_lists_what_was_added(tmp_path: Path, other: Bundle) -> None:
    assert store.bundles(tmp_path / "none") == []
    for name, bundle in (("sm", shipped_bundle()), ("sm", other), ("a", other)):
        assert store.add(tmp_path, name, pack(bundle.files), "b").revision == bundle.revision
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "sm/revisions/.x.tar.gz.smguard-0").touch()
    (tmp_path / "sm/revisions/x.tar.gz").touch()
    assert store.bundles(tmp_path) == ["a", "sm"]
    assert store.revisions(tmp_path, "sm") == sorted([shipped_bundle().revision, other.revision])
    assert store.revisions(tmp_path, "none") == []
    assert store.read_revision(tmp_path, "a", other.revision)[0] == pack(other.files)


def test_same_revision_again_changes_nothing_and_another_signature_replaces(tmp_path: Path) -> None:
    store.add(tmp_path, "sm", WHOLE, "b")
    path = store.revision_path(tmp_path, "sm", shipped_bundle().revision)
    first = path.stat()
    store.add(tmp_path, "sm", WHOLE, "b")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    signed = pack(shipped(**{".signatures.json": b"{}"}))
    store.add(tmp_path, "sm", signed, "b")
    assert path.read_bytes() == signed


def test_revision_under_another_name_is_refused(tmp_path: Path, other: Bundle) -> None:
    store.add(tmp_path, "sm", WHOLE, "b")
    path = store.revision_path(tmp_path, "sm", other.revision)
    path.write_bytes(WHOLE)
    with pytest.raises(InputError) as raised:
        store.read_revision(tmp_path, "sm", other.revision)
    assert str(raised.value) == f"{path}: holds revision {shipped_bundle().revision}: publish {other.revision} again"


def test_channel_moves_and_remembers(tmp_path: Path, other: Bundle) -> None:
    one, two = shipped_bundle().revision, other.revision
    for bundle in (shipped_bundle(), other):
        store.add(tmp_path, "sm", pack(bundle.files), "b")
    assert store.read_channel(tmp_path, "sm", "stable") is None
    east = timezone(timedelta(hours=2))
    moves = [(one, NOON), (two, NOON.astimezone(east)), (two, NOON + timedelta(1)), (one, NOON + timedelta(2))]
    for revision, at in moves:
        store.move_channel(tmp_path, "sm", "stable", revision, at)
    assert store.read_channel(tmp_path, "sm", "stable") == Channel(one, (two, one), NOON + timedelta(2))
    assert store.channels(tmp_path, "sm") == ["stable"]
    assert json.loads(store.channel_path(tmp_path, "sm", "stable").read_text()) == {
        "moved": "2026-11-26T12:00:00+00:00",
        "previous": [two, one],
        "revision": one,
    }


def test_channels_history_is_bounded(tmp_path: Path, other: Bundle) -> None:
    both = shipped_bundle(), other
    for bundle in both:
        store.add(tmp_path, "sm", pack(bundle.files), "b")
    path = store.channel_path(tmp_path, "sm", "stable")
    history = [other.revision] * store.REMEMBERED
    path.parent.mkdir()
    said = {"revision": other.revision, "previous": history, "moved": NOON.isoformat()}
    path.write_text(json.dumps(said))
    moved = store.move_channel(tmp_path, "sm", "stable", shipped_bundle().revision, NOON)
    assert len(moved.previous) == store.REMEMBERED


def test_movers_at_once_lose_nothing(tmp_path: Path, other: Bundle) -> None:
    both = shipped_bundle(), other
    for bundle in both:
        store.add(tmp_path, "sm", pack(bundle.files), "b")

    def mover(revision: str) -> threading.Thread:
        return threading.Thread(target=store.move_channel, args=(tmp_path, "sm", "stable", revision, NOON))

    threads = [mover(both[n % 2].revision) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = store.read_channel(tmp_path, "sm", "stable")
    assert found is not None
    walked = (found.revision, *found.previous)
    assert all(one != next_ for one, next_ in itertools.pairwise(walked))
    assert [path for path in tree.read(tmp_path) if "smguard-" in path] == []


def test_channel_moves_only_to_what_is_there_and_whole(tmp_path: Path, other: Bundle) -> None:
    store.add(tmp_path, "sm", WHOLE, "b")
    store.move_channel(tmp_path, "sm", "stable", shipped_bundle().revision, NOON)
    before = tree.read(tmp_path)
    path = store.revision_path(tmp_path, "sm", other.revision)
    with pytest.raises(InputError) as raised:
        store.move_channel(tmp_path, "sm", "stable", other.revision, NOON)
    assert str(raised.value) == f"{path}: the store has no revision {other.revision} of sm: publish it first"
    assert tree.read(tmp_path) == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"revision": "x", "previous": [], "moved": "2026-11-24T12:00:00+00:00"}', "[" * 200_000],
    ids=["empty", "cut", "list", "nothing in it", "no revision", "too deep"],
)
def test_damaged_channel_is_told(text: str, tmp_path: Path) -> None:
    store.add(tmp_path, "sm", WHOLE, "b")
    path = store.channel_path(tmp_path, "sm", "stable")
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        store.read_channel(tmp_path, "sm", "stable")
    assert str(raised.value) == (
        f"{path}: is not a channel (JSON with revision, previous and moved): move it again with `smguard rollout`"
    )


ODD_NAMES = ["", ".", "..", "../x", "a/b", "a\\b", "A", "a.b", "a\n", "\0", "é", "-a", "a" * 49, "%2e%2e"]


@pytest.mark.parametrize("name", ODD_NAMES, ids=[repr(name)[:20] for name in ODD_NAMES])
def test_odd_names_are_refused(name: str, tmp_path: Path) -> None:
    said = f"{name!r} is not a valid {{what}} name: use lowercase letters, digits, - and _, at most 48"
    with pytest.raises(InputError) as raised:
        store.add(tmp_path, name, WHOLE, "b")
    assert str(raised.value) == said.format(what="bundle")
    with pytest.raises(InputError) as raised:
        store.channel_path(tmp_path, "sm", name)
    assert str(raised.value) == said.format(what="channel")
    with pytest.raises(InputError) as raised:
        store.revision_path(tmp_path, "sm", name)
    assert str(raised.value) == f"{name!r} is not a revision, which has 64 hexadecimal digits"
    assert list(tmp_path.iterdir()) == []


def test_no_name_is_a_revision() -> None:
    assert store.is_revision("a" * 64)
    assert store.is_name("a" * 48)
    assert not store.is_name("a" * 64)


def folder_of(tmp_path: Path, kind: str) -> Path:
    """A folder of that kind, called `place`."""
    place = tmp_path / "place"
    match kind:
        case "bundle":
            tree.write(place, shipped_bundle().files)
        case "bundles":
            tree.write(place / "secretsmanager", shipped_bundle().files)
        case "files":
            place.mkdir()
            (place / "notes.txt").touch()
        case "file":
            place.touch()
        case "store":
            store.add(place, "sm", WHOLE, "b")
            (place / "notes.txt").touch()
        case "volume":
            (place / "lost+found").mkdir(parents=True)
            (place / ".keep").touch()
    return place


ADVICE = "name a folder that is for published bundles alone, such as store"
NO_STORES = {
    "bundle": f"is a bundle's folder, not a store: {ADVICE}",
    "bundles": f"is no store, since it holds secretsmanager: {ADVICE}",
    "files": f"is no store, since it holds notes.txt: {ADVICE}",
    "file": "is a file, not a store",
}


@pytest.mark.parametrize("kind", NO_STORES)
@pytest.mark.parametrize("command", ["publish", "publish below", "rollout", "serve"])
def test_a_folder_for_something_else_is_no_store(command: str, kind: str, tmp_path: Path) -> None:
    place = folder_of(tmp_path, kind)
    if command == "serve" and kind in ("bundle", "file"):
        return
    before = tree.read(tmp_path)
    (tmp_path / "b.tar.gz").write_bytes(WHOLE)
    commands = {
        "publish": ("publish", "place", "--bundle", "b.tar.gz"),
        "publish below": ("publish", "place/sm", "--bundle", "b.tar.gz"),
        "rollout": ("rollout", "place", "sm", "stable", "0"),
        "serve": ("serve", "place"),
    }
    done = smguard(*commands[command], cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, f"error: place: {NO_STORES[kind]}\n")
    (tmp_path / "b.tar.gz").unlink()
    assert tree.read(tmp_path) == before
    assert place.exists()


def test_publish_finds_the_bundle_of_the_project(tmp_path: Path) -> None:
    shutil.copytree(folder("bundles"), tmp_path / "bundles")
    (tmp_path / "below/deeper").mkdir(parents=True)
    done = smguard("publish", "../../place/sm", cwd=tmp_path / "below/deeper")
    assert (done.returncode, done.stderr) == (0, b"")
    assert store.revisions(tmp_path / "place", "sm") == [revision_of(tmp_path / "bundles/secretsmanager")]


@pytest.mark.parametrize("kind", ["store", "volume", "nothing"])
def test_a_store_takes_a_bundle_under_its_name(kind: str, tmp_path: Path) -> None:
    folder_of(tmp_path, kind)
    (tmp_path / "b.tar.gz").write_bytes(WHOLE)
    done = smguard("publish", "place", "--bundle", "b.tar.gz", cwd=tmp_path)
    said = "is a store: name a bundle in it too" if kind == "store" else "names no bundle: give STORE/BUNDLE"
    assert done.stderr.decode() == f"error: place: {said}, such as place/secretsmanager\n"
    for destination in ("place/secretsmanager", str(tmp_path / "place/other"), "./one"):
        done = smguard("publish", destination, "--bundle", "b.tar.gz", cwd=tmp_path)
        expected = 2 if destination == "./one" else 0  # beside the tarball, a file
        assert done.returncode == expected, done.stderr
    done = smguard("publish", "./sm", "--bundle", "../b.tar.gz", cwd=tmp_path / "place")
    assert done.returncode == 0, done.stderr
    assert set(store.bundles(tmp_path / "place")) >= {"secretsmanager", "other", "sm"}
