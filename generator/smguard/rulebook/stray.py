"""Files of a policies/ or templates/ folder that no reader reads: nobody shall believe that they decide something."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from smguard.errors import Problem, nearest
from smguard.shipped import folder

SETTINGS = ("organization.yaml", "parameters.yaml")
FOLDERS = ("rules", "catalog")
_SERVICE = "secretsmanager"
_CATALOG = ("privileges.md", "facts.yaml", "source.yaml")

_HARMLESS = re.compile(r"(?i)\..*|.*~|.*\.(md|txt|schema\.json)")
"""Names of what nobody takes for a decision: hidden files, an editor's copies, documentation, schemas."""

_RULE = re.compile(rb"^[\"']?kind[\"']?\s*:", re.MULTILINE)
_FIRST = 64 * 1024
_OUTSIDE = "nothing reads it here: move it out of this folder"


def stray_policies(own: Path, others: Iterable[Path] = ()) -> list[Problem]:
    """A problem for each file or folder of a policies/ folder that is not read, with the place where it belongs.

    `others` are folders that are read besides, such as one of kinds, and may be in this one.
    """
    read = [path.resolve() for path in others]
    found = [(path, message) for path, message in _of_policies(own) if not _above(path.resolve(), read)]
    return [Problem(str(path), message) for path, message in found]


def stray_templates(own: Path) -> list[Problem]:
    """The same for a folder of one's own kinds. A template that a kind's template names is read."""
    if own.resolve() == folder("templates").resolve():
        return []
    return [Problem(str(path), message) for path, message in _of_templates(own)]


def misplaced_rule(own: Path) -> bool:
    """Whether the folder, or a folder directly in it, holds a YAML file that looks like a rule."""
    return any(_is_rule(path) for pattern in ("*.y*ml", "*/*.y*ml") for path in own.glob(pattern))


_Found = Iterator[tuple[Path, str]]


def _of_policies(own: Path) -> _Found:
    for path in _listed(own):
        if path.name in SETTINGS:
            yield from _must_be(path, is_file=True)
        elif path.name in FOLDERS:
            yield from _must_be(path, is_file=False)
        else:
            yield from _unread(own, path, (*SETTINGS, *FOLDERS))
    yield from _unreadable(own)
    if (own / "rules").is_dir():
        yield from _of_rules(own)
    if (own / "catalog").is_dir():
        yield from _of_catalog(own)


def _of_rules(own: Path) -> _Found:
    """What is in rules/ besides the files that are read as rules."""
    rules = own / "rules"
    yield from _unreadable(rules)
    for path in _listed(rules):
        if path.is_dir():
            inside = sorted(path.rglob("*.y*ml"))
            yield from (
                (one, f"rules are read only directly from rules/: move it to {rules / one.name}") for one in inside
            )
            if not inside and not _empty(path):
                yield path, "nothing reads this folder, since rules are files directly in rules/: move it elsewhere"
        elif path.suffix.lower() not in {".yaml", ".yml"}:
            yield path, f"nothing reads it: write a rule as YAML, in {rules / path.stem}.yaml"


def _of_catalog(own: Path) -> _Found:
    place = own / "catalog"
    yield from _unreadable(place)
    for path in _listed(place):
        if path.name in (_SERVICE, "services"):
            yield from _must_be(path, is_file=False)
        else:
            yield from _unread(own, path, (_SERVICE, "services"))
    if (place / _SERVICE).is_dir():
        yield from _unreadable(place / _SERVICE)
        for path in _listed(place / _SERVICE, harmless=re.compile(r"\..*|.*~")):
            if path.name in _CATALOG:
                yield from _must_be(path, is_file=True)
            else:
                yield from _unread(own, path, _CATALOG)
    if (place / "services").is_dir():
        for path in _listed(place / "services"):
            yield path, "nothing reads it: put notes on other services directly in this folder, as *.md"


def _of_templates(own: Path) -> _Found:
    """A kind is rules/NAME.yaml with rules/NAME.rego.j2; any other template has to be a shipped one's or be named."""
    if not own.is_dir():
        return
    yield from _unreadable(own)
    files = [path for path in sorted(own.rglob("*")) if path.is_file() and not _hidden(own, path)]
    texts = {path: path.read_bytes() for path in files if path.suffix == ".j2"}
    for path in files:
        name = path.relative_to(own).as_posix()
        if re.fullmatch(r"rules/[^/]+(\.yaml|\.rego\.j2)", name) or _HARMLESS.fullmatch(path.name):
            continue
        if path in texts:
            named = any(name.encode() in text for other, text in texts.items() if other != path)
            if not named and not (folder("templates") / name).is_file():
                yield path, f"no template names it: put a kind's template in {own / 'rules' / path.name}"
        elif name.startswith("lib/"):
            yield path, "nothing reads it: the Rego library is the one that ships with smguard"
        elif path.suffix.lower() in {".yaml", ".yml"}:
            yield path, f"nothing reads it here: put a kind in {own / 'rules' / path.stem}.yaml"
        else:
            yield path, _OUTSIDE


def _unread(own: Path, path: Path, known: tuple[str, ...]) -> _Found:
    """An entry with a name that is not read: where what is in it belongs."""
    hint = nearest(path.name, known)
    rules = [path] if _is_rule(path) else []
    if path.is_dir():
        if _empty(path):
            return
        rules = [one for one in sorted(path.glob("*.y*ml")) if _is_rule(one)]
    if rules:
        yield from ((one, f"nothing reads it here: put a rule in {own / 'rules' / one.stem}.yaml") for one in rules)
    elif hint:
        yield path, f"nothing reads it{hint}"
    else:
        yield path, _OUTSIDE


def _listed(place: Path, harmless: re.Pattern[str] = _HARMLESS) -> list[Path]:
    try:
        return sorted(path for path in place.iterdir() if not harmless.fullmatch(path.name))
    except OSError:  # told by _unreadable, or there is none
        return []


def _unreadable(place: Path) -> _Found:
    """A folder that cannot be listed would read as an empty one."""
    try:
        for _ in place.iterdir():
            break
    except (FileNotFoundError, NotADirectoryError):  # the latter is told by _must_be
        return
    except OSError as error:
        yield place, f"cannot be read: {error.strerror or error}"


def _must_be(path: Path, is_file: bool) -> _Found:
    """What is of another type, or a link to nothing, would read as if it were not there."""
    if not (path.is_file() if is_file else path.is_dir()):
        yield path, f"must be a {'file' if is_file else 'folder'} that can be read"


def _is_rule(path: Path) -> bool:
    if path.suffix.lower() not in {".yaml", ".yml"} or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return _RULE.search(file.read(_FIRST)) is not None
    except OSError:
        return False


def _empty(place: Path) -> bool:
    """Whether a folder holds nothing but documentation and the like."""
    return not any(
        path.is_file() and not _hidden(place, path) and not _HARMLESS.fullmatch(path.name) for path in place.rglob("*")
    )


def _above(path: Path, others: Iterable[Path]) -> bool:
    return any(other.is_relative_to(path) for other in others)


def _hidden(place: Path, path: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(place).parts)
