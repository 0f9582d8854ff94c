"""The built package, in an environment of its own, outside the repository, on a machine without Go and opa."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from smguard import __version__
from smguard.bundle.composition import revision_of
from smguard.engine import compiled_path, read_stamp
from smguard.shipped import folder
from support.workbench import shipped_plan, smguard, to_yaml

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
    },
}
"""Open to another account, which is a finding where the organisation says which accounts are its own."""

Run = Callable[..., tuple[int, str, str]]


def build(kind: str, source: Path, target: Path) -> Path:
    """The one archive that the package's own build backend makes."""
    command: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the installed wheel; what it depends on comes from the environment of the tests."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(place, symlinks=True)
    python = place / "bin/python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", wheel], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return place / "bin/smguard"


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs a command in an empty folder, with nothing of this machine but the system's own programs."""
    environment = {name: "" for name in os.environ if name.startswith(("SMGUARD_", "PYTHON", "XDG_"))}
    environment |= {"PATH": "/nonexistent", "HOME": str(tmp_path / "home"), "SMGUARD_CACHE": str(tmp_path / "cache")}

    def command(*arguments: str) -> tuple[int, str, str]:
        done = smguard(*arguments, cwd=tmp_path, environment=environment, command=(installed,))
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return command


def test_what_is_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {"smguard/py.typed", "smguard/toolchain/go.txt", "smguard/toolchain/opa/go.sum"}
    for shipped in ("templates", "policies", "bundles"):
        files = [path for path in folder(shipped).rglob("*") if path.is_file()]
        expected |= {f"smguard/shipped/{path.relative_to(folder(shipped).parent).as_posix()}" for path in files}
    assert expected - names == set()
    assert [name for name in names if not name.startswith(("smguard/", f"smguard-{__version__}.dist-info/"))] == []


def test_a_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", ROOT, tmp_path / "made")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    again = build("wheel", source, tmp_path / "again")

    def content(path: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(path) as opened:
            return {name: opened.read(name) for name in opened.namelist()}

    assert content(again) == content(wheel)


def test_the_package_is_not_the_checkout(installed: Path) -> None:
    code = "import smguard.shipped as s; print(s.__file__); print(s.folder('bundles'))"
    environment = {"PATH": "/nonexistent"}
    done = subprocess.run(
        [installed.with_name("python"), "-c", code],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.startswith(str(installed.parent.parent)) for line in done.stdout.splitlines()] == [True, True]


def test_check(run: Run, tmp_path: Path) -> None:
    reads_all = {"Statement": {"Effect": "Allow", "Action": "secretsmanager:Get*", "Resource": "*"}}
    (tmp_path / "policy.json").write_text(json.dumps(reads_all))
    (tmp_path / "good.yaml").write_text("Statement: []\n")
    code, said, complained = run("check", "policy.json")
    assert (code, complained) == (1, "")
    assert "  SM-ID-READ-ALL  " in said
    revision = revision_of(folder("bundles") / "secretsmanager")[:12]
    code, said, complained = run("check", "good.yaml")
    assert (code, complained) == (0, "")
    bundle = r"bundle \S+/smguard/shipped/bundles/secretsmanager \(ships with smguard\)"
    assert re.fullmatch(rf"1 document, no findings; {bundle}, revision {revision}\n", said)


def test_rules_and_catalog(run: Run) -> None:
    assert [line.split()[0] for line in run("rules")[1].split("\n\n")[0].splitlines()] == [
        rule.id for rule in shipped_plan().rules
    ]
    assert run("rules", "SM-ID-READ-ALL")[0] == 0
    assert run("catalog", "show", "GetSecretValue")[0] == 0
    assert run("--version") == (0, f"smguard {__version__}\n", "")


def test_the_files_that_the_readme_names_are_there(run: Run) -> None:
    code, said, _ = run("--files")
    place = Path(said.rstrip("\n"))
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"(?:templates|policies)/[A-Za-z/]+\.(?:toml|schema\.json|md)", readme))
    assert code == 0
    assert {"templates/starter/conftest.toml", "templates/docs/serve.md"} <= named
    assert [name for name in sorted(named) if not (place / name).is_file()] == []


def test_opa_is_asked_for_with_a_way_to_get_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('{"Statement": []}')
    assert run("toolchain")[0] == 0
    assert run("toolchain")[1].splitlines()[0] == "opa 1.22.2: not installed"


def test_parameters_of_ones_own_need_no_opa(run: Run, tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text(json.dumps(PUBLIC))
    assert "SM-RP-EXTERNAL" not in run("check", "policy.json")[1]
    organization = {"fail_on": "high", "parameters": {"accounts": ["111122223333"]}}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/organization.yaml").write_text(to_yaml(organization))
    code, said, complained = run("build", "--policies", "mine")
    bundle = tmp_path / "bundles/secretsmanager"
    assert (code, said) == (0, f"bundles/secretsmanager: revision {revision_of(bundle)}\n")
    assert "opa" not in complained
    stamp = read_stamp(compiled_path(bundle).read_bytes())
    assert stamp is not None
    assert stamp.revision == revision_of(bundle) != revision_of(folder("bundles") / "secretsmanager")
    code, said, _ = run("check", "policy.json")
    assert (code, "  SM-RP-EXTERNAL  " in said) == (1, True)
    assert run("build", "--policies", "mine", "--check") == (0, "", "")
