"""What a finding's remedy makes of the document: the finding is gone, the rest works, and no access appears."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import pytest

from iam import draw, generate
from iam.evaluator import allows, read
from iam.keys import ACTIONS
from iam.principals import asking
from iam.product import decide, engine_for
from iam.regions import REGIONS
from iam.strangers import completed, impossible
from smguard.engine import Engine
from smguard.rulebook.remedy import Found, policy_of, remedied
from support.scale import SCALE, scaled, seeded
from support.workbench import shipped_plan

Json = dict[str, Any]

NAMES = [f"secretsmanager:{action.name}" for action in shipped_plan().catalog.actions]
RULES = {rule.id: rule for rule in shipped_plan().rules}
DOCUMENTS = scaled(300)
BATCH = 60
ROUNDS = 8
"""A document may have as many findings of a rule as it has statements."""

FORMS = {
    "aws:principalaccount": "[0-9]{12}",
    "aws:sourcevpc": "vpc-[0-9a-z]+",
    "aws:tokenissuetime": "20(2[6-9]|[3-9][0-9])-.*",  # no session lasts for years
}
"""Values that nobody has, which the documents' conditions name all the same, are no requests."""

STRANGER = "arn:aws:iam::777766665555:role/stranger"
ELSEWHERE = ("s3:GetObject", "arn:aws:s3:::bucket/key"), ("kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k")


Remedies = Sequence[Mapping[str, Any]]


def recipes(remedies: Remedies) -> list[Remedies]:
    """Remedies that do the whole work: each that is for all findings by itself, those for certain ones together."""
    special = [remedy for remedy in remedies if "for" in remedy]
    return [*([remedy] for remedy in remedies if "for" not in remedy), *([special] if special else [])]


def better(judged: Json, finding: Json, remedies: Remedies) -> Json | None:
    """The input with the first remedy that fits applied to a finding; None where none does."""
    secret = finding.get("witness", {}).get("resource", "")
    secret = secret if secret.startswith("arn:") else ""
    found = Found(finding["path"], finding["message"], finding["actions"], finding["resources"], secret)
    made = (remedied(judged, found, remedy, NAMES) for remedy in remedies)
    return next((one for one in made if one), None)


def applied(
    engine: Engine, id_: str, remedies: Sequence[Remedies], judged: Sequence[Json]
) -> list[tuple[Json, set[str]]]:
    """Each input with its remedies applied to every finding of the rule that they fit, and the actions found."""
    made: list[tuple[Json, set[str]]] = [(one, set()) for one in judged]
    for _ in range(ROUNDS):
        before = list(made)
        for i, decision in enumerate(decide(engine, [one for one, _ in made])):
            one, actions = made[i]
            tried = [(each, better(one, each, remedies[i])) for each in decision["findings"] if each["rule"] == id_]
            for finding, next_ in [pair for pair in tried if pair[1] is not None][:1]:
                made[i] = next_ or one, actions | {each.lower() for each in finding["actions"]}
        if made == before:
            break
    return made


def requests(random: Random, documents: Sequence[Json], drawn_each: int) -> Iterator[Json]:
    """Requests near what the documents say: every action, and two of other services."""
    for document in documents:
        given = draw.hints(random, document)
        drawn = [draw.request(random, "", given, {}, name) for name in ACTIONS for _ in range(drawn_each)]
        for action, resource in ELSEWHERE:
            drawn += [{**each, "action": action, "resource": resource} for each in drawn[-drawn_each:] if each]
        places = [one.rpartition(":")[0] for one in given.patterns if re.fullmatch("arn:[^*?$]*:secret:.*", one)]
        for each in (each for each in drawn if each):
            if places and str(each["resource"]).startswith("arn:aws:secretsmanager:"):
                each = {**each, "resource": f"{random.choice(places)}:{str(each['resource']).rpartition(':')[2]}"}
            asked = completed({"principal": STRANGER, **each}, documents[0])
            if can_ask(asked) and not impossible(each):
                yield asked


def can_ask(request: Mapping[str, Any]) -> bool:
    """Is there such a principal, of such an account?"""
    try:
        asking(request["principal"])
    except ValueError:
        return False
    context = request["context"]
    return all(re.fullmatch(form, value) for key, form in FORMS.items() for value in context.get(key, ()))


def harm(
    random: Random, before: Json, after: Json, actions: set[str], meant: Json, drawn_each: int
) -> tuple[int, list[tuple[str, Json]]]:
    """How many requests were allowed before, and what the remedy breaks, or opens beyond what was meant."""
    one, other, wanted = read(before), read(after), read(meant)
    asked = [(each, allows(one, each), allows(other, each)) for each in requests(random, [before, after], drawn_each)]
    opened = [("is allowed now", each) for each, was, now in asked if now and not was and not allows(wanted, each)]
    broken = [("is not allowed any more", each) for each, was, now in asked if was and not now]
    broken = [(why, each) for why, each in broken if str(each["action"]).lower() not in actions]
    return sum(was for _, was, _ in asked), [*opened, *broken]


