"""The judge's forward half against the tests' own evaluator: the same answer on each concrete request."""

from random import Random
from typing import Any

import pytest

from iam import generate
from iam.draw import hints, request
from iam.evaluator import allows
from iam.regions import DOCUMENTS
from smguard.prove import UndecidedError
from smguard.prove import allows as judged
from smguard.prove.reading import read
from support.scale import SCALE, scaled, seeded

Json = dict[str, Any]

ASKED = scaled(100_000)
EACH = 10


def requests(random: Random) -> tuple[Json, list[Json]]:
    """A document, and requests near what it says."""
    document: Json = generate.document(random)
    given = hints(random, document)
    rules = [rule for rule, kinds in DOCUMENTS.items() if given.policy.is_resource in kinds]
    organization = generate.organization(random)
    drawn = (request(random, random.choice(rules), given, organization) for _ in range(EACH))
    return document, [each for each in drawn if each is not None]


def test_a_request_is_allowed_where_the_tests_own_evaluator_allows_it() -> None:
    random, answers, different = seeded("forward"), set(), []
    for _ in range(max(1, ASKED // EACH)):
        document, asked = requests(random)
        policy = read(document)
        for each in asked:
            expected = allows(document, each)
            answers.add(expected)
            if judged(policy, each) is not expected:
                different.append((expected, each, document))
    assert different[:3] == []
    assert answers == {True, False} or SCALE < 0.01


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        pytest.param({}, "a statement is not an object", id="no statement"),
        pytest.param({"Statement": "x"}, "a statement is not an object", id="a text"),
        pytest.param("{", "the document is not JSON", id="no JSON"),
        pytest.param(
            {"Statement": {"Effect": "Allow", "Action": "*"}},
            "a statement has both Resource and NotResource, or neither",
            id="no resource",
        ),
        pytest.param(
            {"Statement": {"Effect": "allow", "Action": "*", "Resource": "*"}},
            "a statement has no Effect that is known",
            id="effect",
        ),
        pytest.param(
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringIs": {"a": "b"}}}},
            "StringIs is no condition operator",
            id="operator",
        ),
        pytest.param(
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": {"Ref": "x"}}},
            "an element is no string and no list of strings",
            id="a template",
        ),
        pytest.param(
            {"Statement": {"Effect": "Allow", "Principal": {"AWS": "some_arn"}, "Action": "*", "Resource": "*"}},
            "a principal is none of AWS",
            id="principal",
        ),
    ],
)
def test_the_judge_has_no_opinion_on_what_it_cannot_read(document: object, reason: str) -> None:
    with pytest.raises(UndecidedError) as told:
        read(document)
    assert str(told.value) == reason
