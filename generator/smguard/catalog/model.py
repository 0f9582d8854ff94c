"""The catalog of one service: its actions, and what each is authorised on and may be conditioned with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Unsaid = Literal["title", "description", "required", "dependent_actions", "level_sets", "resources", "key_types"]
LEVELS = ("List", "Read", "Write", "Permissions management", "Tagging")

PREFIX = re.compile(r"[a-z0-9][a-z0-9-]*")
ACTION_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
RESOURCE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _/.-]*")
KEY_NAME = re.compile(r"[A-Za-z0-9.-]+:[!-~]+")
FULL_ACTION_NAME = re.compile(r"[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One row of an action; the name "" is the row that carries the keys of the action itself.

    Keys and dependent actions stand in the order of the source, repetitions included. required is None where the
    source does not say whether a request always names such a resource.
    """

    name: str
    required: bool | None
    condition_keys: tuple[str, ...]
    dependent_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One action, its name without the service prefix; line is where the source describes it, from 1."""

    name: str
    description: str
    access_levels: frozenset[str]
    resource_types: tuple[ResourceType, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A type of resource as a machine format describes it: its ARN formats, and the keys that it carries."""

    name: str
    arns: tuple[str, ...]
    condition_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionKey:
    """A condition key as a machine format describes it; type is AWS's word, such as String or ArrayOfString."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """The actions of one service, in the order of the source; their names differ in more than letter case.

    front_matter is the text of the source's metadata block, line ends included, "" where it has none. resources
    and condition_keys are what machine formats say beyond a note. unsaid names what the source's format cannot
    say (level_sets: more than one access level of an action): an empty value there means "not told", not "none".
    Without other knowledge it is what a note cannot say.
    """

    prefix: str
    title: str
    actions: tuple[Action, ...]
    front_matter: str = ""
    resources: tuple[Resource, ...] = ()
    condition_keys: tuple[ConditionKey, ...] = ()
    unsaid: frozenset[Unsaid] = frozenset({"resources", "key_types"})
    _by_name: dict[str, Action] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {action.name.lower(): action for action in self.actions})

    def action(self, name: str) -> Action | None:
        """The action of that name, in any letter case, or None; the name carries no service prefix."""
        return self._by_name.get(name.lower())

    def keys_of(self, action: str) -> tuple[str, ...]:
        """The condition keys of all rows of an action, each once (whatever its letter case), in order.

        Raises KeyError for an action that the catalog does not have.
        """
        rows = self._by_name[action.lower()].resource_types
        return _unique(key for row in rows for key in row.condition_keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every condition key of every action, each once, in the order in which they first occur."""
        rows = (row for action in self.actions for row in action.resource_types)
        return _unique(key for row in rows for key in row.condition_keys)

    @property
    def named_keys(self) -> tuple[str, ...]:
        """The keys of the actions, and those that the source lists besides, each once."""
        return _unique([*self.keys, *(key.name for key in self.condition_keys)])

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Every known access level, also an unused one, with the names of its actions in order."""
        return {
            level: tuple(action.name for action in self.actions if level in action.access_levels) for level in LEVELS
        }

    @property
    def resource_types(self) -> tuple[str, ...]:
        """The names of the resource types that actions are authorised on, without "", in order."""
        rows = (row for action in self.actions for row in action.resource_types)
        return tuple(dict.fromkeys(row.name for row in rows if row.name))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.lower(), name)
    return tuple(first.values())
