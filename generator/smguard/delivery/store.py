"""The folder that publishers write and servers read: each bundle's revisions, and the channels that point at them.

STORE/<bundle>/revisions/<revision>.tar.gz   a bundle, by its content's revision; never changes, but to be signed anew
STORE/<bundle>/channels/<channel>            JSON: {"revision", "previous": [newest first], "moved": ISO time}
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from smguard import tree
from smguard.delivery.tarball import MANIFEST, MAX_PACKED, Unpacked, unpack
from smguard.errors import InputError, Problem

REMEMBERED = 100
"""Moves of a channel that are kept."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")
_REVISION = re.compile(r"[0-9a-f]{64}")
_SUFFIX = ".tar.gz"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a channel points, where it pointed before (newest first), and when it was moved (UTC)."""

    revision: str
    previous: tuple[str, ...]
    moved: datetime


def is_name(text: str) -> bool:
    """Whether a bundle or a channel may be called so: small letters, digits, - and _, at most 48."""
    return _NAME.fullmatch(text) is not None


def is_revision(text: str) -> bool:
    """Whether this is written like a revision: 64 hexadecimal digits. No name is."""
    return _REVISION.fullmatch(text) is not None


def check_store(folder: Path) -> None:
    """Raises InputError if a folder is no store and cannot become one, as it is for something else."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(Problem(str(folder), "is a file, not a store"))
    if (folder / MANIFEST).is_file():
        raise InputError(Problem(str(folder), f"is a bundle's folder, not a store: {_ADVICE}"))
    if bundles(folder):
        return
    for name in _entries(folder):
        path = folder / name
        if not name.startswith(".") and (path.is_file() or (path / MANIFEST).is_file()):
            raise InputError(Problem(str(folder), f"is no store, since it holds {name}: {_ADVICE}"))


_ADVICE = "name a folder that is for published bundles alone, such as store"


def bundles(store: Path) -> list[str]:
    """The bundles of a store, sorted; empty where there is no such folder. Raises InputError."""
    return [name for name in _entries(store) if is_name(name) and (store / name / "revisions").is_dir()]


def revisions(store: Path, bundle: str) -> list[str]:
    """The revisions that a store holds of a bundle, sorted. Raises InputError."""
    entries = _entries(_folder(store, bundle) / "revisions")
    names = [name.removesuffix(_SUFFIX) for name in entries if name.endswith(_SUFFIX)]
    return [name for name in names if is_revision(name)]


def channels(store: Path, bundle: str) -> list[str]:
    """The channels of a bundle, sorted. Raises InputError."""
    return [name for name in _entries(_folder(store, bundle) / "channels") if is_name(name)]


def revision_path(store: Path, bundle: str, revision: str) -> Path:
    """Where a store keeps a revision, whether it is there or not. Raises InputError where that is no revision."""
    if not is_revision(revision):
        raise InputError(f"{revision!r} is not a revision, which has 64 hexadecimal digits")
    return _folder(store, bundle) / "revisions" / f"{revision}{_SUFFIX}"


def channel_path(store: Path, bundle: str, channel: str) -> Path:
    """Where a store keeps a channel, whether it is there or not. Raises InputError where that is no name."""
    return _folder(store, bundle) / "channels" / _checked("channel", channel)


def add(store: Path, bundle: str, tarball: bytes, source: str) -> Unpacked:
    """Puts a tarball into the store under its revision, after it has been shown to be whole and of that revision.

    The same bytes again change nothing; other bytes of the same revision, which differ in the signature, take the
    place of the old ones. `source` names the tarball in problems. Raises InputError.
    """
    _folder(store, bundle)
    unpacked = unpack(tarball, source)
    path = revision_path(store, bundle, unpacked.revision)
    if not (path.is_file() and read_capped(path) == tarball):
        tree.write_file(path, tarball)
    return unpacked


