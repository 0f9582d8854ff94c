"""What differs between two catalogs of a service, as sets: order is no change, nor is what a format cannot say."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from smguard.catalog.model import Action, Catalog, ResourceType

# How alike two names must be, from 0 to 1, for one to be called the likely new name of the other.
_ALIKE = 0.7
_TEMPLATE = re.compile(r"/(?:\$\{[^}]*\}|tag-key|tagkey|<[^>]*>)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """How one action that both catalogs have differs; each pair is (gone, new), sorted.

    A key or dependent action of a resource type's row reads "key on Type". required pairs hold resource types.
    """

    action: str
    levels: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    resource_types: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    required: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    condition_keys: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    dependent_actions: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    description: tuple[str, str] | None = None

    @property
    def only_words(self) -> bool:
        """True where nothing but the description differs."""
        return self == Change(self.action, description=self.description)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs. renamed are pairs of one of removed and one of added that look like one action.

    condition_keys are (gone, new) over the whole catalog; respelled are keys with another spelling of the same
    name, such as aws:RequestTag/tag-key and aws:RequestTag/${TagKey}.
    """

    added: tuple[Action, ...]
    removed: tuple[Action, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[Change, ...]
    condition_keys: tuple[tuple[str, ...], tuple[str, ...]]
    resource_types: tuple[tuple[str, ...], tuple[str, ...]]
    respelled: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return self != Difference((), (), (), (), ((), ()), ((), ()), ())

    def to_json(self) -> dict[str, Any]:
        """The difference as JSON has it: {"added": [action], "removed": [name], "renamed", "changed", …}."""
        said = {
            "added": [_described(action) for action in self.added],
            "removed": [action.name for action in self.removed],
            "renamed": [{"from": old, "to": new} for old, new in self.renamed],
            "changed": [_told(change) for change in self.changed],
            "condition_keys": _pair(self.condition_keys),
            "resource_types": _pair(self.resource_types),
            "respelled": [{"from": old, "to": new} for old, new in self.respelled],
        }
        plain: dict[str, Any] = json.loads(json.dumps(said))
        return plain


def compare(old: Catalog, new: Catalog) -> Difference:
    """What the new catalog of a service says otherwise than the old one."""
    unsaid = old.unsaid | new.unsaid
    added = tuple(action for action in new.actions if old.action(action.name) is None)
    removed = tuple(action for action in old.actions if new.action(action.name) is None)
    both = [(action, found) for action in old.actions if (found := new.action(action.name))]
    changes = [_change(before, after, unsaid) for before, after in both]
    return Difference(
        added=added,
        removed=removed,
        renamed=tuple(_renamed(removed, added)),
        changed=tuple(change for change in changes if change != Change(change.action)),
        condition_keys=_gone_and_new(_by_name(old.keys), _by_name(new.keys)),
        resource_types=_gone_and_new(dict.fromkeys(old.resource_types), dict.fromkeys(new.resource_types)),
        respelled=tuple(_respelled(old.keys, new.keys)),
    )


def key_name(key: str) -> str:
    """A condition key in lower case, with "/${tagkey}" for any spelling of a template's last part."""
    return _TEMPLATE.sub("/${tagkey}", key).lower()


def _change(old: Action, new: Action, unsaid: Iterable[str]) -> Change:
    levels = (tuple(sorted(old.access_levels)), tuple(sorted(new.access_levels)))
    main_level_only = "level_sets" in unsaid and (
        old.access_levels <= new.access_levels or new.access_levels <= old.access_levels
    )
    rows = {row.name: row for row in old.resource_types}, {row.name: row for row in new.resource_types}
    words = (old.description, new.description)
    return Change(
        action=new.name,
        levels=None if levels[0] == levels[1] or main_level_only else levels,
        resource_types=_gone_and_new(*(dict.fromkeys(filter(None, side)) for side in rows)),
        required=_required(*rows),
        condition_keys=_gone_and_new(*(_keys(action) for action in (old, new))),
        dependent_actions=((), ())
        if "dependent_actions" in unsaid
        else _gone_and_new(*(_dependent(action) for action in (old, new))),
        description=None if "description" in unsaid or words[0] == words[1] else words,
    )


def _required(old: dict[str, ResourceType], new: dict[str, ResourceType]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types that no longer must be named, and those that now must."""
    both = [(name, old[name].required, new[name].required) for name in old.keys() & new.keys() if name]
    return (
        tuple(sorted(name for name, before, after in both if before is True and after is False)),
        tuple(sorted(name for name, before, after in both if before is False and after is True)),
    )


def _keys(action: Action) -> dict[str, str]:
    return {
        f"{key_name(key)} {row.name}": f"{key} on {row.name}" if row.name else key
        for row in action.resource_types
        for key in row.condition_keys
    }


def _dependent(action: Action) -> dict[str, str]:
    return {
        f"{name.lower()} {row.name}": f"{name} on {row.name}" if row.name else name
        for row in action.resource_types
        for name in row.dependent_actions
    }


def _by_name(keys: Iterable[str]) -> dict[str, str]:
    return {key_name(key): key for key in keys}


def _gone_and_new(old: dict[str, Any], new: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names (values, else keys) that only one of two mappings has."""
    gone = sorted(old[key] or key for key in old.keys() - new.keys())
    return tuple(gone), tuple(sorted(new[key] or key for key in new.keys() - old.keys()))


def _respelled(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[str, str]]:
    before = _by_name(old)
    for name, key in sorted(_by_name(new).items()):
        if before.get(name, key) != key:
            yield before[name], key


def _renamed(removed: Sequence[Action], added: Sequence[Action]) -> Iterable[tuple[str, str]]:
    """Pairs of names that are alike, of actions on the same resource types with a level in common; best first."""
    pairs = [
        (SequenceMatcher(None, old.name.lower(), new.name.lower()).ratio(), old.name, new.name)
        for old in removed
        for new in added
        if old.access_levels & new.access_levels
        and {row.name for row in old.resource_types if row.name} == {row.name for row in new.resource_types if row.name}
    ]
    taken: set[str] = set()
    for alike, old_name, new_name in sorted(pairs, reverse=True):
        if alike >= _ALIKE and not {old_name, new_name} & taken:
            taken |= {old_name, new_name}
            yield old_name, new_name


def _described(action: Action) -> dict[str, Any]:
    return {
        "name": action.name,
        "access_levels": sorted(action.access_levels),
        "resource_types": [row.name for row in action.resource_types if row.name],
        "condition_keys": [key for row in action.resource_types for key in row.condition_keys],
        "dependent_actions": [name for row in action.resource_types for name in row.dependent_actions],
        "description": action.description,
    }


def _told(change: Change) -> dict[str, Any]:
    """The members of a change that say something."""
    said: dict[str, Any] = {"action": change.action}
    for name, value in asdict(change).items():
        if name == "action" or value in (None, ((), ())):
            continue
        said[name] = {"from": value[0], "to": value[1]} if name in ("levels", "description") else _pair(value)
    return said


def _pair(value: tuple[tuple[str, ...], tuple[str, ...]]) -> dict[str, Any]:
    return {"removed": value[0], "added": value[1]}
