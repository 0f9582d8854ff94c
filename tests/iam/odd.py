"""What engineers rarely write and attackers may: statements with one element in a form that is read in its own way."""

import copy
from collections.abc import Mapping
from random import Random
from typing import Any

from iam.change import statements
from iam.generate import odd_case
from iam.keys import ACTIONS
from iam.vocabulary import NAMES

Json = dict[str, Any]

_HEADS = (
    *("arn", "arn:aws", "arn:aws:secretsmanager", "arn:aws:secretsmanager:us-east-1", "arn:aws:secretsmanager:"),
    *("arn:aws:secretsmanager:us-east-1:111122223333", "arn:aws:secretsmanager:*:444455556666", "arn:", "arn:aws:s3"),
    *("arn:aws:secretsmanager:eu-*", "arn:aws:secret*", "arn:aws:secretsmanager:us-*1", "arn:*:secretsmanager"),
)
_TAILS = ("secret", "*", "secret*", "S*", "SECRET:*", "secret:*", "*prod*", "prod/*", "*app-??????", "Secret:Prod*")
_VARIABLES = (
    *("${aws:PrincipalTag/team}", "${aws:PrincipalAccount}", "${aws:RequestedRegion}", "${AWS:username}"),
    *("${aws:PrincipalTag/team, 'red'}", "${aws:username,'*'}", "${*}", "${?}", "${$}", "${secretsmanager:Name}"),
)


def odd(random: Random, document: Mapping[str, object]) -> Json:
    """The document with one statement or more changed."""
    changed: Json = copy.deepcopy(dict(document))
    listed = statements(changed)
    for each in listed:
        if random.random() < 0.7:
            random.choice((_resource, _resource, _resource, _action, _condition, _principal))(random, each)
    return changed


def pattern(random: Random) -> str:
    """A pattern of resources: incomplete, in odd letters, with empty fields, or with variables anywhere."""
    form = random.random()
    if form < 0.3:
        return random.choice(_HEADS)
    region, account = random.choice(("us-east-1", "*", "eu-west-1", "")), random.choice(("111122223333", "*", ""))
    head = random.choice((f"arn:aws:secretsmanager:{region}:{account}", "arn:*", "arn:aws:secretsmanager:*"))
    name = random.choice(NAMES)
    made = f"{head}:{random.choice((*_TAILS, f'secret:{name}-??????', f'secret:{name}*'))}"
    if form < 0.55:
        return made
    fields = made.split(":")
    at = random.randrange(1, len(fields))
    if form < 0.8:  # a partition or a region in capital letters is taken for an unknown one
        at = at if at not in (1, 3) else 2
        fields[at] = odd_case(random, fields[at])
    else:
        variable = random.choice(_VARIABLES)
        fields[at] = random.choice((variable, f"{fields[at]}{variable}", f"{variable}{fields[at]}"))
    return ":".join(fields)


def _resource(random: Random, each: Json) -> None:
    name = "NotResource" if "NotResource" in each else "Resource"
    if random.random() < 0.15:
        each[{"Resource": "NotResource", "NotResource": "Resource"}[name]] = each.pop(name)
        return
    made = [pattern(random) for _ in range(random.choice((1, 1, 2)))]
    before = each[name] if isinstance(each[name], list) else [each[name]]
    each[name] = random.choice((made, made[0], [*made, *before]))


def _action(random: Random, each: Json) -> None:
    name = random.choice(ACTIONS)
    end = random.choice(("*", "**", "?", "*?", ""))
    each["NotAction" if "NotAction" in each else "Action"] = f"secretsmanager:{name}{end}"


