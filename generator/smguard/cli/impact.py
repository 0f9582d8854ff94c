"""The command about what a change would do: parse arguments, call, print, exit."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from smguard.cli.console import deliver, stream


class ImpactFormat(StrEnum):
    """How changed verdicts are shown."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def impact(
    policies: Annotated[list[str], typer.Option(help="Policy files or folders to judge by both bundles; repeatable.")],
    old: Annotated[
        str, typer.Option(help="A bundle folder, a tarball, or a git revision of the bundle folder.")
    ] = "HEAD",
    new: Annotated[
        str | None,
        typer.Option(
            help="The same; default: the bundle that `smguard build` would make from your project's policies/.",
            show_default=False,
        ),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(help="The bundle folder; default: your project's bundles/secretsmanager.", show_default=False),
    ] = None,
    format: Annotated[
        ImpactFormat, typer.Option(help="table for people, json for programs, markdown for a pull request.")
    ] = ImpactFormat.TABLE,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
) -> None:
    """Shows which verdicts another bundle would change. Exits with 0 if none, 1 if some, 2 if unknown."""
    from smguard.impact.assess import assess, new_side
    from smguard.impact.form import text
    from smguard.impact.side import opened
    from smguard.project import find_project

    project = find_project(bundle)
    place = bundle or project.bundle
    own = project.policies if project.has_policies else None
    told = assess(policies, opened(old, place), new_side(new, place, own))
    deliver(text(told, format.value, stream(output)), output)
    raise typer.Exit(2 if told.comparison.unread else 0 if told.comparison.nothing else 1)
