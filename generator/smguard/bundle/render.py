"""From a plan to the texts of the bundle: one {path: text} mapping, the same for the same inputs everywhere."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jinja2

from smguard.bundle.data import compile_data
from smguard.bundle.plan import Plan
from smguard.bundle.template import Environment, Filters, render_apart
from smguard.contract import INPUT_RULES, POLICY_TYPES, SEVERITIES
from smguard.rulebook.organization import bare
from smguard.rulebook.rule import Case, Rule

_LIBRARY = "lib"
_CONTRACT = "smguard/lib/contract/contract.rego"
_LONGEST = 100
"""Characters of a case's name that the name of its test has."""


def render(plan: Plan) -> dict[str, str]:
    """The bundle's files below its folder, Rego tests included, without what depends on their digest.

    Templates of one's own run in a process of its own. Raises InputError with the line of a template that is at fault.
    """
    own = plan.template_folders[1:]
    return render_apart(plan, f"{__name__}:{render_here.__name__}") if own else render_here(plan)


def render_here(plan: Plan) -> dict[str, str]:
    """The same, in this process."""
    environment = Environment(plan.template_folders, _FILTERS)
    texts = dict(_library(plan.template_folders[0]))
    words = {
        "severities": list(reversed(SEVERITIES)),
        "policy_types": sorted(POLICY_TYPES),
        "input_rules": {one.rule: asdict(one) for one in INPUT_RULES},
    }
    texts["smguard/smguard.rego"] = environment.text("decision.rego.j2", {"rules": plan.rules})
    texts["smguard/conftest/conftest.rego"] = environment.text("conftest.rego.j2", {})
    texts["smguard/waived/waived.rego"] = environment.text("waived.rego.j2", {})
    for rule in plan.rules:
        place = f"smguard/rules/{rule.slug}/{rule.slug}"
        texts[f"{place}.rego"] = environment.text(f"rules/{rule.kind}.rego.j2", {"rule": rule})
        texts[f"{place}_test.rego"] = environment.text("rule_test.rego.j2", _test(plan, rule))
    texts[_CONTRACT] = environment.text("contract.rego.j2", {"made_for": "", **words})
    texts[_CONTRACT] = environment.text("contract.rego.j2", {"made_for": made_for(texts), **words})
    return dict(sorted(texts.items()))


def made_for(texts: Mapping[str, str]) -> str:
    """What the data of a bundle with these texts has to say, so that its Rego takes no other bundle's data.

    It digests the Rego that decides, without the line of the contract that repeats it.
    """
    digest = hashlib.sha256()
    for path, text in sorted(texts.items()):
        if path.startswith("smguard/") and path.endswith(".rego") and not path.endswith("_test.rego"):
            content = re.sub("(?m)^made_for := .*$", "", text) if path == _CONTRACT else text
            digest.update(f"{path}\n{len(content)}\n{content}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def to_json(value: Any) -> str:
    """JSON for a file: sorted keys, two spaces, UTF-8 as it is, a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _library(templates: Path) -> Iterable[tuple[str, str]]:
    for path in sorted((templates / _LIBRARY).rglob("*.rego")):
        yield f"smguard/{path.relative_to(templates).as_posix()}", path.read_text("utf-8")


def _rego(value: Any) -> str:
    """A value as a literal on one line that Rego, JSON and a YAML comment read alike.

    YAML knows no surrogate pairs, so what is beyond U+FFFF stays as it is.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_refused)
    return re.sub("[\u007f-\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _refused(value: object) -> str:
    if isinstance(value, jinja2.Undefined):
        return str(value)  # raises UndefinedError, which says what is undefined
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def _rego_name(value: str) -> str:
    """A name for a rule of the Rego, which must be an identifier as it is."""
    if not re.fullmatch("[a-z_][a-z0-9_]*", value):
        raise ValueError(f"{value!r} is not an identifier")
    return value


def _rego_set(values: Iterable[str]) -> str:
    """Texts as a literal of a set."""
    return f"{{{', '.join(map(_rego, values))}}}"


def _rego_block(value: Any) -> str:
    """A value as a Rego literal on several lines, as opa fmt would lay it out."""
    return _laid_out(value, "")


def _laid_out(value: Any, indent: str) -> str:
    deeper = indent + "\t"
    if isinstance(value, Mapping) and value:
        members = [f"{deeper}{_rego(key)}: {_laid_out(value[key], deeper)},\n" for key in sorted(value)]
        return "{\n" + "".join(members) + indent + "}"
    if isinstance(value, list | tuple) and value:
        items = [f"{deeper}{_laid_out(item, deeper)},\n" for item in value]
        return "[\n" + "".join(items) + indent + "]"
    return _rego(value)


_FILTERS: Filters = {"rego": _rego, "rego_block": _rego_block, "rego_name": _rego_name, "rego_set": _rego_set}


def _test(plan: Plan, rule: Rule) -> dict[str, Any]:
    """What a rule's test module needs: the data its cases are judged by, and the cases."""
    data = compile_data(plan, bare(rule.case_parameters))
    return {
        "rule": rule,
        "data": {
            "rulebook": {rule.id: data["rulebook"][rule.id]} if rule.id in data["rulebook"] else {},
            "index": _only(data["index"], rule.id),
        },
        "cases": list(zip(_test_names(case.name for case in rule.cases), map(_case, rule.cases), strict=True)),
    }


def _case(case: Case) -> dict[str, Any]:
    findings = [dict(finding) for finding in case.findings]
    return {"input": case.input, "findings": findings, "input_findings": case.input_findings}


def _test_names(names: Iterable[str]) -> list[str]:
    """For each case's name that of its test, no two alike; a name without a Latin letter or digit is a number."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        plain = re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")[:_LONGEST].rstrip("_")
        found.append(plain if plain and plain not in found else f"{plain or 'case'}_{number}")
        while found[-1] in found[:-1]:
            found[-1] += "_"
    return [f"test_{name}" for name in found]


def _only(index: Mapping[str, Any], rule: str) -> dict[str, Any]:
    actions = {
        type_: {action: [rule] for action, rules in actions.items() if rule in rules}
        for type_, actions in index["actions"].items()
    }
    others = {
        trigger: {type_: [rule] if rule in rules else [] for type_, rules in types.items()}
        for trigger, types in index.items()
        if trigger != "actions"
    }
    return {"actions": actions, **others}
