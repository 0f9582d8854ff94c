"""The JSON block of an action: a row for each resource type, and "" for the keys of the action itself.

"required" is null where the source that a note was written from does not say it.
"""

from smguard.catalog.markdown import Block
from smguard.catalog.members import MISSING, Members
from smguard.catalog.model import FULL_ACTION_NAME, KEY_NAME, RESOURCE_NAME, ResourceType
from smguard.errors import InputError, Problem
from smguard.source import Format, Source, parse_source

_MEMBERS = ("resource_type", "required", "condition_keys", "dependent_actions")


def parse_rows(block: Block, path: str) -> tuple[ResourceType, ...]:
    """The rows of the block in their order. Raises InputError with every problem, placed in the note."""
    source = parse_block(block, path, "json")
    members = Members(source)
    mapping = members.mapping((), source.value)
    rows = tuple(_row(members, name, row) for name, row in mapping.items())
    if not mapping and not members.problems:
        members.refuse((), 'the block has no row: an action without resource types has the row ""')
    if members.problems:
        raise InputError(_moved(problem, block, block.line) for problem in members.problems)
    return rows


def parse_block(block: Block, path: str, format: Format) -> Source:
    """The block's value, its places counted from the block. Raises InputError, placed in the note."""
    try:
        return parse_source(block.text, path, format)
    except InputError:
        pass
    try:
        # With as many lines before it as in the note, the lines that messages name are those of the note.
        return parse_source("\n" * (block.line - 1) + block.text, path, format)
    except InputError as error:
        raise InputError(_moved(problem, block, line=1) for problem in error.problems) from None


def _moved(problem: Problem, block: Block, line: int) -> Problem:
    """The problem with its place in the note, where the text that it was found in begins in a line."""
    if problem.line is None or problem.column is None:
        return Problem(problem.path, problem.message, block.line, block.column)
    return Problem(problem.path, problem.message, problem.line + line - 1, problem.column + block.column - 1)


def _row(members: Members, name: str, value: object) -> ResourceType:
    if name and not RESOURCE_NAME.fullmatch(name):
        members.refuse((name,), f'"{name}" is not the name of a resource type')
    row = members.fixed((name,), value, _MEMBERS)
    if row["resource_type"] not in (name, MISSING):
        message = f'resource_type must be "{name}", the name of its row'
        members.refuse((name, "resource_type"), message)
    keys = (name, "condition_keys")
    actions = (name, "dependent_actions")
    return ResourceType(
        name=name,
        required=None if row["required"] is None else members.flag((name, "required"), row["required"]),
        condition_keys=members.texts(keys, row[keys[1]], KEY_NAME, 'a condition key such as "aws:SourceIp"'),
        dependent_actions=members.texts(actions, row[actions[1]], FULL_ACTION_NAME, 'an action such as "kms:Decrypt"'),
    )
