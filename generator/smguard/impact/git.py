"""Reads files of a revision from the git repository around a folder, without touching the working tree."""

import os
import subprocess
from pathlib import Path

from smguard.errors import InputError, Problem


def commit(revision: str, bundle: Path) -> str:
    """The commit that a revision names in the repository around the bundle. Raises InputError where it names none."""
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    done = _git(_place(bundle), asked)
    if done.returncode == 0:
        return done.stdout.decode().strip()
    message = "not a bundle folder (it has no .manifest), nor a tarball, nor a git revision"
    if b"not a git repository" in done.stderr:
        message += ", since this is not a git repository: name the old bundle with --old"
    elif done.stderr.strip():
        message += f": {_words(done)}"
    raise InputError(Problem(revision, message))


def files(commit: str, bundle: Path, *beside: str) -> dict[str, bytes]:
    """The committed files of a bundle's folder and those beside it, by their path from the folder's parent.

    Neither filters nor attributes of git apply. Raises InputError with git's own words.
    """
    place = _place(bundle)
    parent = os.path.relpath(bundle.absolute().parent, place)
    wanted = [str(Path(parent, name)) for name in (bundle.absolute().name, *beside)]
    listed = _git(place, ["ls-tree", "-r", "-z", commit, "--", *wanted])
    entries = [entry.split(b"\t", 1) for entry in listed.stdout.split(b"\0") if entry]
    blobs = [(about.split()[2], path) for about, path in entries if about.split()[1] == b"blob"]
    read = _git(place, ["cat-file", "--batch"], b"".join(name + b"\n" for name, _ in blobs))
    for done in (listed, read):
        if done.returncode != 0:
            raise InputError(Problem(str(bundle), f"git cannot read {commit}: {_words(done)}"))
    contents = _contents(read.stdout)
    paths = [Path(os.path.relpath(os.fsdecode(path), parent)).as_posix() for _, path in blobs]
    return dict(zip(paths, contents, strict=True))


def _place(bundle: Path) -> Path:
    """The deepest folder around the bundle that exists."""
    return next(folder for folder in bundle.absolute().parents if folder.is_dir())


def _contents(batch: bytes) -> list[bytes]:
    """What `git cat-file --batch` printed: a line "name type size", the content and a line feed for each object."""
    contents = []
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        size = int(batch[at:end].split()[2])
        contents.append(batch[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return contents


def _git(place: Path, arguments: list[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(place), *arguments],  # noqa: S607 (the user's own git, wherever it is on PATH)
            input=given,
            capture_output=True,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except OSError as error:
        raise InputError(f"cannot run git: {error.strerror or error}: name two bundles with --old and --new") from None


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[0] if said else "no error message"
