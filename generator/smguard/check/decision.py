"""The decision, as every engine gives it for one input, and as `check` gives it for all of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from smguard.check.inputs import Input
from smguard.contract import SEVERITIES, UNDESCRIBED, Decision, Finding, Location, Summary, Unresolved
from smguard.errors import Problem


def merge(items: Sequence[Input | Problem], decisions: Sequence[Mapping[str, object]]) -> Decision:
    """One decision over all items; `decisions` answer the Inputs among them, in their order.

    It allows only when every decision does and no item is a Problem. Findings keep the order of the
    items, then go by severity, path and rule; each has its location. Raises ValueError when the
    decisions are not as many as the Inputs: a document without a decision is never taken as allowed.
    """
    inputs = [item for item in items if isinstance(item, Input)]
    judged = list(zip(inputs, cast("Sequence[Decision]", decisions), strict=True))
    merged: Decision = {
        "allow": bool(judged) and len(judged) == len(items) and all(d["allow"] is True for _, d in judged),
        "findings": [finding for item, decision in judged for finding in _findings(item, decision)],
        "unresolved": [
            *(unresolved for item, decision in judged for unresolved in _unresolved(item, decision)),
            *(_unread(item) for item in items if isinstance(item, Problem)),
        ],
        "summary": _sum([decision["summary"] for _, decision in judged]),
        "bundle": judged[0][1]["bundle"] if judged else {**UNDESCRIBED},
    }
    if any("proof" in decision for _, decision in judged):
        merged["proof"] = [proof for _, decision in judged for proof in decision.get("proof", ())]
    return merged


def exit_code(items: Sequence[Input | Problem], decision: Decision) -> int:
    """2 when something could not be read, else 1 when the decision does not allow, else 0."""
    if any(isinstance(item, Problem) for item in items):
        return 2
    return 0 if decision["allow"] is True else 1


def _findings(item: Input, decision: Decision) -> Iterator[Finding]:
    """The findings of one input in their final order, each with its location."""
    placed = []
    for finding in decision["findings"]:
        document = finding["document"] or item.document
        path = item.origin(document).inside(finding["path"])
        severity = finding["severity"]
        rank = SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
        order = (rank, [_path_order(part) for part in path], finding["rule"])
        placed.append((order, {**finding, "document": document, "location": _location(item, path)}))
    placed.sort(key=lambda one: one[0])
    return (cast("Finding", finding) for _, finding in placed)


def _path_order(part: str | int) -> tuple[int, int, str]:
    return (0, part, "") if isinstance(part, int) else (1, 0, part)


def _unresolved(item: Input, decision: Decision) -> Iterator[Unresolved]:
    for unresolved in decision["unresolved"]:
        document = unresolved["document"] or item.document
        location = _location(item, item.origin(document).prefix)
        yield {"document": document, "reason": unresolved["reason"], "location": location}


def _unread(problem: Problem) -> Unresolved:
    location: Location = {"file": problem.path, "line": problem.line, "column": problem.column}
    return {"document": problem.path, "reason": problem.message, "location": location}


def _location(item: Input, path: Sequence[str | int]) -> Location:
    line, column = item.source.locate(path)
    return {"file": item.source.path, "line": line, "column": column}


def _sum(summaries: Sequence[Summary]) -> Summary:
    findings = Counter(dict.fromkeys(SEVERITIES, 0))
    for summary in summaries:
        findings.update(summary["findings"])
    return {
        "documents": sum(summary["documents"] for summary in summaries),
        "statements": sum(summary["statements"] for summary in summaries),
        "findings": dict(findings),
        "waived": sum(summary["waived"] for summary in summaries),
    }
