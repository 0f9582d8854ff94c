"""Reads a catalog from a note: Markdown with a heading for each action and its rows as JSON.

    ---
    title: Secrets Manager
    ---
    # Secrets Manager
    - prefix: secretsmanager

    ## Privileges
    ### GetSecretValue
    - description: Enables the user to retrieve and decrypt the encrypted data.
    - access level: Read
    - resource types
    ```
    {"Secret": {"resource_type": "Secret", "required": true, "condition_keys": [], "dependent_actions": []}}
    ```

Nothing in a note is passed over, save the front matter's members and a section "Table of Contents". A note
cannot express the ARN format and keys of a resource type, nor the types of condition keys: facts.yaml has them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from smguard.catalog.markdown import Block, read_blocks, refuse_controls, split_front_matter
from smguard.catalog.model import ACTION_NAME, LEVELS, PREFIX, Action, Catalog, ResourceType
from smguard.catalog.rows import parse_block, parse_rows
from smguard.errors import InputError, Problem

MAX_NOTE_BYTES = 4 * 1024 * 1024
MAX_LINES = 250_000
MAX_PROBLEMS = 100

_CONTENTS, _PRIVILEGES = "Table of Contents", "Privileges"
_ITEMS = ("description", "access level", "resource types")


class EmptyNoteError(InputError):
    """A note describes nothing: it is text around other notes."""


def read_note(path: Path) -> Catalog:
    """The catalog of the note at path. Raises InputError with every problem of the note."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_NOTE_BYTES + 1)
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror or error}")) from None
    except ValueError as error:  # a NUL in the path
        raise InputError(Problem(str(path), f"cannot be read: {error}")) from None
    if len(content) > MAX_NOTE_BYTES:
        raise InputError(Problem(str(path), _too_large()))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem(str(path), "is not UTF-8 here: save it as UTF-8", line)) from None
    return parse_note(text, str(path))


def parse_note(text: str, path: str) -> Catalog:
    """The catalog of a note's text, which path names in messages.

    Raises InputError with every problem of the note in the order of its lines, at most MAX_PROBLEMS.
    """
    text = text.replace("\r\n", "\n")
    if len(text.encode("utf-8", "replace")) > MAX_NOTE_BYTES or text.count("\n") > MAX_LINES:
        raise InputError(Problem(path, _too_large()))
    refuse_controls(text, path)
    front_matter, body = split_front_matter(text, path)
    blocks = read_blocks(body, path)
    if not blocks:
        message = (
            'describes no actions: a note has "# <service>", "- prefix: <prefix>" and "## Privileges"; '
            "leave out a note that only collects others"
        )
        raise EmptyNoteError(Problem(path, message))
    reader = _Reader(path)
    reader.read_front_matter(front_matter)
    catalog = reader.read(blocks, front_matter)
    if reader.problems:
        raise InputError(_first_of(reader.problems, path))
    return catalog


def _first_of(problems: list[Problem], path: str) -> Iterator[Problem]:
    problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
    yield from problems[:MAX_PROBLEMS]
    if len(problems) > MAX_PROBLEMS:
        yield Problem(path, "and more: correct these first")


def _too_large() -> str:
    limits = f"{MAX_NOTE_BYTES // 1024 // 1024} MiB or {MAX_LINES:,} lines"
    return f"is larger than {limits}: a note describes one service"


