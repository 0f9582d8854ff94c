"""All that a bundle is made from, read and checked against each other."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from smguard.bundle.inputs import digests
from smguard.catalog.facts import Facts, read_facts
from smguard.catalog.history import History
from smguard.catalog.model import Catalog
from smguard.catalog.note import read_note
from smguard.catalog.services import Services, read_services
from smguard.errors import InputError, Problem
from smguard.rulebook.folder import find_policies
from smguard.rulebook.kind import Kind, filled, read_kinds, region_complaints
from smguard.rulebook.organization import Organization, bare, read_organization, read_parameters
from smguard.rulebook.rule import Known, Rule, read_rulebook, rule_files, rulebook_problems
from smguard.rulebook.stray import stray_policies, stray_templates
from smguard.shipped import folder
from smguard.source.schema import complaints


@dataclass(frozen=True, slots=True)
class Plan:
    """All inputs, read and checked against each other. `inactive` names the parameters that a rule lacks.

    The access rules are about the catalog's service; `services` are those whose actions' names are known besides.
    `inputs` are the digests of what it was read from, by which a manifest tells that this has changed.
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
    inputs: Mapping[str, str] = field(default_factory=dict)

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
    problems = [*stray_policies(policies, [path for path in (templates, services) if path]), *_no_kinds(templates)]
    others = _tried(problems, lambda: read_services(notes)) if notes else Services()
    catalog = _tried(problems, lambda: read_note(files.note))
    declared = _tried(problems, lambda: read_parameters(files.parameters))
    kinds = _tried(problems, lambda: read_kinds(template_folders))
    facts = rules = organization = None
    if catalog is not None:
        facts = _tried(problems, lambda: read_facts(files.facts, catalog))
    if declared is not None:
        organization = _tried(problems, lambda: read_organization(files.organization, declared, ids))
    known = known_names(files.note, facts)
    if catalog is None or declared is None or kinds is None:
        problems += rulebook_problems(files.rules, kinds, catalog, declared, known)
    else:
        rules = _tried(problems, lambda: read_rulebook(files.rules, kinds, catalog, declared, known))
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
        inputs=digests(files, notes),
    )
    _check_parameters(plan)
    return plan


def known_names(note: Path, facts: Facts | None, *catalogs: Catalog) -> Known:
    """What rules may name beyond the catalog at hand: what these catalogs have, the shipped one where the note is
    another, and the states that the facts record.
    """
    shipped = find_policies(folder("policies")).note
    others = [*catalogs, *([read_note(shipped)] if note != shipped else [])]
    actions = [action for catalog in others for action in catalog.actions]
    types = {row.name.lower() for action in actions for row in action.resource_types}
    history = facts.recorded.history if facts else History()
    return Known(
        frozenset([*(action.name.lower() for action in actions), *history.actions]),
        frozenset([*types, *history.resource_types]),
    )


_Read = TypeVar("_Read")


def _tried(problems: list[Problem], read: Callable[[], _Read]) -> _Read | None:
    """What the reader reads, or None with its problems added to the others."""
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def _no_kinds(templates: Path | None) -> list[Problem]:
    """What is wrong with a folder of kinds as a whole: that it has none, and what it has besides."""
    if templates is None:
        return []
    stray = stray_templates(templates)
    if any((templates / "rules").glob("*.rego.j2")):
        return stray
    message = "there are no kinds in this folder: add rules/NAME.rego.j2 and rules/NAME.yaml"
    return [Problem(str(templates), message), *stray]


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
        region = region_complaints(filled(kind.region, resolved))
        found = [([], f"the region of kind {kind.name} is not valid: {said}") for said in region]
        try:
            kind.triggered_by(resolved)
        except KeyError as error:
            found.append(([], f"kind {kind.name} has no trigger for {error}"))
    from_there = f" (with the values of {whose})" if rule.asked() else ""
    return [
        Problem(rule.source.path, f"{message}{from_there}", *rule.source.locate(["parameters", *path]))
        for path, message in found
    ]
