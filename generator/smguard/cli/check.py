"""The command that judges policies: by which bundle, from where documents are named, and what is told besides."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from smguard.cli.console import deliver, stream, tell
from smguard.errors import InputError, SmguardError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smguard.check.inputs import Collection
    from smguard.contract import Decision
    from smguard.project import Project


class EngineChoice(StrEnum):
    """Which engine evaluates."""

    EMBEDDED = "embedded"
    OPA = "opa"


class FormatChoice(StrEnum):
    """How findings are shown."""

    TABLE = "table"
    CONCISE = "concise"
    JSON = "json"


class PolicyType(StrEnum):
    """What a document is."""

    IDENTITY = "identity"
    RESOURCE = "resource"
    SCP = "scp"
    RCP = "rcp"
    BOUNDARY = "boundary"
    OTHER = "other"


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS",
            help="Policy files (JSON or YAML), folders, or - for standard input. In a folder, files that are not "
            "policies are skipped and counted; files that .gitignore excludes are skipped without a count.",
        ),
    ],
    bundle: Annotated[
        Path | None,
        typer.Option(
            help="The bundle folder; default: your project's bundles/secretsmanager, searched for from the working "
            "directory up to the repository's root, else the bundle that ships with smguard.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        EngineChoice, typer.Option(help="embedded needs no other program; opa runs the opa command.")
    ] = EngineChoice.EMBEDDED,
    format: Annotated[
        FormatChoice, typer.Option(help="table for people, concise with a line for each cause, json for programs.")
    ] = FormatChoice.TABLE,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", help="In the table, tell findings in full that have the same cause as a graver one."),
    ] = False,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="Skip what this pattern matches in folders, read as a line of a .gitignore here. Repeatable.",
            show_default=False,
        ),
    ] = None,
    policy_type: Annotated[
        PolicyType | None, typer.Option(help="The type of documents that do not declare one.")
    ] = None,
    account_id: Annotated[str | None, typer.Option(help="The account that the documents belong to.")] = None,
    resource_arn: Annotated[str | None, typer.Option(help="The secret that a resource policy belongs to.")] = None,
    principal_arn: Annotated[str | None, typer.Option(help="The principal that an identity policy belongs to.")] = None,
    prove: Annotated[
        bool,
        typer.Option(
            "--prove",
            help="Also search each document exactly for what a rule may have missed: report the rules that it is "
            "proven clean for, a finding for each wrong silence, and where the search hit a bound.",
        ),
    ] = False,
) -> None:
    """Judges policies. Exits with 0 when they are clean, 1 on findings, 2 when something could not be read."""
    from smguard.check.decision import exit_code, merge
    from smguard.check.inputs import Options, collect
    from smguard.check.report import report
    from smguard.engine import open_engine
    from smguard.project import find_project

    said = Options(
        policy_type=policy_type.value if policy_type else None,
        account_id=account_id,
        resource_arn=resource_arn,
        principal_arn=principal_arn,
    )
    if bundle is not None:
        _refuse_other(bundle)
    project = find_project(bundle)
    judge, name = (bundle, str(bundle)) if bundle else _judge(project)
    if bundle is None:
        _tell_elsewhere(paths, project)
    found = collect(paths, sys.stdin.buffer if sys.stdin else None, said, root=project.names, exclude=exclude or ())
    judging = open_engine(engine.value, judge, progress=tell)
    try:
        decisions = judging.evaluate(found.payloads)
        decision = merge(found.items, _proven(judge, found, decisions) if prove else decisions)
    finally:
        judging.close()
    if project.has_policies and _same(judge, project.root):
        _tell_newer(judge, project)
    _tell_exceptions(judge, decision, found)
    if found.skipped and format is FormatChoice.JSON:
        tell(f"note: {found.skipped} other file{'' if found.skipped == 1 else 's'} skipped")
    shown = report(decision, format.value, stream(output), bundle=name, skipped=found.skipped, verbose=verbose)
    deliver(shown, output)
    raise typer.Exit(exit_code(found.items, decision))


def _proven(judge: Path, found: "Collection", decisions: "Sequence[Mapping[str, Any]]") -> "list[Mapping[str, Any]]":
    """The decisions with what the prover adds to them."""
    import time

    from smguard.check.inputs import Input
    from smguard.check.proof import with_proof

    data, now = _read(judge / "data.json")["smguard"], time.time_ns()
    inputs = [item for item in found.items if isinstance(item, Input)]
    return [with_proof(item, one, data, now) for item, one in zip(inputs, decisions, strict=True)]


def _refuse_other(bundle: Path) -> None:
    """Raises SmguardError for a folder that the user named and that holds no bundle."""
    try:
        if (bundle / ".manifest").is_file():
            return
    except OSError as error:
        raise SmguardError(f"{bundle}: cannot be read: {error.strerror or error}") from None
    hint = f"run `smguard build --output {bundle}`"
    raise SmguardError(f"{bundle}: not a bundle folder (it has no .manifest): {hint}")


def _judge(project: "Project") -> tuple[Path, str]:
    """The folder of the bundle that judges, and its name for the last line."""
    from smguard.shipped import folder

    if project.has_bundle:
        return project.bundle, str(project.bundle)
    if project.has_policies:
        missing = f"there is no {project.bundle}, so the bundle that ships with smguard is used"
        tell(f"note: {missing}: run `smguard build`")
    shipped = folder("bundles") / "secretsmanager"
    return shipped, f"{shipped} (ships with smguard)"


def _same(judge: Path, root: Path) -> bool:
    from smguard.project import BUNDLE

    return judge.resolve() == (root / BUNDLE).resolve()


def _tell_newer(judge: Path, project: "Project") -> None:
    """Tells where `smguard build` would make another bundle of the project's policies/ now.

    Digests in the manifest answer nearly always, in a few milliseconds; where they differ, composing makes sure.
    """
    from smguard.bundle.inputs import PARTS, changed

    manifest = _read(judge / ".manifest")
    try:
        parts = changed(manifest, project.policies)
    except InputError as error:
        tell(f"note: cannot compare {judge} with {project.policies}: {error.problems[0]}")
        return
    if parts and _composed(manifest, project.policies) != manifest.get("revision"):
        what = ", ".join(PARTS[part] for part in parts)
        tell(f"note: {judge} is older than {project.policies} ({what} changed): run `smguard build`")


def _composed(manifest: Any, policies: Path) -> str | None:
    """The revision that a bundle of the policies would have now; None where they do not compile as they are."""
    from smguard.bundle.composition import LOG_ROOT, compose
    from smguard.bundle.plan import read_plan

    try:
        return compose(read_plan(policies), LOG_ROOT in manifest.get("roots", ())).revision
    except InputError:  # build says why
        return None


def _tell_elsewhere(paths: list[str], project: "Project") -> None:
    """Tells where a path lies in another project, whose bundle does not judge."""
    from smguard.project import project_of

    for path in paths:
        other = project_of(path) if path != "-" else None
        if other and other.has_bundle and other.root != project.root:
            hint = f"to use that project's bundle, add --bundle {other.bundle}"
            tell(f"note: {path} is in another project: {hint}")
            return


def _tell_exceptions(judge: Path, decision: "Decision", found: "Collection") -> None:
    import time

    from smguard.check.exceptions import notes

    data = _read(judge / "data.json")
    waivers = data["smguard"]["organization"]["waivers"] if data else {}
    for note in notes(waivers, decision["findings"], found.walked, time.time_ns()):
        tell(f"note: {note}")


def _read(path: Path) -> Any:
    """The JSON of a file of a bundle that an engine has judged by."""
    import json

    return json.loads(path.read_bytes())