def _condition(random: Random, each: Json) -> None:
    operator, key, values = random.choice(
        (
            ("NumericLessThan", "aws:EpochTime", ("1893456000", 1577836800)),
            ("NumericGreaterThanEquals", "aws:epochtime", ("1577836800", "2000000000.5")),
            ("DateGreaterThan", "aws:EpochTime", ("2020-01-01T00:00:00Z", "1577836800", "2020")),
            ("DateLessThanEquals", "aws:EpochTime", ("2030-01-01T00:00:00+01:00", "1893456000")),
            ("NumericNotEquals", "aws:EpochTime", ("1893456000", "1e9")),
            ("DateNotEquals", "aws:EpochTime", ("1893456000", "2030-01-01")),
            ("StringLike", "aws:UserAgent", _VARIABLES),
            ("StringNotEquals", "aws:PrincipalTag/team", (*_VARIABLES, "*", "a?")),
            (
                "ArnLike",
                "aws:PrincipalArn",
                ("arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::*", "", "*:*"),
            ),
            ("ForAllValues:StringEquals", "aws:TagKeys", ("team", "", "${aws:PrincipalTag/team}")),
            ("ForAnyValue:StringNotLike", "aws:TagKeys", ("t*", "")),
            ("StringNotLike", "aws:TagKeys", ("t*", "owner")),
            ("ForAllValues:Null", "aws:TagKeys", ("true", "false")),
            ("ForAnyValue:Null", "aws:TagKeys", ("true", "false")),
            ("BinaryEquals", "aws:UserAgent", ("aGk=",)),
            ("NotIpAddress", "aws:SourceIp", ("203.0.113.9/24", "::/0", "10.1.2.3")),
            ("Bool", "aws:SecureTransport", ("TRUE", "False", False)),
        )
    )
    drawn = random.sample(values, random.randint(1, min(2, len(values))))
    each.setdefault("Condition", {})[operator] = {key: drawn if random.random() < 0.5 else drawn[0]}


def _principal(random: Random, each: Json) -> None:
    if not {"Principal", "NotPrincipal"} & set(each):
        return
    each.pop("Principal", None)
    each.pop("NotPrincipal", None)
    each[random.choice(("Principal", "NotPrincipal"))] = {
        "AWS": random.choice(
            (
                *("111122223333", "arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:role/reader"),
                *("arn:aws:iam::111122223333:role/teams/reader", "arn:aws:sts::111122223333:assumed-role/reader/job"),
            )
        )
    }


CALLERS = (
    *("111122223333", "444455556666", "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"),
    *("arn:aws:iam::111122223333:role/reader", "arn:aws:iam::111122223333:user/alice", "ec2.amazonaws.com"),
    *("arn:aws:sts::111122223333:assumed-role/reader/job", "arn:aws:sts::111122223333:assumed-role/reader/other"),
    *("arn:aws:sts::444455556666:assumed-role/reader/job", "accounts.google.com", "lambda.amazonaws.com"),
    "arn:aws:iam::444455556666:saml-provider/idp",
    "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
)
"""Principals that ask."""


def asked_oddly(random: Random, request: Mapping[str, object]) -> Json:
    """The request from somebody else, or with a context that is read in its own way."""
    made: Json = copy.deepcopy(dict(request))
    if "principal" in made and random.random() < 0.5:
        made["principal"] = random.choice(CALLERS)
    context = made["context"]
    for key in list(context):
        if random.random() < 0.1:
            del context[key]
    if random.random() < 0.5:
        key, values = random.choice(
            (
                ("aws:TagKeys", (["team", "owner"], ["team", ""], [""], [], ["x"], "team")),
                ("aws:EpochTime", ("1893456000", "1577836800", "1577836799", "2000000000", "1000000000")),
                ("aws:PrincipalTag/team", ("red", "*", "r?", "${aws:username}", ["red", "blue"], "prod", "")),
                ("aws:username", ("alice", "*", "prod", "us-east-1:111122223333:secret:x")),
                ("aws:UserAgent", ("red", "?", "*", "$", "hi", "aGk=", "${*}")),
                ("aws:PrincipalAccount", ("111122223333",)),
                ("aws:RequestedRegion", ("us-east-1", "eu-west-1")),
                ("aws:PrincipalArn", ("arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333", "x")),
                ("aws:SourceIp", ("203.0.113.7", "10.1.2.3", "2001:db8::1", "192.0.2.1")),
                ("aws:SecureTransport", ("true", "FALSE")),
            )
        )
        made["context"] = {name: value for name, value in context.items() if name.lower() != key.lower()}
        made["context"][key] = random.choice(values)
    return made
