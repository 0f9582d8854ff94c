"""The files of a folder that may be policies: .json, .yaml and .yml, but for those that are ignored or left out.

Hidden files and folders (their names begin with a dot) and node_modules are passed over, and what .gitignore or
--exclude names. A pattern of the latter is read as one in .gitignore, from the working directory.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smguard.errors import InputError, Problem, SmguardError
from smguard.project import repository_root
from smguard.source import shown

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

ENDINGS = (".json", ".yaml", ".yml")
_SKIPPED = frozenset({"node_modules"})


@dataclass(frozen=True, slots=True)
class _Filter:
    """Patterns that hold in a folder: each with the way from where it is read from to that folder, innermost first."""

    ignored: "tuple[tuple[str, GitIgnoreSpec], ...]" = ()
    excluded: "tuple[tuple[str, GitIgnoreSpec], ...]" = ()

    def passes(self, name: str, folder: bool) -> bool:
        """Whether an entry of the folder is left in."""
        end = "/" if folder else ""
        if any(spec.match_file(f"{way}{name}{end}") for way, spec in self.excluded):
            return False
        for way, spec in self.ignored:
            said = spec.check_file(f"{way}{name}{end}").include
            if said is not None:
                return not said
        return True

    def below(self, name: str) -> "_Filter":
        """The same patterns in a folder of the folder."""
        if not (self.ignored or self.excluded):
            return self
        return _Filter(
            tuple((f"{way}{name}/", spec) for way, spec in self.ignored),
            tuple((f"{way}{name}/", spec) for way, spec in self.excluded),
        )


def read_exclude(patterns: Sequence[str]) -> "GitIgnoreSpec | None":
    """The patterns of --exclude; None without one. Raises SmguardError for one that stands for nothing."""
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        try:
            nothing = all(one.include is None for one in GitIgnoreSpec.from_lines([pattern]).patterns)
        except ValueError:
            nothing = True
        if nothing:
            raise SmguardError(
                f'--exclude "{pattern}": not a .gitignore pattern: write one such as legacy/ or *.gen.json'
            )
    return GitIgnoreSpec.from_lines([pattern.removeprefix("./") for pattern in patterns])


def walk(folder: str, exclude: "GitIgnoreSpec | None" = None) -> Iterator[str | Problem]:
    """The paths of the files, depth first, sorted by name; each real folder is entered once.

    What cannot be read or followed is a Problem in its place. The folder itself was named, so it is entered whatever
    patterns above it say.
    """
    entered: set[tuple[int, int]] = set()
    rest: list[tuple[str, str, _Filter]] = [(folder, "folder", _Filter())]
    try:
        rest = [(folder, "folder", _around(folder, exclude))]
    except InputError as error:
        yield from error.problems
    while rest:
        path, kind, filter_ = rest.pop()
        if kind == "file":
            yield path
        elif kind == "folder":
            try:
                rest.extend(reversed(_children(path, filter_, entered)))
            except InputError as error:
                yield from error.problems
            except OSError as error:
                yield Problem(shown(path), f"cannot be read: {error.strerror or error}")
        else:
            yield Problem(shown(path), "is not a regular file, or is a broken link: remove it")


def _around(folder: str, exclude: "GitIgnoreSpec | None") -> _Filter:
    """The patterns that hold in the folder because of what lies above it."""
    place = Path(os.path.realpath(folder))
    excluded = ((_way(Path.cwd(), place), exclude),) if exclude is not None else ()
    top = repository_root(place)
    ignored = []
    for above in place.parents if top and top != place else ():
        if spec := _gitignore(str(above)):
            ignored.append((_way(above, place), spec))
        if above == top:
            break
    own = _Filter(tuple(ignored))
    named = not own.ignored or own.passes("", folder=False)  # every way ends in a slash: the folder itself
    return _Filter(own.ignored if named else (), excluded)


def _way(start: Path, end: Path) -> str:
    """The way from one folder down to another, with a slash at its end; from elsewhere the way from the root."""
    way = end.relative_to(start) if end.is_relative_to(start) else end.relative_to(end.anchor)
    return "" if way == Path() else f"{way.as_posix()}/"


def _gitignore(folder: str) -> "GitIgnoreSpec | None":
    """The patterns of a folder's .gitignore; a line that is no pattern says nothing, as in git. Raises InputError."""
    path = Path(folder, ".gitignore")
    try:
        if not path.is_file():
            return None
        text = path.read_text("utf-8", "surrogateescape")
    except OSError as error:
        raise InputError(Problem(shown(str(path)), f"cannot be read: {error.strerror or error}")) from None
    from pathspec import GitIgnoreSpec

    patterns: list[Any] = []
    for line in text.removeprefix("\ufeff").splitlines():
        try:
            patterns += GitIgnoreSpec.from_lines([line]).patterns
        except ValueError:
            continue
    return GitIgnoreSpec(patterns)


def _children(folder: str, around: _Filter, entered: set[tuple[int, int]]) -> list[tuple[str, str, _Filter]]:
    """The paths in a folder that matter, sorted, each with its kind ("folder", "file", "odd") and what holds in it."""
    status = Path(folder).stat()
    if (status.st_dev, status.st_ino) in entered:
        return []
    entered.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    spec = _gitignore(folder)
    here = _Filter((("", spec), *around.ignored), around.excluded) if spec else around
    children = []
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        path = entry.name if folder == "." else f"{folder.rstrip('/')}/{entry.name}"
        if is_folder(path) if entry.is_symlink() else entry.is_dir():
            if here.passes(entry.name, folder=True):
                children.append((path, "folder", here.below(entry.name)))
        elif entry.name.lower().endswith(ENDINGS) and here.passes(entry.name, folder=False):
            regular = Path(path).is_file() if entry.is_symlink() else entry.is_file()
            children.append((path, "file" if regular else "odd", here))
    return children


def is_folder(path: str) -> bool:
    """Whether the path leads to a folder; where it leads nowhere, reading it as a file says so."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
