"""The guides on signing and publishing, command by command, with real servers in place of the example ones."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smguard import tree
from smguard.delivery import store
from smguard.shipped import folder
from support.registries import AWS, opa_server, registry, s3, site
from support.servers import TOKEN, until
from support.workbench import NOTHING, shipped_bundle

REVISION = shipped_bundle().revision
BLOCK = re.compile(r"^( *)```(sh|console)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
STARTED = "opa run --server --config-file opa.yaml\n"

Run = Callable[[str], str]


def blocks(guide: str) -> list[tuple[str, str]]:
    """The kind and the text of a guide's blocks of commands."""
    text = (folder("templates") / "docs" / guide).read_text("utf-8")
    return [(found[2], re.sub(f"^{found[1]}", "", found[3], flags=re.MULTILINE)) for found in BLOCK.finditer(text)]


def masked(text: str) -> str:
    """The text without what every key and every change of a rule changes."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME", text)
    return re.sub(r"\b\d+ files\b", "N files", re.sub(r"\b[0-9a-f]{12,64}\b", "HEX", text))


@pytest.fixture
def work(tmp_path: Path, opa: Path, conftest_bin: Path) -> Iterator[tuple[Path, Run]]:
    """A user's folder, and what runs a command line there with servers at the guides' addresses."""
    tree.write(tmp_path / "bundles" / "secretsmanager", shipped_bundle().files)
    shutil.copy(folder("bundles") / "secretsmanager.wasm", tmp_path / "bundles")
    (tmp_path / "iam").mkdir()
    for path in ("policy.json", "iam/nothing.json"):
        (tmp_path / path).write_text(json.dumps(NOTHING))
    (tmp_path / "token").write_text(TOKEN)
    path = os.pathsep.join(map(str, (Path(sys.executable).parent, conftest_bin.parent, os.environ["PATH"])))
    environment = {**os.environ, **AWS, "PATH": path, "HOME": str(tmp_path), "SMGUARD_OPA": str(opa)}
    environment.pop("DOCKER_CONFIG", None)
    with registry(tmp_path / "r") as host, s3(tmp_path / "s", "policies") as bucket, site() as files, site() as other:
        places = {"https://s3.example": bucket, "https://files.example": files.url, "registry.example": host}
        places["https://bundles.example"] = other.url

        def run(command: str) -> str:
            for example, real in places.items():
                command = command.replace(example, real)
            command = command.replace("3247e3e1c222", REVISION[:12])
            done = subprocess.run(
                ["sh", "-ec", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            printed = done.stdout
            for example, real in places.items():
                printed = printed.replace(real, example)
            assert TOKEN not in printed + done.stderr
            return printed

        yield tmp_path, run


def follow(guide: str, run: Run, before: Callable[[str], None] = lambda _text: None) -> None:
    """Runs a guide from its beginning to its end; what a console block shows is what is printed.

    `before` is told each block first.
    """
    for kind, text in blocks(guide):
        before(text)
        if kind == "console":
            command, _, output = text.removeprefix("$ ").partition("\n")
            assert masked(run(command)) == masked(output)
        elif text != STARTED:
            run(text)


def test_guide_to_signing(work: tuple[Path, Run]) -> None:
    place, run = work
    follow("sign.md", run)
    assert {"signing-1.pub", "signing-2.pub", "opa.yaml", "secret"} <= {path.name for path in place.iterdir()}
    assert [kind for kind, _ in blocks("sign.md")].count("console") == 3


def test_guide_to_publishing(work: tuple[Path, Run], opa: Path) -> None:
    place, run = work
    run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out signing-1.pem")
    run("openssl pkey -in signing-1.pem -pubout -out signing-1.pub")
    (place / "earlier").mkdir()
    (place / "earlier" / "organization.yaml").write_text("fail_on: low\n")
    run("smguard build --policies earlier --output earlier-bundle --pack earlier.tar.gz --sign signing-1.pem")
    earlier = store.add(place / "store", "secretsmanager", (place / "earlier.tar.gz").read_bytes(), "earlier").revision

    def something_to_move_back_to(text: str) -> None:
        for revision in (earlier, REVISION) if "--back" in text else ():
            run(f"smguard rollout store secretsmanager stable {revision}")

    follow("publish.md", run, something_to_move_back_to)
    assert [kind for kind, _ in blocks("publish.md")].count("console") == 2
    channel = store.read_channel(place / "store", "secretsmanager", "stable")
    assert channel is not None
    assert channel.revision == earlier
    text = (place / "opa-oci.yaml").read_text().replace("/var/lib/opa", str(place / "kept"))
    with opa_server(opa, place / "opa", text, {"REGISTRY_LOGIN": "name:word"}) as server:
        until(lambda: server.revision == REVISION, "the server that is configured runs the bundle")
