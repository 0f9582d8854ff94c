"""One mapping {path: content} and a folder: write it, check it, show how they differ. Nothing is half-written."""

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from smguard.errors import InputError, Problem


def read(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by their path in it; empty where there is no such folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stale(folder: Path, wanted: Mapping[str, bytes]) -> list[str]:
    """The paths that are missing in the folder, differ there or should not be there, sorted."""
    present = read(folder)
    return sorted(path for path in present.keys() | wanted.keys() if present.get(path) != wanted.get(path))


def diff(folder: Path, wanted: Mapping[str, bytes]) -> str:
    """The unified diff from the folder to the mapping; empty where they agree."""
    present = read(folder)
    return "".join(
        line
        for path in stale(folder, wanted)
        for line in _file_diff(path, present.get(path), wanted.get(path))
    )


def write(folder: Path, wanted: Mapping[str, bytes]) -> None:
    """Puts exactly the mapping's files into the folder, replacing it in one step.

    A crash leaves either the old folder or the new one. Raises InputError where it cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for path, content in sorted(wanted.items()):
                target = made / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _write_through(target, content)
            made.chmod(0o755)
            _swap(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise InputError(Problem(str(folder), f"cannot be written: {error.strerror or error}")) from None


def write_file(path: Path, content: bytes) -> None:
    """Puts content into a file in one step. Raises InputError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        made = Path(name)
        try:
            _write_through(made, content)
            made.chmod(0o644)
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be written: {error.strerror or error}")) from None


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _swap(made: Path, folder: Path) -> None:
    """Puts `made` where `folder` is. The old folder is moved aside first and put back if that fails."""
    aside = folder.with_name(f".{folder.name}.old")
    if aside.exists() and not folder.exists():
        aside.replace(folder)  # a run was killed between the two renames
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.replace(aside)
    try:
        made.replace(folder)
    except OSError:
        if aside.exists():
            aside.replace(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _file_diff(path: str, old: bytes | None, new: bytes | None) -> Iterable[str]:
    before = f"a/{path}" if old is not None else "/dev/null"
    after = f"b/{path}" if new is not None else "/dev/null"
    lines = [(text or b"").decode("utf-8", "replace").splitlines(keepends=True) for text in (old, new)]
    return difflib.unified_diff(lines[0], lines[1], before, after)
