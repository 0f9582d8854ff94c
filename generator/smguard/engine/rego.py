"""The Rego in a bundle's folder, as both engines take it: regular files, and nothing that only opa would load."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from smguard.engine.stamp import COMPILED
from smguard.errors import EngineError, Problem
from smguard.toolchain.walls import references

MAX_BYTES = 64 << 20
"""Bytes of Rego that are read at all."""

_OWN = frozenset({".manifest", ".signatures.json", "data.json"})
_LOADED = frozenset({"data.json", "data.yaml", "data.yml", "patch.json", "plan.json", "policy.wasm"})
_ENDINGS = (".manifest", "signatures.json")
_PACKAGE = re.compile(rb"^[ \t]*package\s+(\S+)", re.MULTILINE)


def read_rego(bundle: Path) -> dict[str, bytes]:
    """The Rego in the folder by its path there, without tests.

    Raises EngineError for what is no regular file, for files that opa would take for data or for a module and that
    the embedded engine would not, and for METADATA that refers to files.
    """
    files: dict[str, bytes] = {}
    try:
        for path, place in _loaded(bundle):
            files[path] = _regular(place, MAX_BYTES - sum(map(len, files.values())))
    except OSError as error:
        raise EngineError(
            Problem(str(error.filename or bundle), f"cannot be read: {error.strerror or error}")
        ) from None
    if problems := references({str(bundle / path): content for path, content in files.items()}):
        raise EngineError(problems)
    for path, content in files.items():
        named = _PACKAGE.search(content)
        if not path.startswith(COMPILED) and (named is None or named[1].startswith(COMPILED.encode())):
            raise _refused(bundle / path, f"its package belongs to {COMPILED}/, where the embedded engine would see it")
    return files


def _loaded(bundle: Path) -> Iterator[tuple[str, Path]]:
    """The files of Rego that opa would load, as paths in the folder and as they are reached."""
    for place, folders, names in os.walk(bundle, onerror=_raise):
        for name in folders:
            if os.path.islink(os.path.join(place, name)):  # noqa: PTH114, PTH118  (hundreds, on the way to each check)
                raise _refused(Path(place) / name, "is a link to a folder")
        for name in sorted(names):
            reached = Path(place) / name
            path = reached.relative_to(bundle).as_posix()
            if name.endswith(".rego"):
                if not name.endswith("_test.rego"):
                    yield path, reached
            elif path not in _OWN and (name in _LOADED or name.endswith(_ENDINGS)):
                raise _refused(reached, "opa would load it, and a bundle of smguard has no such file")


def _regular(path: Path, room: int) -> bytes:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise _refused(path, "is not a regular file")
    if status.st_size > room:
        raise _refused(path, f"makes the bundle's Rego larger than {MAX_BYTES >> 20} MiB")
    return path.read_bytes()


def _refused(path: Path, why: str) -> EngineError:
    return EngineError(Problem(str(path), f"{why}: remove it, or run `smguard build`"))


def _raise(error: OSError) -> None:
    raise error
