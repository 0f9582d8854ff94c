"""One mapping {path: content} and a folder: write it, check it, show how they differ. Nothing is half-written."""

import ctypes
import difflib
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from secrets import token_hex

from smguard.errors import InputError, Problem


def read(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by their path in it; empty where there is no such folder.

    Raises InputError where one cannot be read.
    """
    try:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    except OSError as error:
        raise InputError(_problem(folder, "cannot be read", error)) from None


def stale(folder: Path, wanted: Mapping[str, bytes]) -> list[str]:
    """The paths that are missing in the folder, differ there or should not be there, sorted."""
    present = read(folder)
    return sorted(path for path in present.keys() | wanted.keys() if present.get(path) != wanted.get(path))


def diff(folder: Path, wanted: Mapping[str, bytes]) -> str:
    """The unified diff from the folder to the mapping; empty where they agree."""
    present = read(folder)
    return "".join(
        line for path in stale(folder, wanted) for line in _file_diff(path, present.get(path), wanted.get(path))
    )


def write(folder: Path, wanted: Mapping[str, bytes]) -> None:
    """Puts exactly the mapping's files into the folder, replacing it in one step.

    A crash leaves either the old folder or the new one. Two runs at once come one after the other.
    Raises InputError where it cannot be written.
    """
    try:
        place = folder.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(place.parent):
            for left_behind in place.parent.glob(f".{place.name}{_MADE}*"):
                shutil.rmtree(left_behind, ignore_errors=True)  # by a run that was killed
            made = Path(tempfile.mkdtemp(prefix=f".{place.name}{_MADE}", dir=place.parent))
            try:
                _fill(made, wanted)
                _swap(made, place)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise InputError(_problem(folder, "cannot be written", error)) from None


def write_file(path: Path, content: bytes) -> None:
    """Puts content into a file in one step; into a device or pipe as it is.

    Raises InputError where it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        place = path.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        made = place.with_name(f".{place.name[:100]}{_MADE}{token_hex(8)}")
        try:
            _write_through(made, content)
            made.replace(place)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(_problem(path, "cannot be written", error)) from None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Nobody else who asks for it holds the folder meanwhile."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


_MADE = ".smguard-"


def _problem(path: Path, what: str, error: OSError) -> Problem:
    return Problem(str(path), f"{what}: {error.strerror or error}")


def _fill(made: Path, wanted: Mapping[str, bytes]) -> None:
    made.chmod(0o755)
    for path, content in sorted(wanted.items()):
        target = made / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_through(target, content)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _swap(made: Path, folder: Path) -> None:
    """Puts `made` where `folder` is; what was there is then at `made`, or gone."""
    if not folder.is_dir():
        made.replace(folder)  # fails where there is a file
    elif not _exchange(made, folder):
        aside = made.with_name(f"{made.name}.old")
        folder.replace(aside)
        made.replace(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two paths in one step where the system can (Linux, macOS): False where it cannot.

    renameat2(2): https://man7.org/linux/man-pages/man2/rename.2.html
    """
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        done = library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    elif hasattr(library, "renamex_np"):
        done = library.renamex_np(*paths, _EXCHANGE)
    else:
        return False
    if done != 0 and ctypes.get_errno() not in _UNABLE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return bool(done == 0)


_HERE = -100
_EXCHANGE = 2
_UNABLE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)


def _file_diff(path: str, old: bytes | None, new: bytes | None) -> Iterable[str]:
    before = f"a/{path}" if old is not None else "/dev/null"
    after = f"b/{path}" if new is not None else "/dev/null"
    for line in difflib.unified_diff(_lines(old or b""), _lines(new or b""), before, after):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes) -> list[str]:
    """The content's lines, which end in a line feed and in nothing else."""
    return StringIO(content.decode("utf-8", "replace"), newline="\n").readlines()
