"""A bundle's tarball, read with limits and held against what its manifest claims: roots, paths, revision."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.bundle.composition import content_revision
from smguard.delivery import archive
from smguard.delivery.archive import MAX_PACKED, MAX_UNPACKED
from smguard.errors import InputError, Problem
from smguard.toolchain.walls import references

MANIFEST, SIGNATURES, DATA = ".manifest", ".signatures.json", "data.json"
__all__ = [
    "DATA",
    "MANIFEST",
    "MAX_PACKED",
    "MAX_UNPACKED",
    "SIGNATURES",
    "Unpacked",
    "exact_json",
    "examine",
    "unpack",
]

_DATA_ROOTS = ("smguard",)  # only data below it belongs to what the revision digests
_PACKAGE = re.compile(
    rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*+package[ \t]+"
    rb"([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)[ \t]*(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)
"""The first statement, after nothing but comments: what else looks like one may be inside a string."""


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
    return examine(dict(archive.members(tarball, source)), source)


def examine(files: Mapping[str, bytes], source: str) -> Unpacked:
    """The bundle that these files are, once they hold what their manifest says. Raises InputError."""
    manifest = _object(files, MANIFEST, source)
    problems = list(_manifest_problems(manifest))
    if not problems:
        problems = list(_outside(files, tuple(manifest["roots"]), source))
        problems += [str(problem) for problem in references(files)]
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


def exact_json(content: bytes, unique: bool = False) -> Any:
    """The value of JSON as every reader understands it: UTF-8 without a byte order mark, numbers that are numbers.

    With `unique`, no object has two names that Go's encoding/json would take for one another, as it does in OPA's
    manifest and signature. Raises ValueError.
    """
    pairs = _distinct if unique else None
    try:
        return json.loads(content.decode(), parse_constant=_no_number, object_pairs_hook=pairs)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless two of its names differ in nothing but case, or one is a name of OPA's in other letters."""
    names = {name.casefold() for name, _ in pairs}
    if len(names) < len(pairs) or any(name not in _OPAS and name.casefold() in _OPAS for name, _ in pairs):
        raise ValueError("two names in an object are one to OPA")
    return dict(pairs)


_OPAS = {"algorithm", "file_rego_versions", "files", "hash", "iat", "iss", "keyid", "metadata", "name", "plugin"}
_OPAS |= {"rego_version", "revision", "roots", "scope", "signatures", "wasm"}
"""The names that OPA reads in a manifest and in a signature, in letters of either case."""


def _no_number(spelled: str) -> None:
    raise ValueError(spelled)


_MANIFEST_NAMES = {"metadata", "rego_version", "revision", "roots"}


def _manifest_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    revision, roots = manifest.get("revision"), manifest.get("roots")
    if not isinstance(revision, str) or not re.fullmatch(r"[0-9a-f]{64}", revision):
        yield f"{MANIFEST}: revision is not 64 hexadecimal digits"
    if repr(manifest.get("rego_version")) != "1":
        yield f"{MANIFEST}: rego_version is not 1"
    for name in sorted(manifest.keys() - _MANIFEST_NAMES):
        yield f"{MANIFEST}: has {name!a}, which a manifest of smguard has not"
    if not isinstance(manifest.get("metadata", {}), dict):
        yield f"{MANIFEST}: metadata is not a JSON object"
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
            if not _is_text(content):
                yield f"{path}: is not text in UTF-8"
                continue
            package = _PACKAGE.match(content)
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


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


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
        value = exact_json(files[path], unique=path == MANIFEST)
    except ValueError:
        raise _refused(source, f"{path}: is not valid JSON") from None
    if not isinstance(value, dict):
        raise _refused(source, f"{path}: is not a JSON object")
    return value


def _refused(source: str, message: str) -> InputError:
    return InputError(Problem(source, message))
