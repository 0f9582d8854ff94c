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
        typer.Option(help="The same; without it what `smguard build` would make of ./policies.", show_default=False),
    ] = None,
    bundle: Annotated[Path, typer.Option(help="The bundle folder.")] = Path("bundles/secretsmanager"),
    format: Annotated[
        ImpactFormat, typer.Option(help="table for people, json for programs, markdown for a pull request.")
    ] = ImpactFormat.TABLE,
    output: Annotated[Path | None, typer.Option(help="Write there instead of standard output.")] = None,
) -> None:
    """Shows which verdicts another bundle would change. Exits with 0 when none do, 1 when some do, 2 when unknown."""
    from smguard.impact.assess import assess, new_side
    from smguard.impact.form import text
    from smguard.impact.side import opened
    from smguard.rulebook.folder import is_policies

    own = Path("policies")
    told = assess(policies, opened(old, bundle), new_side(new, bundle, own if is_policies(own) else None))
    deliver(text(told, format.value, stream(output)), output)
    raise typer.Exit(2 if told.comparison.unread else 0 if told.comparison.nothing else 1)
