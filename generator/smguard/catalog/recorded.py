"""The part of facts.yaml that updates write: the machine-readable source's facts, and the catalog's history.

It stands below a line of its own at the end of the file, so that all above stays byte for byte as it was written.
"""

import re
from dataclasses import dataclass, field

import yaml

from smguard.catalog.difference import key_name
from smguard.catalog.history import NAMES, History, Known, State
from smguard.catalog.members import At, Members
from smguard.catalog.model import KEY_NAME, RESOURCE_NAME, Catalog, ConditionKey, Resource
from smguard.errors import InputError, Problem

BEGIN = "# Written by `smguard catalog update`, which replaces all that follows."

DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?")
_DATE_LINE = re.compile(r"^catalog_date:[^\n]*$", re.MULTILINE)
_PROSE = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")
_WORDS = re.compile(r"[^\x00-\x1f\x7f-\x9f]+")
_ARN = re.compile(r"arn:[!-~]+")
_IS_DATE = "a date: YYYY-MM-DD or YYYY-MM"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the last update's source said beyond a note, and the history of all updates."""

    resources: tuple[Resource, ...] = ()
    condition_keys: tuple[ConditionKey, ...] = ()
    history: History = field(default_factory=History)

    def restore(self, catalog: Catalog) -> Catalog:
        """The catalog of a note with what the note could not say of it."""
        return Catalog(
            prefix=catalog.prefix,
            title=catalog.title,
            actions=catalog.actions,
            front_matter=catalog.front_matter,
            resources=self.resources,
            condition_keys=self.condition_keys,
            unsaid=catalog.unsaid
            - ({"resources"} if self.resources else set())
            - ({"key_types"} if self.condition_keys else set()),
        )


def read_recorded(members: Members, value: object) -> Recorded:
    """The member "recorded" of facts.yaml; what is wrong with it is added to the problems of members."""
    at: At = ("recorded",)
    top = members.fixed(at, value, ("states", *NAMES), ("types_of_keys", "resources"))
    states = members.mapping((*at, "states"), top["states"])
    names = {kind: _names(members, (*at, kind), top[kind]) for kind in NAMES}
    return Recorded(
        resources=tuple(_resources(members, (*at, "resources"), top.get("resources", {}))),
        condition_keys=tuple(_keys(members, (*at, "types_of_keys"), top.get("types_of_keys", {}))),
        history=History(
            states=tuple(_state(members, (*at, "states", date), date, entry) for date, entry in states.items()),
            **names,
        ),
    )


def merge_facts(text: str, path: str, recorded: Recorded, month: str = "") -> str:
    """The text of facts.yaml with its recorded part written anew, and with the month (YYYY-MM) of a new note.

    All else stays as it is. Raises InputError where the file's form leaves no place for the month.
    """
    own = text.partition(BEGIN)[0].rstrip("\n") + "\n"
    if month:
        own, count = _DATE_LINE.subn(f"catalog_date: {month}", own)
        if count != 1:
            raise InputError(Problem(path, 'must have one line "catalog_date: YYYY-MM": an update writes it'))
    return f"{own}\n{BEGIN}\n{_to_yaml(recorded)}"


def _to_yaml(recorded: Recorded) -> str:
    history = recorded.history
    said: dict[str, object] = {
        "states": {
            state.date: {
                "source": state.source,
                "format": state.format,
                "actions": state.actions,
                "condition_keys": state.condition_keys,
            }
            for state in history.states
        },
        **{
            kind: {
                known.name: {"since": known.since, **({"until": known.until} if known.until else {})}
                for known in history.of(kind).values()
            }
            for kind in NAMES
        },
    }
    if recorded.resources:
        said["resources"] = {
            one.name: {"arns": list(one.arns), "condition_keys": list(one.condition_keys)} for one in recorded.resources
        }
    if recorded.condition_keys:
        said["types_of_keys"] = {
            key.name: {"type": key.type, "description": key.description} for key in recorded.condition_keys
        }
    text: str = yaml.safe_dump({"recorded": said}, sort_keys=False, allow_unicode=True, width=10_000)
    return text


def _names(members: Members, at: At, value: object) -> dict[str, Known]:
    names = {}
    for name, entry in members.mapping(at, value).items():
        said = members.fixed((*at, name), entry, ("since",), ("until",))
        since = members.text((*at, name, "since"), said["since"], DATE, _IS_DATE)
        until = members.text((*at, name, "until"), said["until"], DATE, _IS_DATE) if "until" in said else None
        names[key_name(name)] = Known(name, since, until)
    return names


def _state(members: Members, at: At, date: str, entry: object) -> State:
    said = members.fixed(at, entry, ("source", "format", "actions", "condition_keys"))
    return State(
        date=members.text(at, date, DATE, _IS_DATE),
        source=members.text((*at, "source"), said["source"], _WORDS, "a string on one line"),
        format=members.text((*at, "format"), said["format"], _WORDS, "a string on one line"),
        actions=members.count((*at, "actions"), said["actions"]),
        condition_keys=members.count((*at, "condition_keys"), said["condition_keys"]),
    )


def _resources(members: Members, at: At, value: object) -> list[Resource]:
    resources = []
    for name, entry in members.mapping(at, value).items():
        said = members.fixed((*at, name), entry, ("arns", "condition_keys"))
        arns = members.texts((*at, name, "arns"), said["arns"], _ARN, "an ARN format: arn:${Partition}:…")
        keys = members.texts((*at, name, "condition_keys"), said["condition_keys"], KEY_NAME, "a condition key")
        resources.append(Resource(members.text((*at, name), name, RESOURCE_NAME, "a resource type"), arns, keys))
    return resources


def _keys(members: Members, at: At, value: object) -> list[ConditionKey]:
    keys = []
    for name, entry in members.mapping(at, value).items():
        said = members.fixed((*at, name), entry, ("type", "description"))
        type_ = members.text((*at, name, "type"), said["type"], _WORDS, "a type, such as String")
        description = members.text((*at, name, "description"), said["description"], _PROSE, "a string on one line")
        keys.append(ConditionKey(members.text((*at, name), name, KEY_NAME, "a condition key"), type_, description))
    return keys
