"""What the machine formats of a catalog have in common: texts, names, access levels, each action once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from smguard.catalog.members import MISSING, At, Members
from smguard.catalog.model import (
    ACTION_NAME,
    FULL_ACTION_NAME,
    KEY_NAME,
    LEVELS,
    RESOURCE_NAME,
    Action,
    ConditionKey,
    Resource,
)
from smguard.errors import InputError, Problem
from smguard.source import Source

MAX_PROBLEMS = 100

_ANYTHING = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]*")
_TYPE = re.compile(r"[A-Za-z]+")
_ARN = re.compile(r"arn:[!-~]+")
# As a scraper took it from a page: "$ { Region}".
_TORN = re.compile(r"\$\s*\{\s*")


class Machine:
    """Reads parts of one JSON source, and collects what is wrong with them in `members`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.members = Members(source)
        self.seen: dict[str, At] = {}

    def finish(self, actions: Sequence[Action]) -> None:
        """Raises InputError with every problem in the order of the text, or where there is no action."""
        problems = sorted(self.members.problems, key=lambda found: (found.line or 0, found.column or 0))
        if len(problems) > MAX_PROBLEMS:
            rest = Problem(self.source.path, "and more: correct these first")
            problems = [*problems[:MAX_PROBLEMS], rest]
        if problems:
            raise InputError(problems)
        if not actions:
            refuse_empty(self.source.path)

    def prose(self, at: At, value: object) -> str:
        """A text for people in one line."""
        return " ".join(self.members.text(at, value, _ANYTHING, "a string without control characters").split())

    def name(self, at: At, value: object) -> str:
        """The name of an action that was not yet described, in any letter case."""
        name = self.members.text(at, value, ACTION_NAME, "an action's name: letters and digits, a letter first")
        first = self.seen.setdefault(name.lower(), at)
        if name and first != at:
            line, _ = self.source.locate(first)
            self.members.refuse(at, f'"{name}" is described twice, first in line {line}: keep one')
        return name

    def line(self, at: At) -> int:
        """The line where a part of the source stands."""
        return self.source.locate(at)[0]

    def levels(self, at: At, value: object) -> frozenset[str]:
        """The access levels of "Permissions management, Write": at least one."""
        text = self.members.text(at, value, _ANYTHING, "a string")
        levels = [level.strip() for level in text.split(",")]
        unknown = [level for level in levels if level not in LEVELS]
        if value is not MISSING and isinstance(value, str) and unknown:
            self.members.refuse(at, f'unknown access level "{unknown[0]}": use {", ".join(LEVELS)}')
        return frozenset(levels) - set(unknown)

    def row_name(self, at: At, name: object) -> str:
        """The name of a row of an action, as of a type of resource; "" is that of the action's own keys."""
        return "" if name == "" else self.members.text(at, name, RESOURCE_NAME, "a resource type's name")

    def dependent(self, at: At, value: object) -> tuple[str, ...]:
        """A list of actions that an action needs."""
        return self.members.texts(at, value, FULL_ACTION_NAME, 'an action such as "kms:Decrypt"')

    def keys(self, at: At, value: object) -> tuple[str, ...]:
        """A list of condition keys."""
        return self.members.texts(at, value, KEY_NAME, 'a condition key such as "aws:SourceIp"')

    def key(self, at: At, name: object, type_: object, description: object) -> ConditionKey:
        """A condition key with AWS's word for its type."""
        return ConditionKey(
            name=self.members.text(at, name, KEY_NAME, 'a condition key such as "aws:SourceIp"'),
            type=self.members.text(at, type_, _TYPE, "a type, such as String"),
            description=self.prose(at, description),
        )

    def resource(self, at: At, name: object, arns: Iterable[object], keys: object) -> Resource:
        """A type of resource."""
        texts = [_TORN.sub("${", arn) if isinstance(arn, str) else arn for arn in arns]
        return Resource(
            name=self.members.text(at, name, RESOURCE_NAME, "a resource type's name"),
            arns=tuple(self.members.text(at, arn, _ARN, "an ARN format: arn:${Partition}:…") for arn in texts),
            condition_keys=self.keys(at, keys),
        )


def refuse_empty(path: str) -> NoReturn:
    """Raises InputError: a catalog without actions is no catalog."""
    raise InputError(Problem(path, "describes no actions: this is an empty catalog, or not the catalog of one service"))


def optional(mapping: Mapping[str, object], name: str) -> object:
    """A member that may be left out where it would be an empty list."""
    return mapping.get(name, [])
