"""The starter's script and workflow: run against a local server with a newer catalog and a local git remote."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from smguard.shipped import folder
from workbench import shipped_catalog, smguard

SCRIPT = folder("templates") / "starter" / "catalog-update.sh"
WORKFLOW = folder("templates") / "starter" / "catalog-update.yml"
BRANCH = "smguard/catalog-update"
NOTE = "policies/catalog/secretsmanager/privileges.md"


def policy(action: str, resource: str) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": resource}}


REHEARSAL = policy("secretsmanager:RehearseSecret", "*")
READER = policy("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????")


def reference(*added: str) -> bytes:
    """The shipped catalog, and some more actions, as the AWS service reference (version 1) has them."""
    flags = {"List": "IsList", "Write": "IsWrite", "Permissions management": "IsPermissionManagement"}
    actions = [
        {
            "Name": action.name,
            "ActionConditionKeys": list(shipped_catalog().keys_of(action.name)),
            "Annotations": {
                "Properties": {
                    "IsTaggingOnly": "Tagging" in action.access_levels,
                    **{flag: level in action.access_levels for level, flag in flags.items()},
                }
            },
            "Resources": [{"Name": row.name} for row in action.resource_types if row.name],
        }
        for action in shipped_catalog().actions
    ]
    properties = {"IsList": False, "IsWrite": True, "IsPermissionManagement": False, "IsTaggingOnly": False}
    new = [{"Name": name, "Annotations": {"Properties": properties}} for name in added]
    return json.dumps({"Name": "secretsmanager", "Actions": [*actions, *new], "Version": "v1.4"}).encode()


@contextmanager
def serving(content: bytes) -> Iterator[str]:
    """The address of a server that has the content under one name and nothing else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/v1/secretsmanager.json"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Last-Modified", "Tue, 24 Nov 2026 10:00:00 GMT")
            self.end_headers()
            self.wfile.write(content if found else b"")

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/secretsmanager.json"
        finally:
            server.shutdown()
            thread.join()


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


@pytest.fixture
def clone(tmp_path: Path, built: Path) -> Clone:
    environment = {
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "SMGUARD_CACHE": str(tmp_path / "cache"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin",
    }
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git", environment=environment)
    git(tmp_path, "clone", "--quiet", "remote.git", "clone", environment=environment)
    made = Clone(tmp_path / "clone", environment)
    shutil.copytree(built, made.folder, dirs_exist_ok=True)
    made.git("add", "--all")
    made.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "First")
    made.git("push", "--quiet", "origin", "HEAD:main")
    return made


def test_newer_catalog_becomes_a_branch_and_the_text_of_a_pull_request(clone: Clone) -> None:
    with serving(reference("RehearseSecret")) as url:
        done = clone.run("iam", url=url)
    said = f"pushed {BRANCH} to origin; the text of the pull request is in {clone.folder}/catalog-update.md\n"
    assert (done.returncode, done.stdout) == (0, said), done.stderr
    assert clone.heads() == ["main", BRANCH]
    clone.git("fetch", "--quiet", "origin", BRANCH)
    assert clone.git("diff", "--name-status", "main", "FETCH_HEAD").split("\n") == [
        "M\tbundles/secretsmanager.wasm",
        "M\tbundles/secretsmanager/.manifest",
        "M\tbundles/secretsmanager/data.json",
        "A\tpolicies/catalog/secretsmanager/facts.yaml",
        "A\tpolicies/catalog/secretsmanager/privileges.md",
    ]
    assert "### RehearseSecret" in clone.git("show", f"FETCH_HEAD:{NOTE}")
    assert clone.git("log", "-1", "--format=%an <%ae> %s", "FETCH_HEAD") == (
        "smguard <smguard@localhost> Update the catalog of AWS Secrets Manager"
    )
    body = (clone.folder / "catalog-update.md").read_text("utf-8")
    head, _, impact = body.partition("<!-- smguard impact -->\n")
    assert head.startswith(
        "`smguard catalog update` rebuilt the bundle from a newer catalog of AWS Secrets Manager.\n\n### What differs\n\n"
    )
    assert "RehearseSecret" in head
    assert impact.splitlines()[0].startswith("### smguard: ")
    assert "- `iam/rehearsal.json:1:" in impact
    assert "Cause: catalog: adds secretsmanager:RehearseSecret" in impact
    assert clone.git("status", "--porcelain") == "?? catalog-update.md"
    assert clone.git("worktree", "list").count("\n") == 0


