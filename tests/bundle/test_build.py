"""`smguard build` under bad conditions: killed, no room, no permission, foreign folders, odd surroundings.

Whatever happens, what was there before is whole, and the next build is fine.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from smguard import tree
from smguard.bundle.composition import compose, revision_of
from smguard.bundle.plan import read_plan
from smguard.engine import compiled_path, read_stamp
from support.scale import WHOLE
from support.workbench import NO_OPA, ORDINARY, RULE, Built, Json, build_into, rule, shipped_bundle, smguard, write_rule

POLICY = b'{"Statement": []}'
OTHER = "fail_on: low\n"


@pytest.fixture(scope="module")
def built(opa: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_into(tmp_path_factory.mktemp("built") / "secretsmanager", shipped_bundle(), opa)


@pytest.fixture
def mine(built: Built, tmp_path: Path) -> Path:
    """A built bundle where users have theirs, and policies that ask for another one."""
    place = tmp_path / "bundles/secretsmanager"
    restore(built, place)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/organization.yaml").write_text(OTHER)
    return place


def restore(built: Built, place: Path) -> None:
    tree.write(place, built.bundle.files)
    compiled_path(place).write_bytes(built.wasm.read_bytes())


def content(place: Path) -> tuple[dict[str, bytes], bytes]:
    return tree.read(place), compiled_path(place).read_bytes()


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def check(cwd: Path) -> tuple[int, str]:
    """The exit code, and what is told but for the note that the policies are newer than a bundle that stayed old."""
    done = smguard("check", "-", cwd=cwd, given=POLICY)
    lines = done.stderr.decode().splitlines(keepends=True)
    return done.returncode, "".join(
        line for line in lines if not line.startswith("note: bundles/secretsmanager is older")
    )


# Killed

WATCHED = ["open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "shutil.rmtree"]
UNTIL = f"""
import os, sys

seen = []

def watch(event, arguments):
    if event in {WATCHED} and PLACE in repr(arguments):
        seen.append(event)
        if len(seen) == LAST:
            os.kill(os.getpid(), 9)

LAST, PLACE = int(sys.argv.pop(1)), os.sep + "bundles"
from smguard.cli import app
sys.addaudithook(watch)
app(standalone_mode=False)
print(*seen)
"""


def build_until(cwd: Path, call: int) -> subprocess.CompletedProcess[bytes]:
    """A build that is killed when it begins its nth call on the bundles folder; 0 prints them all."""
    command = [sys.executable, "-c", UNTIL, str(call), "build"]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **NO_OPA}, capture_output=True, check=False)


def test_killed_build_leaves_the_old_or_the_new_and_the_next_is_fine(built: Built, mine: Path, tmp_path: Path) -> None:
    old = content(mine)
    counted = build_until(tmp_path, 0)
    assert counted.returncode == 0, counted.stderr.decode()
    new = content(mine)
    assert new[0] != old[0]
    assert new[1] != old[1]
    calls = counted.stdout.decode().splitlines()[-1].split()
    assert len(calls) > 100
    # Nothing is there yet; half of the new folder; the folders are about to be exchanged; they are; the module is too;
    # the old folder is gone.
    replacing = calls.index("os.rename") + 1
    matter = {1, len(calls) // 2, replacing - 1, replacing, replacing + 1, len(calls)}
    seen = set()
    for call in range(1, len(calls) + 1) if WHOLE else sorted(matter):
        restore(built, mine)
        assert build_until(tmp_path, call).returncode == -signal.SIGKILL
        folder, wasm = content(mine)
        assert folder in (old[0], new[0])
        assert wasm in (old[1], new[1])
        state = folder == new[0], wasm == new[1]
        if state not in seen:
            seen.add(state)
            code, said = check(tmp_path)
            assert (code, "run `smguard build`" in said) == ((0, False) if state[0] == state[1] else (2, True))
            assert smguard("build", cwd=tmp_path, environment=NO_OPA).returncode == 0
            assert (content(mine), hidden(mine.parent)) == (new, [])
    assert seen == {(False, False), (True, False), (True, True)}


def test_killed_while_opa_compiles_leaves_the_old(opa: Path, built: Built, mine: Path, tmp_path: Path) -> None:
    write_rule(tmp_path / "policies", RULE)
    old = content(mine)
    slow = tmp_path / "slow-opa"
    slow.write_text(f'#!/bin/sh\n[ "$1" = build ] && echo $$ > {tmp_path}/pid && exec sleep 60\nexec {opa} "$@"\n')
    slow.chmod(0o755)
    environment = {**os.environ, "SMGUARD_OPA": str(slow), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-m", "smguard", "build"], cwd=tmp_path, env=environment) as process:
        child = int(wait_for(tmp_path / "pid"))
        process.kill()
    os.kill(child, signal.SIGKILL)
    assert (content(mine), hidden(mine.parent)) == (old, [])
    assert check(tmp_path) == (0, "")
    done = smguard("build", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
    assert done.returncode == 0, done.stderr.decode()
    stamp = read_stamp(compiled_path(mine).read_bytes())
    assert stamp is not None
    assert stamp.revision == revision_of(mine) != built.bundle.revision


def wait_for(path: Path) -> str:
    end = time.monotonic() + 60
    while not (path.exists() and path.read_text().endswith("\n")):
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.02)
    return path.read_text()


# No room, no permission

ROOM = """
import os, resource, sys
size = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
os.execv(sys.executable, [sys.executable, "-B", "-m", "smguard", *sys.argv[2:]])
"""


def with_room(size: int) -> tuple[str, ...]:
    """The command, where no file may be larger: the system's answer is that of a full disk, in other words."""
    return (sys.executable, "-c", ROOM, str(size))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("size", "named"),
    [
        pytest.param(1000, "secretsmanager", id="for-no-file"),
        pytest.param(300_000, "secretsmanager.wasm", id="for-all-but-the-module"),
    ],
)
def test_full_disk_leaves_the_old(mine: Path, tmp_path: Path, size: int, named: str) -> None:
    old = content(mine)
    done = smguard("build", cwd=tmp_path, environment=NO_OPA, command=with_room(size))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[-1] == f"error: bundles/{named}: cannot be written: File too large"
    assert (content(mine), hidden(mine.parent)) == (old, [])
    assert check(tmp_path) == (0, "")
    assert smguard("build", cwd=tmp_path, environment=NO_OPA).returncode == 0
    assert content(mine) != old


