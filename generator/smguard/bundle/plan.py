"""What the bundle says, before any text is rendered: the data that its Rego looks up, and its rules."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from smguard.catalog.facts import Facts, Key, read_facts
from smguard.catalog.model import Catalog
from smguard.catalog.note import read_note
from smguard.catalog.services import Services, read_services
from smguard.errors import InputError, Problem
from smguard.rulebook.folder import find_policies, stray
from smguard.rulebook.kind import Kind, read_kinds, region_complaints
from smguard.rulebook.organization import Organization, Waiver, bare, read_organization, read_parameters
from smguard.rulebook.rule import Rule, read_rulebook, rule_files
from smguard.shipped import folder
from smguard.source import read_source
from smguard.source.schema import complaints

_TYPES = {
    "identity": ("identity", "boundary"),
    "resource": ("resource",),
    "scp": ("scp",),
    "rcp": ("rcp",),
    "other": ("other",),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """All inputs, read and checked against each other. `inactive` names the parameters that a rule lacks.

    The access rules are about the catalog's service; `services` are those whose actions' names are known besides.
    """

    catalog: Catalog
    facts: Facts
    kinds: Mapping[str, Kind]
    rules: tuple[Rule, ...]
    organization: Organization
    template_folders: tuple[Path, ...]
    catalog_digest: str
    rules_digest: str
    services: Services = field(default_factory=Services)

    @property
    def catalogs_digest(self) -> str:
        """The digest of the catalog, and of the other services' where there are any."""
        parts = [self.catalog_digest, *self.services.digests]
        return parts[0] if len(parts) == 1 else _digest(part.encode() for part in parts)

    @property
    def inactive(self) -> dict[str, tuple[str, ...]]:
        """Rules that cannot judge here, with the parameters that organization.yaml would have to give."""
        given = self.organization.parameters
        lacking = {rule.id: tuple(p for p in rule.asked() if p not in given) for rule in self.rules}
        return {id_: parameters for id_, parameters in lacking.items() if parameters}


def read_plan(policies: Path, templates: Path | None = None, services: Path | None = None) -> Plan:
    """The plan for a policies/ folder: what it lacks of catalog, rules and parameters is the shipped one's.

    The folder's own rules and kinds add to the shipped ones; `services` is a folder of notes on other services, in
    place of its own catalog/services/. Raises InputError with every problem found.
    """
    files = find_policies(policies)
    notes = services or files.services
    template_folders = (folder("templates"), *([templates] if templates else []))
    ids = frozenset(path.stem for path in rule_files(files.rules))
    problems = [*stray(policies), *_no_kinds(templates)]
    others = _tried(problems, lambda: read_services(notes)) if notes else Services()
    catalog = _tried(problems, lambda: read_note(files.note))
    declared = _tried(problems, lambda: read_parameters(files.parameters))
    kinds = _tried(problems, lambda: read_kinds(template_folders))
    facts = rules = organization = None
    if catalog is not None:
        facts = _tried(problems, lambda: read_facts(files.facts, catalog))
    if declared is not None:
        organization = _tried(problems, lambda: _with_defaults(read_organization(files.organization, declared, ids)))
    if catalog is not None and declared is not None and kinds is not None:
        rules = _tried(problems, lambda: read_rulebook(files.rules, kinds, catalog, declared))
    if catalog is None or facts is None or kinds is None or rules is None or organization is None:
        raise InputError(problems)
    if others is None or problems:
        raise InputError(problems)
    plan = Plan(
        catalog=catalog,
        facts=facts,
        kinds=kinds,
        rules=rules,
        organization=organization,
        template_folders=template_folders,
        catalog_digest=_digest([files.note.read_bytes(), files.facts.read_bytes()]),
        rules_digest=_digest([rule.source.text.encode() for rule in rules]),
        services=others,
    )
    _check_parameters(plan)
    return plan


