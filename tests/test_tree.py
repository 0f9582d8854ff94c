"""A folder is written whole or not at all, also when the run is killed or the disk is full."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from smguard import tree
from smguard.errors import InputError

OLD = {".manifest": b"old\n", "a/b.rego": b"x := 1\n", "gone/c.rego": b"y := 1\n"}
NEW = {".manifest": b"new\n", "a/b.rego": b"x := 2\n", "d.json": b"{}\n"}


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_writes_exactly_the_mapping(tmp_path: Path) -> None:
    place = tmp_path / "new" / "bundle"
    for wanted in (OLD, NEW):
        tree.write(place, wanted)
        assert tree.read(place) == wanted
    assert sorted(path.name for path in place.iterdir()) == [".manifest", "a", "d.json"]
    assert left_over(place.parent) == []


def test_stale_names_what_differs_is_missing_or_too_much(tmp_path: Path) -> None:
    tree.write(tmp_path / "b", OLD)
    assert tree.stale(tmp_path / "b", NEW) == [".manifest", "a/b.rego", "d.json", "gone/c.rego"]
    assert tree.stale(tmp_path / "b", OLD) == []
    assert tree.stale(tmp_path / "none", OLD) == sorted(OLD)


def test_diff(tmp_path: Path) -> None:
    tree.write(tmp_path / "b", OLD)
    assert tree.diff(tmp_path / "b", OLD) == ""
    assert tree.diff(tmp_path / "b", NEW) == (
        "--- a/.manifest\n+++ b/.manifest\n@@ -1 +1 @@\n-old\n+new\n"
        "--- a/a/b.rego\n+++ b/a/b.rego\n@@ -1 +1 @@\n-x := 1\n+x := 2\n"
        "--- /dev/null\n+++ b/d.json\n@@ -0,0 +1 @@\n+{}\n"
        "--- a/gone/c.rego\n+++ /dev/null\n@@ -1 +0,0 @@\n-y := 1\n"
    )


def test_diff_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    tree.write(tmp_path / "b", {"x": b"\xff\xfe"})
    assert (
        tree.diff(tmp_path / "b", {})
        == "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-\ufffd\ufffd\n\\ No newline at end of file\n"
    )


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    tree.write(tmp_path / "real", OLD)
    (tmp_path / "link").symlink_to("real")
    tree.write(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert tree.read(tmp_path / "real") == NEW


def test_relative_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    tree.write(Path("b"), NEW)
    tree.write(Path("../there"), NEW)
    assert (tree.read(Path("b")), tree.read(tmp_path / "there")) == (NEW, NEW)


def test_file_in_the_folders_place_is_kept(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(InputError) as raised:
        tree.write(tmp_path / "b", NEW)
    assert str(raised.value) == f"{tmp_path}/b: cannot be written: Not a directory"
    assert (tmp_path / "b").read_text() == "mine"


def test_file_in_a_parents_place(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(InputError) as raised:
        tree.write(tmp_path / "b/c", NEW)
    assert str(raised.value) == f"{tmp_path}/b/c: cannot be written: File exists"


WRITER = """
import os, sys
from pathlib import Path
from smguard import tree

calls = 0

def counted(event, arguments):
    global calls
    if event in WATCHED and str(PLACE) in repr(arguments):
        calls += 1
        if calls == LAST:
            os.kill(os.getpid(), 9)

