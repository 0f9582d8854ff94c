"""Measures, as ratios within one run: python tests/bench/benchmark.py (make bench).

Server: timer_server_handler_ns of POST /v1/data/smguard/decision?metrics, divided by that of a one-line rule on the
same input. Whole processes: wall time, the median of several runs, divided by that of the smallest Python process.
"""

import json
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import requests

from smguard.catalog.layout import write_note
from smguard.catalog.model import LEVELS, Action, Catalog, ResourceType
from smguard.catalog.note import read_note
from smguard.engine import Engine, open_engine
from smguard.toolchain import require

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "bundles" / "secretsmanager"
SECRETS = "arn:aws:secretsmanager:us-east-1:111122223333:secret:"
FLOOR = 'package smguard.floor\n\ndecision := {"allow": count(input) > 0}\n'
TARGETS = {"scoped": "<= 5", "unrelated": "<= 2", "admin": "<= 15"}


def main() -> None:
    """Prints every figure with its target."""
    with tempfile.TemporaryDirectory(prefix="smguard-") as made:
        server(Path(made))
        processes(Path(made))
        impact(Path(made))
        services(Path(made))
        notes(Path(made))
    print(f"size of secretsmanager.wasm: {(BUNDLE.parent / 'secretsmanager.wasm').stat().st_size} bytes")


def server(folder: Path) -> None:
    """Decision time over floor in a real OPA server."""
    opa = require("opa", print).path
    bundle = folder / "bundle"
    shutil.copytree(BUNDLE, bundle, ignore=shutil.ignore_patterns("*_test.rego"))
    (bundle / "smguard" / "floor.rego").write_text(FLOOR)
    with running(opa, bundle) as url:
        for name, policy in shapes().items():
            floor, decision = handler_times(
                [f"{url}/v1/data/smguard/{rule}" for rule in ("floor/decision", "decision")], policy
            )
            target = f"  target {TARGETS[name]}" if name in TARGETS else ""
            print(f"server, {name}: {decision:.0f} us / floor {floor:.0f} us = {decision / floor:.1f}{target}")


def processes(folder: Path) -> None:
    """Whole-process times of build and check."""
    smguard = [sys.executable, "-m", "smguard"]
    corpus = folder / "corpus"
    corpus.mkdir()
    draw = random.Random(1)  # noqa: S311  (a benchmark's data)
    for i in range(1000):
        (corpus / f"{i:04}.json").write_text(json.dumps(drawn(draw), indent=2))
    one = folder / "one.json"
    one.write_text(json.dumps(shapes()["scoped"]))
    built = str(folder / "bundles" / "secretsmanager")
    bare = median(lambda: run([sys.executable, "-c", "pass"]))
    for name, command, target in (
        (
            "build without opa",
            [*smguard, "build", "--policies", str(ROOT / "policies"), "--output", built],
            "<= 1 s",
        ),
        ("check of one policy", [*smguard, "check", "--bundle", str(BUNDLE), str(one)], "<= 0.4 s"),
        ("check of 1,000 policies", [*smguard, "check", "--bundle", str(BUNDLE), str(corpus)], "<= 1 s"),
    ):
        taken = median(lambda command=command: run(command))  # type: ignore[misc]
        print(f"{name}: {taken:.2f} s = {taken / bare:.0f} x a bare python process  target {target}")


def impact(folder: Path) -> None:
    """The whole process of `smguard impact` on the 1,000 policies of `processes`, each way that a bundle is named."""
    place = folder / "repository"
    shutil.copytree(BUNDLE.parent, place / "bundles")
    (place / "policies").mkdir()
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "First"]):
        run(["git", "-C", str(place), "-c", "user.name=a", "-c", "user.email=a@example.com", *command])
    (place / "policies/organization.yaml").write_text("fail_on: medium\nrules: {SM-ID-SUFFIX: {severity: low}}\n")
    command = [sys.executable, "-m", "smguard", "impact", "--policies", str(folder / "corpus")]
    for name, options in (
        ("two folders", ["--old", str(BUNDLE), "--new", str(folder / "bundles/secretsmanager")]),
        ("HEAD and policies/ as it is now", []),
    ):
        taken = median(lambda options=options: run([*command, *options], place))  # type: ignore[misc]
        print(f"impact on 1,000 policies, {name}: {taken:.2f} s  target <= 3 s")


