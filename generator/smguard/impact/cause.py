"""Why verdicts differ, as far as the two bundles say it: their rules, settings, parameters, waivers and catalogs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from smguard.contract import SEVERITIES
from smguard.impact.change import Change
from smguard.impact.side import Side

SHOWN = 5
"""Names that a cause lists before it only counts."""

UNKNOWN = "the data of the two bundles shows no cause"


class Causes:
    """The differences of two bundles, looked up for one change after another."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old.data, new.data
        self._old_rules, self._new_rules = _rules(old), _rules(new)
        self._changed_rego = _changed_rego(old, new)
        self._catalog = tuple(_catalog(old.data["catalog"], new.data["catalog"]))
        self._names = _added_and_removed(old.data["catalog"], new.data["catalog"])

    def of(self, change: Change) -> tuple[str, ...]:
        """What can have caused the change, the most likely first; UNKNOWN where nothing differs."""
        rule = change.finding["rule"]
        was, now = self._old["rulebook"].get(rule), self._new["rulebook"].get(rule)
        if change.kind in ("waived", "unwaived"):
            found = self._waivers(rule)
        elif change.kind == "severity" and was and now:
            found = [f"severity set from {was['report']['severity']} to {now['report']['severity']}"]
        elif was and now:
            found = [*self._of_rule(rule, was, now), *self._of_catalog(change), *self._of_rego(rule)]
        else:
            found = [self._life(rule, was is not None, now is not None)] if was or now else self._of_rego(rule)
        return tuple(found) or (UNKNOWN,)

    def of_turns(self, allowed: bool) -> tuple[str, ...]:
        """Why files pass now (allowed) or fail, besides the findings that change."""
        was, now = self._old["organization"]["fail_on"], self._new["organization"]["fail_on"]
        can = _rank(was) != _rank(now) and (_rank(now) < _rank(was)) == allowed
        return (f"fail_on set from {was} to {now}",) if can else ()

    def _life(self, rule: str, was: bool, now: bool) -> str:
        slug = _slug(rule)
        if now and not was:
            lacked = _lacking(self._old, rule)
            given = f": organization.yaml now sets {lacked}" if lacked else ""
            return f"rule activated{given}" if slug in self._old_rules else "rule added"
        lacks = _lacking(self._new, rule)
        gone = f": organization.yaml no longer sets {lacks}" if lacks else ""
        return f"rule deactivated{gone}" if slug in self._new_rules else "rule removed"

    def _of_rule(self, rule: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
        """What an organisation or the rule's file says otherwise now."""
        yield from dict.fromkeys(_parameters(was, now))
        if was["parameters"] == now["parameters"] and was["region"] != now["region"]:
            yield "the rule's region changed"
        actions, others = set(was["actions"]), set(now["actions"])
        yield from _some("the rule judges", sorted(others - actions - self._names.keys()))
        yield from _some("the rule no longer judges", sorted(actions - others - self._names.keys()))
        types, now_types = _types(self._old, rule), _types(self._new, rule)
        yield from _some("the rule judges documents of type", sorted(now_types - types))
        yield from _some("the rule no longer judges documents of type", sorted(types - now_types))

    def _waivers(self, rule: str) -> list[str]:
        was, now = (_listed(data["organization"]["waivers"].get(rule, [])) for data in (self._old, self._new))
        added, removed = ([said for said in one if said not in other] for one, other in ((now, was), (was, now)))
        return [*(f"waiver added: {said}" for said in added), *(f"waiver removed: {said}" for said in removed)]

    def _of_catalog(self, change: Change) -> list[str]:
        """The catalog's changes; only those of the actions that the finding names where they say enough."""
        named = {action.lower() for action in change.finding["actions"]} & self._names.keys()
        if named:
            return [f"catalog: {self._names[name]}" for name in sorted(named)]
        return [f"catalog: {said}" for said in self._catalog]

    def _of_rego(self, rule: str) -> list[str]:
        found = []
        if f"rules/{_slug(rule)}" in self._changed_rego:
            found.append("the rule's Rego changed")
        if self._changed_rego - {name for name in self._changed_rego if name.startswith("rules/")}:
            found.append("the Rego library changed")
        return found


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _slug(rule: str) -> str:
    return rule.lower().replace("-", "_")


def _types(data: Mapping[str, Any], rule: str) -> set[str]:
    """The types of documents on which a rule is judged."""
    index = data["index"]
    by_action = {type_ for type_, actions in index["actions"].items() if any(rule in ids for ids in actions.values())}
    others = (types for trigger, types in index.items() if trigger != "actions")
    return by_action | {type_ for types in others for type_, ids in types.items() if rule in ids}


def _rules(side: Side) -> frozenset[str]:
    """The rules that a bundle has, also those that are inactive, by their folders."""
    return frozenset(path.split("/")[2] for path in side.bundle.files if path.startswith("smguard/rules/"))


def _changed_rego(old: Side, new: Side) -> frozenset[str]:
    """The parts of the Rego that differ, such as lib/invent/secret and rules/sm_id_read_all."""
    files, others = old.bundle.files, new.bundle.files
    paths = {path for path in files.keys() | others.keys() if path.endswith(".rego")}
    changed = [path.split("/") for path in paths if _code(files.get(path)) != _code(others.get(path))]
    return frozenset("/".join(parts[1:3]) for parts in changed)


def _code(rego: bytes | None) -> list[bytes]:
    """The lines that decide: neither comments nor the digest of all Rego that the contract has."""
    return [line for line in (rego or b"").splitlines() if not line.startswith((b"#", b"made_for := "))]


def _lacking(data: Mapping[str, Any], rule: str) -> str:
    """The parameters of organization.yaml for want of which a bundle has the rule inactive; older bundles name none."""
    return ", ".join(data.get("inactive", {}).get(rule, []))


def _parameters(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """A rule's parameters that differ: by the names of organization.yaml where that is where they changed."""
    before, after = was["parameters"], now["parameters"]
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name):
            continue
        taken, others = (side.get("taken", {}).get(name, {}) for side in (was, now))
        changed = sorted(one for one in taken if taken[one] != others.get(one)) if taken.keys() == others.keys() else []
        for one in changed:
            yield f"parameter {one} of organization.yaml changed: {_values(taken[one], others[one])}"
        if not changed:
            yield f"parameter {name} changed: {_values(before.get(name), after.get(name))}"


def _values(was: Any, now: Any) -> str:
    if isinstance(was, list) and isinstance(now, list):
        added, removed = ([value for value in one if value not in other] for one, other in ((now, was), (was, now)))
        said = [*_some("adds", map(_text, added)), *_some("removes", map(_text, removed))]
        return ", ".join(said) or "reordered"
    return f"from {_text(was)} to {_text(now)}"


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _some(what: str, names: Iterable[str]) -> Iterator[str]:
    """Such as "adds a, b and 3 more"; nothing where there are no names."""
    listed = list(names)
    if listed:
        more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
        yield f"{what} {', '.join(listed[:SHOWN])}{more}"


def _listed(waivers: Iterable[Mapping[str, Any]]) -> list[str]:
    return [f"{said['document']} until {said['expires']} ({said['owner']})" for said in waivers]


def _catalog(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What differs between two catalogs, one sentence each."""
    names = {**_spelled(was), **_spelled(now)}
    before, after = _spelled(was), _spelled(now)
    yield from _some("adds", (names[name] for name in sorted(after.keys() - before.keys())))
    yield from _some("removes", (names[name] for name in sorted(before.keys() - after.keys())))
    actions, others = was["actions"], now["actions"]
    other = (names[name] for name in sorted(actions.keys() & others.keys()) if actions[name] != others[name])
    yield from _some("changes", other)
    keys, others = was["keys"], now["keys"]
    differing = sorted(name for name in keys.keys() | others.keys() if keys.get(name) != others.get(name))
    yield from _some("changes facts about", differing)


def _added_and_removed(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Actions that only one of the catalogs has, in lower case, and which one: "adds X" or "removes X"."""
    before, after = _spelled(was), _spelled(now)
    added = {name: f"adds {after[name]}" for name in after.keys() - before.keys()}
    return {**added, **{name: f"removes {before[name]}" for name in before.keys() - after.keys()}}


def _spelled(catalog: Mapping[str, Any]) -> dict[str, str]:
    """A catalog's actions, those of other services too: lower case to how they are written."""
    others = catalog.get("others", {"services": {}})["services"]
    elsewhere = [f"{prefix}:{name}" for prefix, names in others.items() for name in names.split("\n") if name]
    own = [action["name"] for action in catalog["actions"].values()]
    return {name.lower(): name for name in [*own, *elsewhere]}
