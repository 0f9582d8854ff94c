"""Where opa, conftest and regal come from: named by the user, on PATH, in the cache, or built into it."""

from collections.abc import Callable
from dataclasses import dataclass

from smguard.cache import cache_root
from smguard.errors import SmguardError
from smguard.toolchain.installed import Installed, locate, on_path
from smguard.toolchain.pins import TOOLS, Tool
from smguard.toolchain.source_build import build

__all__ = ["TOOLS", "Installed", "Status", "Tool", "cache_root", "describe", "find", "require"]


@dataclass(frozen=True, slots=True)
class Status:
    """How one tool stands on this machine. `note` is empty, or says what a user would want to know."""

    tool: Tool
    installed: Installed | None
    note: str

    @property
    def origin(self) -> str:
        """Where the tool comes from: "explicit", "path", "cache", or "not installed"."""
        return self.installed.origin if self.installed else "not installed"


def find(tool: str | Tool) -> Installed | None:
    """The tool as it is on this machine; nothing is built or fetched.

    In this order: the program that its variable names (SMGUARD_OPA, …), whatever its version; the one on PATH
    if it has the pinned version; the one in the cache. Raises ToolchainError when the variable names
    something that does not run.
    """
    return locate(_pinned(tool))


def require(tool: str | Tool, progress: Callable[[str], None]) -> Installed:
    """The tool, built into the cache when it is not on this machine yet.

    `progress` gets a line when something that takes long begins, and one every ten seconds while it lasts.
    Raises ToolchainError, saying what failed and how else to get the tool.
    """
    return find(tool) or build(_pinned(tool), progress)


def describe() -> list[Status]:
    """How each tool stands, in the order of TOOLS; nothing is built, and what is wrong is in the notes."""
    return [_status(tool) for tool in TOOLS.values()]


def _status(tool: Tool) -> Status:
    try:
        found = find(tool)
    except SmguardError as error:
        return Status(tool, None, str(error))
    if found and found.origin == "explicit":
        differs = found.version != tool.version
        return Status(tool, found, f"{tool.variable} names version {found.version}" if differs else "")
    other = on_path(tool)
    if other and other.version != tool.version:
        return Status(tool, found, f"{other.path} is ignored: it is version {other.version}")
    return Status(tool, found, "")


def _pinned(tool: str | Tool) -> Tool:
    return TOOLS[tool] if isinstance(tool, str) else tool
