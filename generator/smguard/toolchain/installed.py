"""Finding a tool that is already on this machine."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from smguard.cache import cache_root
from smguard.errors import ToolchainError
from smguard.toolchain.pins import Tool

Origin = Literal["explicit", "path", "cache", "built"]

VERSION_SECONDS = 20
"""How long a program may take to print its version."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A tool that can be run. `path` is absolute; `version` is "unknown" where the program does not say."""

    name: str
    path: Path
    version: str
    origin: Origin


def locate(tool: Tool) -> Installed | None:
    """The tool as named by its variable, else in its pinned version from PATH, else from the cache.

    Raises ToolchainError when the variable names something that does not run.
    """
    if explicit := _explicit(tool):
        return explicit
    found = on_path(tool)
    if found and found.version == tool.version:
        return found
    return cached(tool)


def on_path(tool: Tool) -> Installed | None:
    """The first program of that name on PATH, in whatever version, or None where none there runs."""
    path = shutil.which(tool.name)
    if path is None:
        return None
    try:
        version = reported_version(tool, Path(path))
    except (OSError, subprocess.SubprocessError):
        return None
    return Installed(tool.name, Path(path).absolute(), version, "path")


def cached(tool: Tool) -> Installed | None:
    """The tool as built into the cache; the name of its folder proves its version."""
    path = toolchain_cache() / tool.key / tool.program
    return Installed(tool.name, path, tool.version, "cache") if os.access(path, os.X_OK) else None


def toolchain_cache() -> Path:
    """The folder that holds everything built or fetched for the toolchain."""
    return cache_root() / "toolchain"


def reported_version(tool: Tool, path: Path) -> str:
    """What the program at `path` says its version is, without a leading v; "unknown" if it does not say.

    Raises OSError or subprocess.SubprocessError where it does not run, fails, or takes too long.
    """
    run = subprocess.run(
        [path, *tool.version_command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=VERSION_SECONDS,
        check=True,
    )
    line = rf"""^\s*"?(?:(?:git)?version|{re.escape(tool.name)})"?[ \t]*:[ \t]*"?v?([^\s",]+)"""
    said = re.search(line, run.stdout.decode("utf-8", "replace"), re.IGNORECASE | re.MULTILINE)
    return said[1] if said else "unknown"


def _explicit(tool: Tool) -> Installed | None:
    named = os.environ.get(tool.variable)
    if not named:
        return None
    path = Path(named).absolute()
    try:
        version = reported_version(tool, path)
    except (OSError, subprocess.SubprocessError) as error:
        raise ToolchainError(
            f"{tool.variable} names {named}, which does not run: {failure(error)}. "
            f"Set it to the path of {tool.name} {tool.version}, or unset it."
        ) from error
    return Installed(tool.name, path, version, "explicit")


def failure(error: OSError | subprocess.SubprocessError) -> str:
    """Why a program did not tell its version."""
    match error:
        case OSError():
            return error.strerror or "the system refuses"
        case subprocess.TimeoutExpired():
            return f"it printed no version within {VERSION_SECONDS} seconds"
        case subprocess.CalledProcessError():
            return f"it ended with exit code {error.returncode} when asked for its version"
        case _:
            return "it cannot be started"
