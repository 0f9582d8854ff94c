"""Policy variables: each request has values of its own, and those of one statement say nothing about another.

A witness with aws:ResourceAccount, which only repeats the secret's ARN, is not asked for strangers.
"""

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from iam import generate, vocabulary
from iam.draw import hunt
from iam.evaluator import allows
from iam.product import decide, engine_for
from iam.regions import REGIONS, forbids
from iam.strangers import impossible
from support.scale import scaled, seeded

Json = dict[str, Any]
BATCH = 250
KEYS = (
    *("aws:PrincipalTag/team", "aws:username", "aws:UserAgent", "aws:PrincipalAccount", "aws:ResourceAccount"),
    *("aws:RequestedRegion", "secretsmanager:VersionStage", "aws:PrincipalOrgID", "aws:SourceIdentity"),
)
WORDS = ("alice", "a*", "red", "prod", "111122223333", "AWSCURRENT", "eu-west-1", "o-a1b2c3d4e5", "*")


def with_variable(random: Random, document: Json) -> Json:
    """The document with a variable in a resource or a condition, and sometimes a condition on its key."""
    changed = copy.deepcopy(document)
    key = random.choice(KEYS)
    variable = random.choice((f"${{{key}}}", f"${{{key}, 'shared'}}"))
    changed["Version"] = "2012-10-17"
    listed = changed["Statement"] if isinstance(changed["Statement"], list) else [changed["Statement"]]
    each = random.choice(listed)
    name = random.choice(vocabulary.NAMES)
    pattern = random.choice((f"{variable}/*", f"{variable}-??????", f"{name}/{variable}-??????", f"{variable}*"))
    element = "NotResource" if "NotResource" in each else "Resource"
    if random.random() < 0.5:
        each[element] = f"arn:aws:secretsmanager:*:*:secret:{pattern}"
    else:
        block = each.setdefault("Condition", {}).setdefault(random.choice(vocabulary.STRING_OPERATORS), {})
        block[random.choice(("aws:ResourceTag/team", "aws:username", "aws:RequestedRegion"))] = variable
    if random.random() < 0.5:
        block = random.choice(listed).setdefault("Condition", {})
        block.setdefault(random.choice(vocabulary.STRING_OPERATORS), {})[key] = random.choice(WORDS)
    return changed


def batches(name: str, count: int) -> Iterator[tuple[Random, Json, list[Json]]]:
    """Random documents with variables, for one organisation after another."""
    random = seeded(name)
    for start in range(0, count, BATCH):
        drawn = [generate.document(random) for _ in range(min(BATCH, count - start))]
        yield random, generate.organization(random), [with_variable(random, each) for each in drawn]


def places(decision: Json) -> set[tuple[str, str]]:
    """The findings of the rules that have a region: rule and path."""
    return {(each["rule"], json.dumps(each["path"])) for each in decision["findings"] if each["rule"] in REGIONS}


def test_no_violation_is_missed_and_each_witness_is_right() -> None:
    missed, wrong = [], []
    for random, organization, documents in batches("variables", scaled(2_000)):
        for document, decision in zip(documents, decide(engine_for(organization), documents), strict=True):
            if any(each["rule"].startswith("SM-INPUT") for each in decision["findings"]):
                continue
            reported = {each["rule"] for each in decision["findings"]}
            drawn = hunt(random, document, organization)
            missed += [(rule, asked, document) for rule, asked in drawn.items() if rule not in reported]
            for finding in decision["findings"]:
                witness, rule = finding.get("witness"), finding["rule"]
                if witness is None or rule not in REGIONS:
                    continue
                of_secret = "aws:resourceaccount" in {key.lower() for key in witness["context"]}
                forbidden = of_secret or forbids(rule, witness, document, organization)
                if not forbidden or not allows(document, witness) or impossible(witness):
                    wrong.append((rule, witness, document))
    assert missed[:3] == []
    assert wrong[:3] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_statement_with_a_variable_takes_no_finding_from_the_others(key: str) -> None:
    lost = []
    random = seeded(f"beside {key}")
    pattern = f"arn:aws:secretsmanager:*:*:secret:unrelated/${{{key}}}/db-??????"
    for _ in range(0, scaled(500), BATCH):
        documents: list[Json] = [generate.document(random, resource=False) for _ in range(min(BATCH, scaled(500)))]
        apart = [{**each, "Version": "2012-10-17"} for each in documents if isinstance(each["Statement"], list)]
        more = {"Effect": "Allow", "Action": "secretsmanager:DescribeSecret", "Resource": pattern}
        others = [{**each, "Statement": [*each["Statement"], more]} for each in apart]
        engine = engine_for(generate.organization(random))
        for before, one, other in zip(apart, decide(engine, apart), decide(engine, others), strict=True):
            if not places(one) <= places(other):
                lost.append((places(one) - places(other), before))
    assert lost[:3] == []


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("alice", "own-username"),
        ("alice", "any-username"),
        ("red", "its-own"),
        ("red", "any-team"),
    ],
)
def test_what_a_value_is_called_decides_nothing(name: str, other: str) -> None:
    differences = []
    for _, organization, documents in batches(f"{name} {other}", scaled(1_000)):
        apart = [each for each in documents if f'"{name}"' in json.dumps(each)]
        renamed = [json.loads(json.dumps(each).replace(f'"{name}"', f'"{other}"')) for each in apart]
        kept = [n for n, each in enumerate(apart) if name[:1] + "*" not in json.dumps(each)]
        engine = engine_for(organization)
        one, another = decide(engine, [apart[n] for n in kept]), decide(engine, [renamed[n] for n in kept])
        for n, before, after in zip(kept, one, another, strict=True):
            if places(before) != places(after):
                differences.append((places(before) ^ places(after), apart[n]))
    assert differences[:3] == []
