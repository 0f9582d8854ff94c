"""From folders to offers: bundle folders and stores are looked at again and again, and only what changed is read.

What is broken is refused: the offer before it stays, and it is told once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from smguard import tree
from smguard.bundle.composition import pack
from smguard.delivery import claims as said
from smguard.delivery import store
from smguard.delivery.claims import Claims, Demands
from smguard.delivery.inspection import compile_check
from smguard.delivery.key import Key
from smguard.delivery.signature import verify
from smguard.delivery.tarball import Unpacked, examine
from smguard.errors import InputError, Problem, SmguardError, ToolchainError
from smguard.serve.offer import Offer, offer
from smguard.toolchain import find

_PINNED = 7  # revisions kept in memory beside the newest one asked for
_Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """One look: every offer that holds now, what was refused since the last look, what is gone."""

    offers: Mapping[str, Offer]
    refused: Mapping[str, str]
    gone: tuple[str, ...]


class Watch:
    """Looks at bundle folders and stores. `default` is the channel that is also offered without its name.

    Where there are keys, one of them must have signed whatever is offered, as is demanded; and what was signed earlier
    than what an address has offered is not offered there, unless going back is allowed.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        default: str,
        opa: Path | None,
        keys: Sequence[Key] = (),
        demands: Demands = said.ANY,
        allow_rollback: bool = False,
    ) -> None:
        self._paths, self._default, self._opa, self._keys = tuple(paths), default, opa, tuple(keys)
        self._demands, self._allow_rollback = demands, allow_rollback
        self._newest: dict[str, tuple[str, Claims]] = {}
        self._offers: dict[str, Offer] = {}
        self._seen: dict[str, _Signature] = {}
        self._compiled: set[str] = set()
        self._pinned: dict[str, tuple[_Signature, Offer]] = {}
        _refuse_twice(self._paths)

    def scan(self) -> Scan:
        """Reads what changed since the last look. Reads files and runs opa: not for an event loop."""
        refused: dict[str, str] = {}
        gone: list[str] = []
        for path in self._paths:
            if is_bundle(path) or path.name in self._offers:
                self._look(path.name, refused, path)
                continue
            try:
                wanted = self._channels(path)
            except InputError as error:
                self._refuse(str(path), ("unreadable",), str(error), refused)
                continue
            self._seen.pop(str(path), None)
            gone += self._drop(path, wanted)
            for bundle, channel in wanted:
                self._look(f"{bundle}/{channel}", refused, path, bundle, channel)
        offers = dict(self._offers)
        for key in self._offers:
            bundle, _, channel = key.partition("/")
            if channel == self._default:
                offers.setdefault(bundle, self._offers[key])
        return Scan(offers, refused, tuple(gone))

    def pinned(self, bundle: str, revision: str) -> Offer | None:
        """The offer of one revision in a store, whatever the channels say; None where no store has it.

        Reads files and runs opa: not for an event loop. Raises InputError where it is broken.
        """
        for path in self._paths:
            if is_bundle(path) or not store.revision_path(path, bundle, revision).is_file():
                continue
            file = store.revision_path(path, bundle, revision)
            key, signature = f"{bundle}/{revision}", _stat(file)
            known = self._pinned.get(key)
            if known is None or known[0] != signature:
                found = self._offer(*store.read_revision(path, bundle, revision))[0]
                self._compile(found)
                known = signature, found
                self._pinned = {**dict(list(self._pinned.items())[-_PINNED:]), key: known}
            return known[1]
        return None

    def holder(self, revision: str) -> str:
        """The bundle that a store holds a revision of, whether it is offered or not; "" where none does."""
        for path in self._paths if store.is_revision(revision) else ():
            for bundle in [] if is_bundle(path) else store.bundles(path):
                if store.revision_path(path, bundle, revision).is_file():
                    return bundle
        return ""

    def _channels(self, path: Path) -> list[tuple[str, str]]:
        if not path.is_dir():
            raise InputError(Problem(str(path), "there is no such folder; its bundles are still offered"))
        return [(bundle, channel) for bundle in store.bundles(path) for channel in store.channels(path, bundle)]

    def _drop(self, path: Path, wanted: list[tuple[str, str]]) -> list[str]:
        """Forgets the channels that a store no longer has."""
        keys = {f"{bundle}/{channel}" for bundle, channel in wanted}
        mine = [key for key, seen in self._seen.items() if seen[:1] == (str(path),)]
        lost = [key for key in mine if key not in keys]
        for key in lost:
            self._offers.pop(key, None)
            del self._seen[key]
        return lost

    def _look(self, key: str, refused: dict[str, str], path: Path, bundle: str = "", channel: str = "") -> None:
        signature: _Signature = (str(path), "unreadable")
        try:
            signature = _signature(path, bundle, channel)
            if self._seen.get(key) == signature:
                return
            found, claims = self._offer(*(_read_store(path, bundle, channel) if channel else _read_folder(path)))
            if _signature(path, bundle, channel) != signature:
                return  # it changes right now: the next look reads it whole
            self._refuse_older(key, found, claims)
            self._compile(found)
        except (InputError, OSError) as error:
            self._refuse(key, signature, str(error), refused)
            return
        self._seen[key] = signature
        self._offers[key] = found
        self._newest[key] = found.revision, claims

    def _refuse(self, key: str, signature: _Signature, said: str, refused: dict[str, str]) -> None:
        if self._seen.get(key) != signature:
            refused[key] = said
        self._seen[key] = signature

    def _offer(self, tarball: bytes, unpacked: Unpacked) -> tuple[Offer, Claims]:
        """The offer of a bundle, and what its signature claims.

        Raises InputError where none of the keys that there are has signed it, as is demanded.
        """
        claims = said.NONE
        try:
            if self._keys:
                claims = verify(unpacked.files, self._keys, self._demands).claims
        except SmguardError as error:
            raise InputError(f"revision {unpacked.revision}: {error}") from None
        return offer(tarball, unpacked), claims

    def _refuse_older(self, key: str, found: Offer, claims: Claims) -> None:
        """Raises InputError where this was signed before what the address has offered: it may be a replay."""
        revision, newest = self._newest.get(key, ("", said.NONE))
        if self._allow_rollback or newest.issued is None or (claims.issued and claims.issued >= newest.issued):
            return
        raise InputError(
            f"revision {found.revision} was signed at {said.written(claims.issued)}, before revision {revision}"
            f" ({said.written(newest.issued)}): to go back, sign it again with `smguard rollout --back --sign KEY`, or"
            " start the server with --allow-rollback"
        )

    def _compile(self, found: Offer) -> None:
        """Raises InputError where the opa at hand does not compile the bundle; each revision is compiled once."""
        if self._opa is None or found.revision in self._compiled:
            return
        if said := _complaint(self._opa, found.tarball):
            raise InputError(f"revision {found.revision} does not compile: {said}")
        self._compiled.add(found.revision)


