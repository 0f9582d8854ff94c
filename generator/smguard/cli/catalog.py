"""The commands about the catalog: parse arguments, call, print, exit."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smguard.cli.console import Policies, Templates, bundle_folder, policies_folder, show, tell
from smguard.errors import SmguardError

if TYPE_CHECKING:
    from smguard.bundle.plan import Plan
    from smguard.catalog.origin import Candidate
    from smguard.catalog.settings import Settings

catalog_app = typer.Typer(
    help="Shows and updates the catalog of the actions of AWS Secrets Manager.",
    epilog="Example: smguard catalog show GetSecretValue",
    no_args_is_help=True,
)


@catalog_app.command("show", epilog="Example: smguard catalog show GetSecretValue")
def catalog_show(
    action: Annotated[str | None, typer.Argument(help="The name of one action.", show_default=False)] = None,
    policies: Policies = None,
) -> None:
    """Lists the actions of the catalog, or shows one with its condition keys."""
    from smguard.bundle.plan import read_plan
    from smguard.cli.explain import list_actions, show_action

    plan = read_plan(policies_folder(policies))
    show(show_action(plan, action) if action else list_actions(plan))


Date = Annotated[
    str,
    typer.Option(
        help="The catalog's date, YYYY-MM-DD or YYYY-MM; default: the date that the server gives, else today.",
        show_default=False,
    ),
]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        help="An address, file or folder, or `cache` (last fetch or import); default: source.yaml's. Repeatable.",
        show_default=False,
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Accept a catalog that lacks many actions, is older, or has another prefix.")
]
Named = Annotated[
    str, typer.Option("--source", help="The source to record in facts.yaml, in place of names.", show_default=False)
]
Documents = Annotated[
    list[str] | None,
    typer.Option(help="Files or folders of IAM policies whose patterns to compare. Repeatable.", show_default=False),
]


@catalog_app.command("fetch", epilog="Example: smguard catalog fetch")
def catalog_fetch(
    policies: Policies = None, origin: From = None, date: Date = "", source: Named = "", force: Force = False
) -> None:
    """Gets the newest catalog from its source and keeps it in the cache; does not change your policies/ folder."""
    _take(policies_folder(policies), origin or [], date, source, force)


@catalog_app.command("import", epilog="Example: smguard catalog import secretsmanager.json --date 2026-02-04")
def catalog_import(
    files: Annotated[list[str], typer.Argument(help="A catalog in any known format; for iam-data, all its files.")],
    policies: Policies = None,
    date: Date = "",
    source: Named = "",
    force: Force = False,
) -> None:
    """Takes a catalog from disk into the cache; does not change your policies/ folder."""
    _take(policies_folder(policies), files, date, source, force)


@catalog_app.command("diff", epilog="Example: smguard catalog diff --documents iam/ --format json")
def catalog_diff(
    catalogs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD] [NEW]",
            help="Addresses, files or folders; default: OLD is your catalog, NEW the one in the cache.",
            show_default=False,
        ),
    ] = None,
    policies: Policies = None,
    templates: Templates = None,
    documents: Documents = None,
    format: Annotated[str, typer.Option(help="text for people, json for programs.")] = "text",
) -> None:
    """Shows how two catalogs differ, and which rules and patterns that affects. Exits with 1 if they differ."""
    from smguard.update.effect import effect
    from smguard.update.renewal import current, with_catalog
    from smguard.update.review import show_effect

    if format not in ("text", "json"):
        raise SmguardError(f'there is no format "{format}": use text or json')
    if len(catalogs or []) > 2:
        raise SmguardError("at most two catalogs can be compared: put the files of one catalog into a folder")
    own = policies_folder(policies)
    plan, settings = current(own, templates)
    *old, new = catalogs or ["cache"]
    plans = [with_catalog(own, plan, _candidate(plan, [one], settings).catalog) for one in [*old, new]]
    found = effect(plans[0] if old else plan, plans[-1], _read(documents or []))
    show(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n" if format == "json" else show_effect(found))
    raise typer.Exit(1 if found.difference else 0)


@catalog_app.command("update", epilog="Example: smguard catalog update --check --documents iam/")
def catalog_update(
    policies: Policies = None,
    templates: Templates = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="The bundle folder to rebuild; default: your project's bundles/secretsmanager.", show_default=False
        ),
    ] = None,
    origin: From = None,
    date: Date = "",
    source: Named = "",
    documents: Documents = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 0 if current, 1 if not, 2 if unknown."),
    ] = False,
    force: Force = False,
) -> None:
    """Writes the newest catalog's note and facts, rebuilds and tests the bundle; changes nothing if that fails."""
    from smguard.project import find_project
    from smguard.toolchain import find
    from smguard.update.renewal import apply, current, draft
    from smguard.update.review import show_effect

    # What ships with smguard is not the user's to change: without a folder of their own, they get one.
    own = policies_folder(policies) if policies else find_project().policies
    place = bundle_folder(output)
    plan, settings = current(own, templates)
    candidate = _candidate(plan, origin or [], settings, date, source)
    if check and not candidate.fresh:
        raise SmguardError(
            "a copy from the cache cannot show whether the catalog is current: try again later, or add --from"
        )
    update = draft(own, templates, candidate, force, _read(documents or []))
    if not update.effect.difference:
        show(f"The catalog is current, according to {candidate.source}\n")
        return
    show(show_effect(update.effect))
    for name in update.undescribed:
        tell(f"note: facts.yaml does not describe {name}: add it there under keys or resource_types")
    if check:
        tell("run `smguard catalog update`")
        raise typer.Exit(1)
    tools = {name: found.path for name in ("opa", "regal") if (found := find(name))}
    tell("building and testing")
    for done in apply(update, place, tools):
        tell(f"{'ok    ' if done.passed else 'FAILED'}  {done.name}{': ' if done.detail else ''}{done.detail}")
    show(f"\n{own}: the catalog is {_described(candidate)}\n{place}: rebuilt\n")


