"""Who the search lets ask: of a long list of principals, none is let in where none of the callers that it tries is.

The lists come from smguard.lib.invent.caller, in OPA; the judge is the tests' own evaluator of IAM in iam/.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from iam.evaluator import allows, read
from iam.product import BUNDLE
from iam.strangers import completed, impossible
from support.scale import SCALE, scaled, seeded

Json = dict[str, Any]

DRAWN = scaled(2_000)
OWN = "arn:aws:secretsmanager:eu-west-1:999900001111:secret:app-AbCdEf"
HOME, PARTNER, OTHER, NOBODY = "111122223333", "444455556666", "444455557777", "757575757575"
"""The organisation's own account, two of others, and one that no document names."""

PRINCIPALS: tuple[object, ...] = (
    *("*", "*", {"AWS": "*"}, {"AWS": PARTNER}, {"AWS": f"arn:aws:iam::{PARTNER}:root"}, {"AWS": [HOME, PARTNER]}),
    {"AWS": f"arn:aws:iam::{PARTNER}:role/app"},
    {"AWS": f"arn:aws:iam::{PARTNER}:role/team/ops"},
    {"AWS": [f"arn:aws:iam::{PARTNER}:user/alice", f"arn:aws:iam::{HOME}:role/app"]},
    {"AWS": f"arn:aws:sts::{PARTNER}:assumed-role/app/job"},
    {"AWS": f"arn:aws:sts::{PARTNER}:federated-user/bob"},
    {"AWS": f"arn:aws-cn:iam::{PARTNER}:root"},
    {"Service": "lambda.amazonaws.com"},
    {"Federated": "accounts.google.com", "AWS": OTHER},
)
VALUES: dict[str, tuple[str, ...]] = {
    "aws:PrincipalArn": (
        *(
            f"arn:aws:iam::{account}:{name}"
            for account in (HOME, PARTNER)
            for name in ("role/app", "user/alice", "root")
        ),
        *(f"arn:aws:iam::{account}:role/*" for account in (PARTNER, "*")),
        *(
            "arn:aws:iam::*:role/app*",
            "arn:aws:iam::*:role/*-admin",
            "arn:aws:iam::*:role/app-*-admin",
            "arn:aws:iam::*:*admin*",
        ),
        *(
            f"arn:aws:iam::{PARTNER}:*",
            f"arn:aws:iam::{PARTNER[:8]}*",
            "arn:aws:iam::*:user/team/*",
            "*:role/a*",
            "*",
            "*app",
        ),
        f"arn:aws:sts::{PARTNER}:federated-user/bob",
        "arn:aws:sts::*:federated-user/*",
    ),
    "aws:PrincipalAccount": (HOME, PARTNER, OTHER, "4444*", "*6666", "*", "4444*7777"),
    "aws:userid": (
        "*:admin",
        "AROAZZ3EXAMPLE4EXAMP5:*",
        "AROAZZ3EXAMPLE4EXAMP5:job",
        "AIDA*",
        "AROA*",
        PARTNER,
        f"{PARTNER}:bob",
        "*:a*",
    ),
    "aws:username": ("alice", "a*", "*ice", "Alice"),
    "aws:PrincipalType": ("User", "AssumedRole", "Account", "FederatedUser", "A*"),
}
OPERATORS = (
    *(
        "StringEquals",
        "StringLike",
        "StringNotEquals",
        "StringNotLike",
        "StringLikeIfExists",
        "StringNotEqualsIfExists",
    ),
    *("StringEqualsIgnoreCase", "StringLike", "StringNotLike", "Null"),
)
ARN_OPERATORS = ("ArnLike", "ArnNotLike", "ArnEquals", "ArnLikeIfExists")

