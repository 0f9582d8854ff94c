"""Where the user's project is: its root, its policies/, its bundle, and how a document in it is called."""

import os
import posixpath
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from smguard.errors import SmguardError
from smguard.rulebook.folder import is_policies

BUNDLE = "bundles/secretsmanager"
"""Where a project keeps its bundle, from its root."""
POLICIES = "policies"
_MANIFEST = f"{BUNDLE}/.manifest"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with bundles/secretsmanager, policies/, or both; without either, where one could be begun.

    `root` is an absolute real path. `names` is the folder from which documents are named.
    """

    root: Path
    names: Path
    has_bundle: bool = False
    has_policies: bool = False

    @property
    def bundle(self) -> Path:
        """The folder of its bundle, from the working directory; it need not exist."""
        return _from_here(self.root / BUNDLE)

    @property
    def policies(self) -> Path:
        """Its policies/ folder, from the working directory; it need not exist."""
        return _from_here(self.root / POLICIES)


def find_project(bundle: Path | None = None) -> Project:
    """The nearest project around the working directory, wherever in it one stands.

    The search goes up to the repository's root (the folder with .git) or, outside of a repository, to the root of the
    file system. It never enters a folder above where everybody may leave files, such as /tmp: what a stranger puts
    there decides nothing.

    Documents are named from the project's root; without a project from the repository's; without that from the
    project around `bundle`, the bundle that the user named; else from the working directory.
    Raises SmguardError where a folder on the way cannot be read.
    """
    try:
        here = Path.cwd()
    except OSError as error:
        raise SmguardError(f"the working directory cannot be read: {error.strerror or error}") from None
    if found := _nearest(here):
        return found
    repository = repository_root(here)
    around = _nearest(bundle.resolve()) if bundle and not repository else None
    return Project(here, repository or (around.root if around else here))


def project_of(path: str) -> Project | None:
    """The nearest project around a file or folder; None where there is none, or no such path."""
    try:
        place = Path(os.path.realpath(path))
        return _nearest(place if place.is_dir() else place.parent)
    except (OSError, ValueError, SmguardError):  # reading the path says what is wrong
        return None


def repository_root(start: Path) -> Path | None:
    """The nearest folder with .git, the start included; None outside of a repository."""
    return next((folder for folder in _upwards(start) if os.path.lexists(folder / ".git")), None)


def document_name(path: str, root: Path, folders: dict[str, str]) -> str:
    """How a file is called as a document: its path from the root, and below no root its absolute path.

    It does not depend on how the path is spelled: folders are real ones (`..` and links in them are followed), the
    file keeps its own name. `folders` remembers the real ones.
    """
    place, name = os.path.split(path)
    if place not in folders:
        try:
            folders[place] = os.path.realpath(place or ".")
        except ValueError:  # a NUL in the path: whoever reads the file says so
            folders[place] = place
    whole = PurePath(folders[place], name)
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()


def spellings(document: str) -> tuple[str, ...]:
    """The names that an exception's document stands for: as written and, for a path, as `document_name` has it."""
    parts = document.split("/")
    if "://" in document or ".." in parts:
        return (document,)
    plain = posixpath.normpath(document) if document else document
    return (document,) if plain == document else (document, plain)


def _nearest(start: Path) -> Project | None:
    for folder in _upwards(start):
        try:
            has_bundle = (folder / _MANIFEST).is_file()
            policies = folder / POLICIES
            has_policies = policies.is_dir() and is_policies(policies)
        except OSError as error:
            raise SmguardError(f"{folder}: cannot be read: {error.strerror or error}") from None
        if has_bundle or has_policies:
            return Project(folder, folder, has_bundle, has_policies)
    return None


def _upwards(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        if folder != start and _everybodys(folder):
            return
        yield folder
        if os.path.lexists(folder / ".git"):
            return


def _everybodys(folder: Path) -> bool:
    """Whether everybody may put files there and take away only their own, as in /tmp."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return True
    return bool(mode & stat.S_ISVTX and mode & stat.S_IWOTH)


def _from_here(path: Path) -> Path:
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path
