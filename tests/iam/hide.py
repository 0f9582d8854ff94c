"""Random documents that hide a grant: an Allow, with conditions and Deny statements that leave little of it."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

Json = dict[str, Any]

_ACTIONS = (
    *("GetSecretValue", "PutResourcePolicy", "DeleteSecret", "CreateSecret", "DeleteResourcePolicy", "UpdateSecret*"),
    *("*", "Get*Value", "Put*", "*Secret", "?etSecretValue", "RotateSecret", "TagResource", "ListSecret*"),
)
_REGIONS = ("us-east-1", "eu-west-1", "eu-*", "us-*", "*-1", "ap-southeast-2", "*", "*", "*-west-?")
_ACCOUNTS = ("111122223333", "444455556666", "1111*", "*5*", "*", "*", "999988887777", "????????????")
_NAMES = (
    *("*", "*", "prod/*", "*-*", "app-??????", "app*", "?*", "???*-??????", "*a*", "*q*", "any-secret-*", "p*d*-*"),
    *("*/db-??????", "??????????", "z*", "rds!*", "*-AbCdEf", "prod", "a?*-*"),
)
_KEYS = (
    *("aws:PrincipalTag/team", "aws:UserAgent", "aws:username", "aws:userid", "aws:PrincipalAccount"),
    *("secretsmanager:VersionStage", "aws:RequestedRegion", "aws:ResourceAccount", "aws:SourceIdentity"),
    "secretsmanager:ResourceTag/team",
)
_WORDS = ("red", "blue", "any-team", "own-team", "prod", "q*", "*a*", "?*", "r?d", "*")
_NETWORKS = (
    "10.0.0.0/8",
    "203.0.113.0/24",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "198.51.100.7",
    "2001:db8::/32",
    "::/0",
    "0.0.0.0/0",
)
_ROLES = (
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111122223333:role/x",
    "arn:aws:iam::*:user/*",
    "arn:aws:iam::1*:r*",
    "*admin*",
)


def hidden(random: Random, resource: bool) -> Json:
    """A document of one type."""
    action = _action(random)
    statements = [_statement(random, "Allow", action, resource)]
    if random.random() < 0.25:
        statements.append(_statement(random, "Allow", _action(random), resource))
    for _ in range(random.choice((0, 0, 1, 1, 2, 3, 5))):
        statements.append(_statement(random, "Deny", action if random.random() < 0.7 else _action(random), resource))
    random.shuffle(statements)
    return {"Version": "2012-10-17", "Statement": statements}


def _action(random: Random) -> str:
    return f"secretsmanager:{random.choice(_ACTIONS)}"


def _statement(random: Random, effect: str, action: str, resource: bool) -> Json:
    made: Json = {"Effect": effect, "Action": action}
    if random.random() < 0.04:
        made["NotAction"] = made.pop("Action")
    element = "NotResource" if random.random() < (0.3 if effect == "Deny" else 0.1) else "Resource"
    count = random.choice((1, 1, 1, 2, 4)) if effect == "Deny" else random.choice((1, 1, 2))
    made[element] = [_pattern(random) for _ in range(count)] if random.random() < 0.8 else "*"
    if resource:
        made.update(_principal(random))
    if random.random() < (0.6 if effect == "Deny" else 0.55):
        made["Condition"] = _condition(random)
    return made


def _pattern(random: Random) -> str:
    form = random.random()
    if form < 0.1:
        return random.choice(
            ("*", "arn:aws:secretsmanager:*", "arn:aws:secretsmanager:eu-*", "arn:aws:s3:::x", "*:secret:*")
        )
    if form < 0.14:
        return random.choice(("arn:aws:secretsmanager", "arn:aws:secretsmanager:us-east-1:111122223333", "arn:aws"))
    partition = random.choice(("aws", "aws", "aws", "aws", "*", "aws-cn", "aws-us-gov", "aws*"))
    name = random.choice(_NAMES)
    if random.random() < 0.25:
        default = ", 'shared'" if random.random() < 0.2 else ""
        start, end = random.choice(("", "", "team/", "*")), random.choice(("/*", "-??????", "*"))
        name = f"{start}${{{random.choice(_KEYS)}{default}}}{end}"
    return f"arn:{partition}:secretsmanager:{random.choice(_REGIONS)}:{random.choice(_ACCOUNTS)}:secret:{name}"


def _principal(random: Random) -> Json:
    name = "NotPrincipal" if random.random() < 0.12 else "Principal"
    listed = (
        *("111122223333", "444455556666", "arn:aws:iam::444455556666:role/partner", "arn:aws:iam::111122223333:root"),
        *("arn:aws:iam::444455556666:user/any-user", "arn:aws:sts::444455556666:assumed-role/partner/s"),
    )
    if name == "Principal" and random.random() < 0.6:
        return {name: random.choice(("*", {"AWS": "*"}))}
    if random.random() < 0.1:
        return {name: random.choice(({"Service": "lambda.amazonaws.com"}, {"Federated": "accounts.google.com"}))}
    return {name: {"AWS": random.sample(listed, random.choice((1, 1, 2)))}}


def _condition(random: Random) -> Json:
    made: dict[str, Json] = {}
    for _ in range(random.choice((1, 1, 2, 3))):
        operator, key, values = random.choice(_ENTRIES)(random)
        made.setdefault(operator, {})[key] = values
    return dict(made)


Entry = tuple[str, str, object]


def _some(random: Random, values: Sequence[str]) -> list[str]:
    return random.sample(values, random.choice((1, 1, 2, 3)))


def _text_operator(random: Random) -> str:
    return random.choice(
        ("StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "StringLike")
    ) + random.choice(("", "", "", "IfExists"))


def _place(random: Random) -> Entry:
    key, values = random.choice((("aws:RequestedRegion", _REGIONS), ("aws:ResourceAccount", _ACCOUNTS)))
    return _text_operator(random), key, _some(random, values)


def _secret(random: Random) -> Entry:
    name = random.choice(_NAMES)
    if random.random() < 0.5:
        return _text_operator(random), "secretsmanager:Name", name.removesuffix("-??????")
    return (
        _text_operator(random),
        "secretsmanager:SecretId",
        random.choice((name, f"arn:aws:secretsmanager:*:*:secret:{name}")),
    )


def _caller(random: Random) -> Entry:
    if random.random() < 0.5:
        return random.choice(("ArnLike", "ArnNotLike", "ArnLikeIfExists")), "aws:PrincipalArn", _some(random, _ROLES)
    return _text_operator(random), "aws:PrincipalAccount", _some(random, _ACCOUNTS)


def _word(random: Random) -> Entry:
    key = random.choice((*_KEYS, "secretsmanager:KmsKeyId", "aws:ResourceTag/team"))
    values = _some(random, _WORDS)
    if random.random() < 0.2:
        values.append(f"${{{random.choice(_KEYS)}}}")
    return _text_operator(random), key, values


def _many(random: Random) -> Entry:
    key = random.choice(("aws:TagKeys", "aws:CalledVia", "secretsmanager:AddReplicaRegions"))
    values = _some(random, _REGIONS if key.endswith("Regions") else _WORDS)
    return random.choice(("ForAllValues:", "ForAnyValue:")) + _text_operator(random), key, values


def _measure(random: Random) -> Entry:
    key, values = random.choice(
        (
            ("aws:MultiFactorAuthAge", ("0", "1", "300", "301", "1000000")),
            ("secretsmanager:RecoveryWindowInDays", ("7", "8", "29", "30", "31")),
        )
    )
    end = random.choice(("LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals", "Equals", "NotEquals"))
    return f"Numeric{end}{random.choice(('', 'IfExists'))}", key, random.choice(values)


def _moment(random: Random) -> Entry:
    key = random.choice(("aws:CurrentTime", "aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime"))
    values = ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", "2035-01-01T12:00:00Z")
    return (
        f"Date{random.choice(('LessThan', 'GreaterThan', 'NotEquals', 'LessThanEquals'))}",
        key,
        random.choice(values),
    )


def _address(random: Random) -> Entry:
    operator = random.choice(("IpAddress", "NotIpAddress", "NotIpAddressIfExists"))
    return operator, random.choice(("aws:SourceIp", "aws:VpcSourceIp")), _some(random, _NETWORKS)


def _flag(random: Random) -> Entry:
    key = random.choice(
        (
            *("secretsmanager:BlockPublicPolicy", "secretsmanager:ForceDeleteWithoutRecovery", "aws:SecureTransport"),
            *("aws:MultiFactorAuthPresent", "aws:ViaAWSService", "aws:PrincipalIsAWSService"),
        )
    )
    return random.choice(("Bool", "BoolIfExists")), key, random.choice(("true", "false"))


def _presence(random: Random) -> Entry:
    keys = (*_KEYS, "secretsmanager:SecretPrimaryRegion", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:TagKeys")
    return "Null", random.choice(keys), random.choice(("true", "false"))


def _organization(random: Random) -> Entry:
    if random.random() < 0.5:
        return (
            _text_operator(random),
            "aws:PrincipalOrgID",
            random.choice(("o-a1b2c3d4e5", "o-*", "o-zzzzzzzzzz", "o-a*")),
        )
    operator = random.choice(("ForAnyValue:", "ForAllValues:")) + random.choice(("StringLike", "StringNotLike"))
    return operator, "aws:PrincipalOrgPaths", random.choice(("o-a1b2c3d4e5/*", "o-*/r-ab12/*", "*/ou-*"))


_ENTRIES: tuple[Callable[[Random], Entry], ...] = (
    *(_place, _place, _secret, _secret, _caller, _caller, _word, _word, _word, _many, _measure, _moment, _address),
    *(_flag, _flag, _presence, _organization),
)