def test_no_room_to_compile_in(opa: Path, mine: Path, tmp_path: Path) -> None:
    write_rule(tmp_path / "policies", RULE)
    old = content(mine)
    done = smguard("build", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)}, command=with_room(1000))
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == (
        "error: the folder for temporary files: cannot be used (free some space, or set TMPDIR to another folder): "
        "File too large"
    )
    assert content(mine) == old


def test_opa_that_is_gone_when_it_is_needed(tmp_path: Path) -> None:
    write_rule(tmp_path / "policies", RULE)
    opa = tmp_path / "opa"
    opa.write_text(f"#!/bin/sh\nrm {opa}\necho 'Version: 1.22.2'\n")
    opa.chmod(0o755)
    done = smguard("build", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].startswith(f"error: cannot run opa: No such file or directory: {opa}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "bundles/secretsmanager: cannot be written: Permission denied", id="bundle"),
        pytest.param(["--output", "bundles/new"], "bundles/new: cannot be written: Permission denied", id="new"),
        pytest.param(["--output", "bundles/a/b"], "bundles/a/b: cannot be written: Permission denied", id="deep"),
        pytest.param(
            ["--output", "out/new", "--pack", "bundles/b.tar.gz"],
            "bundles/b.tar.gz: cannot be written: Permission denied",
            id="tarball",
        ),
    ],
)
def test_read_only_folder(mine: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    old = content(mine)
    (tmp_path / "out").mkdir()
    with read_only(mine.parent):
        done = smguard("build", *arguments, cwd=tmp_path, environment=NO_OPA, command=ORDINARY)
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (2, f"error: {message}")
    assert (content(mine), hidden(mine.parent)) == (old, [])
    assert smguard("build", *arguments, cwd=tmp_path, environment=NO_OPA, command=ORDINARY).returncode == 0


def test_folder_in_the_modules_place_is_told_before_anything_is_replaced(opa: Path, mine: Path, tmp_path: Path) -> None:
    compiled_path(mine).unlink()
    compiled_path(mine).mkdir()
    old = tree.read(mine)
    done = smguard("build", cwd=tmp_path, environment={"SMGUARD_OPA": str(opa)})
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (
        2,
        "error: bundles/secretsmanager.wasm: cannot be written: Is a directory",
    )
    assert (tree.read(mine), hidden(mine.parent)) == (old, [])


# Folders


@pytest.mark.parametrize("name", ["new", "a/b/c", "[a-z]*", "with space", "ключ", "-x", "n" * 180])
def test_new_folder(tmp_path: Path, name: str) -> None:
    done = smguard("build", f"--output={name}", cwd=tmp_path, environment=NO_OPA)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == f"{name}: revision {shipped_bundle().revision}\n"
    assert tree.read(tmp_path / name) == dict(shipped_bundle().files)
    assert hidden((tmp_path / name).parent) == []


ANOTHER = "contains another bundle, which would be lost: name a new or an empty folder"
FILES = "contains other files and no bundle, which would be lost: name a new or an empty folder"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param({".manifest": '{"roots": ["other"]}', "a.rego": ""}, ANOTHER, id="bundle-of-another"),
        pytest.param({".manifest": ""}, ANOTHER, id="empty-manifest"),
        pytest.param({"thesis.txt": "x"}, FILES, id="other-files"),
        pytest.param({".manifest/x": "x"}, FILES, id="folder-named-so"),
        pytest.param(
            {".manifest": '<<<<<<< a\n{"roots": ["smguard"]}\n=======', "x.rego": ""}, None, id="ours-half-merged"
        ),
        pytest.param({}, None, id="empty"),
    ],
)
def test_folder_of_somebody_else_is_left_alone(tmp_path: Path, files: Json, message: str | None) -> None:
    place = tmp_path / "out"
    place.mkdir()
    for name, text in files.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text)
    before = tree.read(place)
    done = smguard("build", "--output", "out", cwd=tmp_path, environment=NO_OPA)
    if message is None:
        assert (done.returncode, tree.read(place)) == (0, dict(shipped_bundle().files))
    else:
        assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (2, f"error: out: {message}")
        assert tree.read(place) == before


