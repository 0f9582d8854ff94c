"""What the rules and the catalog say, as text for a terminal."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import indent, wrap
from typing import Any

from smguard.bundle.plan import Plan
from smguard.errors import SmguardError, nearest
from smguard.rulebook.kind import Kind
from smguard.rulebook.remedy import Found, remedied
from smguard.rulebook.rule import Case, Rule
from smguard.source.schema import complaints

_WIDTH = 100


def list_rules(plan: Plan) -> str:
    """One line for each rule, then the kinds that rules of one's own can be of."""
    rows = [(rule.id, _severity(plan, rule), rule.title, _state(plan, rule)) for rule in plan.rules]
    kinds = [(f"  {kind.name}", kind.title) for _, kind in sorted(plan.kinds.items())]
    hint = "\n`smguard rules NAME` shows a rule or a kind with its purpose, parameters and an example.\n"
    return _table(rows) + "\nKinds of rules:\n" + _table(kinds) + hint


def show(plan: Plan, name: str) -> str:
    """Everything about one rule or one kind, its name in any letter case.

    Raises SmguardError with a hint for a name that is neither.
    """
    rules = {rule.id.lower(): rule for rule in plan.rules}
    kinds = {kind.name.lower(): kind for kind in plan.kinds.values()}
    lower = name.lower()
    if lower in rules:
        return _whole_rule(plan, rules[lower])
    if lower in kinds:
        return _whole_kind(plan, kinds[lower])
    near = nearest(name.upper(), [rule.id for rule in plan.rules]) or nearest(lower, plan.kinds)
    raise SmguardError(f'there is no rule or kind "{name}"{near}: `smguard rules` lists them')


def _whole_kind(plan: Plan, kind: Kind) -> str:
    example = next((rule for rule in plan.rules if rule.kind == kind.name), None)
    parts = [
        f"{kind.name}  {kind.title}",
        _fill(kind.description, _WIDTH),
        "Judges a document that\n" + indent(_triggers(kind), "  "),
        "Parameters\n" + indent(_parameters_of_kind(kind), "  "),
        *(f"Example: {rule.id}  {rule.title}\n" + indent(_beginning(rule), "  ") for rule in [example] if rule),
    ]
    return "\n\n".join(parts) + "\n"


_TRIGGERS = {
    "actions": "allows one of the rule's actions",
    "every action": "allows every one of the rule's actions",
    "exceptions": "allows something by NotAction, NotResource or NotPrincipal",
    "patterns": "names actions by a pattern, by NotAction, or by a name that is not in the catalog",
    "conditions": "has a Condition",
}


def _triggers(kind: Kind) -> str:
    ((name, said),) = kind.trigger.items()
    if name == "always":
        return _TRIGGERS[said]
    return "\n".join(f"{_TRIGGERS[trigger]}, where {name} is {value}" for value, trigger in said.items())


def _parameters_of_kind(kind: Kind) -> str:
    """Each parameter with its type, whether it can be left out, its description and the values that it can have."""
    shown = []
    for name, schema in kind.parameters.get("properties", {}).items():
        lines = [_fill(schema.get("description", ""), _WIDTH - 4), *_limits(schema)]
        about = f"{name}: {_type(schema)}, {_without(kind, name, schema)}"
        shown.append(f"{about}\n" + indent("\n".join(filter(None, lines)), "  "))
    return "\n".join(shown) or "none"


def _without(kind: Kind, name: str, schema: Mapping[str, Any]) -> str:
    """What holds where a rule leaves the parameter out; a default that a rule cannot give stands for no limit."""
    if name in kind.parameters.get("required", []):
        return "required"
    default = kind.default(name)
    return "optional" if complaints(default, schema) else f"default {json.dumps(default)}"