def compile_data(plan: Plan, organization: Organization | None = None) -> dict[str, Any]:
    """The document under data.smguard, without the bundle's own digest.

    {"catalog", "organization": {"fail_on", "waivers"}, "rulebook": {id: {"actions", "parameters", "region",
    "report"}}, "index": {"actions": {type: {action: [id]}}, "exceptions", "patterns", "conditions": {type:
    [id]}}}; actions are lower-case names with their prefix. Where there are other services, the catalog has
    "others": {"actions": {action: true}, "services": {prefix: their names, each between line feeds}}.
    """
    decided = organization or plan.organization
    active = [
        rule
        for rule in plan.rules
        if rule.id not in decided.disabled and all(name in decided.parameters for name in rule.asked())
    ]
    return {
        "catalog": _with_others(_catalog(plan.catalog, plan.facts), plan),
        "organization": {"fail_on": decided.fail_on, "waivers": _waivers(decided.exceptions)},
        "rulebook": {rule.id: _rule(plan, rule, decided) for rule in active},
        "index": _index(plan, active, decided),
    }


def _with_defaults(own: Organization) -> Organization:
    """The organisation with the shipped values of what it does not set: a file that says less is not laxer."""
    path = folder("policies") / "organization.yaml"
    shipped: Any = read_source(path).value
    return replace(own, parameters={**shipped.get("parameters", {}), **own.parameters})


_Read = TypeVar("_Read")


def _tried(problems: list[Problem], read: Callable[[], _Read]) -> _Read | None:
    """What the reader reads, or None with its problems added to the others."""
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def _no_kinds(templates: Path | None) -> list[Problem]:
    if templates is None or any((templates / "rules").glob("*.rego.j2")):
        return []
    return [Problem(str(templates), "there are no kinds in this folder: they are rules/*.rego.j2 and rules/*.yaml")]


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _check_parameters(plan: Plan) -> None:
    """Each rule's parameters, with the organisation's and with its cases' values, fit the kind."""
    problems = [
        problem
        for rule in plan.rules
        for whose, decided in (
            ("organization.yaml", plan.organization),
            ("its cases", bare(rule.case_parameters)),
        )
        if all(name in decided.parameters for name in rule.asked())
        for problem in _misfits(plan.kinds[rule.kind], rule, decided, whose)
    ]
    if problems:
        raise InputError(sorted(set(problems)))


def _misfits(kind: Kind, rule: Rule, decided: Organization, whose: str) -> list[Problem]:
    resolved = rule.resolved(decided.parameters)
    found = complaints(resolved, kind.parameters)
    if not found:
        region = region_complaints(_filled(kind.region, resolved))
        found = [([], f"the region of kind {kind.name} does not hold together: {said}") for said in region]
        try:
            kind.triggered_by(resolved)
        except KeyError as error:
            found.append(([], f"kind {kind.name} has no trigger for {error}"))
    from_there = f" (with the values of {whose})" if rule.asked() else ""
    return [
        Problem(rule.source.path, f"{message}{from_there}", *rule.source.locate(["parameters", *path]))
        for path, message in found
    ]


def _catalog(catalog: Catalog, facts: Facts) -> dict[str, Any]:
    prefix = f"{catalog.prefix}:"
    names = [f"{prefix}{action.name}".lower() for action in catalog.actions]
    prefixes: dict[str, dict[str, bool]] = {}
    for name in names:
        for end in range(len(name)):
            prefixes.setdefault(name[:end], {})[name] = True
    return {
        "date": facts.as_of,
        "marks": {
            "prefix": prefix,
            "service": f"\n{prefix}",
            "wildcard": f"\n{catalog.prefix[0]}[a-z0-9-]*[*?]",
        },
        "names": names,
        "newer": {f"{prefix}{name}".lower(): True for name in facts.unknown_actions},
        "prefixes": prefixes,
        "actions": {
            f"{prefix}{action.name}".lower(): {
                "name": f"{prefix}{action.name}",
                "resource": next((row.name for row in action.resource_types if row.name), "*"),
                "keys": {_key(key, facts): True for key in catalog.keys_of(action.name)},
                "never": [facts.never[action.name]] if action.name in facts.never else [],
            }
            for action in catalog.actions
        },
        "keys": {_key(key.name, facts): _key_facts(key) for key in facts.keys},
    }


