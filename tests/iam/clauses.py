"""Conditions that hold in a request, or just do not: operators and values near those that the request has."""

import ipaddress
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from iam.asked import ACCOUNTS, MANY, OUR_ORGANIZATION, PLACES, WORDS, Asked
from iam.keys import ADDRESSES, BOOLS
from iam.operators import condition, date

Json = dict[str, object]
Clause = tuple[str, str, object]
"""An operator, a key and its value or values."""

_TEXT = ("StringEquals", "StringLike", "StringNotEquals", "StringNotLike")
_OPERATORS = {
    "text": (*_TEXT, "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    "arn": (*_TEXT, "ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"),
    "bool": ("Bool", "Bool", "StringEquals", "StringNotEquals"),
    "number": tuple(
        f"Numeric{name}"
        for name in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    ),
    "date": tuple(
        f"Date{name}"
        for name in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    ),
    "ip": ("IpAddress", "NotIpAddress"),
}
_OTHERS = {
    "aws:PrincipalArn": (
        *("arn:aws:iam::111122223333:role/*", "arn:aws:iam::999988887777:role/any-role", "arn:aws:iam::*:role/admin"),
        *("arn:aws:iam::000011112222:user/*", "arn:aws:sts::111122223333:assumed-role/reader/job"),
    ),
    "secretsmanager:KmsKeyArn": ("arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:us-east-1:999988887777:key/any-key"),
    "aws:PrincipalOrgPaths": (f"{OUR_ORGANIZATION}/*", "o-zzzzzzzzzz/r-zzzz/ou-zzzz-zzzzzzzz/", "o-zzzzzzzzzz/*"),
    "aws:SourceVpc": ("vpc-0f0f0f0f0f0f0f0f0", "vpc-0e0e0e0e0e0e0e0e0", "vpc-0123456789abcdef0"),
    "aws:SourceVpce": ("vpce-0f0f0f0f0f0f0f0f0", "vpce-0123456789abcdef0"),
    "aws:PrincipalType": ("User", "AssumedRole", "Account", "FederatedUser", "Anonymous"),
    "aws:userid": ("AROA0ANYROLE0ANYROLE0:any-session", "AIDA0ANYUSER0ANYUSER0", "*:any-session"),
    "secretsmanager:SecretId": ("prod/db", "any-secret*", "arn:aws:secretsmanager:*:*:secret:prod/*"),
}
_NETWORKS = ("203.0.113.0/24", "10.0.0.0/8", "198.51.100.77", "2001:db8::/32", "0.0.0.0/1", "128.0.0.0/2")
_ANYTHING = ("*", "?*")
_WIDE = {"arn": ("*", "arn:*:iam::*:role/*", "arn:*:iam::*:*", "arn:aws*:iam::*:*/*"), "ip": ("0.0.0.0/0", "::/0")}


def kind(key: str) -> str:
    """Which operators the key has."""
    lowered = key.lower()
    if lowered in BOOLS or lowered.endswith(
        ("policy", "recovery", "mfapresent", "authpresent", "awsservice", "immediately")
    ):
        return "bool"
    if lowered in ADDRESSES:
        return "ip"
    if lowered.endswith(("age", "days")) and "useragent" not in lowered and lowered != "secretsmanager:versionstage":
        return "number"
    if lowered.endswith("time"):
        return "date" if "epoch" not in lowered else "number"
    return "arn" if lowered.endswith("arn") or lowered == "secretsmanager:secretid" else "text"


def clause(random: Random, asked: Asked, key: str, hold: bool, allow: bool, variables: float = 0.0) -> Clause | None:
    """A condition on the key that holds in the request, or one that does not; None if none came to mind."""
    context = {name.lower(): values for name, values in asked.facts.items() if values}
    for _ in range(12):
        found = _draw(random, asked, key, variables)
        operator, _, value = found
        values = [_text(each) for each in (value if isinstance(value, list) else [value])]
        if asked.strange(key) and not _strange(operator, values, kind(key)):
            continue
        if "Arn" in operator and any(value != "*" and value.count(":") < 5 for value in values):
            continue  # What IAM makes of these is not settled.
        if condition(operator, key, values, True, allow).holds(context) is hold:
            return found
    return None


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _strange(operator: str, values: Sequence[str], what: str) -> bool:
    """Does the condition leave a stranger as it is?"""
    if what == "bool" or "Null" in operator or "Not" in operator:
        return True
    return all(value in _ANYTHING or value in _WIDE.get(what, ()) or value.startswith("*:") for value in values)


def _draw(random: Random, asked: Asked, key: str, variables: float) -> Clause:
    present = asked.facts.get(key, ())
    form = random.random()
    if form < (0.12 if present else 0.3):
        return "Null", key, random.choice(("true", "false", False, True))
    what = kind(key)
    name = random.choice(_OPERATORS[what])
    pool = _pool(random, asked, key, name, present, variables)
    count = random.choices((1, 2, 3, 6), (5, 3, 2, 1))[0]
    values = [random.choice(pool) for _ in range(count)]
    if key in MANY or random.random() < 0.05:
        name = random.choice(("ForAllValues:", "ForAnyValue:")) + name
    if random.random() < (0.15 if present else 0.5):
        name += "IfExists"
    single = len(values) == 1 and random.random() < 0.5
    return name, key, values[0] if single else values


def _pool(
    random: Random, asked: Asked, key: str, name: str, present: Sequence[str], variables: float
) -> Sequence[object]:
    """Values around those of the request, half of them of the request."""
    what = kind(key)
    strange = asked.strange(key)
    if what == "bool":
        return ("true", "false", True, False)
    if what == "number":
        number = int(present[0]) if present else 14
        return [number + random.choice((-2, -1, 0, 0, 1, 2)), str(number + random.choice((-1, 0, 1)))]
    if what == "date":
        moment = date(present[0] if present else "2027-05-05T05:05:05Z")
        assert moment is not None
        steps = (-86400, -1, 0, 0, 1, 86400)
        return [
            (moment + timedelta(seconds=random.choice(steps))).strftime("%Y-%m-%dT%H:%M:%SZ"),
            (moment + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02:00"),
        ]
    if strange and "Not" not in name:
        # A caller names its own session, and no more of aws:userid.
        session = [f"*:{value.partition(':')[2]}" for value in present if key == "aws:userid" and asked.of_resource]
        return [*_WIDE.get(what, _ANYTHING), *session * 3]
    if what == "ip":
        return [*_NETWORKS, *(() if strange else _networks(random, present))]
    others: list[object] = list(_others(random, key))
    mine: list[object] = []
    for value in () if strange else present:
        said = _blurred(random, value) if "Like" in name or "Arn" in name else value
        mine += [said] * 2 + [value, _beside(random, value)]
        if "IgnoreCase" in name:
            mine += [value.upper()] * 3
        if random.random() < variables:
            mine += [_variable(random, asked, key, value)] * 6
    return [*mine, *others[:4]]


def _others(random: Random, key: str) -> list[str]:
    if key in _OTHERS:
        said = list(_OTHERS[key])
    elif key.endswith("Account"):
        said = list(ACCOUNTS)
    elif key.endswith("OrgID"):
        said = [OUR_ORGANIZATION, "o-zzzzzzzzzz", "o-0wn0wn0wn0", "o-zyxwvutsrq"]
    elif key.endswith(("Region", "Regions")):
        said = list(PLACES["aws"])
    elif key == "aws:TagKeys":
        said = ["team", "owner", "cost", "other", "any-tagkeys"]
    elif "CalledVia" in key:
        said = ["cloudformation.amazonaws.com", "athena.amazonaws.com", "any-calledvia"]
    elif key == "secretsmanager:VersionStage":
        said = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "any-versionstage"]
    else:
        said = [*WORDS, "any-useragent", "any", "xxxxxxxxx"]
    random.shuffle(said)
    return said


def _blurred(random: Random, text: str) -> str:
    """A pattern of the text: some runs of it under a *, some characters under a ?, and stars for nothing."""
    made = list(text)
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(made) + 1)
        form = random.random()
        if form < 0.3:
            made[at:at] = ["*"]
        elif form < 0.6:
            made[at : at + 1] = ["?"] if at < len(made) else ["*"]
        elif form < 0.8:
            made[at:] = ["*"]
        else:
            made[: random.randrange(at + 1)] = ["*"]
    return "".join(made)