PLACE, LAST, NEW = Path(sys.argv[1]), int(sys.argv[2]), eval(sys.argv[3])
WATCHED = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "shutil.rmtree", "ctypes.dlsym"}
PLACE = PLACE.parent
sys.addaudithook(counted)
tree.write(Path(sys.argv[1]), NEW)
"""


def write_until(place: Path, call: int) -> int:
    """Writes NEW in a process that is killed when it begins its nth call on the folder; its exit code."""
    command = [sys.executable, "-c", WRITER, str(place), str(call), repr(NEW)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_killed_at_any_call_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    place = tmp_path / "bundle"
    seen = []
    for call in range(1, 60):
        tree.write(place, OLD)
        assert left_over(tmp_path) == []
        ended = write_until(place, call)
        present = tree.read(place)
        assert present in (OLD, NEW)
        seen.append(present == NEW)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert seen == sorted(seen)
    assert seen[0] is False
    assert seen[-1] is True
    assert len(seen) > 8


def test_old_system_without_exchange_still_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    for wanted in (OLD, NEW):
        tree.write(tmp_path / "b", wanted)
        assert tree.read(tmp_path / "b") == wanted
    assert left_over(tmp_path) == []


def test_runs_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    contents = [{"x": bytes([n]), "y": bytes([n])} for n in range(12)]
    threads = [threading.Thread(target=tree.write, args=(tmp_path / "b", content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tree.read(tmp_path / "b") in contents
    assert left_over(tmp_path) == []


def limited(function: Callable[[], None], limit: int) -> str:
    """What an attempt in a child process says that may write files of at most so many bytes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            function()
        except InputError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return said.read()


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_full_disk_leaves_the_old(tmp_path: Path) -> None:
    place, file = tmp_path / "b", tmp_path / "f"
    tree.write(place, OLD)
    tree.write_file(file, b"old")
    large = b"x" * 5000
    assert (
        limited(lambda: tree.write(place, {**NEW, "z": large}), 1000) == f"{place}: cannot be written: File too large"
    )
    assert limited(lambda: tree.write_file(file, large), 1000) == f"{file}: cannot be written: File too large"
    assert (tree.read(place), file.read_bytes(), left_over(tmp_path)) == (OLD, b"old", [])


ROOT = os.geteuid() == 0


def as_nobody(function: Callable[[], None]) -> str:
    """What an attempt says that has no rights of root."""

    def unprivileged() -> None:
        if ROOT:
            os.setresuid(65534, 65534, 65534)
        function()

    return limited(unprivileged, resource.RLIM_INFINITY)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_folder_without_permission(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = tmp_path_factory.mktemp("closed")
    tree.write(made / "b", OLD)
    made.chmod(0o555)
    tree_said = as_nobody(lambda: tree.write(made / "b", NEW))
    file_said = as_nobody(lambda: tree.write_file(made / "f", b"x"))
    made.chmod(0o755)
    assert tree_said == f"{made}/b: cannot be written: Permission denied"
    assert file_said == f"{made}/f: cannot be written: Permission denied"
    assert tree.read(made / "b") == OLD


@pytest.mark.parametrize("name", ["f", "n" * 255], ids=["short", "long"])
def test_file_is_replaced(name: str, tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        tree.write_file(tmp_path / "new" / name, content)
        assert (tmp_path / "new" / name).read_bytes() == content
    assert left_over(tmp_path / "new") == []


def test_file_behind_a_link_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    tree.write_file(tmp_path / "link", b"x")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "real").read_bytes()) == (True, b"x")


def test_device_stays_a_device(tmp_path: Path) -> None:
    tree.write_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()
    os.mkfifo(tmp_path / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    tree.write_file(tmp_path / "pipe", b"through")
    reader.join()
    assert ((tmp_path / "pipe").is_fifo(), got) == (True, [b"through"])


def test_folder_in_the_files_place(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        tree.write_file(tmp_path, b"x")
    assert str(raised.value) == f"{tmp_path}: cannot be written: Is a directory"


@pytest.mark.parametrize("umask", [0o022, 0o077], ids=oct)
def test_file_has_the_users_mode(umask: int, tmp_path: Path) -> None:
    old = os.umask(umask)
    try:
        tree.write_file(tmp_path / "f", b"x")
    finally:
        os.umask(old)
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize("number", [3, 700], ids=["few", "many"])
def test_all_files_are_written_or_none(tmp_path: Path, number: int) -> None:
    wanted = {f"{i % 7}/{i}.txt": str(i).encode() for i in range(number)}
    place = tmp_path / "place"
    tree.write(place, wanted)
    assert tree.read(place) == wanted
    with pytest.raises(InputError, match="cannot be written"):
        tree.write(place, {**wanted, "0": b"a file where a folder is"})
    assert tree.read(place) == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