def _with_others(catalog: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """The catalog with the names of other services' actions.

    Each action is a key, so that a name that exists is found at once; for patterns and hints a service's names stand
    in one text, since a text of 8 kB is loaded a hundred times faster than 400 members.
    """
    others = [service for service in plan.services.catalogs if service.prefix != plan.catalog.prefix]
    if not others:
        return catalog
    known = {f"{service.prefix}:{action.name}".lower(): True for service in others for action in service.actions}
    texts = {service.prefix: "\n".join(["", *(a.name for a in service.actions), ""]) for service in others}
    return {
        **catalog,
        "marks": {**catalog["marks"], "others": True},
        "others": {"actions": known, "services": texts},
    }


def _key(name: str, facts: Facts) -> str:
    """The name under which the Rego looks a key up: a template's without the part for the tag."""
    known = facts.key_for(name)
    if known is not None and known.template:
        return known.name.partition("/")[0].lower() + "/"
    return name.lower()


def _key_facts(key: Key) -> dict[str, Any]:
    said = {
        "type": key.type,
        "scope": key.scope,
        "presence": key.presence,
        "control": key.control,
        "multivalued": key.multivalued,
        "absent": {name if name == "*" else f"secretsmanager:{name}".lower(): m for name, m in key.absent.items()},
        "fresh": _fresh(key),
    }
    return said if key.format is None else {**said, "format": key.format}


_FRESH = {
    "aws:sourcevpc": ["vpc-0f0f0f0f0f0f0f0f0"],
    "aws:sourcevpce": ["vpce-0f0f0f0f0f0f0f0f0"],
    "aws:sourcevpcarn": ["arn:aws:ec2:us-east-1:999988887777:vpc/vpc-0f0f0f0f0f0f0f0f0"],
    "aws:principalarn": [
        *(f"arn:aws:iam::999988887777:{name}" for name in ("role/any-role", "user/any-user", "root")),
        "arn:aws:iam::000011112222:role/own-role",
    ],
    "aws:principalaccount": ["999988887777", "000011112222"],
    "aws:principaltype": ["AssumedRole", "User"],
    "aws:userid": ["AROA0ANYROLE0ANYROLE0:any-session", "AIDA0ANYUSER0ANYUSER0"],
    "aws:currenttime": ["2035-01-01T12:00:00Z", "9999-12-31T23:59:59Z"],
    "aws:epochtime": ["2051265600", "9999999999"],
    "aws:principalorgpaths": ["o-zzzzzzzzzz/r-zzzz/ou-zzzz-zzzzzzzz/"],
    "secretsmanager:recoverywindowindays": ["30", "7"],
    "secretsmanager:kmskeyarn": ["arn:aws:kms:us-east-1:999988887777:key/any-key"],
    "secretsmanager:rotationlambdaarn": ["arn:aws:lambda:us-east-1:999988887777:function:any-function"],
}


def _fresh(key: Key) -> list[str]:
    """Values that a request may have and that no policy is likely to name."""
    name = key.name.lower()
    by_type = {
        "numeric": ["0", "1000000"],
        "date": ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
        "ip": [
            *("203.0.113.77", "198.51.100.77", "192.0.2.77", "2001:db8::77", "2620:fe::77"),
            *("17.58.0.77", "52.46.0.77", "100.20.0.77", "151.101.0.77"),
        ],
        "arn": ["arn:aws:iam::999988887777:role/any-role"],
        "bool": ["true", "false"],
    }
    if name in _FRESH:
        return _FRESH[name]
    if key.type in by_type:
        return by_type[key.type]
    if "account" in name:
        return ["999988887777"]
    if name.endswith(("orgid", "organizationid")):
        return ["o-zzzzzzzzzz"]
    return [f"any-{name.rpartition(':')[2].rpartition('/')[2] or 'value'}"]


def _rule(plan: Plan, rule: Rule, decided: Organization) -> dict[str, Any]:
    parameters = rule.resolved(decided.parameters)
    return {
        "actions": [f"{plan.catalog.prefix}:{name}".lower() for name in rule.actions],
        "names": [f"{plan.catalog.prefix}:{name}" for name in rule.actions],
        "parameters": parameters,
        "region": _region(plan, rule, parameters),
        "report": {
            "rule": rule.id,
            "severity": decided.severities.get(rule.id, rule.severity),
            "title": rule.title,
            "message": rule.message,
            "remediation": rule.remediation,
            "url": rule.url,
        },
    }


def _region(plan: Plan, rule: Rule, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The requests that the rule forbids, as smguard.lib.request reads them."""
    said = _filled(plan.kinds[rule.kind].region, parameters)
    scoped = {action.name for action in plan.catalog.actions if any(row.name for row in action.resource_types)}
    everywhere: dict[str, Any] = {
        "spelled": [0, 513],
        "open": False,
        "outside": [],
        "principals": None,
        "accounts": [],
        "guards": [],
        "reach": "any",
        "unscoped": not scoped.issuperset(rule.actions),
    }
    # A guard that asks for one of no values never holds, so it restricts nothing.
    guards = [block for block in said.get("guards", []) if all(v for keys in block.values() for v in keys.values())]
    return {**everywhere, **said, "guards": guards, "escape": _escape(plan, rule, guards)}


def _escape(plan: Plan, rule: Rule, guards: Sequence[Mapping[str, Mapping[str, Any]]]) -> dict[str, str] | None:
    """A context in which no guard holds, where that is plain to see: the same for every document without conditions.

    Without its key no operator holds but the negated, the optional and those of sets; the rest is for the engine.
    """
    tests = [
        (operator, key, value) for block in guards for operator, keys in block.items() for key, value in keys.items()
    ]
    known = [plan.facts.key_for(key) for _, key, _ in tests]
    if any(key is None or key.presence == "always" for key in known):
        return None
    if all(operator in _ASK_FOR_KEY for operator, _, _ in tests):
        return {}
    if len(tests) == 1 and tests[0][0] == "BoolIfExists" and tests[0][2] in ("true", "false"):
        _, key, value = tests[0]
        lacking = [name for name in rule.actions if key.lower() not in map(str.lower, plan.catalog.keys_of(name))]
        return None if lacking else {key: "false" if value == "true" else "true"}
    return None


_ASK_FOR_KEY = ("StringEquals", "StringLike", "ArnLike", "ArnEquals", "Bool", "IpAddress", "NumericEquals")


def _filled(value: Any, parameters: Mapping[str, Any]) -> Any:
    """A kind's region with the rule's parameters in place of {parameter: name, default: value, then: text behind}."""
    if isinstance(value, dict):
        if "parameter" in value and value.keys() <= {"parameter", "default", "then"}:
            found = parameters.get(value["parameter"], value.get("default"))
            return f"{found}{value['then']}" if "then" in value else found
        return {key: _filled(item, parameters) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, parameters) for item in value]
    return value


def _index(plan: Plan, active: Sequence[Rule], decided: Organization) -> dict[str, Any]:
    """Which rules have something to say of a document, by what it holds; see kind.TRIGGERS."""
    types = [type_ for types in _TYPES.values() for type_ in types]
    actions: dict[str, dict[str, list[str]]] = {type_: {} for type_ in types}
    others: dict[str, dict[str, list[str]]] = {
        name: {type_: [] for type_ in types} for name in ("exceptions", "patterns", "conditions")
    }
    for rule in active:
        trigger = plan.kinds[rule.kind].triggered_by(rule.resolved(decided.parameters))
        for type_ in (type_ for document in rule.documents for type_ in _TYPES[document]):
            if trigger in others:
                others[trigger][type_].append(rule.id)
                continue
            # A rule that asks for every action cannot speak where one of them is missing.
            for name in rule.actions[-1:] if trigger == "every action" else rule.actions:
                actions[type_].setdefault(f"{plan.catalog.prefix}:{name}".lower(), []).append(rule.id)
    return {"actions": actions, **others}


def _waivers(exceptions: Iterable[Waiver]) -> dict[str, list[dict[str, Any]]]:
    waivers: dict[str, list[dict[str, Any]]] = {}
    for said in exceptions:
        end = (said.expires.toordinal() + 1 - _EPOCH) * _DAY
        waivers.setdefault(said.rule, []).append(
            {
                "document": said.document,
                "sid": said.sid,
                "reason": said.reason,
                "owner": said.owner,
                "expires": said.expires.isoformat(),
                "until": max(0, min(end, _LAST)),
            }
        )
    return waivers


_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 24 * 60 * 60 * 1_000_000_000
_LAST = 2**63 - 1
"""Engines count nanoseconds since 1970 in 64 bits, to the year 2262."""
