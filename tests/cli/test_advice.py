"""Every command and option that a message or a guide names is there."""

import ast
import re
import shlex
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

import pytest
from typer.main import get_command

import smguard
from smguard.cli import app
from smguard.shipped import folder

PACKAGE = Path(smguard.__file__).parent
GUIDES = [*sorted((folder("templates") / "docs").glob("*.md")), PACKAGE.parent.parent / "README.md"]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Each string of a module with its place; what an f-string fills in is X."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = None
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        if text is not None and isinstance(node, ast.expr):
            yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text


def everything() -> list[tuple[str, str]]:
    found = [one for path in sorted(PACKAGE.rglob("*.py")) for one in texts(path)]
    return found + [(guide.name, guide.read_text("utf-8")) for guide in GUIDES]


def wrong(advice: str) -> str:
    """What there is not in a command line that is advised; nothing if all of it is there."""
    name, *words = shlex.split(advice)
    command = get_command(app)
    seen = [name]
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        seen.append(words.pop(0))
        if seen[-1] not in command.commands:
            return f"no command {' '.join(seen)}"
        command = command.commands[seen[-1]]
    known = {"--help"} | {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    missing = [word for word in words if word.startswith("-") and word != "-" and word.partition("=")[0] not in known]
    return f"{' '.join(seen)} has no {missing[0]}" if missing else ""


def options(command: object) -> set[str]:
    """Every option of a command and those below it."""
    below = getattr(command, "commands", {}).values()
    own = {option for param in getattr(command, "params", ()) for option in (*param.opts, *param.secondary_opts)}
    return own.union(*(options(one) for one in below)) | {"--help"}


def test_every_command_that_is_advised_is_there() -> None:
    advised = [
        (place, " ".join(advice.split()))
        for place, text in everything()
        for advice in re.findall(r"`(smguard(?: [^`]*)?)`", text)
    ]
    assert len(advised) > 40
    assert [f"{place}: `{advice}`: {what}" for place, advice in advised if (what := wrong(advice))] == []


OTHERS = {"--strict": "opa check", "--batch": "git cat-file", "--combine": "conftest"}
"""Options of other programs that stand in sentences."""


def test_every_option_that_is_advised_is_there() -> None:
    """An option alone in a string is one that smguard gives to another program; in a sentence it is advice."""
    known = options(get_command(app)) | OTHERS.keys()
    advised = [
        (place, option)
        for place, text in everything()
        if " " in text and not place.endswith(".md")
        for option in re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", text)
    ]
    assert len(advised) > 20
    assert [f"{place}: {option}" for place, option in advised if option not in known] == []


def test_every_extra_that_is_advised_is_there() -> None:
    advised = {extra for _, text in everything() for extra in re.findall(r"smguard\[([a-z0-9,]+)\]", text)}
    assert {"s3", "serve", "sign"} <= advised
    assert advised <= set(metadata("smguard").get_all("Provides-Extra", []))


@pytest.mark.parametrize(
    ("advice", "expected"),
    [
        ("smguard build --check", ""),
        ("smguard catalog fetch", ""),
        ("smguard", ""),
        ("smguard --version", ""),
        ("smguard bild", "no command smguard bild"),
        ("smguard catalog fetsch", "no command smguard catalog fetsch"),
        ("smguard build --chek", "smguard build has no --chek"),
        ("smguard --versions", "smguard has no --versions"),
    ],
)
def test_advice_that_leads_nowhere_would_be_found(advice: str, expected: str) -> None:
    assert wrong(advice) == expected
