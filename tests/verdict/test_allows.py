"""What the library's meaning/allows says of concrete requests, beside the tests' own evaluator of IAM."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from iam import generate
from iam.draw import hints, request
from iam.evaluator import Policy, context_of
from iam.odd import asked_oddly, odd
from iam.principals import asking
from iam.product import decide, engine_for
from iam.regions import DOCUMENTS
from smguard.engine import Engine
from support.library import Library, library
from support.scale import SCALE, scaled, seeded

Json = dict[str, Any]

ASKED = scaled(100_000)
CONFIRMED = scaled(4_000)
BATCH = 250

DECISION = """
package smguard

import data.smguard.lib.grammar.statement
import data.smguard.lib.meaning.allows

decision := {
	"deciding": [allows.deciding(input.document, request) | some request in input.requests],
	"allowed": [i | some i, request in input.requests; allows.allows(input.document, request)],
	"settled": [item | some item in statement.listed(input.document); _unsettled(item)] == [],
}

# What AWS would refuse, or what a template has yet to fill in.
_unsettled(item) if statement.problems(item) != []

_unsettled(item) if statement.unresolved(item) != []
"""


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory, opa: Path) -> Library:
    return library(tmp_path_factory.mktemp("meaning") / "bundle", DECISION, opa)


@dataclass(frozen=True)
class Case:
    """A document, and requests on it."""

    document: Json
    policy: Policy
    requests: list[Json]


def cases(random: Random, count: int) -> Iterator[Case]:
    """Documents, plain and odd ones, each with requests near what it says: as many requests in all."""
    while count > 0:
        organization, document = generate.organization(random), generate.document(random)
        document = odd(random, document) if random.random() < 0.6 else document
        given = hints(random, document)
        rules = [rule for rule, kinds in DOCUMENTS.items() if given.policy.is_resource in kinds]
        drawn = [request(random, rule, given, organization) for rule in rules * 2]
        requests = [asked_oddly(random, each) if random.random() < 0.5 else each for each in drawn if each]
        yield Case(document, given.policy, requests)
        count -= len(requests)


def paths(document: Json, policy: Policy, asked: Json) -> Json:
    """The statements that match the request, as the evaluator has it."""
    principal = asked.get("principal")
    who = asking(principal) if isinstance(principal, str) and policy.is_resource else None
    request_ = str(asked["action"]).lower(), str(asked["resource"]), who, context_of(asked)
    found = [each for each in policy.statements if each.matches(*request_)]
    place = [["Statement", each.index] if isinstance(document["Statement"], list) else ["Statement"] for each in found]
    return {
        "allows": [path for each, path in zip(found, place, strict=True) if each.allow],
        "denies": [path for each, path in zip(found, place, strict=True) if not each.allow],
    }


def answers(engine: Engine, given: Sequence[tuple[Json, Sequence[Json]]]) -> list[Json]:
    """What the library says of each document and the requests on it."""
    asked = [json.dumps({"document": document, "requests": requests}).encode() for document, requests in given]
    return engine.evaluate(asked)


def test_allows_is_what_the_evaluator_says(meaning: Library) -> None:
    wrong: list[tuple[Json, ...]] = []
    allowed = denied = settled = 0
    given = list(cases(seeded("allows"), ASKED))
    for start in range(0, len(given), BATCH):
        part = given[start : start + BATCH]
        said = answers(meaning.engines["embedded"], [(each.document, each.requests) for each in part])
        for each, answer in zip(part, said, strict=True):
            if not answer["settled"]:
                continue
            settled += 1
            for number, (asked, got) in enumerate(zip(each.requests, answer["deciding"], strict=True)):
                expected = paths(each.document, each.policy, asked)
                allows = bool(expected["allows"]) and not expected["denies"]
                allowed, denied = allowed + allows, denied + bool(expected["denies"])
                if got != expected or (number in answer["allowed"]) != allows:
                    wrong.append((asked, expected, got, each.document))
    assert wrong[:3] == []
    assert settled > len(given) * 0.8
    assert min(allowed, denied) > ASKED / 200 or SCALE < 0.05


def test_opa_says_what_the_embedded_engine_says(meaning: Library) -> None:
    drawn = cases(seeded("allows in opa"), scaled(10_000))
    given = [(each.document, each.requests) for each in drawn]
    assert answers(meaning.engines["opa"], given) == answers(meaning.engines["embedded"], given)


def test_every_witness_is_allowed(meaning: Library) -> None:
    refused: list[tuple[Json, Json]] = []
    random, confirmed = seeded("witnesses"), 0
    for start in range(0, CONFIRMED, BATCH):
        organization = generate.organization(random)
        documents = [generate.document(random) for _ in range(min(BATCH, CONFIRMED - start))]
        decisions = decide(engine_for(organization), documents)
        witnesses = [
            [finding["witness"] for finding in decision["findings"] if "witness" in finding] for decision in decisions
        ]
        said = answers(meaning.engines["embedded"], list(zip(documents, witnesses, strict=True)))
        for document, shown, answer in zip(documents, witnesses, said, strict=True):
            confirmed += len(shown)
            refused += [(each, document) for n, each in enumerate(shown) if n not in answer["allowed"]]
    assert refused[:3] == []
    assert confirmed > CONFIRMED / 4
