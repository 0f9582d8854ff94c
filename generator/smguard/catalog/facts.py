"""Reads what a note's format cannot say: ARN formats, and what condition keys are and mean when absent.

The file's own head says what each member stands for; every fact names its source and date.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from smguard.catalog.members import MISSING, At, Members
from smguard.catalog.model import Catalog
from smguard.catalog.recorded import Recorded, read_recorded
from smguard.errors import InputError
from smguard.source import Source, read_source

Type = Literal["string", "arn", "bool", "numeric", "date", "ip"]
Presence = Literal["always", "principal", "sometimes", "never"]
Control = Literal["caller", "principal", "resource", "resource-id", "network", "service"]
Absent = Literal["safe", "unsafe", "unchanged"]

_TAG_KEY = "${TagKey}"
_KEY_NAME = re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+(?:/[A-Za-z0-9]+)?(?:/\$\{TagKey\})?")
_ARN = re.compile(r"arn:\$\{Partition\}(?::[a-z0-9-]+|:\$\{[A-Za-z]+\}|:){3}:\S+")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_URL = re.compile(r"https://[!-~]+")
_ARN_LIKE = "an ARN format: arn:${Partition}:…"
_WHOLE = re.compile(r"\^.*\$")
# What Python's syntax has and RE2's does not, or reads otherwise.
_NOT_RE2 = re.compile(r"\(\?(?!:)|\\[0-9ABDSWZbdswuUN]|[*+?}]\+")


@dataclass(frozen=True, slots=True)
class Here:
    """How a key is in requests to the facts' own service; None where it is as in any other's."""

    presence: Presence | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A condition key; of a template (its name ends in ${TagKey}) all that holds for each tag key."""

    name: str
    template: bool
    scope: Literal["global", "service"]
    type: Type
    multivalued: bool
    presence: Presence
    control: Control
    absent: Mapping[str, Absent]
    format: str | None
    source: str
    date: str
    here: Here = Here()


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one service's catalog, in the order of their file.

    resource_types gives each type's ARN format. Dates are as_of, when the facts were read in their sources
    (YYYY-MM-DD), and catalog_date, the note's own (YYYY-MM). What one of facts and catalog has without the
    other: unknown_actions are actions that facts know and the catalog lacks, missing_keys are keys of the
    catalog without facts. never gives, by action name, a Condition block that no
    request fulfils. recorded is what updates wrote into the file.
    """

    resource_types: Mapping[str, str]
    keys: tuple[Key, ...]
    as_of: str
    catalog_date: str
    unknown_actions: tuple[str, ...]
    missing_keys: tuple[str, ...]
    never: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    recorded: Recorded = field(default_factory=Recorded)
    _by_name: dict[str, Key] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", _index(self.keys))

    def key_for(self, name: str) -> Key | None:
        """The key of that name in any letter case, or the template that the name is an instance of."""
        return _find(self._by_name, name)


def read_facts(path: Path, catalog: Catalog) -> Facts:
    """The facts in the YAML file at path about the catalog. Raises InputError with every problem."""
    return parse_facts(read_source(path), catalog)


def parse_facts(source: Source, catalog: Catalog) -> Facts:
    """The facts of a source that was read. Raises InputError with every problem."""
    reader = _Reader(source, catalog)
    facts = reader.read(source.value)
    if reader.members.problems:
        raise InputError(sorted(reader.members.problems, key=lambda found: (found.line or 0, found.column or 0)))
    return facts


def _index(keys: Iterable[Key]) -> dict[str, Key]:
    return {key.name.removesuffix(_TAG_KEY).lower(): key for key in keys}


def _find(keys: Mapping[str, Key], name: str) -> Key | None:
    lowered = name.lower()
    exact = keys.get(lowered)
    if exact and not exact.template:
        return exact
    head, slash, tag_key = lowered.partition("/")
    template = keys.get(head + slash)
    return template if template and template.template and tag_key else None


class _Reader:
    """Reads the members of one file about a catalog."""

    def __init__(self, source: Source, catalog: Catalog) -> None:
        self.members = Members(source)
        self.catalog = catalog
        self.sources: dict[str, tuple[str, str]] = {}
        self.newer: tuple[str, ...] = ()
        self.recorded = Recorded()

    def read(self, value: object) -> Facts:
        """The facts as far as they can be read: they hold only if no problem was found."""
        required = ("as_of", "catalog_date", "sources", "resource_types", "keys")
        top = self.members.fixed((), value, required, ("newer_actions", "never", "recorded"))
        if "recorded" in top:
            self.recorded = read_recorded(self.members, top["recorded"])
        self.sources = self.read_sources(top["sources"])
        self.newer = self.read_newer_actions(top.get("newer_actions", {}))
        keys = self.read_keys(top["keys"])
        index = _index(keys)
        return Facts(
            resource_types=self.read_resource_types(top["resource_types"]),
            keys=keys,
            as_of=self.members.day(("as_of",), top["as_of"]),
            catalog_date=self.members.text(("catalog_date",), top["catalog_date"], _MONTH, "a month: YYYY-MM"),
            unknown_actions=tuple(name for name in self.newer if not self.catalog.action(name)),
            missing_keys=tuple(name for name in self.catalog.keys if not _find(index, name)),
            never=self.read_never(top.get("never", {}), index),
            recorded=self.recorded,
        )

    def read_sources(self, value: object) -> dict[str, tuple[str, str]]:
        """The address and date of each source."""
        sources = {}
        for name, entry in self.members.mapping(("sources",), value).items():
            at = ("sources", name)
            source = self.members.fixed(at, entry, ("url", "date"))
            url = self.members.text((*at, "url"), source["url"], _URL, "an address: https://…")
            sources[name] = (url, self.members.day((*at, "date"), source["date"]))
        return sources

    def read_newer_actions(self, value: object) -> tuple[str, ...]:
        """The names of the actions, each with a source."""
        actions = self.members.mapping(("newer_actions",), value)
        for name, entry in actions.items():
            at = ("newer_actions", name)
            self.read_source(at, self.members.fixed(at, entry, ("source",), ("date",)))
        return tuple(actions)

    def read_never(self, value: object, keys: Mapping[str, Key]) -> dict[str, Mapping[str, object]]:
        """The Condition block of each action; it speaks of keys that the facts describe."""
        blocks: dict[str, Mapping[str, object]] = {}
        for name, entry in self.members.mapping(("never",), value).items():
            at: At = ("never", name)
            if name not in self.newer and not self.catalog.action(name) and not self.was_known(name):
                self.members.refuse(at, f'the catalog has no action "{name}"')
            fact = self.members.fixed(at, entry, ("when", "source"), ("date",))
            self.read_source(at, fact)
            blocks[name] = self.members.mapping((*at, "when"), fact["when"])
            for operator, tests in blocks[name].items():
                for key in self.members.mapping((*at, "when", operator), tests):
                    if not _find(keys, key):
                        self.members.refuse((*at, "when", operator, key), f'"{key}" is not described under keys')
        return blocks

    def was_known(self, action: str) -> bool:
        """Whether a recorded state of the catalog had the action."""
        return action.lower() in self.recorded.history.actions

    def read_resource_types(self, value: object) -> dict[str, str]:
        """The ARN format of each resource type; the catalog's types and these must be the same.

        A type may be one that the catalog had before. One that an update brought may be without a format, if the
        update's source did not tell it.
        """
        known = self.catalog.resource_types
        formats = {one.name: one.arns[0] for one in self.recorded.resources if one.arns and one.name in known}
        types = self.members.mapping(("resource_types",), value)
        for name, entry in types.items():
            at = ("resource_types", name)
            fact = self.members.fixed(at, entry, ("arn", "source"), ("date",))
            self.read_source(at, fact)
            formats[name] = self.members.text((*at, "arn"), fact["arn"], _ARN, _ARN_LIKE)
            if name not in self.catalog.resource_types and name.lower() not in self.recorded.history.resource_types:
                self.members.refuse(at, f'the catalog has no resource type "{name}"')
        for name in self.catalog.resource_types:
            told = name in formats or name in types or name.lower() in self.recorded.history.resource_types
            if not told and isinstance(value, dict):
                message = f'the ARN format of the resource type "{name}" is missing'
                self.members.refuse(("resource_types",), message)
        return formats

    def read_keys(self, value: object) -> tuple[Key, ...]:
        """The condition keys; no two have the same name in different letter case."""
        keys: dict[str, Key] = {}
        for name, entry in self.members.mapping(("keys",), value).items():
            at = ("keys", name)
            if not _KEY_NAME.fullmatch(name):
                message = f'"{name}" is not a condition key such as aws:SourceIp or aws:RequestTag/{_TAG_KEY}'
                self.members.refuse(at, message)
            if name.lower() in keys:
                message = f'the key "{name}" appears twice, first as "{keys[name.lower()].name}": keep one'
                self.members.refuse(at, message)
            keys.setdefault(name.lower(), self.read_key(at, name, entry))
        return tuple(keys.values())

    def read_key(self, at: At, name: str, entry: object) -> Key:
        """One condition key."""
        required = ("type", "presence", "control", "source")
        fact = self.members.fixed(at, entry, required, ("multivalued", "absent", "format", "here", "date"))
        url, day = self.read_source(at, fact)
        return Key(
            name=name,
            template=name.endswith(_TAG_KEY),
            scope="service" if name.startswith(f"{self.catalog.prefix}:") else "global",
            type=cast(Type, self.choice(at, fact, "type", Type)),
            multivalued=self.members.flag((*at, "multivalued"), fact.get("multivalued", False)),
            presence=cast(Presence, self.choice(at, fact, "presence", Presence)),
            control=cast(Control, self.choice(at, fact, "control", Control)),
            absent=self.read_absent((*at, "absent"), fact.get("absent", {})),
            format=self.read_format((*at, "format"), fact["format"]) if "format" in fact else None,
            source=url,
            date=day,
            here=self.read_here((*at, "here"), fact["here"]) if "here" in fact else Here(),
        )

    def read_here(self, at: At, value: object) -> Here:
        """What is different in requests to this service."""
        fact = self.members.fixed(at, value, (), ("presence", "format"))
        return Here(
            cast(Presence, self.choice(at, fact, "presence", Presence)) if "presence" in fact else None,
            self.read_format((*at, "format"), fact["format"]) if "format" in fact else None,
        )

    def choice(self, at: At, fact: Mapping[str, object], member: str, known: object) -> str:
        """The member of the fact, one of the texts of a Literal."""
        return self.members.choice((*at, member), fact[member], get_args(known))

    def read_absent(self, at: At, value: object) -> dict[str, Absent]:
        """What an absent key means, by action name or "*"."""
        absent = {}
        for name, meaning in self.members.mapping(at, value).items():
            action = self.catalog.action(name)
            gone = action is None and self.was_known(name)
            if name != "*" and name not in self.newer and not gone and (action is None or action.name != name):
                hint = f'write "{action.name}"' if action else "correct it, or add it to newer_actions"
                self.members.refuse((*at, name), f'the catalog has no action "{name}": {hint}')
            absent[name] = cast(Absent, self.members.choice((*at, name), meaning, get_args(Absent)))
        return absent

    def read_format(self, at: At, value: object) -> str:
        """A regular expression that Python and RE2 read alike, for a whole value."""
        text = self.members.text(at, value, _WHOLE, 'a regular expression from "^" to "$"')
        try:
            re.compile(text)
        except re.error as error:
            self.members.refuse(at, f"format is not a regular expression: {error}")
            return ""
        if _NOT_RE2.search(text):
            message = (
                r"format must not have look-around, back references, flags or classes such as \d: RE2 differs there"
            )
            self.members.refuse(at, message)
        return text

    def read_source(self, at: At, fact: Mapping[str, object]) -> tuple[str, str]:
        """The address that "<entry><rest>" stands for, and the date of the fact or else of the entry."""
        text = fact["source"]
        name = re.split("[#/]", text)[0] if isinstance(text, str) else ""
        url, day = self.sources.get(name, ("", ""))
        if isinstance(text, str) and name in self.sources:
            url += text.removeprefix(name)
        elif text is not MISSING:
            known = ", ".join(self.sources)
            self.members.refuse((*at, "source"), f"source must begin with the name of one of the sources: {known}")
        return url, self.members.day((*at, "date"), fact["date"]) if "date" in fact else day
