"""Where a newer catalog comes from: addresses or files, and what the last fetch or import left in the cache."""

import base64
import hashlib
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from smguard.cache import cache_root
from smguard.catalog.download import LIMITS, download
from smguard.catalog.formats import Document, read_catalog
from smguard.catalog.model import Catalog
from smguard.errors import InputError, Problem, UnreachableError
from smguard.http import Limits, shown_url
from smguard.source import MAX_BYTES, shown
from smguard.tree import write_file

CACHE = "cache"
"""The source that names what the last fetch or import took."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A catalog that could become the current one: where it is from, in which state (YYYY-MM-DD or YYYY-MM).

    notes say what a reader should know, such as the age of a copy that stands for a source out of reach; fresh is
    False then.
    """

    catalog: Catalog
    format: str
    source: str
    date: str
    documents: tuple[Document, ...] = ()
    notes: tuple[str, ...] = ()
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class _Copy:
    """A document in the cache, as it came; fetched is when it was last known to be current, in seconds since 1970."""

    content: bytes
    etag: str
    last_modified: str
    fetched: int


def read_candidate(sources: Sequence[str], prefix: str, date: str = "", limits: Limits = LIMITS) -> Candidate:
    """The catalog at the sources, all addresses or all paths, or CACHE alone.

    A folder stands for its *.json files. Without a date, it is the newest that the servers give, else the day of
    today. Raises InputError, naming the source.
    """
    if list(sources) == [CACHE]:
        return _kept(prefix, date)
    if all(_URL.match(source) for source in sources):
        return _fetch(sources, prefix, date, limits)
    wrong = [source for source in sources if _URL.match(source) or source == CACHE]
    if wrong:
        raise InputError(Problem(wrong[0], "cannot be read together with files: name one kind of source"))
    documents = tuple(document for source in sources for document in _files(Path(source)))
    catalog, format = read_catalog(documents, prefix)
    names = ", ".join(dict.fromkeys(Path(document.name).name for document in documents))
    return Candidate(catalog, format, names, date or _today(), documents)


def keep_candidate(candidate: Candidate) -> None:
    """Leaves the candidate in the cache, where CACHE names it. Raises InputError where it cannot be written."""
    said = {
        "source": candidate.source,
        "date": candidate.date,
        "documents": [{"name": one.name, "content": _packed(one.content)} for one in candidate.documents],
    }
    write_file(_kept_path(candidate.catalog.prefix), json.dumps(said).encode())


def _kept(prefix: str, date: str) -> Candidate:
    path = _kept_path(prefix)
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        documents = tuple(Document(one["name"], base64.b64decode(one["content"])) for one in said["documents"])
        source, kept_date = str(said["source"]), str(said["date"])
    except FileNotFoundError:
        message = "there is no catalog in the cache: run `smguard catalog fetch` or `smguard catalog import FILE`"
        raise InputError(Problem(CACHE, message)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"cannot be read: {error.strerror or error}" if isinstance(error, OSError) else "is damaged"
        message = f"{reason}: delete it and run `smguard catalog fetch`"
        raise InputError(Problem(str(path), message)) from None
    catalog, format = read_catalog(documents, prefix)
    return Candidate(catalog, format, source, date or kept_date, documents)


def _kept_path(prefix: str) -> Path:
    return cache_root() / "catalog" / f"{prefix}.json"


def _files(path: Path) -> list[Document]:
    name = shown(str(path))
    try:
        if path.is_dir():
            paths = sorted(path.glob("*.json"))
            if not paths:
                raise InputError(Problem(name, "there is no *.json in this folder: name a catalog's files"))
            return [document for one in paths for document in _files(one)]
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(Problem(name, f"cannot be read: {error.strerror or error}")) from None
    except ValueError:  # a NUL in the path
        raise InputError(Problem(name, "cannot be read: not a file name")) from None
    return [Document(name, content)]


def _fetch(urls: Sequence[str], prefix: str, date: str, limits: Limits) -> Candidate:
    copies, notes = [], []
    for url in urls:
        copy, note = _current(url, limits)
        copies.append(copy)
        notes += [note] if note else []
    documents = tuple(Document(shown_url(url), copy.content) for url, copy in zip(urls, copies, strict=True))
    catalog, format = read_catalog(documents, prefix)
    # Only what could be read is kept: the next conditional request must not make a login page the copy.
    for url, copy in zip(urls, copies, strict=True):
        _keep(url, copy)
    dated = max((_day(copy.last_modified) for copy in copies), default="") or _today()
    names = ", ".join(document.name for document in documents)
    return Candidate(catalog, format, names, date or dated, documents, tuple(notes), not notes)


def _current(url: str, limits: Limits) -> tuple[_Copy, str]:
    """The document at the address as it is now; or a copy, and a sentence that says why and how old it is."""
    copy = _copy(url)
    now = int(time.time())
    try:
        answer = download(url, copy.etag if copy else "", copy.last_modified if copy else "", limits)
    except UnreachableError as error:
        if copy is None:
            raise
        return copy, f"{error}; using the copy in the cache instead, {_age(now - copy.fetched)} old"
    if answer.content is not None:
        return _Copy(answer.content, answer.etag, answer.last_modified, now), ""
    if copy is None:
        raise AssertionError("download() refuses a 304 to a request without a copy's tag or date")
    return _Copy(copy.content, copy.etag, copy.last_modified, now), ""


def _copy_path(url: str) -> Path:
    return cache_root() / "catalog" / f"{hashlib.sha256(url.encode('utf-8', 'backslashreplace')).hexdigest()}.copy"


def _copy(url: str) -> _Copy | None:
    """The copy in the cache, or None where there is none or it is damaged."""
    try:
        said: dict[str, Any] = json.loads(_copy_path(url).read_bytes())
        content = base64.b64decode(said["content"])
        if hashlib.sha256(content).hexdigest() != said["sha256"]:
            return None
        return _Copy(content, str(said["etag"]), str(said["last_modified"]), int(said["fetched"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(url: str, copy: _Copy) -> None:
    said = {
        "etag": copy.etag,
        "last_modified": copy.last_modified,
        "fetched": copy.fetched,
        "sha256": hashlib.sha256(copy.content).hexdigest(),
        "content": _packed(copy.content),
    }
    write_file(_copy_path(url), json.dumps(said).encode())


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _day(http_date: str) -> str:
    try:
        return parsedate_to_datetime(http_date).astimezone(UTC).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _age(seconds: int) -> str:
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' * (count != 1)}"
    return "less than a minute"
