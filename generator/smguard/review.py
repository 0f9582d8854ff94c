"""The effect of another catalog as people review it: text of at most 100 columns, save for long names."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from smguard.catalog.difference import Change
from smguard.catalog.history import NAMES, History
from smguard.catalog.model import Action
from smguard.effect import Effect, Pattern
from smguard.errors import SmguardError
from smguard.schema import nearest

_WIDTH = 100


def show_effect(effect: Effect) -> str:
    """Every part of the effect that is not empty; one sentence where nothing differs."""
    if not effect.difference:
        return "The catalogs say the same.\n"
    difference = effect.difference
    reworded = [change.action for change in difference.changed if change.only_words]
    parts = [
        ("Actions added", _added(effect)),
        ("Actions removed", _removed(effect)),
        ("Likely renamed", [f"{old} -> {new}" for old, new in difference.renamed]),
        ("Actions changed", _changed(effect)),
        ("Only reworded", _listed(reworded)),
        ("Condition keys added", _keys(effect, difference.condition_keys[1])),
        ("Condition keys removed", _keys(effect, difference.condition_keys[0])),
        ("Spelled otherwise", [f"{old} -> {new}" for old, new in difference.respelled]),
        ("Resource types added", difference.resource_types[1]),
        ("Resource types removed", difference.resource_types[0]),
        ("Rules that become active", effect.activated),
        ("Rules that become inactive", effect.deactivated),
        ("Patterns that match more", _patterns(effect, more=True)),
        ("Patterns that match fewer", _patterns(effect, more=False)),
    ]
    return "\n".join(_section(title, list(lines)) for title, lines in parts if lines)


def show_history(history: History, name: str = "") -> str:
    """The states and since when each name is known, or one name's. Raises SmguardError where nothing is known."""
    if not history.states:
        raise SmguardError("facts.yaml records no states yet: `smguard catalog update` records them")
    if name:
        return _one(history, name)
    states = [
        f"{state.date.ljust(10)}  {state.actions} actions, {state.condition_keys} condition keys  "
        f"({state.format}, {state.source})"
        for state in history.states
    ]
    parts = [_section("States", states)]
    for kind in NAMES:
        known = sorted(history.of(kind).values(), key=lambda one: (one.since, one.name.lower()))
        lines = [f"{history.since(kind, one.name).ljust(21)}  {one.name}{_until(one.until)}" for one in known]
        parts.append(_section(f"{kind.replace('_', ' ').capitalize()}, since", lines))
    return "\n".join(parts)


def _one(history: History, name: str) -> str:
    bare = name.partition(":")[2] or name
    found = [
        (kind, history.of(kind)[given.lower()])
        for kind in NAMES
        for given in dict.fromkeys((name, bare))
        if given.lower() in history.of(kind)
    ]
    if not found:
        known = [one.name for kind in NAMES for one in history.of(kind).values()]
        raise SmguardError(f'no state of the catalog has "{name}"{nearest(name, known)}')
    return "".join(f"{one.name}: since {history.since(kind, one.name)}{_until(one.until)}\n" for kind, one in found)


def _until(date: str | None) -> str:
    return f", last in {date}" if date else ""


def _section(title: str, lines: Sequence[str]) -> str:
    return f"{title}\n" + "".join(f"  {line}\n" for line in lines)


def _added(effect: Effect) -> Iterator[str]:
    for action in effect.difference.added:
        yield f"{action.name}  ({_about(action)})"
        yield from _rules(effect, action.name)


def _removed(effect: Effect) -> Iterator[str]:
    for action in effect.difference.removed:
        yield action.name
        yield from _rules(effect, action.name)


def _about(action: Action) -> str:
    types = [row.name for row in action.resource_types if row.name]
    return "; ".join([", ".join(sorted(action.access_levels)), ", ".join(types) or "takes no resource"])


def _rules(effect: Effect, action: str) -> Iterator[str]:
    selection = effect.selections[action]
    for words, rules in (
        ("rules that select it", selection.now),
        ("rules that newly select it", selection.newly),
        ("rules that no longer select it", selection.no_longer),
    ):
        yield from _indented(f"{words}: {', '.join(rules)}" if rules else "")


def _changed(effect: Effect) -> Iterator[str]:
    for change in effect.difference.changed:
        if not change.only_words:
            yield change.action
            yield from _changes(change)
            yield from _rules(effect, change.action)


def _changes(change: Change) -> Iterator[str]:
    levels = change.levels or ((), ())
    if change.levels:
        gone, new = (tuple(one for one in levels[side] if one not in levels[1 - side]) for side in (0, 1))
        yield from _indented(f"access level: {_signed((gone, new))}")
    for words, pair in (
        ("resource types", change.resource_types),
        ("required", change.required),
        ("condition keys", change.condition_keys),
        ("dependent actions", change.dependent_actions),
    ):
        yield from _indented(f"{words}: {_signed(pair)}" if pair != ((), ()) else "")
    if change.description:
        yield from _indented("reworded")


def _signed(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    return ", ".join([*(f"-{name}" for name in pair[0]), *(f"+{name}" for name in pair[1])])


def _keys(effect: Effect, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        rules = effect.rules_of_keys[key]
        yield f"{key}{'  rules that speak of it: ' if rules else ''}{', '.join(rules)}"


def _patterns(effect: Effect, more: bool) -> Iterator[str]:
    for one in effect.patterns:
        names = one.more if more else one.fewer
        if names:
            yield _spelled(one)
            yield from _indented(f"{'+' if more else '-'} {', '.join(names)}")
            yield from _indented(f"in {', '.join(one.places)}")


def _spelled(pattern: Pattern) -> str:
    return f"{pattern.element} {', '.join(pattern.patterns) or '(nothing)'}"


def _listed(names: Sequence[str]) -> list[str]:
    return wrap(", ".join(names), _WIDTH - 2) if names else []


def _indented(text: str) -> Iterator[str]:
    for line in wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False):
        yield f"  {line}"
