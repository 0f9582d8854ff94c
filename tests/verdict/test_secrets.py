"""The secrets that a search tries represent all others: where a document allows a request, it allows one for these.

Documents are drawn with short names from few letters, so that many of the secrets that could get through are tried one
by one. The judge is the tests' own evaluator in iam/.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from iam.evaluator import Policy, allows, read
from smguard.shipped import folder
from support.scale import scaled, seeded

Json = dict[str, Any]

DOCUMENTS = scaled(2_000)
SECRETS = 250

REGIONS = ("us-east-1", "eu-west-1", "eu-west-2", "ap-southeast-2")
ACCOUNTS = ("111122223333", "444455556666", "111199996666")
SUFFIXES = ("AbCdEf", "aaaaaa", "bbbbbb", "abaaaa", "aabab7")
LETTERS = "ab-"

QUERY = """[more |
  some policy in input
  worlds := data.smguard.lib.reader.document.read({"policy": policy})[0].worlds
  more := data.smguard.lib.invent.secret.more(worlds[0], 0)
]"""


def blurred(random: Random, text: str) -> str:
    """The text with some characters, or runs of them, under wildcards."""
    made = list(text)
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        at = random.randrange(len(made))
        if random.random() < 0.3:
            made[at] = "?"
        else:
            made[at : at + random.choice((0, 1, 3))] = ["*"]
    return "".join(made)


def word(random: Random) -> str:
    return "".join(random.choice(LETTERS) for _ in range(random.choice((1, 1, 2, 2, 3))))


def called(random: Random) -> str:
    """A pattern for a name with its suffix."""
    form = random.random()
    if form < 0.2:
        return "*"
    base = blurred(random, word(random))
    if form < 0.5:
        return f"{base}-??????"
    if form < 0.8:
        return f"{base}*"
    return blurred(random, f"{base}-{random.choice(SUFFIXES)}")


def pattern(random: Random) -> str:
    """A pattern for secrets, now and then one whose * goes past colons."""
    form = random.random()
    if form < 0.08:
        return "*"
    region = random.choice(("*", "*", "*", random.choice(REGIONS), "eu-*", "*-2", "us-*"))
    account = random.choice(("*", "*", "*", random.choice(ACCOUNTS), "1111*", "*6666", "??????????33"))
    whole = f"arn:aws:secretsmanager:{region}:{account}:secret:{called(random)}"
    if form < 0.16:
        at = random.randrange(len(whole))
        return f"{whole[:at]}*{whole[at + random.randrange(20) :]}"
    return whole


def patterns(random: Random) -> list[str]:
    return [pattern(random) for _ in range(random.choice((1, 1, 2, 3)))]


def condition(random: Random) -> Json:
    """A condition on the secret, its region or its account."""
    key, value = random.choice(
        (
            ("aws:RequestedRegion", random.choice((*REGIONS, "eu-*"))),
            ("aws:ResourceAccount", random.choice((*ACCOUNTS, "1111*"))),
            ("secretsmanager:Name", blurred(random, word(random))),
            ("secretsmanager:SecretId", random.choice((blurred(random, word(random)), pattern(random)))),
        )
    )
    like = "StringLike" if "*" in value or "?" in value else "StringEquals"
    return {like if random.random() < 0.6 else like.replace("String", "StringNot"): {key: value}}


def document(random: Random) -> Json:
    """A document with one Allow."""
    statements: list[Json] = []
    for effect in ("Allow", *["Deny"] * random.choice((0, 1, 1, 2, 3))):
        excluded = random.random() < (0.1 if effect == "Allow" else 0.45)
        made: Json = {"Effect": effect, "Action": "secretsmanager:GetSecretValue"}
        made["NotResource" if excluded else "Resource"] = patterns(random)
        if random.random() < 0.3:
            made["Condition"] = condition(random)
        statements.append(made)
    return {"Version": "2012-10-17", "Statement": statements}


def requests(arn: str) -> Iterator[Json]:
    """The requests for a secret, by each of its names."""
    _, _, _, region, account, _, whole = arn.split(":")
    for asked in (arn, whole[:-7], arn[:-7]):
        context = {
            "aws:RequestedRegion": region,
            "aws:ResourceAccount": account,
            "secretsmanager:Name": whole[:-7],
            "secretsmanager:SecretId": asked,
        }
        yield {"action": "secretsmanager:GetSecretValue", "resource": arn, "context": context}


def drawn(random: Random) -> Iterator[str]:
    for _ in range(SECRETS):
        name = f"{word(random)}-{random.choice(SUFFIXES)}"
        yield f"arn:aws:secretsmanager:{random.choice(REGIONS)}:{random.choice(ACCOUNTS)}:secret:{name}"


def lets_in(policy: Policy, secrets: Sequence[str]) -> str | None:
    """A secret for which the document allows a request."""
    return next((arn for arn in secrets for request in requests(arn) if allows(policy, request)), None)


def tried(opa: Path, documents: Sequence[Json]) -> list[Json]:
    """What the library tries for the first statement of each document."""
    ignored = ["--ignore", "*_test.rego"]
    bundle = folder("bundles") / "secretsmanager"
    command: list[str | Path] = [opa, "eval", "-f", "json", "--stdin-input", *ignored, "-b", bundle, QUERY]
    done = subprocess.run(command, input=json.dumps(documents).encode(), capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    found: list[Json] = json.loads(done.stdout)["result"][0]["expressions"][0]["value"]
    return found


def test_where_a_secret_is_open_one_of_those_tried_is(opa: Path) -> None:
    random = seeded("secrets")
    documents = [document(random) for _ in range(DOCUMENTS)]
    found = tried(opa, documents)
    assert len(found) == len(documents)
    missed, searched, unsure = [], 0, 0
    for policy, more in zip(documents, found, strict=True):
        if not more["instances"] and more["all"]:
            continue  # no Deny and no condition: the plain secrets decide
        if not more["all"]:
            unsure += 1
            continue
        parsed = read(policy)
        if lets_in(parsed, [instance["arn"] for instance in more["instances"]]):
            searched += 1
            continue
        through = lets_in(parsed, list(drawn(random)))
        if through:
            missed.append((through, policy))
    assert missed[:3] == []
    assert searched > 0
    assert unsure <= DOCUMENTS // 20