QUERY = """[found |
	some envelope in input.envelopes
	world := data.smguard.lib.reader.document.read(envelope)[0].worlds[0]
	found := {name: {"all": tried.all, "callers": callers} |
		some name, region in input.regions
		tried := data.smguard.lib.invent.caller.worth_trying(world, 0, region)
		callers := [{"id": one.id, "keys": keys} |
			some one in tried.callers
			keys := data.smguard.lib.grammar.principal.keys(one)
		]
	}
]"""
OPTIONS = """[found |
	some envelope in input.envelopes
	world := data.smguard.lib.reader.document.read(envelope)[0].worlds[0]
	entries := [entry | some read in array.concat(world.allows, world.denies); some entry in read.entries]
	problem := {"action": "a", "arn": input.arn, "reach": "any", "fixed": {}, "bound": {}, "renamed": {}}
	found := data.smguard.lib.invent.caller.options(problem, data.smguard.lib.invent.identity.keys, entries)
]"""
REGIONS: Json = {
    name: {"principals": kind, "accounts": [HOME], "guards": []}
    for name, kind in (("anybody", None), ("public", "public"), ("external", "external"))
}


def conditions(random: Random, least: int = 0) -> Json:
    """A Condition element about callers."""
    made: dict[str, Json] = {}
    for _ in range(random.choice((least, 1, 1, 2, 3))):
        key = random.choice(list(VALUES))
        operator = random.choice(ARN_OPERATORS if key == "aws:PrincipalArn" and random.random() < 0.6 else OPERATORS)
        values = random.sample(VALUES[key], random.choice((1, 1, 2, 3)))
        made.setdefault(operator, {})[key] = random.choice(("true", "false")) if operator == "Null" else values
    return dict(made)


def document(random: Random, resource: bool) -> Json:
    """An Allow and up to three Deny statements that differ in who asks."""
    statements: list[Json] = []
    for number in range(random.choice((1, 2, 2, 3, 4))):
        made: Json = {
            "Effect": "Deny" if number else "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": OWN,
        }
        if resource:
            made["NotPrincipal" if random.random() < (0.4 if number else 0.2) else "Principal"] = random.choice(
                PRINCIPALS
            )
        asked = conditions(random, 1 if number and made.get("Principal") in ("*", {"AWS": "*"}) else 0)
        statements.append({**made, "Condition": asked} if asked else made)
    return {"Version": "2012-10-17", "Statement": statements}


def tails() -> Iterator[str]:
    """What stands behind the account in ARNs of principals."""
    yield "root"
    names = (
        "app",
        "team/app",
        "zz",
        "app-zz",
        "zz-admin",
        "app-zz-admin",
        "app-admin",
        "myadminzz",
        "azz",
        "any:role/app",
    )
    yield from (f"role/{name}" for name in names)
    yield from (f"user/{name}" for name in ("alice", "team/alice", "azz", "zz", "zzice", "ALICE", "alicezz", "team/zz"))
    yield from ("federated-user/bob", "federated-user/zz", "federated-user/admin")


def user_ids(tail: str, account: str) -> Sequence[str]:
    """Values of aws:userid of such a principal."""
    kind, _, name = tail.partition("/")
    own, named = "ZZ8OWN9OWN9OWN9OW", "ZZ3EXAMPLE4EXAMP5"
    return {
        "root": (account,),
        "federated-user": (f"{account}:{name}",),
        "user": (f"AIDA{own}", f"AIDA{named}"),
        "role": tuple(f"AROA{each}:{session}" for each in (own, named) for session in ("admin", "job", "abc", "zz")),
    }[kind]


def people() -> Iterator[Json]:
    """Callers, as requests: sessions of roles, users and the rest, of every account; a service and a provider."""
    kinds = {"root": "Account", "federated-user": "FederatedUser", "user": "User", "role": "AssumedRole"}
    for account in (HOME, PARTNER, OTHER, NOBODY):
        for tail in tails():
            kind = tail.partition("/")[0]
            service = "sts" if kind == "federated-user" else "iam"
            arn = f"arn:aws:{service}::{account}:{tail}"
            names = [arn]
            if kind == "role" and tail.count("/") == 1 and ":" not in tail:
                names += [f"arn:aws:sts::{account}:assumed-role/{tail[5:]}/job"]
            for name in names:
                for user_id in user_ids(tail, account):
                    if name.endswith("/job") and not user_id.endswith(":job"):
                        continue
                    context = {"aws:PrincipalArn": arn, "aws:PrincipalAccount": account, "aws:userid": user_id}
                    context |= {"aws:PrincipalType": kinds[kind], "aws:PrincipalIsAWSService": "false"}
                    context |= {"aws:username": tail.rpartition("/")[2]} if kind == "user" else {}
                    yield asking(name, context)
    yield asking("lambda.amazonaws.com", {"aws:PrincipalIsAWSService": "true"})
    yield asking("accounts.google.com", {})