def _beside(random: Random, text: str) -> str:
    """Another text that looks like this one."""
    at = random.randrange(len(text) + 1)
    digit = "7" if text[at : at + 1].isdigit() else "k"
    return random.choice((text[:at] + digit + text[at + 1 :], f"{text[:at]}?{text[at:]}", f"{text}?*"))


def _variable(random: Random, asked: Asked, key: str, value: str) -> str:
    """The value as a policy variable, or with one in it; itself where no key of the request has it."""
    found = [
        (other, values[0])
        for other, values in asked.facts.items()
        if len(values) == 1 and other != key and values[0] in value
    ]
    if not found:
        return "${" + random.choice(("aws:nothing", "aws:PrincipalTag/none")) + f", '{value}'}}"
    other, text = random.choice(found)
    return value.replace(text, f"${{{other}}}", 1)


def _networks(random: Random, present: Sequence[str]) -> list[str]:
    """Networks around the address and beside it."""
    made = []
    for value in present:
        address = ipaddress.ip_address(value)
        for length in random.sample(range(9, address.max_prefixlen + 1), 4):
            inside = ipaddress.ip_network((value, length), strict=False)
            flipped = int(inside.network_address) ^ (1 << (address.max_prefixlen - length))
            made += [str(inside), f"{type(address)(flipped)}/{length}"]
    return made
