"""What `impact` reports: changes grouped by rule and cause."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.contract import SEVERITIES
from smguard.impact.cause import Causes
from smguard.impact.change import KINDS, Change, Comparison
from smguard.impact.side import Side


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one kind that have one rule and one cause, in the order of the files."""

    rule: str
    title: str
    kind: str
    causes: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison with its causes; `turned_by` are those of files that pass now (True) or fail."""

    old: Side
    new: Side
    comparison: Comparison
    groups: tuple[Group, ...]
    turned_by: Mapping[bool, tuple[str, ...]]

    def value(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "old": {"name": self.old.name, "revision": self.old.bundle.revision},
            "new": {"name": self.new.name, "revision": self.new.bundle.revision},
            "summary": self.summary(),
            "groups": [_group_value(group) for group in self.groups],
            "decisions": [
                {"file": turn.file, "allowed": turn.allowed, "cause": list(self.turned_by[turn.allowed])}
                for turn in self.comparison.turns
            ],
            "unread": [
                {"file": one.path, "line": one.line, "column": one.column, "reason": one.message}
                for one in self.comparison.unread
            ],
        }

    def summary(self) -> dict[str, int]:
        """Counts: documents, changed files, changes of each kind, files that fail or pass now, files not read."""
        found = self.comparison
        kinds: Counter[str] = Counter(change.kind for change in found.changes)
        files = {change.file for change in found.changes} | {turn.file for turn in found.turns}
        return {
            "documents": found.documents,
            "files": len(files),
            **{kind: kinds[kind] for kind in KINDS},
            "now_failing": sum(not turn.allowed for turn in found.turns),
            "now_passing": sum(turn.allowed for turn in found.turns),
            "unread": len(found.unread),
        }


def explained(old: Side, new: Side, comparison: Comparison) -> Report:
    """The comparison with the cause of each change, grouped: the gravest rules first."""
    causes = Causes(old, new)
    grouped: dict[tuple[str, str, tuple[str, ...]], list[Change]] = {}
    for change in comparison.changes:
        grouped.setdefault((change.finding["rule"], change.kind, causes.of(change)), []).append(change)
    groups = [
        Group(rule, changes[0].finding["title"], kind, said, tuple(changes))
        for (rule, kind, said), changes in grouped.items()
    ]
    groups.sort(key=lambda group: (_rank(group.changes), group.rule, KINDS.index(group.kind), group.causes))
    return Report(old, new, comparison, tuple(groups), {allowed: causes.of_turns(allowed) for allowed in (False, True)})


def _rank(changes: Sequence[Change]) -> int:
    return min(SEVERITIES.index(s) if (s := change.finding["severity"]) in SEVERITIES else 9 for change in changes)


def _group_value(group: Group) -> dict[str, Any]:
    return {
        "rule": group.rule,
        "title": group.title,
        "kind": group.kind,
        "causes": list(group.causes),
        "changes": [
            {
                "document": change.document,
                "location": {"file": change.file, "line": change.line, "column": change.column},
                "sid": change.finding.get("sid", ""),
                "severity": change.finding["severity"],
                "severity_before": change.before or change.finding["severity"],
                "message": change.finding["message"],
                "waived": bool(change.finding.get("waiver")),
            }
            for change in group.changes
        ],
    }


KIND_WORDS: dict[str, str] = {
    "new": "new",
    "gone": "gone",
    "severity": "of another severity",
    "waived": "waived now",
    "unwaived": "no longer waived",
}


def headline(report: Report) -> str:
    """Such as: 12 findings change in 5 files of 1,000 documents: 7 new, 3 gone; 2 files now fail."""
    counts = report.summary()
    number = len(report.comparison.changes)
    documents = _counted(counts["documents"], "document")
    if report.comparison.nothing:
        said = f"nothing changes in {documents}"
    elif not number:
        said = f"no finding changes in {documents}"
    else:
        kinds = ", ".join(f"{counts[kind]:,} {KIND_WORDS[kind]}" for kind in KINDS if counts[kind])
        files = _counted(counts["files"], "file")
        verb = "changes" if number == 1 else "change"
        said = f"{_counted(number, 'finding')} {verb} in {files} of {documents}: {kinds}"
    turned = [
        f"{_counted(counts[name], 'file')} now {one if counts[name] == 1 else several}"
        for name, one, several in (("now_failing", "fails", "fail"), ("now_passing", "passes", "pass"))
        if counts[name]
    ]
    unread = [f"{counts['unread']:,} could not be read"] if counts["unread"] else []
    return "; ".join([said, *(["; ".join(turned)] if turned else []), *unread])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def severity(change: Change) -> str:
    """The severity; what it was before; whether it is waived."""
    waived = " (waived)" if change.finding.get("waiver") else ""
    before = f"{change.before} -> " if change.before else ""
    return f"{before}{change.finding['severity']}{waived}"


def place(change: Change) -> str:
    """Where the finding is, as file:line:column."""
    return f"{change.file}:{change.line}:{change.column}"