def test_branch_builds_to_what_is_committed(clone: Clone) -> None:
    with serving(reference("RehearseSecret")) as url:
        assert clone.run(url=url).returncode == 0
    clone.git("fetch", "--quiet", "origin", BRANCH)
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    assert smguard("build", "--check", cwd=clone.folder).stdout == b""
    text = (clone.folder / "catalog-update.md").read_text("utf-8")
    assert text.endswith("No policies were given to `catalog-update.sh`, so what this changes for them is not known.\n")


def test_current_catalog_changes_nothing(clone: Clone) -> None:
    (clone.folder / "catalog-update.md").write_text("of an earlier run")
    with serving(reference()) as url:
        done = clone.run("iam", url=url)
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "The catalog is current"), done.stderr
    assert clone.heads() == ["main"]
    assert clone.git("status", "--porcelain") == ""


def test_what_is_proposed_already_is_not_pushed_again(clone: Clone) -> None:
    with serving(reference("RehearseSecret")) as url:
        assert clone.run("iam", url=url).returncode == 0
        first = clone.git("ls-remote", "origin", BRANCH)
        text = (clone.folder / "catalog-update.md").read_text("utf-8")
        again = clone.run("iam", url=url)
    assert again.stdout.startswith(f"{BRANCH} on origin proposes it already; "), again.stderr
    assert clone.git("ls-remote", "origin", BRANCH) == first
    told = [line for line in text.splitlines() if not line.startswith("From `")]
    newer = (clone.folder / "catalog-update.md").read_text("utf-8").splitlines()
    assert [line for line in newer if not line.startswith("From `")] == told


def test_still_newer_catalog_replaces_the_branch(clone: Clone) -> None:
    with serving(reference("RehearseSecret")) as url:
        assert clone.run(url=url).returncode == 0
    with serving(reference("RehearseSecret", "RetireSecret")) as url:
        done = clone.run(url=url, SMGUARD_BODY="text.md")
    assert done.stdout.startswith(f"pushed {BRANCH} to origin; "), done.stderr
    clone.git("fetch", "--quiet", "origin", BRANCH)
    assert clone.git("rev-parse", "FETCH_HEAD^") == clone.git("rev-parse", "main")
    assert "### RetireSecret" in clone.git("show", f"FETCH_HEAD:{NOTE}")
    assert (clone.folder / "text.md").is_file()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>Log in</html>", "catalog-update: it cannot be told whether the catalog is current\n"),
        (reference()[:5000], "catalog-update: it cannot be told whether the catalog is current\n"),
    ],
    ids=["a login page", "a download that broke off"],
)
def test_what_is_no_catalog_is_an_error_and_pushes_nothing(clone: Clone, content: bytes, said: str) -> None:
    with serving(content) as url:
        done = clone.run("iam", url=url)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(said)
    assert clone.heads() == ["main"]
    assert clone.git("status", "--porcelain") == ""
    assert clone.git("worktree", "list").count("\n") == 0


def test_policies_that_are_not_there_are_an_error(clone: Clone) -> None:
    with serving(reference("RehearseSecret")) as url:
        done = clone.run("iam", "nowhere", url=url)
    said = f"catalog-update: nowhere: there is no such file or folder in {clone.folder}\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert clone.heads() == ["main"]


def test_policies_that_cannot_be_read_are_told_in_the_text(clone: Clone) -> None:
    (clone.folder / "iam/broken.json").write_text("{")
    with serving(reference("RehearseSecret")) as url:
        done = clone.run("iam", url=url)
    assert done.returncode == 0, done.stderr
    body = (clone.folder / "catalog-update.md").read_text("utf-8")
    assert "**Not everything could be judged: see the log of the job.**\n\n<!-- smguard impact -->\n" in body
    assert "- `iam/broken.json`: " in body
    assert "- `iam/rehearsal.json:1:" in body


def test_remote_that_cannot_be_reached_is_an_error(clone: Clone) -> None:
    with serving(reference("RehearseSecret")) as url:
        done = clone.run("iam", url=url, SMGUARD_REMOTE="nowhere")
    assert done.returncode == 2
    assert done.stderr.endswith("catalog-update: nowhere cannot be reached\n")
    assert not (clone.folder / "catalog-update.md").exists()


def test_folder_outside_of_git_is_an_error(tmp_path: Path, clone: Clone) -> None:
    done = Clone(tmp_path, clone.environment).run(url="http://127.0.0.1:9/")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "catalog-update: this is no git repository: run it in a clone",
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
