"""What must hold for every document: each finding is proven, none is missed, and meaning alone decides.

The documents are random; the judge is the tests' own evaluator of IAM in iam/, which shares nothing with the
product.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam import change, generate, vocabulary
from iam.draw import hunt
from iam.product import blamed, decide, engine_for
from iam.proof import complaint
from iam.regions import REGIONS
from support.scale import SCALE, scaled, seeded

Json = dict[str, Any]

CONFIRMED = scaled(20_000)
HUNTED = scaled(6_000)
CHANGED = scaled(1_000)
BATCH = 250

SEVERITIES = ("critical", "high", "medium", "low")
SHAPE = {"allow": bool, "findings": list, "unresolved": list, "summary": dict, "bundle": dict}
FINDING = {
    **dict.fromkeys(("rule", "severity", "title", "message", "remediation", "url"), str),
    **{"document": str, "policy_type": str, "path": list, "actions": list, "resources": list},
}


def batches(seed: str, count: int) -> Iterator[tuple[Random, Json, list[Json]]]:
    """Random documents for one organisation after another."""
    random = seeded(seed)
    for start in range(0, count, BATCH):
        number = min(BATCH, count - start)
        yield random, generate.organization(random), [generate.document(random) for _ in range(number)]


def test_every_witness_is_allowed_by_its_document_and_forbidden_by_its_rule() -> None:
    complaints, proven = [], set()
    for _, organization, documents in batches("confirm", CONFIRMED):
        decisions = decide(engine_for(organization), documents)
        for document, decision in zip(documents, decisions, strict=True):
            for finding in decision["findings"]:
                if finding["rule"] not in REGIONS:
                    continue
                proven.add(finding["rule"])
                why = complaint(finding, document, organization)
                if why:
                    complaints.append((finding["rule"], why, finding.get("witness"), document))
    assert complaints[:3] == []
    assert proven == set(REGIONS) or SCALE < 0.2


def test_no_violation_is_missed() -> None:
    missed, found = [], set()
    for random, organization, documents in batches("hunt", HUNTED):
        decisions = decide(engine_for(organization), documents)
        for document, decision in zip(documents, decisions, strict=True):
            reported = {finding["rule"] for finding in decision["findings"]}
            for rule, request in hunt(random, document, organization).items():
                found.add(rule)
                if rule not in reported:
                    missed.append((rule, request, document))
    assert missed[:3] == []
    assert found == set(REGIONS) or SCALE < 0.2


def about(decision: Json, document: Json) -> set[tuple[str, str]]:
    return {blamed(finding, document) for finding in decision["findings"]}


def places(decision: Json, _: Json) -> set[tuple[str, str]]:
    return {(finding["rule"], json.dumps(finding["path"][:2])) for finding in decision["findings"]}


@pytest.mark.parametrize(
    ("changed", "identity"),
    [
        pytest.param(change.reordered, about, id="order"),
        pytest.param(change.listed, places, id="lists"),
        pytest.param(change.recased, places, id="letter case"),
        pytest.param(change.with_unrelated, about, id="unrelated statement"),
    ],
)
def test_what_means_the_same_is_judged_the_same(
    changed: Callable[[Random, Json], Json], identity: Callable[[Json, Json], set[tuple[str, str]]]
) -> None:
    differences = []
    for random, organization, documents in batches(changed.__name__, CHANGED):
        others = [changed(random, each) for each in documents]
        for before, after, one, other in judged(organization, documents, others):
            difference = identity(one, before) ^ identity(other, after)
            if difference or one["allow"] != other["allow"]:
                differences.append((difference, before, after))
    assert differences[:3] == []


@pytest.mark.parametrize(
    ("name", "other"),
    [pytest.param(name, other, id=f"{name} or {other}") for name, others in change.OPAQUE.items() for other in others],
)
def test_what_a_thing_is_called_decides_nothing(name: str, other: str) -> None:
    differences, tried = [], 0
    rare = name.startswith('"')  # a pattern, which few documents have
    for _, organization, documents in batches(f"{name} {other}", CHANGED * (6 if rare else 1)):
        pairs = [(each, change.renamed(each, name, other)) for each in documents]
        apart = [(before, after) for before, after in pairs if after is not None]
        tried += len(apart)
        befores, afters = [before for before, _ in apart], [after for _, after in apart]
        for before, after, one, another in judged(organization, befores, afters):
            difference = places(one, before) ^ places(another, after)
            if difference or one["allow"] != another["allow"]:
                differences.append((difference, before, after))
    assert differences[:3] == []
    assert tried > 0 or SCALE < 1


@pytest.mark.parametrize("effect", ["Deny", "Allow"])
def test_a_deny_adds_no_finding_and_an_allow_removes_none(effect: str) -> None:
    wrong = []
    for random, organization, documents in batches(effect, CHANGED):
        others = [change.with_statement(random, each, effect) for each in documents]
        for before, after, one, other in judged(organization, documents, others):
            less, more = about(one, before), about(other, after)
            if effect == "Deny":
                less, more = more, less
            lost = {each for each in less - more if each[0] in REGIONS}
            if lost:
                wrong.append((lost, before, after))
    assert wrong[:3] == []


def judged(
    organization: Json, documents: Sequence[Json], others: Sequence[Json]
) -> Iterator[tuple[Json, Json, Json, Json]]:
    engine = engine_for(organization)
    yield from zip(documents, others, decide(engine, documents), decide(engine, others), strict=True)


def test_a_pattern_with_its_suffix_is_never_blamed_for_lacking_it() -> None:
    random = Random("suffix")  # noqa: S311
    names = [f"{name}-{end}" for name in vocabulary.NAMES for end in ("??????", "AbCdEf")]
    documents = []
    for _ in range(BATCH):
        ends = random.sample(names, 3)
        made = generate.statement(random, resource=False, effect="Allow")
        made.pop("NotResource", None)
        made["Resource"] = [f"arn:aws:secretsmanager:*:111122223333:secret:{end}" for end in ends]
        documents.append({"Version": "2012-10-17", "Statement": [made]})
    decisions = decide(engine_for(generate.organization(random)), documents)
    rules = {finding["rule"] for decision in decisions for finding in decision["findings"]}
    assert rules & {"SM-ID-READ-ALL", "SM-ID-SUFFIX"} == set()


def misshapen(decision: Json) -> list[str]:
    """In what the decision breaks its contract with the callers."""
    wrong = [name for name, kind in SHAPE.items() if not isinstance(decision.get(name), kind)]
    if wrong:
        return wrong
    findings = decision["findings"]
    wrong += [
        f"{finding.get('rule')}: {name}"
        for finding in findings
        for name, kind in FINDING.items()
        if not isinstance(finding.get(name), kind)
    ]
    counts = {severity: sum(each["severity"] == severity for each in findings) for severity in SEVERITIES}
    if {name: decision["summary"]["findings"].get(name, 0) for name in SEVERITIES} != counts:
        wrong.append("summary")
    failing = [each for each in findings if each["severity"] in ("critical", "high") and "waiver" not in each]
    if decision["allow"] != (not failing):
        wrong.append("allow")
    return wrong


@given(seed=st.integers(0, 2**32), spoiled=st.booleans())
@settings(max_examples=scaled(300), deadline=None)
def test_every_document_gets_a_decision(seed: int, spoiled: bool) -> None:
    random = Random(seed)  # noqa: S311
    made: object = generate.document(random)
    if spoiled:
        made = change.broken(random, generate.document(random))
    [decision] = decide(engine_for({}), [made])
    assert misshapen(decision) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
elements = st.sampled_from(
    ["Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "Condition", "Sid"]
)


@given(
    value=json_values
    | st.fixed_dictionaries({"Statement": json_values | st.dictionaries(elements, json_values, max_size=5)})
)
@settings(max_examples=scaled(300), deadline=None)
def test_every_value_gets_a_decision(value: object) -> None:
    [decision] = decide(engine_for({}), [value])
    assert misshapen(decision) == []


def test_the_generator_depends_on_its_seed_alone() -> None:
    draw = partial(generate.document)
    one, other = ([draw(Random(seed)) for seed in range(50)] for _ in range(2))  # noqa: S311
    assert one == other
    assert len({json.dumps(each) for each in one}) > 45
