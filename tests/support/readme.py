"""The README's console blocks: `$ command`, and what it prints; the schemas of the decision.

As a program it writes what the commands print now, and the schemas.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from smguard.contract import decision_schema

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=```console\n)\$ (?P<command>[^\n]+)\n(?P<output>.*?)(?=```)", re.DOTALL)

SCHEMAS = {
    ROOT / "templates/docs/decision.schema.json": decision_schema(),
    ROOT / "templates/docs/check.schema.json": decision_schema(checked=True),
}


def schema_text(schema: object) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def printed(command: str, cwd: Path) -> str:
    """What a command prints, with this environment's smguard first on PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1"}
    program, *arguments = shlex.split(command)
    found = shutil.which(program, path=path) or program
    done = subprocess.run([found, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def refreshed(text: str) -> str:
    """The text with what its commands print now."""
    return CONSOLE.sub(lambda block: f"$ {block['command']}\n{printed(block['command'], ROOT)}", text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
    for path, schema in SCHEMAS.items():
        path.write_text(schema_text(schema), "utf-8")
