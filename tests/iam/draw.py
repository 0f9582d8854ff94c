"""Random requests in a rule's region, near what a document says: the other half of the proof.

hunt() answers with requests that the document allows and the rules forbid: the product must report them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from iam.contexts import Clause, context
from iam.evaluator import Policy, allows, context_of, granting, read
from iam.keys import ACTIONS, ON_ANYTHING, ON_SECRET, PERMISSIONS_MANAGEMENT
from iam.patterns import Variable, Wild, matches, parse
from iam.principals import account_of
from iam.regions import DOCUMENTS, Organization, forbids
from iam.strangers import impossible

Json = dict[str, object]
_OF_RULE = {
    "SM-ID-READ-ALL": ("GetSecretValue",),
    "SM-ID-SUFFIX": tuple(name for name in ON_SECRET if name != "CreateSecret"),
    "SM-ID-PERM-MGMT": PERMISSIONS_MANAGEMENT,
    "SM-LC-BLOCKPUBLIC": ("PutResourcePolicy",),
    "SM-LC-FORCEDELETE": ("DeleteSecret",),
    "SM-LC-CMK": ("CreateSecret",),
}
_OF_STRANGERS = ("SM-ID-READ-ALL", "SM-RP-PUBLIC")


@dataclass(frozen=True, slots=True)
class Hints:
    """What a document says that requests can be made of; fresh occurs nowhere in it."""

    document: Mapping[str, object]
    policy: Policy
    fresh: str
    stranger: str
    patterns: tuple[str, ...]
    clauses: tuple[Clause, ...]
    principals: tuple[str, ...]


def hints(random: Random, document: Mapping[str, object]) -> Hints:
    """The hints of a well-formed document."""
    said = json.dumps(document)
    fresh = f"q{random.randrange(10**6):06d}z"
    account = f"9{random.randrange(10**11):011d}"
    assert fresh not in said
    assert account not in said
    raw: Any = document["Statement"]
    statements: list[Any] = raw if isinstance(raw, list) else [raw]
    patterns: list[str] = []
    clauses: list[Clause] = []
    principals: list[str] = []
    for each in statements:
        if each["Effect"] == "Allow":
            patterns += _texts(each.get("Resource", "*"))
        clauses += _clauses(each.get("Condition", {}))
        element = each.get("Principal")
        if isinstance(element, dict):
            principals += [name for names in element.values() for name in _texts(names) if name != "*"]
    return Hints(document, read(document), fresh, account, tuple(patterns), tuple(clauses), tuple(principals))


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _clauses(element: Mapping[str, Mapping[str, object]]) -> Iterator[Clause]:
    for name, block in element.items():
        for key, value in block.items():
            values = value if isinstance(value, list) else [value]
            written = tuple(str(each).lower() if isinstance(each, bool) else str(each) for each in values)
            yield Clause(name, key, written)


def hunt(random: Random, document: Mapping[str, object], organization: Organization, tries: int = 3) -> dict[str, Json]:
    """For rules that the document violates: a request it allows and the rule forbids."""
    found: dict[str, Json] = {}
    given = hints(random, document)
    for rule, kinds in DOCUMENTS.items():
        if given.policy.is_resource not in kinds:
            continue
        if rule == "SM-ID-SVC-WILD":
            proof = _whole_service(random, given, organization)
        else:
            drawn = (request(random, rule, given, organization) for _ in range(tries))
            proof = next((each for each in drawn if each and _violates(rule, each, given, organization)), None)
        if proof:
            found[rule] = proof
    return found


def _violates(rule: str, asked: Json, given: Hints, organization: Organization) -> bool:
    if impossible(asked) or not allows(given.policy, asked):
        return False
    # AWS does not say whether the requests of a service have the ARN of a principal.
    if "aws:principalarn" in context_of(asked) and account_of(str(asked.get("principal", "000000000000"))) is None:
        return False
    if rule == "SM-ID-SUFFIX" and not _by_name(asked, given, organization):
        return False
    return forbids(rule, asked, given.document, organization)


def _by_name(asked: Json, given: Hints, organization: Organization) -> bool:
    """Is the request allowed by a pattern with an open end that is long enough to name secrets?"""
    length = organization.get("minimum_literal_prefix", 3)
    raw: Any = given.document["Statement"]
    for statement in granting(given.policy, asked):
        written = raw[statement.index] if isinstance(raw, list) else raw
        for pattern in _texts(written.get("Resource", [])):
            named = re.fullmatch(f".*:secret:[^*?$:]{{{length}}}[^:]*[*]", pattern)
            if named and matches(parse(pattern, variables=True), str(asked["resource"]), context_of(asked)):
                return True
    return False


def _whole_service(random: Random, given: Hints, organization: Organization) -> Json | None:
    """A proof that one Allow gives every action on secrets; several together may be for different people."""
    if sum(statement.allow for statement in given.policy.statements) > 1:
        return None
    proof: Json | None = None
    for name in ON_SECRET:
        drawn = (request(random, "SM-ID-SVC-WILD", given, organization, name) for _ in range(6))
        proof = next((each for each in drawn if each and _violates("SM-ID-SVC-WILD", each, given, organization)), None)
        if proof is None:
            return None
    return proof


def request(
    random: Random, rule: str, given: Hints, organization: Organization, name: str | None = None
) -> Json | None:
    """A request that lies in the rule's region, allowed or not; None if none came to mind."""
    action = name or random.choice(_OF_RULE.get(rule, ACTIONS))
    filled: dict[str, str] = {}
    resource = "*"
    if action not in ON_ANYTHING:
        secret = _secret(random, rule, given, organization, filled)
        if secret is None:
            return None
        resource = f"{_place(random, given)}:secret:{secret}"
    principal = _principal(random, rule, given) if given.policy.is_resource else None
    strange = rule in _OF_STRANGERS or (rule == "SM-RP-EXTERNAL" and given.stranger in (principal or ""))
    asked: Json = {"action": f"secretsmanager:{action}", "resource": resource}
    if principal:
        asked["principal"] = principal
    forced = {**filled, **_forced(random, rule, given)}
    asked["context"] = context(random, given.clauses, asked, given.fresh, given.stranger, strange, forced)
    return asked


