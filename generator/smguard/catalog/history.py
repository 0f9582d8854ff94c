"""Since which recorded state of the catalog each of its names is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from smguard.catalog.difference import key_name
from smguard.catalog.model import Catalog

Names = Literal["actions", "condition_keys", "resource_types"]
NAMES: tuple[Names, ...] = ("actions", "condition_keys", "resource_types")


@dataclass(frozen=True, slots=True)
class State:
    """A catalog as it was on a date (YYYY-MM-DD, or YYYY-MM where the day is not known), and its counts."""

    date: str
    source: str
    format: str
    actions: int
    condition_keys: int


@dataclass(frozen=True, slots=True)
class Known:
    """A name's first recorded state, and its last one where the newest state no longer has it."""

    name: str
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """States by date, oldest first; what is known of names, by the name in lower case."""

    states: tuple[State, ...] = ()
    actions: Mapping[str, Known] = field(default_factory=dict)
    condition_keys: Mapping[str, Known] = field(default_factory=dict)
    resource_types: Mapping[str, Known] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """The date of the newest state, "" where there is none."""
        return self.states[-1].date if self.states else ""

    def since(self, kind: Names, name: str) -> str:
        """When the name was first seen: its date, "<date> or earlier" for the oldest state, "" where unknown."""
        known = self.of(kind).get(key_name(name))
        if known is None:
            return ""
        return f"{known.since} or earlier" if known.since == self.states[0].date else known.since

    def of(self, kind: Names) -> Mapping[str, Known]:
        """What is known of the names of a kind."""
        found: Mapping[str, Known] = getattr(self, kind)
        return found


def record(history: History, catalog: Catalog, state: State) -> History:
    """The history with a state of the catalog added, which may be older than those it has.

    A state of the same date is replaced.
    """
    named: dict[Names, Iterable[str]] = {
        "actions": [action.name for action in catalog.actions],
        "condition_keys": catalog.named_keys,
        "resource_types": catalog.resource_types,
    }
    states = sorted([*(one for one in history.states if one.date != state.date), state], key=lambda one: one.date)
    before = max((one.date for one in history.states if one.date < state.date), default="")
    is_newest = states[-1] is state
    return History(
        states=tuple(states),
        **{kind: _recorded(history.of(kind), names, state.date, before, is_newest) for kind, names in named.items()},
    )


def counted(catalog: Catalog, date: str, source: str, format: str) -> State:
    """The state of a catalog."""
    return State(date, source, format, len(catalog.actions), len(catalog.named_keys))


def _recorded(
    known: Mapping[str, Known], names: Iterable[str], date: str, before: str, is_newest: bool
) -> dict[str, Known]:
    recorded = dict(known)
    present = {key_name(name): name for name in names}
    for key, name in present.items():
        old = known.get(key)
        if old is None:
            recorded[key] = Known(name, date, None if is_newest else date)
        elif is_newest:
            recorded[key] = Known(name, min(date, old.since))
        else:
            until = old.until if old.until is None else max(old.until, date)
            recorded[key] = Known(old.name, min(date, old.since), until)
    for key, old in known.items():
        if is_newest and key not in present and old.until is None:
            recorded[key] = replace(old, until=before or old.since)
    return dict(sorted(recorded.items()))