@catalog_app.command("audit", epilog="Example: smguard catalog audit")
def catalog_audit(policies: Policies = None) -> None:
    """Lists the actions that only the installed botocore has, and those that only the catalog has."""
    from smguard.catalog.audit import audit
    from smguard.update.renewal import current

    plan, _ = current(policies_folder(policies))
    found = audit(plan.catalog)
    show(f"{found.service}: {len(plan.catalog.actions)} actions, botocore {found.version}\n")
    for words, names in (("only in botocore", found.only_sdk), ("only in the catalog", found.only_catalog)):
        for name in names:
            show(f"  {words}: {name}\n")
    raise typer.Exit(1 if found.only_sdk or found.only_catalog else 0)


@catalog_app.command("log", epilog="Example: smguard catalog log GetSecretValue")
def catalog_log(
    name: Annotated[str, typer.Argument(help="One action, condition key or resource type.", show_default=False)] = "",
    policies: Policies = None,
    record: Annotated[
        list[str] | None,
        typer.Option(help="Also record an older state: its file, with --date. Repeatable for iam-data's files."),
    ] = None,
    date: Date = "",
    source: Named = "",
) -> None:
    """Shows since which recorded state the catalog has each action, condition key and resource type."""
    from smguard.update.renewal import current, record_state
    from smguard.update.review import show_history

    own = policies_folder(policies)
    plan, settings = current(own)
    history = plan.facts.recorded.history
    if record:
        if not date:
            raise SmguardError("an older state needs its date: add --date YYYY-MM-DD")
        history = record_state(own, _candidate(plan, record, settings, date, source))
    show(show_history(history, name))


def _take(own: Path, origin: list[str], date: str, source: str, force: bool) -> None:
    from smguard.catalog.origin import keep_candidate
    from smguard.catalog.successor import guard
    from smguard.update.renewal import current

    plan, settings = current(own)
    candidate = _candidate(plan, origin, settings, date, source)
    if not force:
        guard(plan.catalog, candidate.catalog, candidate.source, settings.largest_loss)
    keep_candidate(candidate)
    show(f"{_described(candidate)}\n")
    tell("run `smguard catalog diff`, then `smguard catalog update --from cache`")


def _candidate(plan: "Plan", origin: list[str], settings: "Settings", date: str = "", source: str = "") -> "Candidate":
    from dataclasses import replace

    from smguard.catalog.download import LIMITS
    from smguard.catalog.origin import read_candidate
    from smguard.catalog.recorded import DATE

    if date and not DATE.fullmatch(date):
        raise SmguardError(f'"{date}" is not a date: use YYYY-MM-DD or YYYY-MM')
    sources = origin or list(settings.sources)
    if not sources:
        raise SmguardError("no source is configured: add --from, or write one into source.yaml beside the note")
    candidate = read_candidate(sources, plan.catalog.prefix, date, replace(LIMITS, total=settings.seconds))
    for note in candidate.notes:
        tell(f"note: {note}")
    return replace(candidate, source=source) if source else candidate


def _described(candidate: "Candidate") -> str:
    catalog = candidate.catalog
    return (
        f"{catalog.prefix}: {len(catalog.actions)} actions, {len(catalog.named_keys)} condition keys, "
        f"{candidate.date} ({candidate.format}, {candidate.source})"
    )


def _read(paths: list[str]) -> dict[str, object]:
    """The values of policy files by their names."""
    from smguard.check.inputs import Input, collect
    from smguard.errors import InputError, Problem

    found = collect(paths, None).items
    if problems := [item for item in found if isinstance(item, Problem)]:
        raise InputError(problems)
    return {item.source.path: item.source.value for item in found if isinstance(item, Input)}