def services(folder: Path) -> None:
    """Building from many notes, and what a decision costs with one and with many services in the data."""
    opa = require("opa", print).path
    build = [sys.executable, "-m", "smguard", "build", "--policies", str(ROOT / "policies")]
    bundles = {}
    for number in (0, 1, 50, 100, 200, 232):
        notes, output = folder / f"notes{number}", folder / f"bundles{number}" / "secretsmanager"
        write_notes(notes, number)
        command = [*build, "--output", str(output), *(["--catalog", str(notes)] if number else [])]
        taken = median(lambda command=command: run(command), 3)  # type: ignore[misc]
        bundles[number] = output
        size = (output / "data.json").stat().st_size
        target = "  target <= 10 s" if number == 232 else ""
        print(f"build with {number} other services: {taken:.2f} s, data.json {size:,} bytes{target}")
    output = folder / "services"
    each = [*build, "--output", str(output), "--catalog", str(folder / "notes232"), "--per-service"]
    print(f"build of 232 bundles, one a service: {median(lambda: run(each), 1):.2f} s  target <= 10 s")
    known = document(allow([f"service000:DescribeThing{i:02}" for i in range(34)] * 4, "*"))
    policies = {**shapes(), "known actions of another service": known}
    numbers = (0, 1, 232)
    engines = [open_engine("embedded", bundles[number], workers=1) for number in numbers]
    with ExitStack() as stack:
        servers = [stack.enter_context(running(opa, bundles[number])) for number in numbers]
        for name, policy in policies.items():
            none, one, many = handler_times([f"{url}/v1/data/smguard/decision" for url in servers], policy)
            own = processor_times(engines, policy)
            print(
                f"decision, {name}: server {one:.0f} us with 1 other service, {many:.0f} us with 232: "
                f"ratio {many / one:.2f}; embedded {own[1]:.0f} us, {own[2]:.0f} us: ratio {own[2] / own[1]:.2f}"
                f"  target 1.0 (without others: {none:.0f} us, {own[0]:.0f} us)"
            )


def processor_times(engines: list[Engine], policy: object) -> list[float]:
    """The least processor time of each engine for a decision, asked in turn, in microseconds.

    Other work on the machine does not lengthen it.
    """
    payloads = [json.dumps(policy).encode()] * 100
    times: list[list[float]] = [[] for _ in engines]
    for _ in range(7):
        for engine, taken in zip(engines, times, strict=True):
            start = time.process_time()
            engine.evaluate(payloads)
            taken.append((time.process_time() - start) / len(payloads) * 1e6)
    return [min(taken) for taken in times]


def write_notes(folder: Path, number: int) -> None:
    """Notes on so many services of 34 actions each, as AWS's 232 have on average."""
    folder.mkdir()
    row = json.dumps({"": {"resource_type": "", "required": False, "condition_keys": [], "dependent_actions": []}})
    block = f"- description: Does it.\n- access level: Read\n- resource types\n```\n{row}\n```\n"
    actions = "".join(f"### DescribeThing{i:02}\n{block}" for i in range(34))
    for i in range(number):
        head = f"# Service {i}\n- prefix: service{i:03}\n\n## Privileges\n"
        (folder / f"iam.service{i:03}.md").write_text(head + actions)


def notes(folder: Path) -> None:
    """Reading a note for each of 232 services, and writing it again, each divided by reading the same rows as JSON."""
    draw = random.Random(2)  # noqa: S311  (a benchmark's data)
    place = folder / "notes"
    place.mkdir()
    for i in range(232):
        (place / f"{i:03}.md").write_text(write_note(drawn_catalog(draw, f"service{i}")))
    paths = sorted(place.glob("*.md"))
    catalogs = [read_note(path) for path in paths]
    blocks = [block for path in paths for block in re.findall(r"^```\n(.*?)^```", path.read_text(), re.M | re.S)]
    as_json = median(lambda: [json.loads(block) for block in blocks])
    reading = median(lambda: [read_note(path) for path in paths])
    writing = median(lambda: [write_note(catalog) for catalog in catalogs])
    actions = sum(len(catalog.actions) for catalog in catalogs)
    print(f"reading 232 notes, {actions} actions: {reading:.2f} s = {reading / as_json:.0f} x reading their JSON")
    print(f"writing 232 notes: {writing:.2f} s = {writing / as_json:.0f} x reading their JSON")