def suffixed(document: Json, decision: Json) -> Json:
    """The document with the suffix that SM-ID-SUFFIX asks for, where its absence makes a pattern match no secret."""
    made: Json = json.loads(json.dumps(document))  # drawn statements may share their lists
    for finding in decision["findings"]:
        if finding["rule"] == "SM-ID-SUFFIX" and "witness" not in finding:
            *steps, last = finding["path"]
            place: Any = made
            for step in steps:
                place = place[step]
            place[last] = f"{place[last]}-??????"
    return made


def pairs(decision: Json) -> set[tuple[str, str]]:
    """Which rule finds which action."""
    return {(finding["rule"], action) for finding in decision["findings"] for action in finding["actions"] or [""]}


def test_every_rule_has_a_remedy() -> None:
    assert [id_ for id_, rule in RULES.items() if not rule.remedies] == []


@pytest.mark.parametrize("id_", RULES)
def test_a_remedy_ends_the_findings_of_the_rules_own_cases(id_: str) -> None:
    """Each remedy alone ends every finding that it fits, and one fits each."""
    rule = RULES[id_]
    random = seeded(id_)
    engine = engine_for(rule.case_parameters)
    cases = [(case, remedy) for case in rule.cases if case.findings for remedy in recipes(rule.remedies_of(case))]
    judged = [dict(case.input) for case, _ in cases]
    made = applied(engine, id_, [remedy for _, remedy in cases], judged)
    before, after = decide(engine, judged), decide(engine, [one for one, _ in made])
    ended: set[str] = set()
    complaints: list[object] = []
    compared: list[int] = []
    for (case, remedy), was, (one, actions), old, new in zip(cases, judged, made, before, after, strict=True):
        if one == was:
            continue
        left = [finding for finding in new["findings"] if finding["rule"] == id_]
        if any(better(one, finding, remedy) for finding in left):
            complaints.append((case.name, remedy, "does not end it", policy_of(one)))
        if not left:
            ended.add(case.name)
        if more := pairs(new) - pairs(old):
            complaints.append((case.name, remedy, "adds", sorted(more), policy_of(one)))
        allowed, wrong = harm(random, policy_of(was), policy_of(one), actions, suffixed(policy_of(was), old), 2)
        compared.append(allowed)
        complaints += [(case.name, remedy, *each, policy_of(one)) for each in wrong[:1]]
    assert not complaints, "\n".join(json.dumps(each) for each in complaints)
    assert {case.name for case, _ in cases} - ended == set()
    assert sum(compared) > len(compared), "the requests show nothing"


def test_a_condition_in_the_same_statement_would_break_the_other_actions() -> None:
    """The requests show harm where there is some."""
    statement: Json = {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}
    guard = {"Condition": {"Bool": {"secretsmanager:BlockPublicPolicy": "true"}}}
    before, after = ({"Version": "2012-10-17", "Statement": each} for each in (statement, {**statement, **guard}))
    random = seeded("same statement")
    _, broken = harm(random, before, after, {"secretsmanager:putresourcepolicy"}, before, 4)
    _, opened = harm(random, after, before, set(), after, 4)
    assert {why for why, _ in broken} == {"is not allowed any more"}
    assert {str(asked["action"]) for _, asked in broken} >= {
        "secretsmanager:GetSecretValue",
        "secretsmanager:ListSecrets",
    }
    assert {why for why, _ in opened} == {"is allowed now"}


def test_a_remedy_ends_its_finding_and_adds_no_access_in_random_documents() -> None:
    random = seeded("remedies")
    complaints: list[object] = []
    ended: set[str] = set()
    for _ in range(0, DOCUMENTS, BATCH):
        organization = generate.organization(random)
        engine = engine_for(organization)
        documents = [generate.document(random) for _ in range(BATCH)]
        decisions = decide(engine, documents)
        for id_, rule in RULES.items():
            blamed = [
                (document, decision)
                for document, decision in zip(documents, decisions, strict=True)
                if any(finding["rule"] == id_ for finding in decision["findings"])
            ]
            for remedy in recipes(rule.remedies_with(organization)):
                made = applied(engine, id_, [remedy] * len(blamed), [document for document, _ in blamed])
                after = decide(engine, [one for one, _ in made])
                for (was, old), (one, actions), new in zip(blamed, made, after, strict=True):
                    if one == was:
                        continue
                    left = [each for each in new["findings"] if each["rule"] == id_]
                    # Where the search for a request gives up on odd patterns, a Deny does not end the doubt.
                    sure = [each for each in left if "witness" in each or id_ not in REGIONS]
                    if any(better(one, each, remedy) for each in sure):
                        complaints.append((id_, remedy, "does not end it", was, one))
                    ended |= set() if left else {id_}
                    _, wrong = harm(random, was, one, actions, suffixed(was, old), 1)
                    complaints += [(id_, remedy, *each, was, one) for each in wrong[:1]]
    assert not complaints, "\n".join(json.dumps(each) for each in complaints[:5])
    assert ended == set(RULES) or SCALE < 0.2