# Surroundings


SURROUNDINGS: dict[str, dict[str, str]] = {
    "plain": {},
    "hash seed, time zone": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    "another hash seed, no locale, no UTF-8": {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    },
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
}


def test_same_bytes_in_all_surroundings(opa: Path, tmp_path: Path) -> None:
    """With a rule of one's own, so that opa compiles too, and in folders of different names and depths."""
    made = {}
    for number, (name, environment) in enumerate(SURROUNDINGS.items()):
        cwd = tmp_path / ("x" * 20 * number) / f"{number}"
        write_rule(cwd / "policies", rule(title="Löscht ohne Ticket: İı ß 漢"))
        old = os.umask(0o077 if number % 2 else 0o022)
        try:
            done = smguard("build", "--pack", "b.tar.gz", cwd=cwd, environment={"SMGUARD_OPA": str(opa), **environment})
        finally:
            os.umask(old)
        assert done.returncode == 0, done.stderr.decode()
        made[name] = (*content(cwd / "bundles/secretsmanager"), (cwd / "b.tar.gz").read_bytes())
    assert [name for name in made if made[name] != made["plain"]] == []
    assert b"L\\u00f6scht" in made["plain"][0]["data.json"] or "Löscht".encode() in made["plain"][0]["data.json"]


def test_nothing_of_the_machine_is_in_the_bundle(built: Built) -> None:
    everything = [*built.bundle.files.values(), built.wasm.read_bytes()]
    machine = {str(Path.home()), str(built.folder.parent), os.uname().nodename, str(Path(__file__).parents[2])}
    assert [name for name in machine if len(name) > 4 and any(name.encode() in text for text in everything)] == []


def test_every_text_is_read_and_written_as_utf8(tmp_path: Path) -> None:
    """Python itself warns where a file is opened in the encoding of the locale."""
    strict = (sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-m", "smguard")
    write_rule(tmp_path / "policies", RULE)
    for command in (["build"], ["rules"], ["catalog", "show"], ["check", "policies/rules"]):
        done = smguard(*command, cwd=tmp_path, command=strict)
        assert b"EncodingWarning" not in done.stderr
    assert revision_of(tmp_path / "bundles/secretsmanager") == compose(read_plan(tmp_path / "policies")).revision
