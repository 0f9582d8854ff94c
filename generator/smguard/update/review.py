"""The effect of another catalog as people review it: text of at most 100 columns, save for long names."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from smguard.catalog.difference import Change
from smguard.catalog.history import NAMES, History
from smguard.catalog.model import Action
from smguard.errors import SmguardError, nearest
from smguard.update.effect import Effect, Selection

_WIDTH = 100


def show_effect(effect: Effect) -> str:
    """Every part of the effect that is not empty; one sentence where nothing differs.

    Actions with the same change stand together. Of the rules' cases only the number of their patterns is told.
    """
    difference = effect.difference
    if not difference:
        return "The catalogs do not differ.\n"
    reworded = [change.action for change in difference.changed if change.description]
    parts: list[tuple[str, Iterable[str]]] = [
        ("Actions added", _appeared(effect, difference.added)),
        ("Actions removed", _appeared(effect, difference.removed)),
        ("Likely renamed", [f"{old} -> {new}" for old, new in difference.renamed]),
        ("Actions changed", _changed(effect)),
        ("Reworded", _lines(", ".join(reworded))),
        ("Condition keys added", _keys(effect, difference.condition_keys[1])),
        ("Condition keys removed", _keys(effect, difference.condition_keys[0])),
        ("Spelling changed", [f"{old} -> {new}" for old, new in difference.respelled]),
        ("Resource types added", difference.resource_types[1]),
        ("Resource types removed", difference.resource_types[0]),
        ("Rules that become active", effect.activated),
        ("Rules that become inactive", effect.deactivated),
        ("Policies that reach more actions", _patterns(effect, more=True)),
        ("Policies that reach fewer actions", _patterns(effect, more=False)),
    ]
    listed = [(title, list(lines)) for title, lines in parts]
    return "\n".join(_section(title, lines) for title, lines in listed if lines)


def show_history(history: History, name: str = "") -> str:
    """The states and since when each name is known, or one name's. Raises SmguardError where nothing is known."""
    if not history.states:
        raise SmguardError("facts.yaml records no states yet: run `smguard catalog update`")
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


def _appeared(effect: Effect, actions: Iterable[Action]) -> Iterator[str]:
    for action in actions:
        yield f"{action.name}  ({_about(action)})"
        yield from _rules([effect.selections[action.name]])


def _about(action: Action) -> str:
    types = [row.name for row in action.resource_types if row.name]
    return "; ".join([", ".join(sorted(action.access_levels)), ", ".join(types) or "takes no resource"])


def _rules(selections: Sequence[Selection]) -> Iterator[str]:
    for words, named in (
        ("rules that select it", [one.now for one in selections]),
        ("rules that newly select it", [one.newly for one in selections]),
        ("rules that no longer select it", [one.no_longer for one in selections]),
    ):
        rules = sorted({rule for one in named for rule in one})
        yield from _indented(f"{words}: {', '.join(rules)}" if rules else "")


def _changed(effect: Effect) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for change in effect.difference.changed:
        if not change.only_words:
            groups.setdefault(tuple(_changes(change)), []).append(change.action)
    for lines, actions in groups.items():
        yield from _lines(", ".join(actions))
        yield from lines
        yield from _rules([effect.selections[action] for action in actions])


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


def _signed(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    return ", ".join([*(f"-{name}" for name in pair[0]), *(f"+{name}" for name in pair[1])])


def _keys(effect: Effect, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        rules = effect.rules_of_keys[key]
        yield f"{key}{'  rules that refer to it: ' if rules else ''}{', '.join(rules)}"


def _patterns(effect: Effect, more: bool) -> Iterator[str]:
    in_cases: set[str] = set()
    count = 0
    for one in effect.patterns:
        names = one.more if more else one.fewer
        places = [place for place in one.places if place not in effect.cases]
        if names and places:
            yield from _lines(f"{one.element} {', '.join(one.patterns) or '(nothing)'}")
            yield from _indented(f"{'+' if more else '-'} {', '.join(name.partition(':')[2] for name in names)}")
            yield from _indented(f"in {', '.join(places)}")
        elif names:
            count += 1
            in_cases.update(effect.cases[place] for place in one.places)
    if count:
        patterns = "1 pattern" if count == 1 else f"{count} patterns"
        yield from _lines(f"{patterns} in the cases of {', '.join(sorted(in_cases))}")


def _lines(text: str) -> list[str]:
    return wrap(text, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)


def _indented(text: str) -> Iterator[str]:
    for line in wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False):
        yield f"  {line}"
