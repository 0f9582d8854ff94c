"""What `check --prove` adds: for each document the rules that it is proven clean for, and silences that are wrong."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from smguard.check.inputs import Input
from smguard.contract import INPUT_RULES, SEVERITIES, Finding, Proof
from smguard.prove import Clean, Document, Facts, Found, Unsettled
from smguard.prove.pattern import machine, tokens

_ABOUT_INPUT = frozenset(rule.rule for rule in INPUT_RULES)


def with_proof(item: Input, decision: Mapping[str, Any], data: Mapping[str, Any], now: int) -> dict[str, Any]:
    """The decision on one input with a "proof" for each of its documents, and a finding for each wrong silence.

    `data` is what the bundle has under data.smguard; `now` counts nanoseconds since 1970. A document that cannot be
    read, or of which something is not known yet, is not proven to be anything.
    """
    facts = Facts(data)
    proofs: list[Proof] = []
    added: list[Finding] = []
    findings = [cast("Finding", finding) for finding in decision["findings"]]
    for name, envelope in _envelopes(item):
        told = {finding["rule"] for finding in findings if finding["document"] == name}
        open_parts = any(unresolved["document"] == name for unresolved in decision["unresolved"])
        if told & _ABOUT_INPUT or open_parts:
            continue
        proof: Proof = {"document": name, "clean": [], "undecided": []}
        document = Document(facts, envelope)
        for rule in sorted(facts.rulebook):
            verdict = document.verdict(rule) if rule not in told else None
            if isinstance(verdict, Clean):
                proof["clean"].append(rule)
            elif isinstance(verdict, Unsettled):
                proof["undecided"].append({"rule": rule, "reason": verdict.reason})
            elif isinstance(verdict, Found):
                finding = _finding(facts.rulebook[rule]["report"], name, document, verdict)
                added.append(_waived(finding, data["organization"]["waivers"].get(rule, []), now))
        proofs.append(proof)
    return {**_with_findings(decision, added, data["organization"]["fail_on"]), "proof": proofs}


def _envelopes(item: Input) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The envelopes of an input, with their names; nothing for an input of another shape."""
    value = json.loads(item.payload)
    if not isinstance(value, dict):
        return
    listed = [{"policy": value}] if "Statement" in value else [value] if "policy" in value else value.get("policies")
    for number, envelope in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(envelope, dict) and "policy" in envelope:
            name = envelope.get("name")
            unnamed = item.document if len(listed or []) == 1 else f"policies[{number}]"
            yield name if isinstance(name, str) else unnamed, envelope


def _finding(report: Mapping[str, str], name: str, document: Document, found: Found) -> Finding:
    statement = next(each for each in document.policy.statements if each.index == found.statement)
    actions = [found.request["action"]]
    resources = ["*"] if statement.not_resources else list(statement.resources)
    message = report["message"]
    for part, texts in (("{actions}", actions), ("{resources}", resources), ("{detail}", [""])):
        message = message.replace(part, ", ".join(texts))
    return {
        "rule": report["rule"],
        "severity": report["severity"],
        "title": report["title"],
        "message": f"{message} The rule did not report this: the prover found it.",
        "remediation": report["remediation"],
        "url": report["url"],
        "document": name,
        "policy_type": document.type,
        "path": ["Statement", found.statement] if document.policy.is_list else ["Statement"],
        "sid": statement.sid,
        "actions": actions,
        "resources": resources,
        "witness": cast("Any", found.request),
        "found_by": "prover",
    }


def _waived(finding: Finding, waivers: Sequence[Mapping[str, Any]], now: int) -> Finding:
    for waiver in waivers:
        spoken_of = _matches(waiver["document"], finding["document"]) and _matches(waiver["sid"], finding["sid"])
        if spoken_of and now < waiver["until"]:
            reason = {name: waiver[name] for name in ("reason", "owner", "expires")}
            return cast("Finding", {**finding, "waiver": reason})
    return finding


def _matches(pattern: str, text: str) -> bool:
    return machine(tokens(pattern, variables=False)).matches(text)


def _with_findings(decision: Mapping[str, Any], added: Sequence[Finding], fail_on: str) -> dict[str, Any]:
    summary = decision["summary"]
    counts = dict(summary["findings"])
    for finding in added:
        counts[finding["severity"]] = counts.get(finding["severity"], 0) + 1
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    open_findings = [finding for finding in added if "waiver" not in finding]
    return {
        **decision,
        "allow": decision["allow"] is True and not any(each["severity"] in failing for each in open_findings),
        "findings": [*decision["findings"], *added],
        "summary": {
            **summary,
            "findings": counts,
            "waived": summary["waived"] + len(added) - len(open_findings),
        },
    }
