"""From a candidate to a rebuilt bundle: all of it is made and tried elsewhere first, and then put in place."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from smguard import tree
from smguard.bundle.build import Build, prepare
from smguard.bundle.cases import run
from smguard.bundle.plan import Plan, known_names, read_plan
from smguard.bundle.proof import Check, case_check, verify
from smguard.catalog.difference import compare
from smguard.catalog.history import History, State, counted, record
from smguard.catalog.layout import write_note
from smguard.catalog.model import Catalog
from smguard.catalog.note import parse_note
from smguard.catalog.origin import Candidate
from smguard.catalog.recorded import Recorded, merge_facts
from smguard.catalog.settings import Settings, read_settings
from smguard.catalog.successor import guard, succeed
from smguard.engine import compiled_path
from smguard.errors import InputError, Problem, SmguardError, ToolchainError
from smguard.rulebook.folder import find_policies
from smguard.rulebook.organization import read_parameters
from smguard.rulebook.rule import read_rulebook
from smguard.shipped import folder
from smguard.update.effect import Effect, effect

NOTE, FACTS = "privileges.md", "facts.yaml"
HERE = "catalog/secretsmanager"


@dataclass(frozen=True, slots=True)
class Update:
    """What an update would make of a policies/ folder: note and facts, the plans before and after, its effect."""

    own: Path
    templates: Path | None
    note: bytes
    facts: bytes
    old: Plan
    new: Plan
    effect: Effect

    @property
    def undescribed(self) -> tuple[str, ...]:
        """Condition keys and resource types that the update brings and that facts.yaml does not describe."""
        facts, known = self.new.facts, self.old.catalog.resource_types
        keys = [key for key in facts.missing_keys if key not in self.old.facts.missing_keys]
        types = [name for name in self.new.catalog.resource_types if name not in facts.resource_types]
        return (*keys, *(name for name in types if name not in known))


def current(own: Path, templates: Path | None = None) -> tuple[Plan, Settings]:
    """The plan and the settings of a policies/ folder. Raises InputError."""
    return read_plan(own, templates), read_settings(find_policies(own).source)


def with_catalog(own: Path, plan: Plan, catalog: Catalog) -> Plan:
    """The plan as it would be with another catalog, its facts aside. Raises InputError."""
    files = find_policies(own)
    known = known_names(files.note, plan.facts, plan.catalog)
    rules = read_rulebook(files.rules, plan.kinds, catalog, read_parameters(files.parameters), known)
    return replace(plan, catalog=catalog, rules=rules)


def draft(
    own: Path,
    templates: Path | None,
    candidate: Candidate,
    force: bool = False,
    policies: Mapping[str, object] | None = None,
) -> Update:
    """The update of a policies/ folder to the candidate; nothing is written.

    Raises InputError where the candidate is refused (force: not for its losses, prefix or age), or where the
    folder's files do not fit its catalog.
    """
    old, settings = current(own, templates)
    if not force:
        guard(old.catalog, candidate.catalog, candidate.source, settings.largest_loss)
    files = find_policies(own)
    catalog = succeed(old.catalog, candidate.catalog)
    note = write_note(catalog)
    if difference := compare(catalog, parse_note(note, candidate.source)):
        raise InputError(Problem(candidate.source, f"contains what a note cannot express: {difference.to_json()}"))
    facts = merge_facts(_text(files.facts), str(files.facts), _recorded(old, candidate), candidate.date[:7])
    with _copied(own, note.encode(), facts.encode()) as copy:
        new = read_plan(copy, templates)
    made = Update(own, templates, note.encode(), facts.encode(), old, new, effect(old, new, policies or {}))
    if made.effect.difference and candidate.date < old.facts.recorded.history.newest and not force:
        newest = old.facts.recorded.history.newest
        message = f"is dated {candidate.date}, older than the catalog of {newest}: accept it with --force"
        raise InputError(Problem(candidate.source, message))
    return made


def apply(update: Update, output: Path, tools: Mapping[str, Path]) -> Iterator[Check]:
    """Builds and tests the update's bundle elsewhere, yields each check, and puts note, facts and bundle in place.

    With opa and regal the checks are those of `smguard test`; without them the rules' cases are run by the embedded
    engine. Where anything fails, SmguardError is raised, and all is as it was before.
    """
    with _copied(update.own, update.note, update.facts) as copy:
        tried = prepare(copy, update.templates, copy.parent / "bundles" / output.name)
        _copy_module(output, tried.output)
        if not tried.write(tools.get("opa")):
            raise ToolchainError(
                "the new catalog changes the Rego, and opa is not installed to compile it: "
                "run `smguard toolchain install opa`"
            )
        failed = []
        for check in _checks(tried, tools):
            shown = replace(check, detail=check.detail.replace(str(copy), str(update.own)))
            failed += [] if check.passed else [shown.name]
            yield shown
        if failed:
            raise SmguardError(f"nothing was changed: these checks fail with the new catalog: {', '.join(failed)}")
        final = Build(tried.plan, tried.bundle, output)
        with _undone_on_failure(update.own / HERE, output):
            tree.write(update.own / HERE, {**tree.read(update.own / HERE), NOTE: update.note, FACTS: update.facts})
            final.write(tools.get("opa"))


def record_state(own: Path, candidate: Candidate) -> History:
    """Adds an older state to the history in a folder's facts.yaml, and writes it.

    Raises InputError, also where the state is not older than the catalog that there is.
    """
    plan, _ = current(own)
    files = find_policies(own)
    old = plan.facts.recorded
    begun = _begun(plan)
    if candidate.date >= begun.newest:
        message = (
            f"is dated {candidate.date}, not older than the catalog of {begun.newest}: "
            "take newer ones with `smguard catalog update`"
        )
        raise InputError(Problem(candidate.source, message))
    history = record(begun, candidate.catalog, _state(candidate))
    facts = merge_facts(_text(files.facts), str(files.facts), replace(old, history=history))
    with _copied(own, files.note.read_bytes(), facts.encode()) as copy:
        read_plan(copy)
    tree.write_file(own / HERE / FACTS, facts.encode())
    return history


def _recorded(old: Plan, candidate: Candidate) -> Recorded:
    """What facts.yaml is to record: of the candidate what a note cannot say, else what was known before."""
    before = old.facts.recorded
    return Recorded(
        resources=candidate.catalog.resources or before.resources,
        condition_keys=candidate.catalog.condition_keys or before.condition_keys,
        history=record(_begun(old), candidate.catalog, _state(candidate)),
    )


def _begun(plan: Plan) -> History:
    """The history, which begins with the catalog that there is."""
    known = plan.facts.recorded.history
    first = counted(plan.catalog, plan.facts.catalog_date, f"{NOTE} before its first update", "note")
    return known if known.states else record(known, plan.catalog, first)


def _state(candidate: Candidate) -> State:
    return counted(candidate.catalog, candidate.date, candidate.source, candidate.format)


def _checks(built: Build, tools: Mapping[str, Path]) -> Iterator[Check]:
    if {"opa", "regal"} <= tools.keys():
        yield from verify(built, tools)
        return
    outcomes = list(run(built.plan, built.bundle, compiled_path(built.output), None, "embedded"))
    yield case_check("rule cases, embedded engine", outcomes)


@contextmanager
def _copied(own: Path, note: bytes, facts: bytes) -> Iterator[Path]:
    """A copy of a policies/ folder with another note and other facts; problems in it are told as the folder's."""
    files = {} if not own.is_dir() else tree.read(own)
    if own.resolve() == folder("policies").resolve():
        # What ships is read from where it is; a second copy of its rules would be a second rule of each id.
        files = {path: content for path, content in files.items() if path.startswith(f"{HERE}/")}
    with tempfile.TemporaryDirectory(prefix="smguard-") as made:
        place = Path(made) / "policies"
        tree.write(place, {**files, f"{HERE}/{NOTE}": note, f"{HERE}/{FACTS}": facts})
        try:
            yield place
        except InputError as error:
            problems = [replace(one, path=one.path.replace(str(place), str(own))) for one in error.problems]
            raise InputError(problems) from None


@contextmanager
def _undone_on_failure(notes: Path, output: Path) -> Iterator[None]:
    """Puts both folders and the module back as they were, if what is done meanwhile does not come to its end."""
    wasm = compiled_path(output)
    before = [(place, tree.read(place) if place.is_dir() else None) for place in (notes, output)]
    module = wasm.read_bytes() if wasm.is_file() else None
    try:
        yield
    except BaseException:
        for place, files in before:
            with suppress(SmguardError, OSError):
                if files is None:
                    shutil.rmtree(place, ignore_errors=True)
                elif tree.stale(place, files):
                    tree.write(place, files)
        with suppress(SmguardError, OSError):
            if module is None:
                wasm.unlink(missing_ok=True)
            elif wasm.read_bytes() != module:
                tree.write_file(wasm, module)
        raise


def _copy_module(output: Path, place: Path) -> None:
    """Leaves the module of one bundle beside another, which may need no compiler then."""
    wasm = compiled_path(output)
    if wasm.is_file():
        tree.write_file(compiled_path(place), wasm.read_bytes())


def _text(path: Path) -> str:
    return path.read_text("utf-8-sig")