def is_bundle(path: Path) -> bool:
    """Whether a folder is one bundle, and no store."""
    return (path / ".manifest").is_file()


def opa_at_hand() -> Path | None:
    """The opa that compiles bundles before they are offered; None where there is none, or no home to look for it in.

    Raises ToolchainError where SMGUARD_OPA names something that does not run.
    """
    try:
        found = find("opa")
    except ToolchainError:
        raise
    except SmguardError:
        return None
    return found.path if found else None


def overlapping(offers: Mapping[str, Offer]) -> list[str]:
    """Which bundles own the same data, one line for each pair: an OPA can load only one of them."""
    roots = {key.partition("/")[0]: set(found.roots) for key, found in offers.items()}
    names = sorted(roots)
    return [
        f"{one} and {other} both own {', '.join(sorted(roots[one] & roots[other]))}: an OPA can load only one of them"
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if roots[one] & roots[other]
    ]


def _refuse_twice(paths: tuple[Path, ...]) -> None:
    names: dict[str, Path] = {}
    for path in paths:
        if not path.is_dir():
            raise InputError(Problem(str(path), "there is no such folder: name a bundle folder or a store"))
        if not is_bundle(path):
            store.check_store(path)
        for name in [path.name] if is_bundle(path) else store.bundles(path):
            if not store.is_name(name):
                message = (
                    "a bundle is served under its folder's name: use at most 48 lowercase letters, digits, - and _"
                )
                raise InputError(Problem(str(path), message))
            if name in names:
                raise InputError(Problem(str(path), f"{names[name]} already offers a bundle {name}"))
            names[name] = path


def _read_folder(path: Path) -> tuple[bytes, Unpacked]:
    files = {name: text for name, text in tree.read(path).items() if not name.endswith("_test.rego")}
    return pack(files), examine(files, str(path))


def _read_store(path: Path, bundle: str, channel: str) -> tuple[bytes, Unpacked]:
    pointed = store.read_channel(path, bundle, channel)
    if pointed is None:
        raise InputError(Problem(str(store.channel_path(path, bundle, channel)), "was removed"))
    return store.read_revision(path, bundle, pointed.revision)


def _signature(path: Path, bundle: str, channel: str) -> _Signature:
    """What changes when what is offered changes, for as good as no reading."""
    if not channel:
        return (str(path), *(_stat(file) for file in sorted(path.rglob("*"))))
    file = store.channel_path(path, bundle, channel)
    try:
        pointed = store.read_channel(path, bundle, channel)
    except InputError:
        return (str(path), _stat(file))
    target = store.revision_path(path, bundle, pointed.revision) if pointed else file
    return (str(path), pointed.revision if pointed else "", _stat(target))


def _stat(path: Path) -> tuple[object, ...]:
    try:
        found = path.stat()
    except OSError as error:
        return (str(path), error.errno)
    return (str(path), found.st_ino, found.st_size, found.st_mtime_ns)


def _complaint(opa: Path, tarball: bytes) -> str:
    """What opa has against a bundle; nothing where it compiles."""
    try:
        check = compile_check(tarball, opa)
    except (OSError, SmguardError) as error:
        return f"opa cannot check it: {error}"
    return check.detail[:2000] if check.failed else ""