def asking(principal: str | None, context: Json) -> Json:
    """A request by the caller."""
    made = {"action": "secretsmanager:GetSecretValue", "resource": OWN, "context": context}
    return made if principal is None else {**made, "principal": principal}


def lies_in(region: str, request: Json) -> bool:
    """Is it a request that the region is about? A stranger's user id is one that no document names."""
    account = request["context"].get("aws:PrincipalAccount")
    if region == "public":
        return account == NOBODY and "EXAMPLE" not in request["context"]["aws:userid"]
    if region == "external":
        return account not in (HOME, None) and "EXAMPLE" not in request["context"]["aws:userid"]
    return account is not None


def evaluated(opa: Path, query: str, given: Json) -> list[Json]:
    """The value of a Rego query over the bundle."""
    command = [str(opa), "eval", "--format", "raw", "--bundle", str(BUNDLE), "--stdin-input", f"json.marshal({query})"]
    done = subprocess.run(command, input=json.dumps(given).encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: list[Json] = json.loads(done.stdout)
    return found


def test_where_no_caller_is_let_in_nobody_is(opa: Path) -> None:
    random = seeded("callers")
    documents = [document(random, resource=True) for _ in range(DRAWN)]
    given = {"regions": REGIONS, "envelopes": [{"policy": each, "policy_type": "resource"} for each in documents]}
    missed, undecided, let_in = [], 0, 0
    everybody = list(people())
    for each, tried in zip(documents, evaluated(opa, QUERY, given), strict=True):
        policy = read(each)
        for region, found in tried.items():
            undecided += not found["all"]
            callers = [asking(one["id"], values(one["keys"])) for one in found["callers"]]
            if any(allows(policy, caller) for caller in callers):
                let_in += 1
            elif found["all"]:
                missed += [(region, one, each) for one in everybody if lies_in(region, one) and allows(policy, one)][:1]
    assert missed[:3] == []
    assert let_in > DRAWN // 3 or SCALE < 0.1
    assert undecided < DRAWN * 3 // 20


def values(keys: Json) -> Json:
    """What the product says of a caller's keys, as a request's context."""
    return {known["name"]: known["values"][0] for known in keys.values() if known["values"] is not None}


def test_where_no_values_of_an_identity_policy_fit_none_do(opa: Path) -> None:
    random = seeded("options")
    documents = [document(random, resource=False) for _ in range(DRAWN)]
    given = {"arn": OWN, "envelopes": [{"policy": each} for each in documents]}
    missed, undecided, let_in = [], 0, 0
    everybody = [one for one in people() if "aws:PrincipalArn" in one["context"]]
    for each, found in zip(documents, evaluated(opa, OPTIONS, given), strict=True):
        policy = read(each)
        undecided += not found["complete"]
        chosen = [{key: value[0] for key, value in one.items() if value is not None} for one in found["options"]]
        if any(allows(policy, asking(None, context)) for context in chosen):
            let_in += 1
        elif found["complete"]:
            missed += [(one, each) for one in everybody if allows(policy, asking(None, one["context"]))][:1]
    assert missed[:3] == []
    assert let_in > DRAWN // 3 or SCALE < 0.1
    assert undecided < DRAWN // 10


@pytest.mark.parametrize("region", list(REGIONS))
def test_a_caller_s_keys_agree(opa: Path, region: str) -> None:
    random = seeded(f"keys {region}")
    documents = [document(random, resource=True) for _ in range(DRAWN // 10)]
    given = {"regions": REGIONS, "envelopes": [{"policy": each, "policy_type": "resource"} for each in documents]}
    wrong = [
        (why, one)
        for each, tried in zip(documents, evaluated(opa, QUERY, given), strict=True)
        for one in tried[region]["callers"]
        for why in impossible(completed(asking(one["id"], values(one["keys"])), each))
    ]
    assert wrong[:3] == []
