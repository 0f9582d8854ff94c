"""A note's Markdown as a flat list of blocks, each with the place of its text in the file.

Only headings, lists and fenced code have a meaning in a note, so the parser knows nothing else: what a
fuller Markdown would see as a quote, a table or HTML comes out as "text", which the reader refuses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from smguard.errors import InputError, Problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Kind = Literal["title", "section", "action", "item", "code", "text"]
# Tabs are here because Markdown and columns do not agree on what they are worth.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HEADINGS: dict[str, Kind] = {"h1": "title", "h2": "section", "h3": "action"}


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, an item of a list that stands in no other, a block of code, or other text.

    line and column, from 1, are where the text begins in the file.
    """

    kind: Kind
    text: str
    line: int
    column: int


def refuse_controls(text: str, path: str) -> None:
    """Raises InputError at a character that a note's text may not hold: controls, line separators."""
    odd = _CONTROL.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - text.rfind("\n", 0, odd.start())
        message = f"the character U+{ord(odd[0]):04X} is not allowed in a note: remove it"
        raise InputError(Problem(path, message, line, column))


def split_front_matter(text: str, path: str) -> tuple[str, str]:
    """The metadata between two lines of ---, and the rest with empty lines in its place.

    Raises InputError when the metadata is not closed.
    """
    if not text.startswith("---\n"):
        return "", text
    end = text.find("\n---\n", 3)
    if end < 0:
        raise InputError(Problem(path, "the front matter is not closed: end it with a line of ---", 1, 1))
    front_matter = text[4 : end + 1]
    return front_matter, "\n" * (front_matter.count("\n") + 2) + text[end + 5 :]


def read_blocks(body: str, path: str) -> list[Block]:
    """The blocks of the text, whose line ends are \\n, in order.

    Raises InputError at a code block that is not closed: what follows it cannot be told apart from it.
    """
    lines = body.split("\n")
    tokens = _parser().parse(body)
    return list(_blocks(tokens, lines, path))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["heading", "list", "fence"]).disable("inline")


def _blocks(tokens: Sequence["Token"], lines: list[str], path: str) -> Iterator[Block]:
    for index, token in enumerate(tokens):
        if token.type == "inline":
            line = _first_line(token)
            column = max(lines[line - 1].find(token.content.split("\n", 1)[0]), 0) + 1
            yield Block(_kind(tokens, index), token.content, line, column)
        elif token.type == "fence":
            yield _code(token, lines, path)
        elif token.type == "list_item_open" and tokens[index + 1].type == "list_item_close":
            yield Block("item", "", _first_line(token), 1)


def _kind(tokens: Sequence["Token"], index: int) -> Kind:
    """What the text of tokens[index] is; the tokens before it opened what it stands in."""
    parent = tokens[index - 1]
    if parent.type == "heading_open" and parent.level == 0:
        return _HEADINGS.get(parent.tag, "text")
    if parent.type == "paragraph_open" and parent.level == 2:
        opener = tokens[index - 2]
        if opener.type == "list_item_open" and opener.markup in ("-", "*", "+"):
            return "item"
    return "text"


def _code(token: "Token", lines: list[str], path: str) -> Block:
    start = _first_line(token)
    end = token.map[1] if token.map else start
    heading = next((n for n in range(start, end) if lines[n].startswith("#")), None)
    if heading is not None or token.content.count("\n") != end - start - 1:
        before = f"before the heading in line {heading + 1}" if heading is not None else "anywhere"
        message = f"the code block is not closed {before}: end it with a line of ```"
        raise InputError(Problem(path, message, start, 1))
    content = token.content.split("\n", 1)[0]
    column = len(lines[start]) - len(content) + 1 if lines[start].endswith(content) else 1
    return Block("code", token.content, start + 1, column)


def _first_line(token: "Token") -> int:
    return token.map[0] + 1 if token.map else 1
