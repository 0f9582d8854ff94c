"""The starter's script and workflow: run against a local server with a newer catalog and a local git remote."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from smguard.shipped import folder
from support.loopback import body, serving
from support.vault import BATCH, reference
from support.workbench import shipped_catalog, smguard

SCRIPT = folder("templates") / "starter" / "catalog-update.sh"
WORKFLOW = folder("templates") / "starter" / "catalog-update.yml"
BRANCH = "smguard/catalog-update"
NOTE = "policies/catalog/secretsmanager/privileges.md"


def policy(action: str, resource: str) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": resource}}


REHEARSAL = policy("secretsmanager:RehearseSecret", "*")
READER = policy("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????")


def newer(*added: str) -> str:
    """The shipped catalog with some more actions, as the AWS service reference (version 1) has it."""
    return json.dumps(reference(shipped_catalog(), **dict.fromkeys(added, BATCH)))


@contextmanager
def offering(content: str) -> Iterator[str]:
    """The address of a server that has the content under one name and nothing else."""
    answer = body(content, {"Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"})
    with serving({"/v1/secretsmanager.json": answer}) as server:
        yield f"{server.url}/v1/secretsmanager.json"


def git(place: Path, *arguments: str, environment: Mapping[str, str]) -> str:
    """What git prints; it must succeed."""
    done = subprocess.run(
        ["git", *arguments], cwd=place, env=dict(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, opa: Path) -> Path:
    """A folder with policies/ of its own and their bundle, built once."""
    place = tmp_path_factory.mktemp("built")
    (place / "policies").mkdir()
    (place / "policies/organization.yaml").write_text("fail_on: medium\n")
    (place / "iam").mkdir()
    (place / "iam/rehearsal.json").write_text(json.dumps(REHEARSAL))
    (place / "iam/reader.json").write_text(json.dumps(READER))
    done = smguard("build", cwd=place, environment={"SMGUARD_OPA": str(opa)})
    assert done.returncode == 0, done.stderr
    return place


@dataclass(frozen=True)
class Clone:
    """A clone of a bare repository; `environment` knows nobody's settings and no opa."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The script, run in the clone by the plainest shell there is."""
        shell = shutil.which("dash") or "sh"
        return subprocess.run(
            [shell, str(SCRIPT), *arguments],
            cwd=self.folder,
            env={**self.environment, "SMGUARD_FROM": url, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def git(self, *arguments: str) -> str:
        """What git prints; it must succeed."""
        return git(self.folder, *arguments, environment=self.environment)

    def heads(self) -> list[str]:
        """The branches of the remote."""
        return [line.split("refs/heads/")[1] for line in self.git("ls-remote", "--heads", "origin").splitlines()]


def cloned(place: Path, built: Path, cache: Path) -> Clone:
    """A clone in a folder, of a bare repository beside it that has what was built."""
    environment = {
        "HOME": str(place),
        "GIT_CONFIG_NOSYSTEM": "1",
        "SMGUARD_CACHE": str(cache),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin",
    }
    git(place, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git", environment=environment)
    git(place, "clone", "--quiet", "remote.git", "clone", environment=environment)
    made = Clone(place / "clone", environment)
    shutil.copytree(built, made.folder, dirs_exist_ok=True)
    made.git("add", "--all")
    made.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "First")
    made.git("push", "--quiet", "origin", "HEAD:main")
    return made


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def clone(tmp_path: Path, built: Path, cache: Path) -> Clone:
    return cloned(tmp_path, built, cache)


@pytest.fixture(scope="module")
def proposed(
    tmp_path_factory: pytest.TempPathFactory, built: Path, cache: Path
) -> tuple[Clone, subprocess.CompletedProcess[str]]:
    """A clone in which the script has run once, with one more action in the catalog, and what it said."""
    made = cloned(tmp_path_factory.mktemp("proposed"), built, cache)
    with offering(newer("RehearseSecret")) as url:
        return made, made.run("iam", url=url)


@pytest.fixture
def later(tmp_path: Path, proposed: tuple[Clone, subprocess.CompletedProcess[str]]) -> Clone:
    """A copy of that clone and its remote."""
    first, _ = proposed
    shutil.copytree(first.folder.parent, tmp_path, dirs_exist_ok=True)
    made = Clone(tmp_path / "clone", {**first.environment, "HOME": str(tmp_path)})
    made.git("remote", "set-url", "origin", str(tmp_path / "remote.git"))
    return made


def test_newer_catalog_becomes_a_branch(later: Clone, proposed: tuple[Clone, subprocess.CompletedProcess[str]]) -> None:
    first, done = proposed
    said = f"pushed {BRANCH} to origin; the text of the pull request is in {first.folder}/catalog-update.md\n"
    assert (done.returncode, done.stdout) == (0, said), done.stderr
    assert later.heads() == ["main", BRANCH]
    later.git("fetch", "--quiet", "origin", BRANCH)
    changed = later.git("diff", "--name-status", "main", "FETCH_HEAD").split("\n")
    assert [line for line in changed if not line.endswith("_test.rego")] == [
        "M\tbundles/secretsmanager.wasm",
        "M\tbundles/secretsmanager/.manifest",
        "M\tbundles/secretsmanager/data.json",
        "A\tpolicies/catalog/secretsmanager/facts.yaml",
        "A\tpolicies/catalog/secretsmanager/privileges.md",
    ]
    assert "### RehearseSecret" in later.git("show", f"FETCH_HEAD:{NOTE}")
    assert later.git("log", "-1", "--format=%an <%ae> %s", "FETCH_HEAD") == (
        "smguard <smguard@localhost> Update the catalog of AWS Secrets Manager"
    )
    assert later.git("status", "--porcelain") == "?? catalog-update.md"
    assert later.git("worktree", "list").count("\n") == 0
    later.git("checkout", "--quiet", "FETCH_HEAD")
    assert smguard("build", "--check", cwd=later.folder).stdout == b""


def test_text_of_the_pull_request_says_what_differs_and_what_it_changes(later: Clone) -> None:
    text = (later.folder / "catalog-update.md").read_text("utf-8")
    head, _, impact = text.partition("<!-- smguard impact -->\n")
    assert head.splitlines()[:4] == [
        "`smguard catalog update` rebuilt the bundle from a newer catalog of AWS Secrets Manager.",
        "",
        "### What differs",
        "",
    ]
    assert "RehearseSecret" in head
    assert impact.splitlines()[0].startswith("### smguard: 1 finding changes in 1 file of 2 documents: 1 gone")
    assert "- `iam/rehearsal.json:1:" in impact
    assert "Cause: catalog: adds secretsmanager:RehearseSecret" in impact


def test_what_is_proposed_already_is_not_pushed_again(later: Clone) -> None:
    first = later.git("ls-remote", "origin", BRANCH)
    with offering(newer("RehearseSecret")) as url:
        again = later.run(url=url)
    assert again.stdout.startswith(f"{BRANCH} on origin already proposes it; "), again.stderr
    assert later.git("ls-remote", "origin", BRANCH) == first
    text = (later.folder / "catalog-update.md").read_text("utf-8")
    assert text.endswith("No policies were given to `catalog-update.sh`, so the effect on them is not known.\n")


def test_still_newer_catalog_replaces_the_branch(later: Clone) -> None:
    (later.folder / "iam/broken.json").write_text("{")
    with offering(newer("RehearseSecret", "RetireSecret")) as url:
        done = later.run("iam", url=url, SMGUARD_BODY="text.md")
    assert done.stdout.startswith(f"pushed {BRANCH} to origin; "), done.stderr
    later.git("fetch", "--quiet", "origin", BRANCH)
    assert later.git("rev-parse", "FETCH_HEAD^") == later.git("rev-parse", "main")
    assert "### RetireSecret" in later.git("show", f"FETCH_HEAD:{NOTE}")
    text = (later.folder / "text.md").read_text("utf-8")
    assert "**Not everything could be judged: see the log of the job.**\n\n<!-- smguard impact -->\n" in text
    assert "- `iam/broken.json`: " in text
    assert "- `iam/rehearsal.json:1:" in text


def test_current_catalog_changes_nothing(clone: Clone) -> None:
    (clone.folder / "catalog-update.md").write_text("of an earlier run")
    with offering(newer()) as url:
        done = clone.run("iam", url=url)
    assert (done.returncode, done.stdout.partition(",")[0]) == (0, "The catalog is current"), done.stderr
    assert clone.heads() == ["main"]
    assert clone.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html>Log in</html>", "catalog-update: cannot determine whether the catalog is current\n"),
        (newer()[:5000], "catalog-update: cannot determine whether the catalog is current\n"),
    ],
    ids=["a login page", "a download that broke off"],
)
def test_what_is_no_catalog_is_an_error_and_pushes_nothing(clone: Clone, content: str, said: str) -> None:
    with offering(content) as url:
        done = clone.run("iam", url=url)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(said)
    assert clone.heads() == ["main"]
    assert clone.git("status", "--porcelain") == ""
    assert clone.git("worktree", "list").count("\n") == 0