class _Reader:
    """Reads the blocks of one note and collects what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def refuse(self, block: Block, message: str, offset: int = 0) -> None:
        """Adds a problem that stands at an offset in the first line of the block's text."""
        self.problems.append(Problem(self.path, message, block.line, block.column + offset))

    def read_front_matter(self, front_matter: str) -> None:
        """Refuses metadata that is not YAML or no mapping; what it says is not used."""
        if not front_matter.strip():
            return
        block = Block("code", front_matter, line=2, column=1)
        try:
            metadata = parse_block(block, self.path, "yaml").value
        except InputError as error:
            self.problems += error.problems
            return
        if not isinstance(metadata, dict):
            self.refuse(block, "the front matter must be a YAML mapping")

    def read(self, blocks: Sequence[Block], front_matter: str) -> Catalog:
        """The catalog as far as it can be read: it holds only if no problem was found."""
        head, *sections = _split(blocks, "section")
        title = self.read_title(blocks[0])
        prefix = self.read_prefix(head[1:] if title else head, blocks[0])
        actions: list[Action] = []
        seen: dict[str, Block] = {}
        for heading, *content in sections:
            if heading.text in seen:
                line = seen[heading.text].line
                self.refuse(heading, f'the section "{heading.text}" appears twice, first in line {line}')
            seen.setdefault(heading.text, heading)
            if heading.text == _PRIVILEGES:
                actions += self.read_actions(heading, content)
            elif heading.text != _CONTENTS:
                self.refuse(heading, f'unknown section: a note has "## {_CONTENTS}" and "## {_PRIVILEGES}"')
            elif misplaced := [block for block in content if block.kind == "action"]:
                self.refuse(misplaced[0], f'is below "## {_CONTENTS}": put it below "## {_PRIVILEGES}"')
        if _PRIVILEGES not in seen:
            self.refuse(blocks[0], f'the section "## {_PRIVILEGES}" with the actions is missing')
        return Catalog(prefix, title, tuple(actions), front_matter)

    def read_title(self, first: Block) -> str:
        """The heading of the first level, which must stand first."""
        if first.kind == "title" and first.text:
            return first.text
        self.refuse(first, 'the title is missing: begin the note with "# <service>"')
        return ""

    def read_prefix(self, below: list[Block], first: Block) -> str:
        """The prefix of the actions, from the list below the title."""
        prefix = ""
        for block in below:
            name, value = _name_and_value(block)
            if block.kind != "item" or name != "prefix" or prefix:
                self.refuse(block, 'only one "- prefix: <prefix>" is allowed below the title')
            elif not PREFIX.fullmatch(value):
                self.refuse(block, f'"{value}" is not a prefix of actions, such as "secretsmanager"')
                prefix = "?"
            else:
                prefix = value
        if not prefix:
            self.refuse(first, 'the prefix is missing: write "- prefix: <prefix>" below the title')
        return prefix

    def read_actions(self, heading: Block, content: list[Block]) -> Iterator[Action]:
        """The actions of the section, without those whose parts are missing or wrong."""
        before, *groups = _split(content, "action")
        for block in before:
            self.refuse(block, 'unexpected before the first action: begin it with "### <action>"')
        if not groups:
            self.refuse(heading, 'the section has no actions: write "### <action>"')
        seen: dict[str, Block] = {}
        for head, *parts in groups:
            if len(self.problems) > MAX_PROBLEMS:
                break
            first = seen.setdefault(head.text.lower(), head)
            if first is not head:
                self.refuse(head, f'"{head.text}" is described twice, first in line {first.line}: keep one')
            elif not ACTION_NAME.fullmatch(head.text):
                self.refuse(head, f'"{head.text}" is not an action name: use letters and digits, a letter first')
            action = self.read_action(head, parts)
            if action:
                yield action

    def read_action(self, head: Block, parts: list[Block]) -> Action | None:
        """The action below a heading, or None when a part of it is missing."""
        items: dict[str, Block] = {}
        codes: list[Block] = []
        for block in parts:
            name, value = _name_and_value(block)
            if block.kind == "code" and "resource types" in items and not codes:
                codes.append(block)
            elif block.kind != "item" or name not in _ITEMS or (name == _ITEMS[2] and value):
                message = f"unexpected in an action: write {', '.join(_ITEMS)} and then one JSON block"
                self.refuse(block, message)
            elif name in items:
                self.refuse(block, f"{name} appears twice, first in line {items[name].line}: keep one")
            else:
                items[name] = block
        for name in _ITEMS:
            if name not in items:
                self.refuse(head, f'"{head.text}" has no {name}: write "- {name}{": …" * (name != _ITEMS[2])}"')
        if "resource types" in items and not codes:
            self.refuse(items["resource types"], "the JSON block is missing: write it between lines of ```")
        if len(items) < len(_ITEMS) or not codes:
            return None
        _, description = _name_and_value(items["description"])
        levels = self.read_levels(items["access level"])
        return Action(head.text, description, levels, self.read_rows(codes[0]), head.line)

    def read_levels(self, block: Block) -> frozenset[str]:
        """The access levels of the item, which are told apart by commas."""
        levels = set()
        offset = block.text.index(":") + 1
        for part in block.text[offset:].split(","):
            level = part.strip()
            at = offset + len(part) - len(part.lstrip())
            if level not in LEVELS:
                self.refuse(block, f'unknown access level "{level}": use {", ".join(LEVELS)}', at)
            elif level in levels:
                self.refuse(block, f'the access level "{level}" appears twice: keep one', at)
            levels.add(level)
            offset += len(part) + 1
        return frozenset(levels)

    def read_rows(self, block: Block) -> tuple[ResourceType, ...]:
        """The rows of a JSON block."""
        try:
            return parse_rows(block, self.path)
        except InputError as error:
            self.problems += error.problems
            return ()


def _split(blocks: Sequence[Block], kind: str) -> list[list[Block]]:
    """The blocks before the first of the kind, then those from each of the kind to the next."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == kind:
            parts.append([])
        parts[-1].append(block)
    return parts


def _name_and_value(block: Block) -> tuple[str, str]:
    """The parts of "name: value"; of text in more than one line nothing."""
    if "\n" in block.text:
        return "", ""
    name, _, value = block.text.partition(":")
    return name, value.strip()