def _type(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " or ".join(map(json.dumps, schema["enum"]))
    said = schema.get("type", "any value")
    names = said if isinstance(said, str) else " or ".join(said)
    items = schema.get("items", {})
    if names != "array":
        return names
    return f"list of {_type(items)}s" if "type" in items else f"list of {_type(items)}"


def _limits(schema: Mapping[str, Any]) -> list[str]:
    """What a value, or each item of it, has to be besides its type: a line each."""
    return [
        f"{whose}{words.format(said[name])}"
        for whose, said in (("", schema), ("each ", schema.get("items", {})))
        for name, words in _LIMITS.items()
        if name in said
    ]


_LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "pattern": "matching {}",
    "minLength": "with {} or more characters",
    "minItems": "with {} or more items",
    "minProperties": "with {} or more keys",
}


def _beginning(rule: Rule) -> str:
    """What a rule's file says of what it judges, as YAML."""
    said: Any = rule.source.value
    names = ("kind", "documents", "actions")
    lines = [f"{name}: {_yaml(said[name])}" for name in names]
    return "\n".join([*lines, "parameters:", *(f"  {name}: {_yaml(one)}" for name, one in rule.parameters.items())])


def _yaml(value: Any) -> str:
    return (
        value if isinstance(value, str) and re.fullmatch(r"[a-z_]+", value) else json.dumps(value, ensure_ascii=False)
    )


def _whole_rule(plan: Plan, rule: Rule) -> str:
    found = next((case for case in rule.cases if case.findings), None)
    passed = next((case for case in rule.cases if not case.findings), None)
    parts = [
        f"{rule.id}  {rule.title}  ({_severity(plan, rule)}, {_state(plan, rule)})",
        _fill(rule.description, _WIDTH),
        "Remedy\n" + indent(_fill(rule.remediation, _WIDTH - 2), "  "),
        "Judges\n" + indent(_judges(plan, rule), "  "),
        "Parameters\n" + indent(_parameters(plan, rule), "  "),
        *("Named with a graver finding in the same statement of\n" + indent(one, "  ") for one in _implied_by(rule)),
        *(_example(f"Found: {case.name}", case.input) for case in [found] if case),
        *(part for case in [found] if case for part in _repairs(plan, rule, case)),
        *(_example(f"Passes: {case.name}", case.input) for case in [passed] if case),
        "References\n" + indent("\n".join(rule.references), "  "),
    ]
    return "\n\n".join(parts) + "\n"


def _implied_by(rule: Rule) -> Iterator[str]:
    if rule.implied_by:
        yield ", ".join(rule.implied_by)


def list_actions(plan: Plan) -> str:
    """One line for each action of the catalog."""
    rows = [
        (action.name, ", ".join(sorted(action.access_levels)), _resources(plan, action.name))
        for action in plan.catalog.actions
    ]
    return _table(rows)


def show_action(plan: Plan, name: str) -> str:
    """One action with its condition keys and the rules on it. Raises SmguardError with a hint."""
    bare = name.partition(":")[2] or name
    action = plan.catalog.action(bare)
    if action is None:
        hint = nearest(bare, [action.name for action in plan.catalog.actions])
        raise SmguardError(f'the catalog has no action "{name}"{hint}: `smguard catalog show` lists them')
    rules = [rule.id for rule in plan.rules if action.name in rule.actions]
    parts = [
        f"{plan.catalog.prefix}:{action.name}  ({', '.join(sorted(action.access_levels))})",
        _fill(action.description, _WIDTH),
        f"Resource\n  {_resources(plan, action.name)}",
        "Condition keys\n" + indent(_table(_key_rows(plan, action.name)).rstrip("\n") or "none", "  "),
        "Rules\n" + indent("\n".join(rules) or "none", "  "),
        *(f"Since\n  {since}" for since in [plan.facts.recorded.history.since("actions", action.name)] if since),
    ]
    return "\n\n".join(parts) + "\n"


def _fill(text: str, width: int) -> str:
    """The text in lines of that width at most, where words allow it: a name with hyphens is one word."""
    return "\n".join(wrap(text, width, break_long_words=False, break_on_hyphens=False))


