"""What every command needs: output that is complete or exits, and the user's bundle and policies/ folder."""

import contextlib
import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from smguard.errors import SmguardError

Policies = Annotated[
    Path | None,
    typer.Option(
        help="Your policies/ folder; default: your project's, else the one that ships with smguard.", show_default=False
    ),
]
Templates = Annotated[
    Path | None, typer.Option(help="A folder of your own rule kinds, added to those that ship with smguard.")
]

_LINE = 60


def tell(text: str) -> None:
    """A line for people: to standard error, if there is one."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(_shown(f"{text}\n", sys.stderr))


def running(name: str) -> None:
    """Shows on a terminal what runs just now, until the next name; "" takes it away. Elsewhere it writes nothing."""
    if sys.stderr is not None and sys.stderr.isatty():
        with contextlib.suppress(OSError):
            sys.stderr.write(_shown(f"\r{name[:_LINE]:<{_LINE}}\r{name[:_LINE]}", sys.stderr))
            sys.stderr.flush()


def show(text: str) -> None:
    """Text to standard output, all of it: exits with 2 where nobody reads it to its end."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(_shown(text, sys.stdout))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter would try again at its end
        if not isinstance(error, BrokenPipeError):
            tell(f"error: cannot write to standard output: {error.strerror or error}")
        raise typer.Exit(2) from None


def stream(output: Path | None) -> TextIO:
    """Where text is going to be written, to be asked what it can show: a file is no terminal, and UTF-8."""
    return (sys.stdout if output is None else None) or TextIOWrapper(BytesIO(), encoding="utf-8")


def deliver(text: str, output: Path | None) -> None:
    """Text to standard output, or into a file. Raises InputError where that cannot be written."""
    if output is None:
        show(text)
        return
    from smguard.tree import write_file

    write_file(output, text.encode())


def _shown(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def policies_folder(given: Path | None) -> Path:
    """The policies/ folder that was given, else the project's, else the shipped one. Raises SmguardError."""
    if given is None:
        from smguard.project import find_project
        from smguard.shipped import folder

        project = find_project()
        return project.policies if project.has_policies else folder("policies")
    from smguard.rulebook.folder import is_policies

    try:
        there = given.is_dir()
        if there and is_policies(given):
            return given
    except OSError as error:
        raise SmguardError(f"{given}: cannot be read: {error.strerror or error}") from None
    missing = "not a policies folder (it has no rules/, organization.yaml, …)" if there else "there is no such folder"
    raise SmguardError(f"{given}: {missing}: name your policies/ folder")


def bundle_folder(given: Path | None) -> Path:
    """The bundle folder that was given, else the project's, which need not exist. Raises SmguardError."""
    if given is not None:
        return given
    from smguard.project import find_project

    return find_project().bundle
