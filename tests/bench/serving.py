"""Measures the bundle server with real parts on loopback: `make bench-serve`, or a part: make bench-serve PARTS=fleet.

Needs root or nginx and wrk. Times depend on the machine and on who else uses it; ratios are taken within one run.
"""

import asyncio
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from smguard.bundle.composition import Bundle, compose, pack
from smguard.bundle.plan import read_plan
from smguard.delivery import store
from smguard.toolchain import require
from support.flood import flood, large_log
from support.servers import (
    LONG_POLLING,
    Opa,
    Serving,
    ask,
    nginx,
    opa_config,
    opa_server,
    serving,
    system_program,
    until,
)
from support.workbench import ALLOW_ALL, shipped_bundle

SECONDS = 5
MIXED = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject", "logs:*"], "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????",
        },
    ],
}


@contextmanager
def published() -> Iterator[tuple[Path, Path, list[Bundle]]]:
    """A store whose stable channel is the first of two bundles that differ."""
    with tempfile.TemporaryDirectory(prefix="smguard-bench-") as made:
        folder = Path(made)
        (folder / "policies").mkdir()
        (folder / "policies/organization.yaml").write_text("fail_on: low\n")
        bundles = [shipped_bundle(), compose(read_plan(folder / "policies"))]
        for bundle in bundles:
            store.add(folder / "store", "sm", pack(bundle.files), "b")
        move(folder / "store", bundles[0])
        yield folder, folder / "store", bundles


def move(place: Path, bundle: Bundle) -> None:
    store.move_channel(place, "sm", "stable", bundle.revision, datetime.now(UTC))


def say(what: str, value: str) -> None:
    print(f"{what:<72} {value}", flush=True)


def memory(server: Serving, field: str = "VmRSS") -> float:
    """MiB that the server's process holds."""
    status = Path(f"/proc/{server.process.popen.pid}/status").read_text()
    return int(re.findall(rf"{field}:\s+(\d+) kB", status)[0]) / 1024


def publish() -> None:
    """From moving a channel to a decision by the new revision."""
    opa = require("opa", print).path
    with published() as (folder, place, bundles), ExitStack() as stack:
        server = stack.enter_context(serving(folder, place, opa=opa))
        config = opa_config(server.url, "sm/stable")
        opas: list[Opa] = []
        for wanted in (1, 50):
            while len(opas) < wanted:
                opas.append(stack.enter_context(opa_server(opa, folder / f"opa-{len(opas)}", config)))
            for one in opas:
                until(lambda one=one: one.revision == bundles[0].revision, "it runs the first revision")  # type: ignore[misc]
            time.sleep(2)
            rounds = [_round(server, place, bundles[turn % 2], opas) for turn in range(1, 5)]
            for what, at in (("given out by the server", 0), ("decided by", 1)):
                shown = " ".join(f"{one[at]:.2f}" for one in rounds)
                say(f"new revision {what}, the last of {wanted} OPA (s, four times)", shown)
            shown = " ".join(f"{one[2] / wanted:.2f}" for one in rounds)
            say(f"processor time for it of one OPA, of {wanted} (s, four times)", shown)


def _round(server: Serving, place: Path, bundle: Bundle, opas: list[Opa]) -> tuple[float, float, float]:
    """Publishes once: seconds until all have been given it, until all decide by it; processor seconds of the OPAs."""
    given, used, waiting, handed = _given(server), _used(opas), list(opas), 0.0
    begun = time.monotonic()
    move(place, bundle)
    while waiting:
        time.sleep(0.01)
        if not handed and _given(server) - given >= len(opas):
            handed = time.monotonic() - begun
        waiting = waiting[1:] if waiting[0].revision == bundle.revision else waiting
    decided = time.monotonic() - begun
    time.sleep(2)
    return handed, decided, _used(opas) - used


def _given(server: Serving) -> int:
    """How many bundles the server has given out."""
    found = re.findall(r'route="bundles",status="200"} ([\d.]+)', server.get("/metrics").text)
    return int(float(found[0])) if found else 0


