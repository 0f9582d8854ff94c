"""What is allowed is found, however well it is hidden: documents built around requests in each rule's region.

The documents are built so that nothing needs to be judged (iam/hiding.py); a failure shows the smallest document that
still hides its request.
"""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from iam import hiding, stress
from iam.change import renamed
from iam.evaluator import allows
from iam.hiding import Hidden, confirmed, hidden
from iam.patterns import glob
from iam.product import decide, engine_for
from iam.regions import REGIONS, forbids
from iam.settled import meant
from iam.shrink import shrunk
from iam.strangers import completed, impossible, texts
from smguard.engine import Engine
from support.scale import WHOLE, scaled, seeded

Json = dict[str, Any]

DRAWN = max(1, scaled(20_000 if WHOLE else 2_000) // len(hiding.KINDS))
"""Documents of each kind; a tenth of those made to cost time."""

BATCH = 100


def reports(decision: Json, rule: str) -> list[Json]:
    """The decision's findings of the rule."""
    return [finding for finding in decision["findings"] if finding["rule"] == rule]


def silent(decision: Json, rule: str) -> bool:
    """Does the decision lack the rule, although the engine could judge the document?"""
    return not {rule, "SM-INPUT"} & {finding["rule"] for finding in decision["findings"]}


def shown(made: Hidden, engine: Engine) -> str:
    """The smallest document in which the request stays hidden, for a failure message."""

    def missed(other: Hidden) -> bool:
        return confirmed(other) and silent(decide(engine, [other.document])[0], other.rule)

    least = shrunk(made, missed)
    return json.dumps({"rule": least.rule, "request": least.request, "document": least.document})


@pytest.mark.parametrize("kind", hiding.KINDS)
def test_what_is_hidden_is_found(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    engine = engine_for(hiding.ORGANIZATION)
    random = seeded(f"hidden {kind}")
    missed: list[Hidden] = []
    wrong: list[tuple[str, str, Json]] = []
    failed: list[Json] = []
    found: Counter[str] = Counter()
    count = DRAWN if kind != "time" else max(1, DRAWN // 10)
    for start in range(0, count, BATCH):
        drawn = list(hidden(random, [kind], min(BATCH, count - start)))
        for made, decision in zip(drawn, decide(engine, [each.document for each in drawn]), strict=True):
            told = reports(decision, made.rule)
            found[made.rule] += 1
            found["not proven"] += bool(told) and not any(each.get("proven", True) for each in told)
            missed += [made] if silent(decision, made.rule) else []
            failed += [made.document] if reports(decision, "SM-INPUT") else []
            wrong += complaints(decision, made.document)
    with capsys.disabled():
        print(f" {count} hidden, {found['not proven']} reported as not proven", end="")
    assert [shown(each, engine) for each in missed[:3]] == []
    assert wrong[:3] == []
    assert sorted(map(json.dumps, failed), key=len)[:1] == [], f"the engine failed on {len(failed)} documents"
    assert set(REGIONS) <= set(found) or count < 200


def complaints(decision: Json, document: Json) -> list[tuple[str, str, Json]]:
    """The findings whose witness the document does not allow, in whichever reading, or that nobody could send.

    The documents name much that lies around a request: the edges of the regions are a matter of test_properties.
    """
    wrong = []
    for finding in decision["findings"]:
        if finding["rule"] in REGIONS and "witness" in finding:
            witness = finding["witness"]
            why = "; ".join(impossible(witness))
            if not any(allows(reading, completed(witness, reading)) for reading in (document, meant(document))):
                why = "the document does not allow the witness"
            wrong += [(finding["rule"], why, document)] if why else []
    return wrong


def test_a_hidden_thing_may_be_called_as_what_is_made_up() -> None:
    engine = engine_for(hiding.ORGANIZATION)
    differences, tried = [], 0
    for made in hidden(seeded("renamed"), [kind for kind in hiding.KINDS if kind != "time"], scaled(2_000)):
        others = [
            other
            for name, names in TWINS.items()
            for replacement in names
            if apart(made.document, name, replacement)
            and (other := renamed(made.document, name, replacement)) is not None
        ]
        tried += len(others)
        before, *after = (
            {each["rule"] for each in one["findings"]} for one in decide(engine, [made.document, *others])
        )
        differences += [
            (before ^ each, made.document, other) for each, other in zip(after, others, strict=True) if before != each
        ]
    assert differences[:3] == []
    assert tried > 0


TWINS = {
    "payments": ("any-team", "own-team", "any-user"),
    "Ops_1": ("any-1", "any"),
    "444455556666": ("999988887777", "000011112222", "888877776666"),
    "123456789012": ("999988887777", "000011112222"),
    "o-zyxwvutsrq": ("o-zzzzzzzzzz", "o-0wn0wn0wn0"),
    "vpc-0123456789abcdef0": ("vpc-0f0f0f0f0f0f0f0f0",),
    "vpce-0123456789abcdef0": ("vpce-0f0f0f0f0f0f0f0f0",),
}
"""Names of the drawn documents, and others, some of which the product makes up itself."""


def apart(document: Json, *names: str) -> bool:
    """Do the document's patterns leave these names alone, or take in all of them because they take in anything?"""
    parts = {
        re.sub("-[A-Za-z0-9?]{6}$", "", part)  # a secret is called by its name
        for text in texts(document)
        for part in re.split("[:/]", text)
        if set(part) & set("*?$")
    }
    taken = [{glob(part, name) for name in names} for part in parts]
    return all(len(each) == 1 for each in taken) and not any(
        glob(part, name) for part in parts for name in names if set(part) - set("*?")
    )


@cache
def cases() -> list[Json]:
    """The cases that were written by hand, in the order of their file."""
    loaded: list[Json] = yaml.safe_load((Path(__file__).parent / "hidden.yaml").read_text("utf-8"))
    return loaded


def test_what_somebody_hid_is_found() -> None:
    inputs = [{"policy": case["policy"], "policy_type": case.get("type", "identity")} for case in cases()]
    wrong = []
    for case, decision in zip(cases(), decide(engine_for(hiding.ORGANIZATION), inputs), strict=True):
        rules = {finding["rule"] for finding in decision["findings"]}
        silent, loud = set(case.get("must", ())) - rules, set(case.get("must_not", ())) & rules
        if silent or loud:
            wrong.append((case["name"], silent, loud))
    assert wrong == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases() if "must" in case])
def test_what_somebody_hid_is_there(case: Json) -> None:
    policy, request = meant(case["policy"]), case["request"]
    assert allows(policy, request)
    assert allows(policy, completed(request, policy))
    assert impossible(request) == []
    assert any(forbids(rule, request, policy, hiding.ORGANIZATION) for rule in case["must"])


def test_every_kind_of_case_is_there() -> None:
    names = [case["name"] for case in cases()]
    assert len(set(names)) == len(names) >= 40
    assert {"must" in case for case in cases()} == {True, False}


@pytest.mark.parametrize("shape", stress.SHAPES)
def test_a_document_that_costs_time_gets_a_decision(shape: str) -> None:
    random = seeded(f"stress {shape}")
    documents = [stress.stressing(random, shape) for _ in range(scaled(20))]
    for document, decision in zip(documents, decide(engine_for(hiding.ORGANIZATION), documents), strict=True):
        assert len(json.dumps(document, separators=(",", ":"))) <= stress.LARGEST
        assert [each["message"] for each in decision["findings"] if each["rule"].startswith("SM-INPUT")] == []
        assert complaints(decision, document) == []
