"""The report for people: a block for each rule and cause, and a last line that sums up."""

from collections.abc import Iterator

from smguard.check.report.table import Look, printable
from smguard.impact.report import KIND_WORDS, Group, Report, headline, place, severity

_PAINT = {"new": "error", "gone": "clean", "severity": "medium", "waived": "clean", "unwaived": "error"}


def render(report: Report, look: Look) -> str:
    """The report's text."""
    blocks = ["\n".join(_group_lines(group, look)) for group in report.groups]
    turns = list(_turn_lines(report, look))
    unread = [f"{printable(str(one))}" for one in report.comparison.unread]
    if unread:
        turns += [look.paint("error", "not read:"), *(f"  {line}" for line in unread)]
    if turns:
        blocks.append("\n".join(turns))
    old, new = (
        f"{printable(side.name)} at revision {printable(side.bundle.revision)[:12]}"
        for side in (report.old, report.new)
    )
    return "\n\n".join([*blocks, f"{headline(report)}\nfrom {old} to {new}"]) + "\n"


def _group_lines(group: Group, look: Look) -> Iterator[str]:
    kind = look.paint(_PAINT[group.kind], KIND_WORDS[group.kind])
    yield f"{look.paint('rule', printable(group.rule))}  {printable(group.title)}: {len(group.changes):,} {kind}"
    for cause in group.causes:
        yield f"    {look.paint('label', 'cause:')} {printable(cause)}"
    for change in group.changes:
        document = "" if change.document == change.file else f" in {printable(change.document)}"
        yield f"    {printable(place(change))}{document}  {severity(change)}  {printable(change.finding['message'])}"


def _turn_lines(report: Report, look: Look) -> Iterator[str]:
    for allowed, said in ((False, look.paint("error", "now fail:")), (True, look.paint("clean", "now pass:"))):
        turns = [turn for turn in report.comparison.turns if turn.allowed == allowed]
        if turns:
            yield said
            yield from (f"    {look.paint('label', 'cause:')} {cause}" for cause in report.turned_by[allowed])
            yield from (f"    {printable(turn.file)}" for turn in turns)
