"""Making something in the toolchain's cache: whole or not at all, by one process at a time, with a log."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from smguard.errors import ToolchainError
from smguard.toolchain.installed import toolchain_cache

Progress = Callable[[str], None]

HEARTBEAT = 10.0
"""Seconds between two signs of life."""

LIMIT = 1800.0
"""Seconds after which a command that has not ended is stopped."""

TAIL = 5
"""Lines of its output that a failing command contributes to the error."""


@dataclass(frozen=True, slots=True)
class Job:
    """One installation under way. What is made goes to `out`, which does not exist yet.

    `scratch` is an empty folder in the same file system that does not outlive the job.
    """

    label: str
    out: Path
    scratch: Path
    log: Path
    progress: Progress


def install(key: str, program: str, label: str, make: Callable[[Job], None], progress: Progress) -> Path:
    """The path of `program` in the folder `key` of the cache, made by `make` now or on an earlier occasion.

    The folder appears under its name only when `make` has returned, and one without an executable `program`
    is made anew. Raises OSError where the cache cannot be used.
    """
    root = toolchain_cache()
    final = root / key
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _lock(root / f".{key}.lock", label, progress):
        if os.access(final / program, os.X_OK):
            return final / program
        for left in (final, *root.glob(f".{key}.tmp-*")):  # by a process that was killed: the lock is ours
            shutil.rmtree(left, ignore_errors=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{key}.tmp-", dir=root))
        try:
            job = Job(label, temporary / "out", temporary / "scratch", root / f"{key}.log", progress)
            job.scratch.mkdir()
            job.log.write_bytes(b"")
            make(job)
            job.out.replace(final)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return final / program


def run(job: Job, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> None:
    """Run a command with its output appended to the job's log, and report every HEARTBEAT seconds.

    When this is interrupted, the command and what it started are ended too. Raises ToolchainError, which
    names the log, when the command fails or takes longer than LIMIT, and OSError when it cannot be started.
    """
    with job.log.open("ab") as log:
        log.write(f"\n$ {shlex.join(map(str, command))}\n".encode())
        log.flush()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(job, process)
        finally:
            if process.poll() is None:
                _kill(process)
                process.wait()
    if process.returncode != 0:
        raise ToolchainError(f"{job.label} failed:\n{_tail(job.log)}\nAll of its output: {job.log}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and, where the system has process groups, all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _wait(job: Job, process: subprocess.Popen[bytes]) -> None:
    start = time.monotonic()
    while time.monotonic() - start < LIMIT:
        try:
            process.wait(HEARTBEAT)
        except subprocess.TimeoutExpired:
            job.progress(f"{job.label}: {time.monotonic() - start:.0f} s")
        else:
            return
    raise ToolchainError(f"{job.label} was stopped after {LIMIT:.0f} s. Its output: {job.log}")


@contextmanager
def _lock(path: Path, label: str, progress: Progress) -> Iterator[None]:
    """The block runs in one process at a time; the system releases the lock of a process that ends, however it ends."""
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    seconds = 0.0
    while not lock.is_locked:
        try:
            lock.acquire(timeout=seconds, poll_interval=0.1)
        except Timeout:
            progress(f"{label}: waiting for another process that does the same")
            seconds = HEARTBEAT
    try:
        yield
    finally:
        lock.release()


def _tail(log: Path) -> str:
    """The last few lines that the last command in a log has printed, indented."""
    output = log.read_text("utf-8", "replace").rpartition("\n$ ")[2].splitlines()[1:]
    lines = [line.strip() for line in output if line.strip()]
    return "\n".join(f"    {line}" for line in lines[-TAIL:] or ["it printed nothing"])
