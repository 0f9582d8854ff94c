"""What another catalog does to rules and policies: which rules see more, which patterns match more."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.bundle.plan import Plan
from smguard.catalog.difference import Difference, compare, key_name
from smguard.catalog.model import Catalog
from smguard.rulebook.rule import Rule

_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """Rules, by id, that are about an action: in both catalogs, only in the new one, only in the old one."""

    now: tuple[str, ...]
    newly: tuple[str, ...]
    no_longer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """An element of policies that reaches otherwise: one pattern of Action, or all of a statement's NotAction.

    places name the policies.
    """

    element: str
    patterns: tuple[str, ...]
    more: tuple[str, ...]
    fewer: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference and what it touches. activated and deactivated are rules that judge in only one of the catalogs.

    rules_of_keys names the rules that speak of a condition key that is new or gone; cases gives the rule for each
    place that is the cases of one.
    """

    difference: Difference
    selections: Mapping[str, Selection]
    rules_of_keys: Mapping[str, tuple[str, ...]]
    activated: tuple[str, ...]
    deactivated: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    cases: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """{"difference", "actions": {name: {"rules": …}}, "condition_keys", "rules", "patterns"} in plain values."""
        return {
            "difference": self.difference.to_json(),
            "actions": {
                name: {"selected": list(one.now), "newly": list(one.newly), "no_longer": list(one.no_longer)}
                for name, one in self.selections.items()
            },
            "condition_keys": {key: list(rules) for key, rules in self.rules_of_keys.items()},
            "rules": {"activated": list(self.activated), "deactivated": list(self.deactivated)},
            "patterns": [
                {
                    "element": one.element,
                    "patterns": list(one.patterns),
                    "more": list(one.more),
                    "fewer": list(one.fewer),
                    "places": list(one.places),
                }
                for one in self.patterns
            ],
        }


def effect(old: Plan, new: Plan, policies: Mapping[str, object]) -> Effect:
    """What the new plan's catalog does; policies are values by the name under which their places are told.

    The policies of the rules' cases are looked at too, under "case of <id>".
    """
    difference = compare(old.catalog, new.catalog)
    touched = [
        *(action.name for action in (*difference.added, *difference.removed)),
        *(change.action for change in difference.changed if not change.only_words),
    ]
    before, after = _judging(old), _judging(new)
    cases = {f"case of {rule.id}": [case.input for case in rule.cases] for rule in new.rules}
    keys = [key for side in difference.condition_keys for key in side]
    return Effect(
        difference=difference,
        selections={name: _selection(old, new, name) for name in sorted(touched)},
        rules_of_keys={key: _mentioning(new.rules, key) for key in keys},
        activated=tuple(sorted(after - before)),
        deactivated=tuple(sorted(before - after)),
        patterns=tuple(_patterns(old.catalog, new.catalog, {**policies, **cases})),
        cases={f"case of {rule.id}": rule.id for rule in new.rules},
    )


def _judging(plan: Plan) -> set[str]:
    """The rules that can find something: they have actions and parameters, and are not off."""
    idle = {*plan.inactive, *plan.organization.disabled}
    return {rule.id for rule in plan.rules if rule.actions and rule.id not in idle}


def _selection(old: Plan, new: Plan, action: str) -> Selection:
    before, after = (
        {rule.id for rule in plan.rules if action.lower() in {name.lower() for name in rule.actions}}
        for plan in (old, new)
    )
    return Selection(tuple(sorted(before & after)), tuple(sorted(after - before)), tuple(sorted(before - after)))


def _mentioning(rules: Sequence[Rule], key: str) -> tuple[str, ...]:
    """The rules whose parameters name the key, in any of its spellings."""
    name = key_name(key).removesuffix("${tagkey}")
    quoted = re.compile(rf'"{re.escape(name)}{"" if name.endswith("/") else chr(34)}')
    return tuple(rule.id for rule in rules if quoted.search(json.dumps(rule.parameters).lower()))


def _patterns(old: Catalog, new: Catalog, policies: Mapping[str, object]) -> Iterator[Pattern]:
    """Elements that reach other actions of the new catalog than of the old, those of Action first."""
    places: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for place, value in policies.items():
        for found in _elements(value, 0):
            places.setdefault(found, {})[place] = None
    before, after = ({f"{catalog.prefix}:{action.name}" for action in catalog.actions} for catalog in (old, new))
    for (element, patterns), named in sorted(places.items()):
        regexes = [_regex(pattern) for pattern in patterns]
        reached = [
            name
            for name in sorted(before ^ after)
            if any(regex.fullmatch(name) for regex in regexes) == (element == "Action")
        ]
        if reached:
            more = tuple(name for name in reached if name in after)
            fewer = tuple(name for name in reached if name in before)
            yield Pattern(element, patterns, more, fewer, tuple(sorted(named)))


def _regex(pattern: str) -> re.Pattern[str]:
    """IAM's pattern of actions: * and ? are wildcards, all else is literal, in any letter case."""
    parts = {"*": ".*", "?": "."}
    collapsed = re.sub(r"\*+", "*", pattern)
    return re.compile("".join(parts.get(char, re.escape(char)) for char in collapsed), re.IGNORECASE | re.DOTALL)


def _elements(value: object, depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each pattern of Action and each NotAction of every statement anywhere in a value, also in JSON texts in it."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        if value.lstrip().startswith("{") and '"Statement"' in value:
            try:
                yield from _elements(json.loads(value), depth + 1)
            except (ValueError, RecursionError):
                return
    elif isinstance(value, list):
        for item in value:
            yield from _elements(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in ("Action", "NotAction") and "Effect" in value:
                patterns = [one for one in (item if isinstance(item, list) else [item]) if isinstance(one, str)]
                if name == "NotAction":
                    yield name, tuple(patterns)
                else:
                    yield from ((name, (pattern,)) for pattern in patterns)
            else:
                yield from _elements(item, depth + 1)
