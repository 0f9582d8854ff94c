"""The finder against the judge: on random documents of each type every silence is proven right, and no witness refuted.

Each request that the judge finds is confirmed by the tests' own evaluator, so that one of the three is wrong where
they disagree.
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from iam import generate
from iam.evaluator import allows
from iam.hide import hidden
from iam.product import decide, engine_for
from iam.regions import REGIONS, forbids
from smguard.bundle.data import compile_data
from smguard.engine import Engine
from smguard.prove import Document, Facts, Found, Unsettled, judge
from smguard.prove import allows as judged
from smguard.prove.shrink import shrink
from support.scale import SCALE, scaled, seeded
from support.workbench import shipped_plan

Json = dict[str, Any]

JUDGED = scaled(20_000)
HIDDEN = scaled(2_000)
BATCH = 250
ABOUT_INPUT = {"SM-INPUT", "SM-INPUT-UNRESOLVED"}
UNSETTLED = 0.005
"""The part of all verdicts that may hit a bound."""


@cache
def facts(organization: str) -> Facts:
    plan = shipped_plan()
    compiled = compile_data(plan, plan.organization.with_parameters(json.loads(organization)))
    return Facts(json.loads(json.dumps(compiled)))


def batches(kind: str, hiding: bool) -> Iterator[tuple[Json, Engine, Facts, list[Json], list[Json]]]:
    """Random documents with their decisions, for one organisation after another."""
    random, whole = seeded(f"silences {kind} {hiding}"), HIDDEN if hiding else JUDGED
    for start in range(0, whole, BATCH):
        organization = generate.organization(random)
        number = min(BATCH, whole - start)
        draw = hidden if hiding else generate.document
        documents: list[Json] = [draw(random, kind == "resource") for _ in range(number)]
        engine = engine_for(organization)
        yield organization, engine, facts(json.dumps(organization)), documents, decide(engine, documents)


def rules(decision: Json) -> set[str]:
    return {finding["rule"] for finding in decision["findings"]}


def shrunk(engine: Engine, known: Facts, document: Json, rule: str) -> tuple[str, Json, object]:
    """The smallest document about which the rule is silent and the judge is not, and the judge's request."""

    def silent(other: Json) -> bool:
        [decision] = decide(engine, [other])
        return not rules(decision) & {rule, *ABOUT_INPUT} and isinstance(judge(known, {"policy": other}, rule), Found)

    small = shrink(document, silent, most=300)
    return rule, small, judge(known, {"policy": small}, rule)


@pytest.mark.parametrize("hiding", [False, True], ids=["plain", "hidden"])
@pytest.mark.parametrize("kind", ["identity", "resource"])
def test_every_silence_is_proven_right_and_every_witness_confirmed(kind: str, hiding: bool) -> None:
    wrong: list[object] = []
    unconfirmed, refuted, verdicts = [], [], Counter[str]()
    for organization, engine, known, documents, decisions in batches(kind, hiding):
        for document, decision in zip(documents, decisions, strict=True):
            reported = rules(decision)
            if reported & ABOUT_INPUT:
                continue
            read = Document(known, {"policy": document})
            refuted += [
                (finding["rule"], finding["witness"], document)
                for finding in decision["findings"]
                if "witness" in finding and not judged(read.policy, finding["witness"])
            ]
            for rule in sorted(REGIONS):
                verdict = read.verdict(rule)
                verdicts[type(verdict).__name__] += 1
                if not isinstance(verdict, Found):
                    continue
                request = verdict.request
                if not allows(document, request) or not forbids(rule, request, document, organization):
                    unconfirmed.append((rule, request, document))
                elif rule not in reported and len(wrong) < 3:
                    wrong.append(shrunk(engine, known, document, rule))
    assert unconfirmed[:3] == []
    assert refuted[:3] == []
    assert wrong == []
    assert verdicts["Found"] > 0
    assert verdicts[Unsettled.__name__] <= UNSETTLED * verdicts.total() or SCALE < 0.05
