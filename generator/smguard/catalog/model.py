"""The catalog of one service: its actions, and what each is authorised on and may be conditioned with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

LEVELS = ("List", "Read", "Write", "Permissions management", "Tagging")


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One row of an action; the name "" is the row that carries the keys of the action itself.

    Keys and dependent actions stand in the order of the source, repetitions included.
    """

    name: str
    required: bool
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
class Catalog:
    """The actions of one service, in the order of the source; their names differ in more than letter case.

    front_matter is the text of the source's metadata block, line ends included, "" where it has none.
    """

    prefix: str
    title: str
    actions: tuple[Action, ...]
    front_matter: str = ""
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
