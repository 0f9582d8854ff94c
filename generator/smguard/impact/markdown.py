"""The report for a pull request: Markdown of bounded length in which nothing from a file or a bundle is markup."""

import re
from collections.abc import Iterator, Mapping, Sequence

from smguard.check.report.table import printable
from smguard.errors import Problem
from smguard.impact.change import Turn
from smguard.impact.report import KIND_WORDS, Group, Report, headline, place, severity

MAX_MARKDOWN = 50_000
"""Characters: a comment or a pull request's text on GitHub may have 65,536, and others may add to this."""

MAX_LISTED = 10
"""Changes of one group that Markdown names before it only counts."""

MARK = "<!-- smguard impact -->"
"""The first line of the Markdown, by which a job finds its own comment again."""


def render(report: Report) -> str:
    """The report's Markdown, at most MAX_MARKDOWN characters."""
    old, new = (f"{_code(side.name)} ({_code(side.bundle.revision[:12])})" for side in (report.old, report.new))
    head = f"{MARK}\n### smguard: {headline(report)}\n\nFrom {old} to {new}.\n"
    parts = [_group_markdown(group) for group in report.groups]
    tail = [*_turns_markdown(report.comparison.turns, report.turned_by), *_unread_markdown(report.comparison.unread)]
    room = MAX_MARKDOWN - len(head) - sum(map(len, tail)) - 200
    shown: list[str] = []
    for part in parts:
        room -= len(part)
        if room < 0:
            shown.append(f"\n… and {len(parts) - len(shown)} more groups: `smguard impact` shows them all.\n")
            break
        shown.append(part)
    return "".join([head, *shown, *tail])


def _group_markdown(group: Group) -> str:
    lines = [f"\n#### {_plain(group.rule)}: {_plain(group.title)} ({len(group.changes):,} {KIND_WORDS[group.kind]})\n"]
    lines += [f"Cause: {_plain(cause)}  " for cause in group.causes]
    lines.append("")
    for change in group.changes[:MAX_LISTED]:
        document = "" if change.document == change.file else f" in {_code(change.document)}"
        message = _plain(change.finding["message"])
        lines.append(f"- {_code(place(change))}{document} **{_plain(severity(change))}** {message}")
    return "\n".join([*lines, *_more(len(group.changes))]) + "\n"


def _turns_markdown(turns: Sequence[Turn], causes: Mapping[bool, Sequence[str]]) -> Iterator[str]:
    for allowed, said in ((False, "Now fail"), (True, "Now pass")):
        files = [turn.file for turn in turns if turn.allowed == allowed]
        if files:
            lines = [f"\n#### {said}\n", *(f"Cause: {_plain(cause)}\n" for cause in causes[allowed])]
            lines += [f"- {_code(file)}" for file in files[:MAX_LISTED]]
            yield "\n".join([*lines, *_more(len(files))]) + "\n"


def _unread_markdown(unread: Sequence[Problem]) -> Iterator[str]:
    if unread:
        lines = [f"- {_code(one.path)}: {_plain(one.message)}" for one in unread[:MAX_LISTED]]
        yield "\n".join(["\n#### Could not be read\n", *lines, *_more(len(unread))]) + "\n"


def _more(number: int) -> list[str]:
    return [f"- … and {number - MAX_LISTED:,} more"] if number > MAX_LISTED else []


def _short(text: str, most: int = 300) -> str:
    shown = printable(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _plain(text: str) -> str:
    """The text as Markdown that shows it as it is: no markup, no HTML, no link, nobody is mentioned.

    GitHub finds mentions, references and links after Markdown is read, so that no backslash stops them.
    """
    entities = _short(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = re.sub(r"([\\`*_{}\[\]()+!|~$])", r"\\\1", entities)
    return re.sub(r"(@|#|:/|www)", "\\1\u200b", escaped)


def _code(text: str) -> str:
    """The text as code, between more backticks than stand together in it."""
    shown = _short(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