def _forced(random: Random, rule: str, given: Hints) -> dict[str, str]:
    """What the rule's region says of the context; the empty text: absent."""
    if rule == "SM-LC-BLOCKPUBLIC":
        return {"secretsmanager:BlockPublicPolicy": random.choice(("", "false"))}
    if rule == "SM-LC-FORCEDELETE":
        return {
            "secretsmanager:ForceDeleteWithoutRecovery": "true",
            "secretsmanager:RecoveryWindowInDays": "",
        }
    if rule == "SM-LC-CMK":
        foreign = f"arn:aws:kms:us-east-1:{given.stranger}:key/{given.fresh}"
        return {"secretsmanager:KmsKeyArn": random.choice(("", foreign))}
    return {}


def _place(random: Random, given: Hints) -> str:
    """What stands before :secret: in an ARN, from the document's own regions and accounts or not."""
    regions = ["eu-west-1", "us-east-1"]
    accounts = ["111122223333", "444455556666", given.stranger]
    return f"arn:aws:secretsmanager:{random.choice(regions)}:{random.choice(accounts)}"


def _secret(random: Random, rule: str, given: Hints, organization: Organization, filled: dict[str, str]) -> str | None:
    """A secret's name and suffix that fits one of the patterns; filled gets the policy variables used."""
    length = organization.get("minimum_literal_prefix", 3)
    assert isinstance(length, int)
    pattern = random.choice(given.patterns or ("*",))
    start, found, tail = pattern.rpartition(":")
    tail = tail if found and tail and not (tail == "*" and not start.endswith("secret")) else "*"
    whole = _instance(random, tail, given, filled)
    if rule == "SM-ID-SUFFIX":
        name = whole.split(given.fresh)[0] + given.fresh
        inside = tail.endswith("*") and given.fresh in whole
        return f"{name}-Zy9Xw8" if inside else None
    if rule == "SM-ID-READ-ALL" and given.fresh not in whole[: length - 1 + len(given.fresh)]:
        return None
    return whole if _suffixed(whole) else f"{whole}-Zy9Xw8"


def _suffixed(whole: str) -> bool:
    return len(whole) > 7 and whole[-7] == "-" and whole[-6:].isalnum()


def _instance(random: Random, pattern: str, given: Hints, filled: dict[str, str]) -> str:
    """A text that the pattern matches, each * filled with something fresh, nothing, or a word."""
    words = ("", given.fresh, given.fresh, given.fresh, "prod", f"prod/db-{given.fresh}")
    made = ""
    for part in parse(pattern, variables=True):
        if isinstance(part, Variable):
            absent = part.default is not None and random.random() < 0.5
            value = filled.setdefault(part.key, "" if absent else f"own-{given.fresh[::-1]}")
            made += value or part.default or ""
        elif part is Wild.ANY:
            made += random.choice(words)
        else:
            made += random.choice("Q7") if part is Wild.ONE else part
    return made


def _principal(random: Random, rule: str, given: Hints) -> str:
    stranger = f"arn:aws:iam::{given.stranger}:role/{given.fresh}"
    if rule == "SM-RP-PUBLIC":
        return stranger
    choices: Sequence[str] = (stranger, "arn:aws:iam::444455556666:role/partner", *given.principals)
    return random.choice(choices)
