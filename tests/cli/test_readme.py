"""The README's commands, run: each console block prints what it says, its own rule can be built and works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.readme import CONSOLE, ROOT, printed

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = [(block["command"], block["output"]) for block in CONSOLE.finditer(README)]


@pytest.mark.parametrize(("command", "output"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_console_block_shows_true_output(command: str, output: str) -> None:
    """`make fmt` writes them anew."""
    assert printed(command, ROOT) == output


def test_there_are_console_blocks() -> None:
    assert [command.split()[0] for command, _ in BLOCKS] == ["cat", "smguard", "smguard", "smguard"]


def test_good_examples_are_proven_clean() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "smguard", "check", "--prove", "tests/examples/good"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count("proven clean for these rules: "), done.stderr) == (0, 4, "")


def test_own_rule_is_one_file_and_works(tmp_path: Path, opa: Path) -> None:
    name, text = re.findall(r"<!-- file: (\S+rules\S+) -->\n```yaml\n(.*?)```", README, re.DOTALL)[0]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, "utf-8")
    environment = {**os.environ, "SMGUARD_OPA": str(opa)}
    smguard = [sys.executable, "-m", "smguard"]
    built = subprocess.run(
        [*smguard, "build"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    policy = tmp_path / "policy.json"
    policy.write_text(
        '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action":'
        ' "secretsmanager:UpdateSecretVersionStage",'
        ' "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????"}}',
        "utf-8",
    )
    checked = subprocess.run(
        [*smguard, "check", str(policy)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, "ACME-STAGE" in checked.stdout) == (0, True), checked.stdout + checked.stderr


def test_served_and_conftest_commands_work(tmp_path: Path, opa: Path, conftest_bin: Path) -> None:
    tarball = tmp_path / "bundle.tar.gz"
    shutil.copytree(ROOT / "bundles", tmp_path / "bundles")
    printed(f"smguard build --policies {ROOT / 'policies'} --pack {tarball}", tmp_path)
    asked = [
        str(opa),
        "eval",
        "--bundle",
        str(tarball),
        "--stdin-input",
        "--format",
        "raw",
        "data.smguard.decision.allow",
    ]
    allowed = subprocess.run(asked, input='{"Statement": []}', capture_output=True, text=True, check=False)
    assert allowed.stdout == "true\n", allowed.stderr
    command = re.findall(r"^conftest (test .+) policy\.json$", README, re.MULTILINE)[0]
    for folder, code in (("good", 0), ("bad", 1)):
        tested = subprocess.run(
            [str(conftest_bin), *command.split(), str(ROOT / "tests" / "examples" / folder / "reader.json")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert tested.returncode == code, tested.stdout + tested.stderr


SHELL = [
    line.partition(" #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("smguard ")
]


def test_commands_of_what_changes_and_of_the_fleet_work(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bundles", tmp_path / "bundles")
    shutil.copytree(ROOT / "tests/examples", tmp_path / "iam")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "bundle"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    ran = {}
    for command in SHELL:
        if not command.startswith("smguard serve"):  # test_serve_guide runs it
            arguments = [sys.executable, "-m", *command.split()]
            done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)
            ran[command] = done.returncode, done.stderr
    assert {command: code for command, (code, _) in ran.items()} == {
        "smguard build --pack bundle.tar.gz": 0,
        "smguard catalog update --check": ran["smguard catalog update --check"][0],
        "smguard impact --policies iam/ --format markdown": 0,
        "smguard opa-config http://127.0.0.1:8282/bundles/secretsmanager": 0,
    }, ran
    assert ran["smguard catalog update --check"][0] in {0, 1, 2}
    assert "Traceback" not in "".join(said for _, said in ran.values())


def test_the_exception_of_the_readme_waives(tmp_path: Path) -> None:
    name, text = re.findall(r"<!-- file: (\S+organization\.yaml) -->\n```yaml\n(.*?)```", README, re.DOTALL)[0]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "iam").mkdir()
    shutil.copy(ROOT / "tests/examples/bad/reader.json", tmp_path / "iam/backup-reader.json")
    smguard = [sys.executable, "-m", "smguard"]
    subprocess.run([*smguard, "build"], cwd=tmp_path, capture_output=True, check=True)
    checked = subprocess.run([*smguard, "check", "iam"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "critical (waived)  SM-ID-READ-ALL" in checked.stdout, checked.stdout + checked.stderr
    assert "1 waived" in checked.stdout
