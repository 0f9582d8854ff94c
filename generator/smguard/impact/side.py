"""One of the two bundles that are compared: a folder, a tarball, a git revision, or what policies/ would give now."""

import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smguard import tree
from smguard.bundle import module
from smguard.bundle.composition import Bundle
from smguard.engine import compiled_path
from smguard.engine.stamp import policy_digest
from smguard.errors import EngineError, InputError, Problem
from smguard.impact import git
from smguard.source.schema import complaints

MAX_UNPACKED = 64 << 20
"""Bytes that a tarball may unpack to."""


@dataclass(frozen=True, slots=True)
class Side:
    """A bundle under the name that the user gave it; `data` is its document data.smguard, `module` its WebAssembly."""

    name: str
    bundle: Bundle
    data: Mapping[str, Any]
    module: bytes


def composed(name: str, bundle: Bundle, beside: Path) -> Side:
    """The side of a bundle that is written nowhere; `beside` is the folder that it would be written to."""
    return _side(name, bundle.files, [compiled_path(beside)])


def opened(said: str, bundle: Path) -> Side:
    """The side that a user named: a bundle's folder, a tarball, else a git revision of the folder `bundle`.

    Raises InputError where it is none of these or cannot be read, EngineError where nothing gives its module.
    """
    path = Path(said)
    try:
        if (path / ".manifest").is_file():
            return _side(said, tree.read(path), [compiled_path(path)])
        if path.is_file():
            return _side(said, _unpacked(path), [_beside(path)])
    except OSError as error:
        raise InputError(Problem(said, f"cannot be read: {error.strerror or error}")) from None
    return _committed(said, git.commit(said, bundle), bundle)


def _committed(said: str, commit: str, bundle: Path) -> Side:
    wasm = compiled_path(bundle)
    files = git.files(commit, bundle, wasm.name)
    inside = {path.partition("/")[2]: content for path, content in files.items() if path != wasm.name}
    name = commit[:12] if commit.startswith(said) else f"{said} ({commit[:12]})"
    if not inside:
        raise InputError(Problem(name, f"has no {bundle}: name a revision or a bundle that has one with --old"))
    return _side(name, inside, [files.get(wasm.name, b""), wasm])


def _side(name: str, files: Mapping[str, bytes], candidates: Sequence[Path | bytes]) -> Side:
    manifest, data = (_object(name, files, path) for path in (".manifest", "data.json"))
    match manifest, data:
        case {"revision": str(revision)}, {"smguard": dict(content)} if not complaints(content, _DATA):
            pass
        case _:
            message = "its .manifest and data.json do not have the form that this version of smguard writes"
            raise InputError(Problem(name, message))
    kept = {path: text for path, text in files.items() if not path.endswith("_test.rego")}
    bundle = Bundle(kept, revision, policy_digest(kept))  # by the Rego itself, whatever the manifest says of it
    compiled = module.restamped(bundle, candidates) or _compiled(name, bundle)
    return Side(name, bundle, content, compiled)


def _object(name: str, files: Mapping[str, bytes], path: str) -> Any:
    try:
        return json.loads(files.get(path, b""))
    except (ValueError, RecursionError):
        raise InputError(Problem(name, f"has no readable {path}: it is not a bundle")) from None


def _compiled(name: str, bundle: Bundle) -> bytes:
    from smguard.toolchain import find

    opa = find("opa")
    if opa is None:
        raise EngineError(
            f"{name}: it has no WebAssembly module, and opa is not installed to compile one: "
            "run `smguard toolchain install opa`"
        )
    return module.compiled(bundle, opa.path)


def _beside(tarball: Path) -> Path:
    """The module of a tarball: bundle.wasm for bundle.tar.gz."""
    return tarball.with_name(f"{tarball.name.partition('.')[0]}.wasm")


def _unpacked(tarball: Path) -> dict[str, bytes]:
    """The files in a tarball; nothing is written."""
    files: dict[str, bytes] = {}
    size = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(tarball.read_bytes())) as archive:
            for member in archive:
                size += member.size
                if size > MAX_UNPACKED:
                    raise InputError(Problem(str(tarball), f"unpacks to more than {MAX_UNPACKED >> 20} MiB"))
                if member.isfile() and (file := archive.extractfile(member)):
                    files[member.name.removeprefix("./").lstrip("/")] = file.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise InputError(Problem(str(tarball), f"is not a readable tarball: {error}")) from None
    return files


def _having(**members: object) -> dict[str, object]:
    return {"type": "object", "required": list(members), "properties": members}


def _each(member: object) -> dict[str, object]:
    return {"type": "object", "additionalProperties": member}


_TEXT, _OBJECT, _LIST = {"type": "string"}, {"type": "object"}, {"type": "array"}
_RULE = _having(
    actions={"type": "array", "items": _TEXT},
    parameters=_OBJECT,
    region=_OBJECT,
    report=_having(severity=_TEXT),
)
_WAIVERS = {"type": "array", "items": _having(document=_TEXT, expires=_TEXT, owner=_TEXT)}
_CATALOG = _having(actions=_each(_having(name=_TEXT)), keys=_OBJECT)
_OTHERS = {"properties": {"others": _having(services=_each(_TEXT))}}
_INACTIVE = {"properties": {"inactive": _each({"type": "array", "items": _TEXT})}}
_WHOLE = _having(
    catalog={"allOf": [_CATALOG, _OTHERS]},
    organization=_having(fail_on=_TEXT, waivers=_each(_WAIVERS)),
    rulebook=_each({"allOf": [_RULE, {"properties": {"taken": _each(_OBJECT)}}]}),
    index={**_each(_each(_LIST)), **_having(actions=_each(_each(_LIST)))},
)
_DATA = {"allOf": [_WHOLE, _INACTIVE]}
"""What is read here of a bundle's data; older bundles have no "taken" and no "inactive"."""
