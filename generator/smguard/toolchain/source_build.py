"""Building a tool from its pinned Go modules, with the Go of this machine or that of a Python package."""

import os
import subprocess
from pathlib import Path

from smguard.errors import ToolchainError
from smguard.toolchain.golang import Go, go_for
from smguard.toolchain.install import Job, Progress, install, run
from smguard.toolchain.installed import Installed, failure, reported_version
from smguard.toolchain.pins import Tool


def build(tool: Tool, progress: Progress) -> Installed:
    """The tool, built into the cache unless another process has done so meanwhile.

    Raises ToolchainError, saying how else to get the tool, when it cannot be built.
    """
    built: list[Go] = []

    def make(job: Job) -> None:
        built.append(go := go_for(tool, progress))
        _compile(tool, go, job)

    try:
        program = install(tool.key, tool.program, f"building {tool.name} {tool.version}", make, progress)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        reason = f"{place}{error.strerror or 'the system refuses'}"
        raise ToolchainError(f"{tool.name} {tool.version} cannot be built: {reason}\n{remedy(tool)}") from error
    except ToolchainError as error:
        raise ToolchainError(f"{error}\n{remedy(tool)}") from error
    return Installed(tool.name, program, tool.version, "built" if built else "cache")


def remedy(tool: Tool) -> str:
    """What a user can do to get the tool some other way."""
    minimum = ".".join(map(str, tool.minimum_go))
    return (
        f"To get {tool.name} {tool.version}, do one of these: put that version of {tool.name} on PATH; "
        f"set {tool.variable} to its path; put Go {minimum} or newer on PATH and run the command again "
        f"with access to Go modules; set SMGUARD_CACHE to a writable folder with 4 GB free."
    )


def _compile(tool: Tool, go: Go, job: Job) -> None:
    job.progress(f"{job.label} with Go {go.version}: about {tool.seconds} s, once")
    job.out.mkdir()
    program = job.out / tool.program
    link = "-s -w"
    if tool.version_variable:
        link += f" -X {tool.version_variable}={tool.version}"
    flags = ["-trimpath", "-buildvcs=false", f"-ldflags={link}"]
    if go.own:
        flags.append("-modcacherw")  # or the scratch folder could not be removed
    command: list[str | Path] = [go.path, "build", *flags, "-o", program, tool.module]
    run(job, command, tool.folder, _go_environment(go, job.scratch))
    try:
        version = reported_version(tool, program)
    except subprocess.SubprocessError as error:
        raise ToolchainError(f"{job.label} failed: the built program does not run: {failure(error)}") from error
    if version != tool.version:
        raise ToolchainError(f"{job.label} failed: the built program reports version {version}")
    with program.open("rb+") as file:
        os.fsync(file.fileno())


def _go_environment(go: Go, scratch: Path) -> dict[str, str]:
    """The environment of a build that the pins decide; where modules come from stays the user's choice.

    Our own Go keeps nothing: its caches, gigabytes that nobody would look for, go with the scratch folder
    unless the user has named a place for them.
    """
    dropped = {"GOOS", "GOARCH", *(("GOROOT",) if go.own else ())}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    if go.own:
        for name in ("GOPATH", "GOMODCACHE", "GOCACHE"):
            environment.setdefault(name, str(scratch / name.lower()))
    return environment | {
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-mod=readonly",
        "GOWORK": "off",
        "CGO_ENABLED": "0",
        "GOTMPDIR": str(scratch),
    }
