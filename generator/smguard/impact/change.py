"""Which verdicts differ between two decisions on the same documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from smguard.check.inputs import Input
from smguard.errors import Problem

KINDS = ("new", "gone", "severity", "waived", "unwaived")
Kind = Literal["new", "gone", "severity", "waived", "unwaived"]

Finding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict that differs; `finding` is the new bundle's, or the old one's where it is gone.

    `before` is the severity under the old bundle where that differs. Line and column count from 1.
    """

    kind: Kind
    finding: Finding
    file: str
    document: str
    line: int
    column: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A file whose decision differs: it passed and fails now, or the other way round."""

    file: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, in the order of the files; `unread` are files that neither bundle could judge."""

    documents: int
    changes: tuple[Change, ...]
    turns: tuple[Turn, ...]
    unread: tuple[Problem, ...]

    @property
    def nothing(self) -> bool:
        """True when every verdict is the same."""
        return not self.changes and not self.turns


def compare(
    items: Sequence[Input | Problem], old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Comparison:
    """How the new decisions on the Inputs among the items differ from the old ones, which stand in their order.

    Raises ValueError when the decisions are not as many as the Inputs.
    """
    judged = list(zip((item for item in items if isinstance(item, Input)), old, new, strict=True))
    return Comparison(
        documents=sum(after["summary"]["documents"] for _, _, after in judged),
        changes=tuple(change for item, before, after in judged for change in _changes(item, before, after)),
        turns=tuple(
            Turn(item.source.path, after["allow"])
            for item, before, after in judged
            if before["allow"] != after["allow"]
        ),
        unread=tuple(item for item in items if isinstance(item, Problem)),
    )


def _changes(item: Input, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    if old["findings"] == new["findings"]:
        return
    for before, after in _paired(old["findings"], new["findings"]):
        if before is None and after is not None:
            yield _change(item, "new", after)
        elif after is None and before is not None:
            yield _change(item, "gone", before)
        elif before is not None and after is not None:
            if before["severity"] != after["severity"]:
                yield _change(item, "severity", after, before["severity"])
            if bool(before.get("waiver")) != bool(after.get("waiver")):
                yield _change(item, "waived" if after.get("waiver") else "unwaived", after)


def _change(item: Input, kind: Kind, finding: Finding, before: str | None = None) -> Change:
    document = finding["document"] or item.document
    line, column = item.source.locate(item.origin(document).inside(finding["path"]))
    return Change(kind, finding, item.source.path, document, line, column, before)


def _paired(old: Iterable[Finding], new: Iterable[Finding]) -> Iterator[tuple[Finding | None, Finding | None]]:
    """Each finding with its counterpart, if it has one: at the same place, else in the same statement.

    What a rule points at in a statement may move when the catalog grows; the verdict is the same.
    """
    lone_old, lone_new = list(old), list(new)
    for depth in (None, 2):
        waiting: dict[object, list[Finding]] = defaultdict(list)
        for finding in lone_old:
            waiting[_place(finding, depth)].append(finding)
        rest = []
        for finding in lone_new:
            same = waiting[_place(finding, depth)]
            if same:
                yield same.pop(0), finding
            else:
                rest.append(finding)
        lone_old, lone_new = [finding for findings in waiting.values() for finding in findings], rest
    yield from ((finding, None) for finding in lone_old)
    yield from ((None, finding) for finding in lone_new)


def _place(finding: Finding, depth: int | None) -> tuple[str, str, tuple[str | int, ...]]:
    return finding["rule"], finding["document"], tuple(finding["path"][:depth])
