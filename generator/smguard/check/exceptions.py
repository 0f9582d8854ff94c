"""What is told of exceptions that do nothing: those that have ended, and those that cover no finding."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from smguard.contract import Finding
from smguard.project import spellings


def notes(
    waivers: Mapping[str, Sequence[Mapping[str, Any]]], findings: Iterable[Finding], walked: Sequence[str], now: int
) -> list[str]:
    """One line for each, in the order of the bundle's data (`waivers`: by rule).

    An exception covers nothing as far as the run can tell: its document lies in one of the walked folders (their
    names, "" for the whole project), and no finding of its rule has such a document and statement. `now` counts
    nanoseconds since 1970, as the bundle's `until` does.
    """
    found = list(findings)
    told: dict[tuple[str, str, str], str | None] = {}
    for rule, listed in waivers.items():
        for waiver in listed:
            document, sid = spellings(waiver["document"])[-1], waiver["sid"]
            words = _words(waiver, rule, found, walked, now)
            key = (rule, document, sid)
            told[key] = words if told.get(key, "") is not None else None
    return [words for words in told.values() if words is not None]


def _words(
    waiver: Mapping[str, Any], rule: str, findings: Iterable[Finding], walked: Sequence[str], now: int
) -> str | None:
    name = f'the exception for {rule} on "{waiver["document"]}"'
    if waiver["until"] <= now:
        return f"{name} ended on {waiver['expires']}: remove it, or renew it in organization.yaml"
    if not any(_lies_in(waiver["document"], folder) for folder in walked):
        return None
    document, sid = _expression(waiver["document"]), _expression(waiver["sid"])
    for finding in findings:
        if (
            finding["rule"] == rule
            and document.fullmatch(finding["document"])
            and sid.fullmatch(finding.get("sid", ""))
        ):
            return None
    return f"{name} covers no finding: remove it, or correct it (name a document by its path from the project's folder)"


def _lies_in(document: str, folder: str) -> bool:
    """Whether all that the pattern may stand for lies in the folder."""
    return not folder or re.split(r"[*?]", document, maxsplit=1)[0].startswith(f"{folder}/")


def _expression(pattern: str) -> re.Pattern[str]:
    """An IAM pattern: * is any text, ? one character."""
    parts = (".*" if part == "*" else "." if part == "?" else re.escape(part) for part in re.split(r"([*?])", pattern))
    return re.compile("".join(parts), re.DOTALL)
