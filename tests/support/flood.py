"""Many uploads at once from many addresses of loopback, and how the others fare meanwhile."""

import gzip
import http.client
import json
import multiprocessing
import os
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from support.servers import Serving
from support.workbench import ALLOW_ALL

PACKED = {"Content-Encoding": "gzip"}


@cache
def large_log(size: int) -> bytes:
    """A decision log that unpacks to a little more than so many bytes."""
    finding = {"rule": "SM-ID-READ-ALL", "message": "found", "severity": "high", "document": "input"}
    entries: list[str] = []
    written = 0
    while written < size:
        entry = {
            "labels": {"id": f"flood-{len(entries) % 100}", "version": "1.22.2"},
            "decision_id": f"{len(entries):032x}",
            "path": "smguard/decision",
            "input": ALLOW_ALL,
            "result": {"allow": False, "findings": [finding, {**finding, "rule": f"R{len(entries) % 900}"}]},
        }
        entries.append(json.dumps(entry))
        written += len(entries[-1]) + 1
    return gzip.compress(f"[{','.join(entries)}]".encode(), compresslevel=6)


def exchange(
    port: int, path: str, source: str = "127.0.0.1", body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, Mapping[str, str]]:
    """One request of an address on a connection of its own: the status and headers; 0 where it was cut off."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
    try:
        line.request("GET" if body is None else "POST", path, body, dict(headers or {}))
        answer = line.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    except (OSError, http.client.HTTPException):
        return 0, {}
    finally:
        line.close()


def _upload(
    port: int,
    sources: Sequence[str],
    bodies: Sequence[bytes],
    seconds: float,
    said: "multiprocessing.Queue[dict[int, int]]",
) -> None:
    os.nice(10)  # in truth they are other machines
    end, statuses = time.monotonic() + seconds, Counter[int]()

    def go_on(number: int) -> None:
        while time.monotonic() < end:
            body = bodies[number % len(bodies)]
            headers = PACKED if body[:2] == b"\x1f\x8b" else {}
            statuses[exchange(port, "/logs", sources[number], body, headers)[0]] += 1
            time.sleep(0.05)

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(len(sources))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said.put(dict(statuses))


@dataclass
class Fared:
    """How it went: what the uploads were answered, others' seconds by path, the most memory of the server in bytes."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    memory: int = 0

    def percentile(self, path: str, part: float) -> float:
        """The seconds within which such a part of a path's requests was answered."""
        found = sorted(self.seconds[path])
        return found[min(len(found) - 1, int(part * len(found)))]


def memory(server: Serving, name: str = "VmRSS") -> int:
    """The bytes that the server's processes hold in memory."""
    found = 0
    for number in server.process.numbers:
        try:
            status = Path(f"/proc/{number}/status").read_text()
        except OSError:
            continue
        found += sum(int(size) for size in re.findall(rf"{name}:\s+(\d+) kB", status))
    return found * 1024


def flood(
    server: Serving, sources: Sequence[str], bodies: Sequence[bytes], seconds: float, paths: Sequence[str]
) -> Fared:
    """Uploads from each source, again and again, while 127.0.0.1 asks for paths."""
    fared, over = Fared(seconds={path: [] for path in paths}), threading.Event()

    def ask_on(path: str) -> None:
        while not over.is_set():
            begun = time.monotonic()
            status, _ = exchange(server.port, path)
            fared.seconds[path].append(time.monotonic() - begun)
            if status != 200:
                fared.refused[status] += 1
            time.sleep(0.01)

    def weigh() -> None:
        while not over.is_set():
            fared.memory = max(fared.memory, memory(server))
            time.sleep(0.02)

    with _uploading(server.port, sources, bodies, seconds, fared):
        threads = [threading.Thread(target=ask_on, args=(path,)) for path in paths]
        threads.append(threading.Thread(target=weigh))
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        over.set()
        for thread in threads:
            thread.join()
    return fared


@contextmanager
def _uploading(
    port: int, sources: Sequence[str], bodies: Sequence[bytes], seconds: float, fared: Fared
) -> Iterator[None]:
    """Uploads in a process of its own, so that it does not slow down who measures."""
    context = multiprocessing.get_context("spawn")
    said: multiprocessing.Queue[dict[int, int]] = context.Queue()
    process = context.Process(target=_upload, args=(port, sources, bodies, seconds + 1, said))
    process.start()
    time.sleep(1)
    try:
        yield
    finally:
        fared.statuses = said.get(timeout=120)
        process.join()
