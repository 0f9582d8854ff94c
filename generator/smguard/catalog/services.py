"""Reads a folder of notes: the catalogs of many services."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from smguard.catalog.model import Catalog
from smguard.catalog.note import EmptyNoteError, read_note
from smguard.errors import InputError, Problem


@dataclass(frozen=True, slots=True)
class Services:
    """The catalogs of a folder, one for each prefix, sorted by it.

    `passed_over` are its notes that describe nothing, such as an index; `digests` are the SHA-256 (hex) of each
    catalog's notes, in the catalogs' order.
    """

    catalogs: tuple[Catalog, ...] = ()
    passed_over: tuple[Problem, ...] = ()
    digests: tuple[str, ...] = ()


def read_services(folder: Path) -> Services:
    """The catalogs of the notes (*.md) in a folder; notes with the same prefix are one service's.

    Raises InputError with every problem of every note.
    """
    paths = _notes(folder)
    digests: dict[str, str] = {}
    services: dict[str, Catalog] = {}
    problems: list[Problem] = []
    passed_over: list[Problem] = []
    for path in paths:
        try:
            catalog = read_note(path)
            digests[catalog.prefix] = _digest(digests.get(catalog.prefix, ""), path)
        except EmptyNoteError as error:
            passed_over += error.problems
        except InputError as error:
            problems += error.problems
        else:
            services[catalog.prefix] = _together(services.get(catalog.prefix), catalog)
    if problems:
        raise InputError(problems)
    if not services:
        raise InputError([*passed_over, Problem(str(folder), "none of its notes describes a service")])
    order = sorted(services)
    return Services(tuple(map(services.__getitem__, order)), tuple(passed_over), tuple(map(digests.__getitem__, order)))


def _notes(folder: Path) -> list[Path]:
    try:
        if not folder.is_dir():
            raise InputError(Problem(str(folder), "there is no such folder: name a folder of notes (*.md)"))
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".md" and not path.name.startswith("."))
    except OSError as error:
        raise InputError(Problem(str(folder), f"cannot be read: {error.strerror or error}")) from None
    if not paths:
        raise InputError(Problem(str(folder), "there are no notes (*.md) in this folder"))
    return paths


def _digest(before: str, path: Path) -> str:
    try:
        return hashlib.sha256(before.encode() + path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror or error}")) from None


def _together(first: Catalog | None, second: Catalog) -> Catalog:
    """One catalog of two with the same prefix: some services are described in two notes."""
    if first is None:
        return second
    known = {action.name.lower() for action in first.actions}
    added = (action for action in second.actions if action.name.lower() not in known)
    return replace(first, actions=(*first.actions, *added))
