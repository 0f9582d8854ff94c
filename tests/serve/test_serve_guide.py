"""The serving guide's commands, run in their order by one shell; its files and its proxy, used."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from smguard import tree
from smguard.delivery.store import is_revision
from smguard.serve import app, connection, desk, fleet, ledger, prefer, report, run, unpack, upload
from support.servers import ask, authority, free_port, nginx, serving, system_program
from support.workbench import shipped_bundle

GUIDE = (Path(__file__).resolve().parents[2] / "templates/docs/serve.md").read_text("utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL))
PORTS = ("8282", "8283", "8181")


@pytest.fixture
def ports() -> dict[str, str]:
    """A free port for each that the guide names."""
    return {port: str(free_port()) for port in PORTS}


def test_commands_of_the_guide_work_in_their_order(tmp_path: Path, opa: Path, ports: dict[str, str]) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(_moved(text, ports))
    trusted = authority(tmp_path / "ca")
    for name in ("server", "client"):
        for made in trusted.issue(name):
            (tmp_path / made.name).write_bytes(made.read_bytes())
    (tmp_path / "ca.pem").write_bytes(trusted.certificate.read_bytes())
    system_program("curl", "curl")
    script = "\n".join(["set -eu", "trap 'kill $(jobs -p)' EXIT", *(_moved(text, ports) for text in COMMANDS)])
    script = script.replace(
        f"--addr 127.0.0.1:{ports['8181']}", f"--addr 127.0.0.1:{ports['8181']} --disable-telemetry"
    )
    script = script.replace(
        "smguard serve bundles/secretsmanager --token-file",
        f"smguard serve bundles/secretsmanager --port {ports['8282']} --token-file",
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{opa.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "SMGUARD_OPA": str(opa)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    revisions = re.findall(r"bundles/secretsmanager: revision ([0-9a-f]{64})", done.stdout)
    assert len(set(revisions)) == len(revisions) == 3
    assert '"allow":false' in done.stdout
    assert '"states":{"failing":0,' in done.stdout
    assert "smguard_bundle_info" in done.stdout
    assert f"secretsmanager is revision {revisions[1]}" in done.stderr
    assert (tmp_path / "bundle.tar.gz").stat().st_size > 1000


def _moved(text: str, ports: dict[str, str]) -> str:
    for port, free in ports.items():
        text = text.replace(f":{port}", f":{free}").replace(f"--port {port}", f"--port {free}")
    return text


def test_proxy_of_the_guide_passes_bundles(tmp_path: Path) -> None:
    [location] = re.findall(r"<!-- nginx -->\n```nginx\n(.*?)```", GUIDE, re.DOTALL)
    tree.write(tmp_path / "secretsmanager", shipped_bundle().files)
    with (
        serving(tmp_path, tmp_path / "secretsmanager") as server,
        nginx(tmp_path / "nginx", _moved(location, {"8282": str(server.port)})) as front,
    ):
        assert is_revision(ask(f"{front}/bundles/secretsmanager").headers["etag"].strip('"'))


def test_limits_of_the_guide_are_those_of_the_code() -> None:
    said = {
        "64 KiB, 15 seconds": (connection.HEADER_BYTES == 64 * 1024, connection.BoundedProtocol.header_seconds == 15),
        "4 MiB, 16 MiB unpacked, 30 seconds": (
            upload.PACKED_BYTES == 4 * 1024**2,
            unpack.UNPACKED_BYTES == 16 * 1024**2,
            upload.SECONDS == 30,
        ),
        "100 headers, one of 16 KiB, a target of 8 KiB": (
            (connection.HEADERS, connection.FIELD_BYTES, connection.TARGET_BYTES) == (100, 16 * 1024, 8 * 1024),
        ),
        "a status, or one decision | 1 Mi": (unpack.VALUE_CHARACTERS == 1024**2,),
        "100,000 decisions of 1,000 OPAs": ((report.DECISIONS, report.REPORTERS) == (100_000, 1_000),),
        "512, 16 MiB of small and 48 MiB of large ones": (
            (upload.UPLOADS, upload.SMALL_BYTES, upload.LARGE_BYTES) == (512, 16 * 1024**2, 48 * 1024**2),
        ),
        "up to 256 KiB": (upload.SMALL == 256 * 1024,),
        "for its turn | 8 seconds": (desk.WAIT_SECONDS == 8,),
        "2,000 per second": ((app.REQUESTS, app.BURST_SECONDS, app.LONGEST_TURN) == (2000, 2, 2),),
        "`--client-share`, 25": (run.Settings(()).percent == 25,),
        "does not read | 60 seconds": (connection.BoundedProtocol.write_seconds == 60,),
        "connection | 32 |": (connection.UNANSWERED == 32,),
        "10,000 and 1,000": (ledger.OPAS == 10_000, ledger.RULES == 1_000),
        "`--connections`, 10,000": (run.Settings(()).connections == 10_000,),
        "nothing for 15 minutes": (fleet.SILENT_AFTER == 15 * 60,),
        "at most 600 seconds": (prefer.LONGEST_WAIT == 600,),
        "`--keep-days` (30) and `--keep-mib` (512)": (ledger.Limits() == ledger.Limits(30, 512 * 1024**2),),
        "gives slow clients 5 seconds more": (connection.BoundedProtocol.end_seconds == 5 < run.END_SECONDS,),
        "five times a second": (run.LOOK_SECONDS == 0.2,),
    }
    assert {text: all(true) for text, true in said.items()} == dict.fromkeys(said, True)
    assert [text for text in said if text not in " ".join(GUIDE.split())] == []