def drawn_catalog(draw: random.Random, prefix: str) -> Catalog:
    """A catalog of the size that services have: 34 actions on average, few with hundreds."""
    keys = ["aws:ResourceTag/${TagKey}", "aws:RequestTag/${TagKey}", "aws:TagKeys", f"{prefix}:Owner"]
    actions = []
    for i in range(min(600, 1 + int(draw.expovariate(1 / 34)))):
        rows = [
            ResourceType(f"type{n}", n == 0, tuple(draw.sample(keys, 2)), ())
            for n in range(draw.choice([0, 1, 1, 2, 4]))
        ]
        own = ResourceType("", False, tuple(draw.sample(keys, draw.randint(0, 4))), ())
        level = frozenset({draw.choice(LEVELS)})
        actions.append(Action(f"Action{i:03}", "Grants permission to act on a thing", level, (*rows, own), 1))
    return Catalog(prefix, prefix.title(), tuple(actions))


def shapes() -> dict[str, dict[str, Any]]:
    """The documents that decisions are timed on."""
    services = ("ec2", "s3", "iam", "dynamodb", "sqs", "sns", "logs", "lambda")
    read = allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], f"{SECRETS}app-??????")
    everything = allow("secretsmanager:*", "*")
    region = {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}
    return {
        "scoped": document(read),
        "unrelated": document(allow([f"{services[i % 8]}:Action{i}Thing" for i in range(150)], "*")),
        "mixed": document(
            read,
            allow("s3:*", "*"),
            {
                **allow(["secretsmanager:CreateSecret", "kms:Decrypt"], "*"),
                "Condition": {"StringEquals": {"aws:RequestTag/team": "x"}},
            },
        ),
        "admin": document(allow("*", "*")),
        "deny": document(everything, {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": region}),
    }


def drawn(draw: random.Random) -> dict[str, Any]:
    """A policy such as real ones: mostly other services, some secrets, few of them wide open."""
    statements = [
        allow([f"s3:Get{i}" for i in range(draw.randint(1, 20))], "arn:aws:s3:::bucket/*")
        for _ in range(draw.randint(0, 3))
    ]
    kind = draw.random()
    names = [f"{SECRETS}app-{draw.randint(1, 99)}-??????" for _ in range(draw.randint(1, 4))]
    if kind < 0.6:
        statements.append(allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], names))
    elif kind < 0.7:
        statements.append(allow("secretsmanager:*", f"{SECRETS}team-{draw.randint(1, 9)}/*"))
    elif kind < 0.8:
        statements.append(allow("secretsmanager:GetSecretValue", "*"))
    elif kind < 0.85:
        statements.append(allow("*", "*"))
    elif kind < 0.9:
        guarded = {
            **allow("secretsmanager:GetSecretValue", "*"),
            "Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}},
        }
        statements.append(guarded)
    return document(*statements) if statements else document(allow("ec2:DescribeInstances", "*"))


def allow(actions: object, resources: object) -> dict[str, Any]:
    """An Allow statement."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


def document(*statements: object) -> dict[str, Any]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


@contextmanager
def running(opa: Path, bundle: Path) -> Iterator[str]:
    """The address of an OPA server with the bundle."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [
        str(opa),
        "run",
        "--server",
        "--addr",
        address,
        "--log-level",
        "error",
        "--bundle",
        str(bundle),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    requests.get(f"http://{address}/health?bundles", timeout=1).raise_for_status()
                    break
                except requests.RequestException:
                    time.sleep(0.1)
            yield f"http://{address}"
        finally:
            process.terminate()


def handler_times(urls: list[str], policy: object) -> list[float]:
    """The median time of the server's handler for each address, asked in turn, in microseconds."""
    times: list[list[int]] = [[] for _ in urls]
    with requests.Session() as session:
        for _ in range(400):
            for url, taken in zip(urls, times, strict=True):
                answer = session.post(f"{url}?metrics", json={"input": policy}, timeout=10).json()
                taken.append(answer["metrics"]["timer_server_handler_ns"])
    return [statistics.median(taken[100:]) / 1000 for taken in times]


def median(call: Callable[[], object], calls: int = 5) -> float:
    """The median wall time of so many calls after one more, in seconds."""
    call()
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run(command: list[str], place: Path | None = None) -> None:
    """Runs a command in a folder and drops what it prints; findings are no failure."""
    done = subprocess.run(command, cwd=place, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())


if __name__ == "__main__":
    main()
