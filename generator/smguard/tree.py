"""One mapping {path: content} and a folder: write it, check it, show how they differ. Nothing is half-written."""

import ctypes
import difflib
import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from secrets import token_hex

from smguard.errors import InputError, Problem, SmguardError


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


def write(folder: Path, wanted: Mapping[str, bytes], companion: tuple[Path, bytes] | None = None) -> None:
    """Puts exactly the mapping's files into the folder, replacing it in one step; then the companion into its file.

    Nothing is replaced before all of it is on the disk. A crash leaves either the old folder or the new one, and a
    companion is old unless the folder is new. Two runs at once come one after the other. Raises InputError where it
    cannot be written.
    """
    try:
        place = folder.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(place.parent), ExitStack() as undone:
            _clear(place)
            made = Path(tempfile.mkdtemp(prefix=f".{place.name[:_NAMED]}{_MADE}", dir=place.parent))
            undone.callback(shutil.rmtree, made, ignore_errors=True)
            _fill(made, wanted)
            if companion is None:
                _swap(made, place)
                return
            prepared, file = undone.enter_context(_prepared(*companion))
            _clear(file, but=(prepared, made))
            _swap(made, place)
            prepared.replace(file)
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
        with _prepared(path, content) as (made, place):
            made.replace(place)
    except OSError as error:
        raise InputError(_problem(path, "cannot be written", error)) from None


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder that does not outlive the block.

    Raises SmguardError where it cannot be used, and for whatever else the system refuses meanwhile.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="smguard-") as made:
            yield Path(made)
    except OSError as error:
        place = str(error.filename or "the folder for temporary files")
        hint = "free some space, or set TMPDIR to another folder"
        raise SmguardError(_problem(Path(place), f"cannot be used ({hint})", error)) from None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """The block runs while no other one, in this process or another, holds the same folder.

    Where the system can lock a folder itself, nothing is written into it. Raises OSError if it cannot be locked.
    """
    import filelock

    if not filelock.has_fcntl:
        with filelock.FileLock(folder / ".smguard.lock"):
            yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        filelock.lock_descriptor(handle)
        yield
    finally:
        os.close(handle)


_MADE = ".smguard-"
_MANY = 500  # files that are worth threads
_NAMED = 100  # characters of a name that go into that of its temporary twin


def _problem(path: Path, what: str, error: OSError) -> Problem:
    return Problem(str(path), f"{what}: {error.strerror or error}")


def _clear(place: Path, but: Sequence[Path] = ()) -> None:
    """Takes away what a run that was killed has left behind of what was to come to the place."""
    for left in place.parent.glob(f".{glob.escape(place.name[:_NAMED])}{_MADE}*"):
        if left in but:  # long names are cut, so that the twins of a folder and of its companion begin alike
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


@contextmanager
def _prepared(path: Path, content: bytes) -> Iterator[tuple[Path, Path]]:
    """A file with the content, to be put in the place of the other one; gone after the block if it was not."""
    place = path.resolve()
    made = place.with_name(f".{place.name[:_NAMED]}{_MADE}{token_hex(8)}")
    try:
        try:
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            place.parent.mkdir(parents=True, exist_ok=True)
            _write_through(made, content)
        except OSError as error:
            raise InputError(_problem(path, "cannot be written", error)) from None
        yield made, place
    finally:
        made.unlink(missing_ok=True)


def _fill(made: Path, wanted: Mapping[str, bytes]) -> None:
    made.chmod(0o755)
    files = [(made / path, content) for path, content in sorted(wanted.items())]
    for target, _ in files:
        target.parent.mkdir(parents=True, exist_ok=True)
    if len(files) < _MANY:
        for target, content in files:
            _write_through(target, content)
        return
    from concurrent.futures import ThreadPoolExecutor

    # Files that are asked to the disk at once go there together: ten times faster than one after the other.
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(_write_through, *zip(*files, strict=True)))


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
    if sys.platform == "win32":
        return False
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