def _used(opas: list[Opa]) -> float:
    """Seconds of processor time that OPAs have used."""
    ticks = 0
    for one in opas:
        fields = Path(f"/proc/{one.process.popen.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


CLIENTS = 1000


async def _poll(port: int, etag: str) -> float:
    """One simulated client: waits for another bundle than the ETag's; when it has the last byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET /bundles/sm/stable HTTP/1.1\r\nHost: x\r\nPrefer: modes=snapshot,delta;wait=300\r\n"
        f"If-None-Match: {etag}\r\n\r\n".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    assert head.startswith("http/1.1 200"), head
    assert LONG_POLLING in head, head
    await reader.readexactly(int(re.findall(r"content-length: (\d+)", head)[0]))
    writer.close()
    return time.monotonic()


async def _clients(server: Serving, place: Path, bundles: list[Bundle]) -> tuple[float, float]:
    waiting = [asyncio.create_task(_poll(server.port, f'"{bundles[0].revision}"')) for _ in range(CLIENTS)]
    while f"smguard_waiting_polls {CLIENTS}.0" not in (await asyncio.to_thread(server.get, "/metrics")).text:
        await asyncio.sleep(0.2)
    held = memory(server)
    begun = time.monotonic()
    await asyncio.to_thread(move, place, bundles[1])
    return held, max(await asyncio.gather(*waiting)) - begun


def clients() -> None:
    """A thousand clients that hold a long poll, and how soon all have the new bundle."""
    opa = require("opa", print).path
    with published() as (folder, place, bundles), serving(folder, place, opa=opa) as server:
        before = memory(server)
        held, seconds = asyncio.run(_clients(server, place, bundles))
        say(
            f"server's memory alone, with {CLIENTS} long polls, at most (MiB)",
            f"{before:.0f} {held:.0f} {memory(server, 'VmHWM'):.0f}",
        )
        say(f"until all of {CLIENTS} long-polling clients have the new bundle (s)", f"{seconds:.2f}")


def _wrk(url: str, *arguments: str) -> tuple[float, float, float]:
    """Requests per second, and the 50th and 99th percentile in milliseconds."""
    command = [str(system_program("wrk", "wrk")), "-t1", "-c16", f"-d{SECONDS}s", "--latency", *arguments, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])
    found = dict(re.findall(r"(50|99)%\s+([\d.]+[a-z]+)", said))
    return rate, _milliseconds(found["50"]), _milliseconds(found["99"])


def _milliseconds(text: str) -> float:
    number, unit = re.findall(r"([\d.]+)([a-z]+)", text)[0]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def requests() -> None:
    """Requests per second for 304 and 200, against nginx with the same file."""
    with published() as (folder, place, bundles), serving(folder, place, "--client-share", "100") as server:
        files = folder / "files"
        files.mkdir()
        (files / "sm").write_bytes(pack(bundles[0].files))
        for path in (folder, files):
            path.chmod(0o755)
        with nginx(folder / "nginx", f"root {files}; etag on;") as front:
            for status in (304, 200):
                rates = []
                for url in (f"{server.url}/bundles/sm", f"{front}/sm"):
                    etag = ask(url).headers["etag"]
                    rates.append(_wrk(url, *(("-H", f"If-None-Match: {etag}") if status == 304 else ()))[0])
                say(
                    f"requests per second with {status}: smguard, nginx, ratio",
                    f"{rates[0]:.0f} {rates[1]:.0f} {rates[0] / rates[1]:.2f}",
                )


FLOOR = 'package floor\n\ndecision := {"allow": true}\n'


def decisions() -> None:
    """One OPA under load: decisions of this bundle against a rule that says one word."""
    opa = require("opa", print).path
    with published() as (folder, place, bundles), serving(folder, place, opa=opa) as server:
        (folder / "floor").mkdir()
        (folder / "floor/floor.rego").write_text(FLOOR)
        with opa_server(opa, folder / "opa", opa_config(server.url, "sm/stable")) as one:
            until(lambda: one.revision == bundles[0].revision, "it runs the revision")
            ask(f"{one.url}/v1/policies/floor", body=FLOOR.encode(), method="PUT")
            for name, document in (("one scoped and one other statement", MIXED), ("everything", ALLOW_ALL)):
                body = json.dumps({"input": document})
                script = folder / "post.lua"
                script.write_text(
                    f'wrk.method = "POST"\nwrk.body = [=[{body}]=]\nwrk.headers["Content-Type"] = "application/json"\n'
                )
                found = [
                    _wrk(f"{one.url}/v1/data/{path}", "-s", str(script))
                    for path in ("smguard/decision", "floor/decision")
                ]
                for unit, at in (("per second", 0), ("p50 ms", 1), ("p99 ms", 2)):
                    bundle, floor = found[0][at], found[1][at]
                    say(
                        f"decisions on {name}, {unit}: bundle, floor, ratio",
                        f"{bundle:.2f} {floor:.2f} {bundle / floor:.2f}",
                    )


ENTRIES, BATCH, OPAS = 1_000_000, 5_000, 1_000


def _batch(number: int) -> bytes:
    rules = ("SM-ID-READ-ALL", "SM-ID-SVC-WILD", "SM-QA-VACUOUS", "SM-RP-PUBLIC")
    return gzip.compress(
        json.dumps(
            [
                {
                    "labels": {"id": f"opa-{n % OPAS:04}"},
                    "decision_id": f"{n:032x}",
                    "path": "smguard/decision",
                    "input": ALLOW_ALL,
                    "result": {"allow": n % 3 > 0, "findings": [{"rule": rules[n % 4], "message": "found"}]},
                }
                for n in range(number * BATCH, (number + 1) * BATCH)
            ]
        ).encode(),
        compresslevel=1,
    )


def fleet() -> None:
    """The fleet page with a thousand OPAs and a million decisions."""
    with published() as (folder, place, bundles):
        database = folder / "fleet.db"
        with serving(folder, place, "--fleet", database, "--client-share", "100") as server:
            for n in range(OPAS):
                report = {
                    "labels": {"id": f"opa-{n:04}", "region": "eu-west-1", "host": f"gateway-{n}"},
                    "bundles": {"sm/stable": {"active_revision": bundles[n % 10 == 0].revision}},
                }
                server.post("/status", json.dumps(report).encode())
            spent = 0.0
            for number in range(ENTRIES // BATCH):
                body = _batch(number)
                begun = time.monotonic()
                answer = server.post("/logs", body, {"Content-Encoding": "gzip"})
                spent += time.monotonic() - begun
                assert answer.status == 200, answer
            say("decisions taken in per second", f"{ENTRIES / spent:.0f}")
            for path in ("/fleet", "/fleet?page=3", "/fleet.json"):
                times = [_timed(lambda path=path: server.get(path)) for _ in range(7)]  # type: ignore[misc]
                size = len(server.get(path).body)
                say(
                    f"{path} with {OPAS} OPAs and {ENTRIES} decisions (median ms, kB)",
                    f"{sorted(times)[3] * 1000:.0f} {size / 1000:.0f}",
                )
            assert server.get("/fleet.json").json["decisions"]["decided"] == ENTRIES
            say("server's memory then, at most (MiB)", f"{memory(server):.0f} {memory(server, 'VmHWM'):.0f}")
        say("database (MB)", f"{database.stat().st_size / 1e6:.0f}")


def _timed(function: Callable[[], object]) -> float:
    begun = time.monotonic()
    function()
    return time.monotonic() - begun


MOST_MIB, MOST_MS = 300, 100


def flooded() -> None:
    """40 uploads at once of 15 MB each, again and again: what the others see of it, and the server's memory."""
    many = [f"127.0.1.{n}" for n in range(1, 41)]
    lists = gzip.compress(
        b"[" + b",".join([b'{"labels":{"id":"x"},"a":' + b"[" * 900 + b"]" * 900 + b"}"] * 8000) + b"]"
    )
    bombs = [gzip.compress(b" " * 200_000_000), lists, gzip.compress(b"[" + b" " * 15_000_000 + b"]")]
    for name, sources, bodies in (
        ("decisions, 40 addresses", many, [large_log(15_000_000)]),
        ("decisions, one address", ["127.0.1.1"] * 40, [large_log(15_000_000)]),
        ("bombs, 40 addresses", many, bombs),
        ("4 MB unpacked, 40 addresses", many, [b'[{"labels":{"id":"x"},"a":"' + b"x" * 4_000_000 + b'"}]']),
    ):
        with published() as (folder, place, _), serving(folder, place, "--fleet", folder / "fleet.db") as server:
            for what, found in (
                ("idle", flood(server, [], [], SECONDS, ("/health", "/bundles/sm"))),
                (name, flood(server, sources, bodies, 2 * SECONDS, ("/health", "/bundles/sm"))),
            ):
                for path, times in found.seconds.items():
                    shown = " ".join(f"{found.percentile(path, part) * 1000:.0f}" for part in (0.5, 0.99, 1))
                    say(f"{what}: {path}, p50 p99 max (ms; p99 at most {MOST_MS}), requests", f"{shown}, {len(times)}")
            say(f"{name}: memory of all processes (MiB; at most {MOST_MIB})", f"{found.memory / 2**20:.0f}")
            say(f"{name}: answers to uploads; others refused", f"{found.statuses} {dict(found.refused)}")


PARTS = {part.__name__: part for part in (publish, clients, requests, decisions, fleet, flooded)}


if __name__ == "__main__":
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