def read_revision(store: Path, bundle: str, revision: str) -> tuple[bytes, Unpacked]:
    """The tarball of a revision, and the bundle in it, which is of that revision. Raises InputError."""
    path = revision_path(store, bundle, revision)
    if not path.exists():
        raise InputError(Problem(str(path), f"the store has no revision {revision} of {bundle}: publish it first"))
    tarball = read_capped(path)
    unpacked = unpack(tarball, str(path))
    if unpacked.revision != revision:
        raise InputError(Problem(str(path), f"holds revision {unpacked.revision}: publish {revision} again"))
    return tarball, unpacked


def read_channel(store: Path, bundle: str, channel: str) -> Channel | None:
    """Where a channel points; None where there is none. Raises InputError where its file is damaged."""
    path = channel_path(store, bundle, channel)
    try:
        text = path.read_text("utf-8")
        said = json.loads(text)
        found = Channel(said["revision"], tuple(said["previous"]), datetime.fromisoformat(said["moved"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror or error}")) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(Problem(str(path), _DAMAGED)) from None
    if not all(isinstance(revision, str) and is_revision(revision) for revision in (found.revision, *found.previous)):
        raise InputError(Problem(str(path), _DAMAGED))
    return found


def move_channel(store: Path, bundle: str, channel: str, revision: str, now: datetime) -> Channel:
    """Points a channel at a revision that the store holds, in one step; what it pointed at goes into its history.

    `now` is aware of its time zone. Moving it to where it is changes nothing. Two movers come one after the other.
    Raises InputError.
    """
    path = channel_path(store, bundle, channel)
    read_revision(store, bundle, revision)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tree.alone_in(path.parent):
            before = read_channel(store, bundle, channel)
            if before is not None and before.revision == revision:
                return before
            history = (before.revision, *before.previous)[:REMEMBERED] if before else ()
            moved = Channel(revision, history, now.astimezone(UTC))
            tree.write_file(path, _channel_text(moved).encode())
            return moved
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be written: {error.strerror or error}")) from None


def move_back(store: Path, bundle: str, channel: str, revision: str, now: datetime) -> Channel:
    """Points a channel at the revision that it pointed at before, in one step; its history ends there again.

    `revision` is the one that the caller expects this to be; moving back twice goes back by two. `now` is aware
    of its time zone. Raises InputError, also where the channel was moved meanwhile.
    """
    path = channel_path(store, bundle, channel)
    read_revision(store, bundle, revision)
    try:
        with tree.alone_in(path.parent):
            before = read_channel(store, bundle, channel)
            if before is None or before.previous[:1] != (revision,):
                raise InputError(
                    Problem(
                        str(path), f"was moved by someone else in the meantime, and is not moved back to {revision}"
                    )
                )
            moved = Channel(revision, before.previous[1:], now.astimezone(UTC))
            tree.write_file(path, _channel_text(moved).encode())
            return moved
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be written: {error.strerror or error}")) from None


def read_capped(path: Path) -> bytes:
    """A tarball's bytes; of one that is larger than any is read, only so many that it is refused."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_PACKED + 1)
    except IsADirectoryError:
        raise InputError(Problem(str(path), A_FOLDER)) from None
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror or error}")) from None


A_FOLDER = "is a folder: name a tarball, as `smguard build --pack bundle.tar.gz` writes it"
"""What is said of a folder where only a packed bundle will do."""

_DAMAGED = "is not a channel (JSON with revision, previous and moved): move it again with `smguard rollout`"


def _channel_text(channel: Channel) -> str:
    said = {"moved": channel.moved.isoformat(), "previous": channel.previous, "revision": channel.revision}
    return json.dumps(said, indent=2) + "\n"


def _folder(store: Path, bundle: str) -> Path:
    return store / _checked("bundle", bundle)


def _checked(what: str, name: str) -> str:
    if not is_name(name):
        raise InputError(f"{name!r} is not a valid {what} name: use lowercase letters, digits, - and _, at most 48")
    return name


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(Problem(str(folder), f"cannot be read: {error.strerror or error}")) from None
