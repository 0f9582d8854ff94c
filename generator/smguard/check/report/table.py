"""The report for people: one block for each finding, what could not be judged, and a last line that sums up.

Lines are built as strings; rich is asked only on a terminal, for its size and its colours.
"""

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TextIO

from smguard.contract import SEVERITIES, UNRESOLVED, Decision, Finding, Location, Unresolved, Witness

_Place = tuple[str, str, str, tuple[str | int, ...], bool]
_INDENT = "    "
_LABEL = 8  # as wide as "remedy: " and "waived: "
_STYLES = {
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
    "low": "cyan",
    "error": "bold red",
    "rule": "bold",
    "label": "dim",
    "clean": "green",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How wide lines may be, and what stands before and after a word of each style (nothing: no colour)."""

    width: int = 100
    styles: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def paint(self, style: str, text: str) -> str:
        """The text with its style's colours."""
        before, after = self.styles.get(style, ("", ""))
        return f"{before}{text}{after}"


def look(stream: TextIO) -> Look:
    """The terminal's width and colours; 100 columns and no colour for a file or a pipe."""
    if not stream.isatty():
        return Look()
    from rich.console import COLOR_SYSTEMS, Console
    from rich.style import Style

    console = Console(file=stream)
    width = max(40, console.width)
    if console.no_color or console.color_system is None:
        return Look(width)
    system = COLOR_SYSTEMS[console.color_system]
    styles = {}
    for name, style in _STYLES.items():
        before, _, after = Style.parse(style).render("|", color_system=system).partition("|")
        styles[name] = (before, after)
    return Look(width, styles)


def render(decision: Decision, look: Look, bundle: str = "", skipped: int = 0, *, verbose: bool = False) -> str:
    """The report's text; a clean decision is one line. A finding that is part of another is named with it.

    Verbose, each finding has a block.
    """
    findings = decision["findings"]
    told = [(finding, ()) for finding in findings] if verbose else causes(findings)
    blocks = [_finding(finding, parts, look) for finding, parts in told]
    if unjudged := _unjudged(decision):
        blocks.append("\n".join(_unresolved(one, look) for one in unjudged))
    if proofs := [_proven(*told, look) for told in _proofs(decision)]:
        blocks.append("\n".join(proofs))
    return "\n\n".join([*blocks, _summary(decision, look, bundle, skipped)]) + "\n"


def concise(decision: Decision, look: Look, bundle: str = "", skipped: int = 0) -> str:
    """A line for each cause, then the last line of the report."""
    lines = [_line(finding, parts, look) for finding, parts in causes(decision["findings"])]
    lines += [_unresolved(one, look) for one in _unjudged(decision)]
    lines += [_proven(*told, look) for told in _proofs(decision)]
    return "\n".join([*lines, _summary(decision, look, bundle, skipped)]) + "\n"


def causes(findings: Sequence[Finding]) -> list[tuple[Finding, Sequence[Finding]]]:
    """The findings that are part of no other, in their order, each with those that are parts of it."""
    leading = {_statement(finding, finding["rule"]): finding for finding in reversed(findings)}
    parts: dict[int, list[Finding]] = {}
    heads = []
    for finding in findings:
        head = _leader(finding, leading)
        if head is finding:
            heads.append(finding)
        else:
            parts.setdefault(id(head), []).append(finding)
    return [(head, parts.get(id(head), ())) for head in heads]


def _leader(finding: Finding, leading: Mapping[_Place, Finding]) -> Finding:
    """The finding that this one is part of in the end; itself where findings name each other in a circle."""
    passed = [finding]
    while (above := leading.get(_statement(passed[-1], passed[-1].get("part_of", "")))) is not None:
        if any(above is one for one in passed):
            return finding
        passed.append(above)
    return passed[-1]


def _statement(finding: Finding, rule: str) -> _Place:
    """The place of a rule's findings that can have one cause: what is waived has none in common with what is not."""
    first, *rest = finding["path"] or [""]
    statement = (first, *(step for step in rest[:1] if isinstance(step, int)))
    return rule, finding["location"]["file"], finding["document"], statement, "waiver" in finding


def _unjudged(decision: Decision) -> list[Unresolved]:
    """What could not be judged; what a template leaves open was, and a finding tells of it."""
    told = {finding["document"] for finding in decision["findings"] if finding["rule"] == UNRESOLVED.rule}
    return [one for one in decision["unresolved"] if one["document"] not in told]


def printable(text: str) -> str:
    """The text with everything that is no visible character as an escape: nothing in it steers a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _head(finding: Finding, look: Look, words: str) -> str:
    severity = look.paint(finding["severity"], printable(finding["severity"]))
    severity += " (waived)" if finding.get("waiver") else ""
    rule = look.paint("rule", printable(finding["rule"]))
    return f"{_place(finding['location'])}  {severity}  {rule}  {printable(words)}"


def _line(finding: Finding, parts: Sequence[Finding], look: Look) -> str:
    also = f" (also {_also(parts)})" if parts else ""
    named = "" if finding["document"] == finding["location"]["file"] else f" in {printable(finding['document'])}"
    return f"{_head(finding, look, finding['message'])}{named}{also}"


def _also(parts: Sequence[Finding]) -> str:
    return printable(", ".join(dict.fromkeys(part["rule"] for part in parts)))


def _finding(finding: Finding, parts: Sequence[Finding], look: Look) -> str:
    location = finding["location"]
    waiver = finding.get("waiver")
    lines = [_head(finding, look, finding["title"])]
    lines += _wrapped(finding["message"], look.width, _INDENT)
    if finding["document"] != location["file"]:
        lines += _labelled("in", finding["document"], look)
    witness = finding.get("witness")
    if witness:
        lines += _labelled("proof", _proof(witness), look)
    lines += _labelled("also", _also(parts), look)
    lines += _labelled("remedy", finding["remediation"], look)
    lines += _labelled("see", finding["url"], look)
    if waiver:
        text = f"{waiver['reason']} ({waiver['owner']}, until {waiver['expires']})"
        lines += _labelled("waived", text, look)
    return "\n".join(lines)


def _proof(witness: Witness) -> str:
    principal = witness.get("principal", "the holder")
    request = f"{principal} can call {witness['action']} on {witness['resource']}"
    context = [f"{key}={_value(value)}" for key, value in sorted(witness["context"].items())]
    return f"{request} when {', '.join(context)}" if context else request


def _value(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _unresolved(unresolved: Unresolved, look: Look) -> str:
    location = unresolved["location"]
    name = "" if unresolved["document"] == location["file"] else f"{printable(unresolved['document'])}: "
    head = f"{_place(location)}  {look.paint('error', 'not judged')}  "
    return f"{head}{name}{printable(unresolved['reason'])}"


def _proofs(decision: Decision) -> Iterator[tuple[str, str, str]]:
    """What there is to tell of each proof: the document, the style of the first words, and the text."""
    for proof in decision.get("proof", ()):
        if proof["clean"]:
            yield proof["document"], "clean", f"proven clean for these rules: {', '.join(proof['clean'])}"
        reasons: dict[str, list[str]] = {}
        for one in proof["undecided"]:
            reasons.setdefault(one["reason"], []).append(one["rule"])
        for reason, rules in reasons.items():
            yield proof["document"], "error", f"not proven for these rules: {', '.join(rules)}: {reason}"


def _proven(document: str, style: str, text: str, look: Look) -> str:
    head, colon, rest = text.partition(":")
    return f"{printable(document)}  {look.paint(style, head)}{colon}{printable(rest)}"


def _place(location: Location) -> str:
    numbers = [str(n) for n in (location["line"], location["column"]) if n is not None]
    return printable(":".join([location["file"], *numbers]))


def _labelled(label: str, text: str, look: Look) -> Iterator[str]:
    """The wrapped text behind its label; nothing when there is no text."""
    first, *others = _wrapped(text, look.width, _INDENT + " " * _LABEL) or [""]
    if first:
        yield _INDENT + look.paint("label", f"{label}:".ljust(_LABEL)) + first.lstrip(" ")
        yield from others


@lru_cache(maxsize=1024)
def _wrapped(text: str, width: int, indent: str) -> Sequence[str]:
    """The text in lines that fit the width where words allow it: an ARN or a URL is never broken."""
    if len(indent) + len(text) <= width and text:
        return [indent + printable(text)]
    return textwrap.wrap(
        printable(text),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(decision: Decision, look: Look, bundle: str, skipped: int) -> str:
    """Such as: 12 documents, 1 with findings: 2 high; 1 waived; bundle bundles/example, revision 5f0c1d2e3b4a."""
    open_findings = [finding for finding in decision["findings"] if not finding.get("waiver")]
    waived = len(decision["findings"]) - len(open_findings)
    documents = decision["summary"]["documents"]
    parts = [f"{documents} document{'' if documents == 1 else 's'}, {_counts(open_findings, look)}"]
    if open_findings and decision["allow"] is True:
        parts.append("none severe enough to fail")
    if waived:
        parts.append(f"{waived} waived")
    if unjudged := _unjudged(decision):
        parts.append(look.paint("error", f"{len(unjudged)} not judged"))
    if skipped:
        parts.append(f"{skipped} other file{'' if skipped == 1 else 's'} skipped")
    revision = decision["bundle"].get("revision")
    known = [f"bundle {printable(bundle)}"] if bundle else []
    if isinstance(revision, str) and revision:
        known.append(f"revision {printable(revision)[:12]}")
    if known:
        parts.append(", ".join(known))
    return "; ".join(parts)


def _counts(findings: Sequence[Finding], look: Look) -> str:
    if not findings:
        return look.paint("clean", "no findings")
    places = {(finding["location"]["file"], finding["document"]) for finding in findings}
    counts = Counter(finding["severity"] for finding in findings)
    named = [s for s in SEVERITIES if s in counts] + sorted(counts.keys() - set(SEVERITIES))
    told = ", ".join(look.paint(name, f"{counts[name]} {printable(name)}") for name in named)
    return f"{len(places)} with findings: {told}"
