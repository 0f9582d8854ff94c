"""The decision, as every engine gives it for one input, and as `check` gives it for all of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NotRequired, TypedDict, cast

from smguard.check.inputs import Input
from smguard.contract import SEVERITIES
from smguard.errors import Problem


class Location(TypedDict):
    """A place in the user's file; line and column count from 1 and are None where unknown."""

    file: str
    line: int | None
    column: int | None


class Witness(TypedDict):
    """A request that the document allows and the rule forbids; a key not in the context is absent."""

    action: str
    resource: str
    principal: NotRequired[str]
    context: dict[str, str | list[str]]


class Waiver(TypedDict):
    """The exception that covers a finding."""

    reason: str
    owner: str
    expires: str


class Finding(TypedDict):
    """One violation; `path` leads to it inside its document, `location` (once merged) in the user's file.

    `found_by` is "prover" where the rule was silent and `check --prove` found a request; `part_of` is the rule of a
    graver finding in the same statement that has the same cause.
    """

    rule: str
    severity: str
    title: str
    message: str
    remediation: str
    url: str
    document: str
    policy_type: str
    path: list[str | int]
    sid: NotRequired[str]
    actions: list[str]
    resources: list[str]
    witness: NotRequired[Witness]
    waiver: NotRequired[Waiver]
    found_by: NotRequired[str]
    part_of: NotRequired[str]
    location: NotRequired[Location]


class Unresolved(TypedDict):
    """A document that could not be judged, and why."""

    document: str
    reason: str
    location: NotRequired[Location]


class UndecidedError(TypedDict):
    """A rule for which nothing was proven, and the bound that was hit."""

    rule: str
    reason: str


class Proof(TypedDict):
    """The rules that a document is proven clean for, and those for which that is not decided."""

    document: str
    clean: list[str]
    undecided: list[UndecidedError]


class Summary(TypedDict):
    """Counts: documents and statements judged, findings for each severity, findings waived."""

    documents: int
    statements: int
    findings: dict[str, int]
    waived: int


class Decision(TypedDict):
    """The contract with every caller."""

    allow: bool
    findings: list[Finding]
    unresolved: list[Unresolved]
    summary: Summary
    bundle: dict[str, object]
    proof: NotRequired[list[Proof]]


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
        "bundle": judged[0][1]["bundle"] if judged else {},
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
    findings: Counter[str] = Counter()
    for summary in summaries:
        findings.update(summary["findings"])
    return {
        "documents": sum(summary["documents"] for summary in summaries),
        "statements": sum(summary["statements"] for summary in summaries),
        "findings": dict(findings),
        "waived": sum(summary["waived"] for summary in summaries),
    }
