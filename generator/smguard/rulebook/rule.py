"""The rules as an organisation writes them: one YAML file each, an instance of a kind, with its cases."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from smguard.catalog.model import Catalog
from smguard.errors import InputError, Problem, SmguardError, nearest
from smguard.rulebook.kind import Kind
from smguard.shipped import folder as shipped
from smguard.source import Source, read_source
from smguard.source.schema import violations


@dataclass(frozen=True, slots=True)
class Case:
    """A policy that the rule must find (findings: what is expected of each) or pass (none).

    `input_findings` are the rules of contract.INPUT_RULES that its input has findings of, `line` is where the case
    begins in the rule's file.

    In the file, "{actions}" in a list stands for the names of all the rule's actions, "{scoped actions}" for those on
    resources; less those that an item with "!" before it matches. So a case holds for the next catalog too. `remedies`
    are its own, in place of the rule's.
    """

    name: str
    input: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    input_findings: tuple[str, ...]
    line: int
    remedies: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file; `actions` are the catalog's, `left_out` are names it gives that the catalog lacks."""

    id: str
    kind: str
    title: str
    severity: str
    documents: tuple[str, ...]
    actions: tuple[str, ...]
    left_out: tuple[str, ...]
    parameters: Mapping[str, Any]
    message: str
    description: str
    remediation: str
    url: str
    references: tuple[str, ...]
    implied_by: tuple[str, ...]
    variants: Mapping[str, Mapping[str, str]]
    remedies: tuple[Mapping[str, Any], ...]
    case_parameters: Mapping[str, Any]
    cases: tuple[Case, ...]
    source: Source

    @property
    def slug(self) -> str:
        """The id as a Rego identifier."""
        return self.id.lower().replace("-", "_")

    def asked(self) -> tuple[str, ...]:
        """The organisation's parameters without which the rule is inactive."""
        return tuple(dict.fromkeys(name for name, optional, _ in _references(self.parameters) if not optional))

    def taken(self, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """What each parameter takes of the organisation's: {parameter: {the organisation's name for it: value}}.

        Parameters that take nothing are left out. KeyError where a value is missing.
        """
        taken: dict[str, dict[str, Any]] = {}
        for name, _, path in _references(self.parameters):
            value: Any = self.parameters
            for step in path:
                value = value[step]
            taken.setdefault(str(path[0]), {})[name] = _resolve(value, values)
        return taken

    def resolved(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with the organisation's values in place; KeyError where one has none."""
        return {name: _resolve(value, values) for name, value in self.parameters.items()}

    def remedies_of(self, case: Case) -> list[dict[str, Any]]:
        """The remedies of a case's findings, with the values of its organisation; KeyError where one has none."""
        return [_resolve(remedy, self.case_parameters) for remedy in case.remedies or self.remedies]

    def remedies_with(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The remedies with the organisation's values in place; KeyError where one has none."""
        return [_resolve(remedy, values) for remedy in self.remedies]


@dataclass(frozen=True, slots=True)
class Known:
    """Names that a rule may give although the catalog at hand lacks them: an older or a newer one has them.

    Both in lower case.
    """

    actions: frozenset[str] = frozenset()
    resource_types: frozenset[str] = frozenset()


def read_rulebook(
    folders: Sequence[Path],
    kinds: Mapping[str, Kind],
    catalog: Catalog,
    declared: Mapping[str, Any],
    known: Known = Known(),
) -> tuple[Rule, ...]:
    """The rules of the folders' *.yaml, sorted by id. Raises InputError with all problems of all files.

    A rule may name what the catalog has and what is known besides; anything else only with not_yet.
    """
    sources, problems = _sources(folders, kinds, catalog, declared, known)
    if problems:
        raise InputError(problems)
    return tuple(_rule(sources[id_], catalog) for id_ in sorted(sources))


def rulebook_problems(
    folders: Sequence[Path],
    kinds: Mapping[str, Kind] | None,
    catalog: Catalog | None,
    declared: Mapping[str, Any] | None,
    known: Known = Known(),
) -> list[Problem]:
    """All problems of the folders' rules, as far as they can be told without what is None."""
    return _sources(folders, kinds, catalog, declared, known)[1]


def named(rules: Iterable[Rule], id_: str) -> Rule:
    """The rule with that id, in any letter case. Raises SmguardError with the nearest id."""
    by_id = {rule.id: rule for rule in rules}
    if id_.upper() not in by_id:
        raise SmguardError(f'there is no rule "{id_}"{nearest(id_.upper(), by_id)}: `smguard rules` lists them')
    return by_id[id_.upper()]


def rule_files(folders: Iterable[Path]) -> list[Path]:
    """The files of rules in the folders, which bear the rules' ids; also those with a wrong ending."""
    return [
        path
        for folder in folders
        for path in sorted(folder.glob("*"))
        if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(".")
    ]


def _sources(
    folders: Sequence[Path],
    kinds: Mapping[str, Kind] | None,
    catalog: Catalog | None,
    declared: Mapping[str, Any] | None,
    known: Known,
) -> tuple[dict[str, Source], list[Problem]]:
    """The rules' files by id, without those that are not as they should be, and what is wrong with these."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    schema = json.loads((shipped("policies") / "rule.schema.json").read_text("utf-8"))
    for path in rule_files(folders):
        if path.suffix != ".yaml":
            problems.append(Problem(str(path), f"a rule's file must end in .yaml: rename it to {path.stem}.yaml"))
            continue
        try:
            source = _checked(path, schema, kinds, catalog, declared, known)
        except InputError as error:
            problems += error.problems
            continue
        if path.stem in sources:
            other = Path(sources[path.stem].path)
            ours = other.parent == shipped("policies") / "rules"
            remedy = "remove this copy, or give it an id of its own"
            message = f"rule {path.stem} {'ships with smguard' if ours else f'is also in {other}'}: {remedy}"
            problems.append(_problem(source, ["id"], message))
        sources[path.stem] = source
    if not problems:
        problems += _implication_problems(sources)
    return sources, problems


def _implication_problems(sources: Mapping[str, Source]) -> list[Problem]:
    """Rules in implied_by that do not exist, and rules that imply each other: none of them would be shown."""
    values: dict[str, Any] = {id_: source.value for id_, source in sources.items()}
    named = {id_: list(value.get("implied_by", [])) for id_, value in values.items()}
    problems = []
    for id_, others in named.items():
        for i, other in enumerate(others):
            if other not in named:
                message = f'there is no rule "{other}"{nearest(other, named)}: `smguard rules` lists them'
            elif id_ in _implying(other, named):
                message = f"{other} and {id_} imply each other: take one of the two out of implied_by"
            else:
                continue
            problems.append(_problem(sources[id_], ["implied_by", i], message))
    return problems


def _implying(id_: str, named: Mapping[str, Sequence[str]]) -> set[str]:
    """The rule, and all that imply it through others."""
    found, open_ = set(), [id_]
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_ += named.get(one, ())
    return found


def _checked(
    path: Path,
    schema: Mapping[str, Any],
    kinds: Mapping[str, Kind] | None,
    catalog: Catalog | None,
    declared: Mapping[str, Any] | None,
    known: Known,
) -> Source:
    source = read_source(path)
    problems = violations(source, schema)
    if problems:
        raise InputError(problems)
    value: Any = source.value
    if kinds is not None:
        problems += _kind_problems(source, value, kinds)
    if catalog is not None:
        problems += _unknown_names(source, value, (kinds or {}).get(value["kind"]), catalog, known)
    if declared is not None:
        problems += [*_reference_problems(source, value, declared), *_parameter_problems(source, value, declared)]
    problems += [*_message_problems(source, value), *_name_problems(source, value)]
    if value["id"] != path.stem:
        problems.append(_problem(source, ["id"], f"the file of rule {value['id']} must be named {value['id']}.yaml"))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
    return source


def _rule(source: Source, catalog: Catalog) -> Rule:
    value: Any = source.value
    actions, left_out = _selected(value["actions"], catalog)
    cases = value["cases"]
    names = _placeholders(catalog, actions)
    return Rule(
        **{name: value[name] for name in ("id", "kind", "title", "severity", "parameters", "message")},
        **{name: value[name] for name in ("description", "remediation", "url")},
        documents=tuple(value["documents"]),
        references=tuple(value["references"]),
        implied_by=tuple(value.get("implied_by", ())),
        variants=value.get("variants", {}),
        remedies=tuple(value.get("remedies", ())),
        actions=actions,
        left_out=left_out,
        case_parameters=cases.get("organization", {}),
        cases=tuple(
            Case(
                name=case["name"],
                input=_with_actions(case["input" if "input" in case else "policy"], names),
                findings=tuple(_with_actions(case.get("findings", []), names)),
                input_findings=tuple(sorted(case.get("input_findings", []))),
                line=source.locate(["cases", group, i])[0],
                remedies=tuple(case.get("remedies", ())),
            )
            for group in ("found", "passed")
            for i, case in enumerate(cases[group])
        ),
        source=source,
    )


def _unknown_names(
    source: Source, value: Mapping[str, Any], kind: Kind | None, catalog: Catalog, known: Known
) -> list[Problem]:
    """Names that no catalog has: a slip of the pen, unless the rule says that it names what is to come."""
    if value.get("not_yet"):
        return []
    selection = value["actions"]
    actions = [action.name for action in catalog.actions]
    types = {row.name for action in catalog.actions for row in action.resource_types if row.name}
    named = [*_named_actions(selection), *(_actions_of_parameters(value, kind) if kind else [])]
    problems = [
        _problem(source, path, f'the catalog has no action "{name}"{nearest(name, actions)}: {_NOT_YET}')
        for path, name in named
        if catalog.action(name) is None and name.lower() not in known.actions
    ]
    type_ = selection.get("resource_type") if isinstance(selection, dict) else None
    if type_ is not None and type_ not in types and type_.lower() not in known.resource_types:
        message = f'the catalog has no resource type "{type_}"{nearest(type_, types)}: {_NOT_YET}'
        problems.append(_problem(source, ["actions", "resource_type"], message))
    return problems


_NOT_YET = "if AWS has yet to release it, add not_yet: true"


def _named_actions(selection: Any) -> list[tuple[list[str | int], str]]:
    """The names of actions in a rule's selection, and where they are."""
    if isinstance(selection, list):
        return [(["actions", i], name) for i, name in enumerate(selection)]
    excepted = selection.get("except", []) if isinstance(selection, dict) else []
    return [(["actions", "except", i], name) for i, name in enumerate(excepted)]


def _actions_of_parameters(value: Mapping[str, Any], kind: Kind) -> list[tuple[list[str | int], str]]:
    """The same in those parameters whose items the kind's schema gives the format "action"."""
    known = kind.parameters.get("properties", {})
    return [
        (["parameters", name, i], item)
        for name, given in value["parameters"].items()
        if isinstance(given, list) and known.get(name, {}).get("items", {}).get("format") == "action"
        for i, item in enumerate(given)
        if isinstance(item, str)
    ]


def _reference_problems(source: Source, value: Mapping[str, Any], declared: Mapping[str, Any]) -> list[Problem]:
    return [
        _problem(source, path, f'parameters.yaml declares no parameter "{name}"{nearest(name, declared)}')
        for member in ("parameters", "remedies")
        for name, _, path in _references(value.get(member), (member,))
        if name not in declared
    ]


def _message_problems(source: Source, value: Mapping[str, Any]) -> list[Problem]:
    known = ", ".join(sorted(_PLACEHOLDERS))
    variants = value.get("variants", {}).items()
    messages = [(["variants", name, "message"], words["message"]) for name, words in variants if "message" in words]
    return [
        _problem(source, path, f"a message has no placeholder {{{name}}}: use {known}")
        for path, message in [(["message"], value["message"]), *messages]
        for name in re.findall(r"\{([^{}]*)\}", message)
        if name not in _PLACEHOLDERS
    ]


def _kind_problems(source: Source, value: Mapping[str, Any], kinds: Mapping[str, Kind]) -> list[Problem]:
    kind = kinds.get(value["kind"])
    if kind is None:
        message = f'there is no kind "{value["kind"]}"{nearest(value["kind"], kinds)}: `smguard rules` lists them'
        return [_problem(source, ["kind"], message)]
    known = kind.parameters.get("properties", {})
    return [
        _problem(source, ["parameters", name], f'kind {kind.name} has no parameter "{name}"{nearest(name, known)}')
        for name in value["parameters"]
        if name not in known
    ]


_PLACEHOLDERS = {"actions", "resources", "detail"}


def _parameter_problems(source: Source, value: Mapping[str, Any], declared: Mapping[str, Any]) -> list[Problem]:
    cases = value["cases"]
    given = cases.get("organization", {})
    problems = []
    for name in given:
        path = ["cases", "organization", name]
        if name in declared:
            problems += violations(source, declared[name]["schema"], path)
        else:
            message = f'parameters.yaml declares no parameter "{name}"{nearest(name, declared)}'
            problems.append(_problem(source, path, message))
    referring = [value["parameters"], value.get("remedies")]
    asked = dict.fromkeys(name for name, optional, _ in _references(referring) if not optional)
    if lacking := [name for name in asked if name in declared and name not in given]:
        message = f"the cases need the rule's parameters: add {', '.join(lacking)} here"
        problems.append(_problem(source, ["cases", "organization"], message))
    return problems


def _name_problems(source: Source, value: Mapping[str, Any]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for group in ("found", "passed"):
        for i, case in enumerate(value["cases"][group]):
            if case["name"] in seen:
                path_of_name = ["cases", group, i, "name"]
                problems.append(_problem(source, path_of_name, f'two cases are named "{case["name"]}": rename one'))
            seen.add(case["name"])
    return problems


def _selected(selection: Any, catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The catalog's actions that a rule selects, and the names it gives that the catalog does not have."""
    if selection == "all":
        return tuple(action.name for action in catalog.actions), ()
    if isinstance(selection, list):
        known = [catalog.action(name) for name in selection]
        return (
            tuple(dict.fromkeys(action.name for action in known if action is not None)),
            tuple(name for name, action in zip(selection, known, strict=True) if action is None),
        )
    level, type_ = selection.get("access_level"), selection.get("resource_type")
    excepted = {name.lower() for name in selection.get("except", [])}
    types = {row.name for action in catalog.actions for row in action.resource_types}
    selected = tuple(
        action.name
        for action in catalog.actions
        if action.name.lower() not in excepted
        and (level is None or level in action.access_levels)
        and (type_ is None or type_ in {row.name for row in action.resource_types})
    )
    unknown = [name for name in selection.get("except", []) if catalog.action(name) is None]
    return selected, tuple(unknown if type_ is None or type_ in types else [type_, *unknown])


def _placeholders(catalog: Catalog, actions: Sequence[str]) -> dict[str, list[str]]:
    """What stands in a case for a list of names."""
    scoped = {action.name for action in catalog.actions if any(row.name for row in action.resource_types)}
    return {
        "{actions}": [f"{catalog.prefix}:{name}" for name in actions],
        "{scoped actions}": [f"{catalog.prefix}:{name}" for name in actions if name in scoped],
    }


def _with_actions(value: Any, names: Mapping[str, Sequence[str]]) -> Any:
    """A part of a case with names in place of the placeholder of a list."""
    if isinstance(value, dict):
        return {key: _with_actions(item, names) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    found = [item for item in value if isinstance(item, str) and item in names]
    if not found:
        return [_with_actions(item, names) for item in value]
    left_out = [item[1:].lower() for item in value if isinstance(item, str) and item.startswith("!")]
    kept = [name for name in names[found[0]] if not any(fnmatchcase(name.lower(), pattern) for pattern in left_out)]
    others = [item for item in value if not (isinstance(item, str) and item.startswith("!"))]
    at = others.index(found[0])
    return [*others[:at], *kept, *others[at + 1 :]]


def _references(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str, bool, tuple[str | int, ...]]]:
    """The organisation's parameters that a value refers to, whether it can do without, and where."""
    members: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        if _is_reference(value):
            return [(str(value["organization"]), "default" in value, at)]
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    return [found for step, item in members for found in _references(item, (*at, step))]


def _is_reference(value: Mapping[str, Any]) -> bool:
    return "organization" in value and value.keys() <= {"organization", "default"}


def _resolve(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        if _is_reference(value):
            name = value["organization"]
            return values.get(name, value["default"]) if "default" in value else values[name]
        return {key: _resolve(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolve(item, values) for item in value]
    return value


def _problem(source: Source, path: Sequence[str | int], message: str) -> Problem:
    return Problem(source.path, message, *source.locate(path))