def _severity(plan: Plan, rule: Rule) -> str:
    return plan.organization.severities.get(rule.id, rule.severity)


def _state(plan: Plan, rule: Rule) -> str:
    if rule.id in plan.organization.disabled:
        return "off"
    lacking = plan.inactive.get(rule.id)
    if not rule.actions:
        return "inactive: the catalog has none of its actions"
    return f"inactive: organization.yaml sets no {', '.join(lacking)}" if lacking else "active"


def _judges(plan: Plan, rule: Rule) -> str:
    actions = ", ".join(rule.actions)
    left_out = f"\nnot in the catalog: {', '.join(rule.left_out)}" if rule.left_out else ""
    since = "".join(f"\n{line}" for line in _since(plan, rule.actions))
    return _fill(f"{', '.join(rule.documents)} policies, on {actions}", _WIDTH - 2) + since + left_out


def _since(plan: Plan, actions: Iterable[str]) -> list[str]:
    """The actions that the oldest recorded state of the catalog did not have yet, by the date of the first that did."""
    history = plan.facts.recorded.history
    oldest = history.states[0].date if history.states else ""
    dates: dict[str, list[str]] = {}
    for action in actions:
        known = history.actions.get(action.lower())
        if known and known.since != oldest:
            dates.setdefault(known.since, []).append(action)
    return [_fill(f"since {date}: {', '.join(names)}", _WIDTH - 2) for date, names in sorted(dates.items())]


def _parameters(plan: Plan, rule: Rule) -> str:
    properties = plan.kinds[rule.kind].parameters.get("properties", {})
    lines = []
    for name, value in rule.parameters.items():
        try:
            shown = json.dumps(rule.resolved(plan.organization.parameters)[name])
        except KeyError:
            shown = json.dumps(value)
        lines.append(f"{name} = {shown}\n  {properties.get(name, {}).get('description', '')}")
    return "\n".join(lines) or "none"


def _example(title: str, judged: Mapping[str, Any]) -> str:
    return f"{title}\n{indent(json.dumps(judged, indent=2), '  ')}"


def _repairs(plan: Plan, rule: Rule, case: Case) -> Iterator[str]:
    """What each of the remedies makes of a found case."""
    names = [f"{plan.catalog.prefix}:{action.name}" for action in plan.catalog.actions]
    finding = case.findings[0]
    found = Found(
        finding["path"],
        finding.get("message", ""),
        finding.get("actions", [f"{plan.catalog.prefix}:{name}" for name in rule.actions]),
        finding.get("resources", ["*"]),
        _ONE_ARN,
    )
    for remedy in rule.remedies_of(case):
        repaired = remedied(dict(case.input), found, remedy, names)
        if repaired:
            yield _example(next(_REPAIRED[name] for name in _REPAIRED if name in remedy), repaired)


_REPAIRED = {
    "narrow": "Repaired: the grant narrowed",
    "deny": "Repaired: a Deny added",
    "replace": "Repaired: the condition replaced",
    "remove": "Repaired: the element removed",
}
_ONE_ARN = "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????"


def _resources(plan: Plan, action: str) -> str:
    known = plan.catalog.action(action)
    names = [row.name for row in known.resource_types if row.name] if known else []
    return ", ".join(plan.facts.resource_types.get(name, name) for name in names) or "* (takes no resource)"


def _key_rows(plan: Plan, action: str) -> Iterable[Sequence[str]]:
    for name in plan.catalog.keys_of(action):
        key = plan.facts.key_for(name)
        if key is None:
            yield (name,)
            continue
        absent = key.absent.get(action) or key.absent.get("*")
        yield (name, key.type, f"set by the {key.control}", f"absent: {absent}" if absent else "")


def _table(rows: Iterable[Sequence[str]]) -> str:
    listed = [tuple(row) for row in rows]
    columns = max((len(row) for row in listed), default=0)
    widths = [max(len(row[i]) for row in listed if i < len(row)) for i in range(columns)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() + "\n" for row in listed
    )
