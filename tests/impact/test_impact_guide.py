"""The guide's commands, run one after another in a repository such as the guide speaks of."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from smguard import tree
from smguard.bundle.composition import pack
from smguard.shipped import folder
from support.notes import write_notes
from support.workbench import smguard

GUIDE = (folder("templates") / "docs" / "impact.md").read_text("utf-8")
CONSOLE = re.findall(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", GUIDE, re.DOTALL)
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
EXAMPLES = Path(__file__).parents[1] / "examples"


def run(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of the guide, with this environment's smguard first on PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S602  (as a reader would type it)
        command,
        shell=True,
        cwd=cwd,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, opa: Path) -> Path:
    """A repository with policies/, the committed bundle and iam/; then its organization.yaml is the guide's."""
    place = tmp_path_factory.mktemp("guide")
    (place / "policies").mkdir()
    shutil.copy(folder("policies") / "organization.yaml", place / "policies")
    for path in sorted(EXAMPLES.rglob("*.*")):
        (place / "iam" / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place / "iam" / path.parent.name)
    assert smguard("build", cwd=place, environment={"SMGUARD_OPA": str(opa)}).returncode == 0
    for command in ("init --quiet", "add --all", "-c user.name=a -c user.email=a@example.com commit --quiet -m First"):
        assert run(f"git {command}", place).returncode == 0
    (place / "old.tar.gz").write_bytes(pack(tree.read(place / "bundles/secretsmanager")))
    ((name, text),) = re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    (place / name).write_text(text, "utf-8")
    write_notes(place / "notes")
    return place


def masked(text: str) -> str:
    """The text without what every change to a rule changes: revisions and commits."""
    return re.sub(r"\b[0-9a-f]{12}\b", "…", text)


def test_console_block_shows_true_output(repository: Path) -> None:
    ((command, output),) = CONSOLE
    done = run(command, repository)
    assert (done.returncode, masked(done.stdout)) == (1, masked(output)), done.stderr


CODES = {
    "smguard impact --policies iam --old HEAD --new bundles/secretsmanager": 0,
    "smguard impact --policies iam --old old.tar.gz --new bundles/secretsmanager": 0,
    "smguard impact --policies iam --format markdown --output impact.md": 1,
    "smguard impact --policies iam --format json --output impact.json": 1,
    "smguard build --catalog notes": 0,
    "smguard build --catalog notes --check": 0,
    "smguard build --catalog notes --per-service": 0,
    "smguard check --bundle bundles/services/s3 iam": 0,
    """python -c "from smguard.shipped import folder; print(folder('templates') / 'starter')\"""": 0,
}


def test_commands_end_as_the_guide_says(repository: Path, opa: Path) -> None:
    commands = [line for line in SHELL if not line.startswith("sh ")]
    done = {command: run(command, repository, SMGUARD_OPA=str(opa)) for command in commands}
    assert {command: one.returncode for command, one in done.items()} == CODES
    assert (repository / "impact.md").read_text("utf-8").startswith("<!-- smguard impact -->\n")
    assert json.loads((repository / "impact.json").read_text("utf-8"))["summary"]["documents"] == 7
    starter = Path(done[list(CODES)[-1]].stdout.strip())
    assert {"catalog-update.sh", "catalog-update.yml"} <= {path.name for path in starter.iterdir()}


def test_script_is_run_as_the_guide_says(repository: Path) -> None:
    (line,) = (line for line in SHELL if line.startswith("sh "))
    shutil.copy(folder("templates") / "starter" / "catalog-update.sh", repository)
    done = run(line, repository, SMGUARD_FROM="http://127.0.0.1:9/nothing.json", SMGUARD_REMOTE=".")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "catalog-update: cannot determine whether the catalog is current",
    )


def test_example_of_the_command_is_the_guide_s(repository: Path) -> None:
    shown = run("smguard impact --help", repository, COLUMNS="200").stdout.strip().splitlines()[-1]
    assert shown.strip().removeprefix("Example: ") in SHELL
