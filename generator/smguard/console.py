"""Text to a person's terminal or a program's pipe: what standard output and standard error can take."""

import contextlib
import os
import sys
from typing import TextIO

import typer


def say(text: str) -> None:
    """A line for people: to standard error, if there is one."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(_shown(f"{text}\n", sys.stderr))


def emit(text: str) -> None:
    """Text to standard output, all of it: exits with 2 where nobody reads it to its end."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(_shown(text, sys.stdout))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter would try again at its end
        if not isinstance(error, BrokenPipeError):
            say(f"error: standard output cannot be written: {error.strerror or error}")
        raise typer.Exit(2) from None


def _shown(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
