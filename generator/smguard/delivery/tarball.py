"""A bundle's tarball, read with limits and held against what its manifest claims: roots, paths, revision."""

import gzip
import io
import json
import posixpath
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.bundle.composition import content_revision
from smguard.errors import InputError, Problem

MANIFEST, SIGNATURES, DATA = ".manifest", ".signatures.json", "data.json"
MAX_PACKED = 64 * 1024 * 1024
"""Bytes of a tarball that is read at all."""
MAX_UNPACKED = 256 * 1024 * 1024
MAX_FILES = 20_000

_DATA_ROOTS = ("smguard",)  # only data below it belongs to what the revision digests
_PACKAGE = re.compile(
    rb"^package[ \t]+([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)[ \t]*(?:#.*)?\r?$", re.MULTILINE | re.I
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A bundle as it came out of a tarball or a folder; `files` by path, without a leading slash.

    `manifest` holds at least `revision` (64 hexadecimal digits) and `roots`. Whether it is signed says nothing
    about whether the signature is good.
    """

    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]

    @property
    def revision(self) -> str:
        """The revision, which its content has been shown to have."""
        return str(self.manifest["revision"])

    @property
    def roots(self) -> tuple[str, ...]:
        """The paths of `data` that the bundle owns."""
        return tuple(self.manifest["roots"])

    @property
    def signed(self) -> bool:
        """Whether it holds signatures."""
        return SIGNATURES in self.files


def unpack(tarball: bytes, source: str) -> Unpacked:
    """The bundle in a tarball: whole, within the limits, inside its roots, of the revision that it claims.

    `source` names the tarball in problems. Raises InputError.
    """
    try:
        files = dict(_members(tarball, source))
    except (OSError, EOFError, zlib.error, tarfile.TarError):
        raise _refused(source, "is not a whole gzip tarball") from None
    return examine(files, source)


def examine(files: Mapping[str, bytes], source: str) -> Unpacked:
    """The bundle that these files are, once they hold what their manifest says. Raises InputError."""
    manifest = _object(files, MANIFEST, source)
    problems = list(_manifest_problems(manifest))
    if not problems:
        problems = list(_outside(files, tuple(manifest["roots"]), source))
    if problems:
        raise InputError(Problem(source, problem) for problem in problems)
    try:
        content = content_revision(files)
    except UnicodeError:
        raise _refused(source, f"{DATA}: contains half a surrogate pair, which is not text") from None
    if content != manifest["revision"]:
        raise _refused(source, f"its content is revision {content}, its manifest says {manifest['revision']}")
    own = _object(files, DATA, source).get("smguard")
    told = own.get("bundle") if isinstance(own, dict) else None
    if told is not None and not (isinstance(told, dict) and told.get("revision") == content):
        raise _refused(source, f"{DATA}: smguard.bundle names another revision than the manifest")
    return Unpacked(files, manifest)


def _members(tarball: bytes, source: str) -> Iterator[tuple[str, bytes]]:
    if len(tarball) > MAX_PACKED:
        raise _refused(source, f"is larger than {MAX_PACKED} bytes")
    with gzip.GzipFile(fileobj=io.BytesIO(tarball)) as packed:
        raw = packed.read(MAX_UNPACKED + 1)
    if len(raw) > MAX_UNPACKED:
        raise _refused(source, f"is larger than {MAX_UNPACKED} bytes when unpacked")
    seen = set()
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        for entry in archive:
            path = entry.name.removeprefix("/")
            if entry.isdir():
                continue
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is None or posixpath.normpath(path) != path or path.startswith(("/", "../")) or path == "..":
                raise _refused(source, f"contains {entry.name!r}, which is not a regular file inside it")
            if path in seen:
                raise _refused(source, f"contains {path!r} twice")
            seen.add(path)
            if len(seen) > MAX_FILES:
                raise _refused(source, f"contains more than {MAX_FILES} files")
            yield path, content.read()


def _manifest_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    revision, roots = manifest.get("revision"), manifest.get("roots")
    if not isinstance(revision, str) or not re.fullmatch(r"[0-9a-f]{64}", revision):
        yield f"{MANIFEST}: revision is not 64 hexadecimal digits"
    if manifest.get("rego_version") != 1:
        yield f"{MANIFEST}: rego_version is not 1"
    if not isinstance(roots, list) or not roots or not all(isinstance(root, str) and root.strip("/") for root in roots):
        yield f"{MANIFEST}: roots must name the paths that the bundle owns"
        return
    for one, other in ((one, other) for one in roots for other in roots if one is not other):
        if _within(one, (other,)):
            yield f"{MANIFEST}: the roots {other!r} and {one!r} overlap"


def _outside(files: Mapping[str, bytes], roots: tuple[str, ...], source: str) -> Iterator[str]:
    for path, content in sorted(files.items()):
        if path in (MANIFEST, SIGNATURES):
            continue
        if path.endswith(".rego"):
            package = _PACKAGE.search(content)
            if package is None:
                yield f"{path}: names no package"
            elif not _within(package[1].decode().replace(".", "/"), roots):
                yield f"{path}: package {package[1].decode()} is outside the roots {', '.join(roots)}"
        elif path == DATA:
            for at in _data_outside(
                _object(files, DATA, source), [root for root in roots if _within(root, _DATA_ROOTS)]
            ):
                yield f"{DATA}: {at} is outside the roots {', '.join(roots)}"
        else:
            yield f"{path}: an smguard bundle has no such file"


def _data_outside(data: Mapping[str, Any], roots: Sequence[str], above: str = "") -> Iterator[str]:
    for name, value in sorted(data.items()):
        path = f"{above}{name}"
        if _within(path, roots):
            continue
        if isinstance(value, dict) and any(_within(root, (path,)) for root in roots):
            yield from _data_outside(value, roots, f"{path}/")
        else:
            yield path


def _within(path: str, roots: Iterable[str]) -> bool:
    return any(path == root.strip("/") or path.startswith(f"{root.strip('/')}/") for root in roots)


def _object(files: Mapping[str, bytes], path: str, source: str) -> dict[str, Any]:
    if path not in files:
        raise _refused(source, f"contains no {path}, so it is not a bundle")
    try:
        value = json.loads(files[path])
    except (ValueError, RecursionError):
        raise _refused(source, f"{path}: is not valid JSON") from None
    if not isinstance(value, dict):
        raise _refused(source, f"{path}: is not a JSON object")
    return value


def _refused(source: str, message: str) -> InputError:
    return InputError(Problem(source, message))