def test_policies_that_are_not_there_are_an_error(clone: Clone) -> None:
    with offering(newer("RehearseSecret")) as url:
        done = clone.run("iam", "nowhere", url=url)
    said = f"catalog-update: nowhere: no such file or folder in {clone.folder}\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert clone.heads() == ["main"]


def test_remote_that_cannot_be_reached_is_an_error(clone: Clone) -> None:
    with offering(newer("RehearseSecret")) as url:
        done = clone.run("iam", url=url, SMGUARD_REMOTE="nowhere")
    assert done.returncode == 2
    assert done.stderr.endswith("catalog-update: cannot reach nowhere\n")
    assert not (clone.folder / "catalog-update.md").exists()


def test_folder_outside_of_git_is_an_error(tmp_path: Path, clone: Clone) -> None:
    done = Clone(tmp_path, clone.environment).run(url="http://127.0.0.1:9/")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "catalog-update: this is not a git repository: run it in a clone",
    )


def test_workflow_runs_the_script_and_gives_only_the_rights_it_needs() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert workflow[True] == {"schedule": [{"cron": "17 5 * * 1-5"}], "workflow_dispatch": None}  # YAML 1.1's "on"
    steps = workflow["jobs"]["update"]["steps"]
    assert "sh .github/workflows/catalog-update.sh $POLICIES" in [step.get("run") for step in steps]
    assert workflow["env"]["SMGUARD_BRANCH"] == BRANCH
    script = SCRIPT.read_text("utf-8")
    assert {name for name in workflow["env"] if name.startswith("SMGUARD_")} <= set(re.findall(r"SMGUARD_\w+", script))
    assert "${{" not in "".join(step["run"] for step in steps if "run" in step)  # nothing is pasted into a shell


@pytest.mark.parametrize("step", ["Install smguard, opa and regal", "Open or renew the pull request"])
def test_workflow_s_shell_lines_are_well_formed(step: str) -> None:
    steps = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["update"]["steps"]
    (text,) = (one["run"] for one in steps if one.get("name") == step)
    assert subprocess.run(["sh", "-n"], input=text, text=True, capture_output=True, check=False).returncode == 0
