"""`pip install smguard` is enough for check, build and rules, also on systems that are no POSIX."""

import subprocess
import sys
from pathlib import Path

import pytest

from smguard import tree
from smguard.engine import compiled_path
from smguard.shipped import folder
from support.workbench import NO_OPA

POSIX_ONLY = ("fcntl", "grp", "pwd", "resource", "termios")
EXTRAS = (
    "boto3",
    "botocore",
    "cryptography",
    "httptools",
    "jwt",
    "prometheus_client",
    "starlette",
    "uvicorn",
    "uvloop",
)

IMPORT_ALL = f"""
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({[*POSIX_ONLY, *EXTRAS]}))
import smguard
for found in pkgutil.walk_packages(smguard.__path__, "smguard."):
    if not found.name.startswith(("smguard.serve", "smguard.__main__")):  # the extra `serve`; runs the command line
        importlib.import_module(found.name)
"""
"""All that the base install needs, on a system without the modules of POSIX, and without any extra."""

LIKE_WINDOWS = """
import os, zoneinfo
sys.platform = "win32"
for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "environb", "fchmod", "geteuid", "getuid", "killpg"):
    delattr(os, name)
"""
"""What Python lacks on Windows, taken away once the libraries are loaded."""

RUN = """
from smguard.cli import main
main()
"""


def run(code: str, *arguments: str | Path, cwd: Path) -> tuple[int, str, str]:
    environment = {**NO_OPA, "SMGUARD_CACHE": str(cwd / "cache"), "PYTHONWARNINGS": "ignore:only soft file lock"}
    command: list[str | Path] = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("system", ["", LIKE_WINDOWS], ids=["no POSIX modules", "like Windows"])
def test_check_and_rules_run_without_what_is_not_everywhere(system: str, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('{"Statement": []}')
    code = IMPORT_ALL + system + RUN
    for _ in range(2):  # with and without a compiled module in the cache
        ended, said, complained = run(code, "check", "good.json", cwd=tmp_path)
        assert (ended, said.partition(";")[0], complained) == (0, "1 document, no findings", "")
    assert run(code, "rules", "SM-ID-READ-ALL", cwd=tmp_path)[0] == 0


def test_build_runs_without_what_is_not_everywhere(tmp_path: Path) -> None:
    for _ in range(2):  # the folder is new, and then replaced
        assert run(IMPORT_ALL + RUN, "build", cwd=tmp_path)[0] == 0
    assert tree.read(tmp_path / "bundles/secretsmanager") == tree.read(folder("bundles") / "secretsmanager")
    assert compiled_path(tmp_path / "bundles/secretsmanager").is_file()


def test_check_imports_nothing_that_only_delivery_needs(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('{"Statement": []}')
    unwanted = {"filelock", "jwt", "requests", "urllib3", "asyncio", "http", "sqlite3", "ssl", *EXTRAS}
    code = (
        f"unwanted = {sorted(unwanted)!r}"
        + """
import sys
from smguard.cli import main
try:
    main()
except SystemExit:
    print(sorted({name.partition(".")[0] for name in sys.modules}.intersection(unwanted)))
    print(sorted(name for name in sys.modules if name.startswith(("smguard.delivery", "smguard.serve"))))
"""
    )
    assert run(code, "check", "good.json", cwd=tmp_path)[1].splitlines()[1:] == ["[]", "[]"]
