"""Documents that cost time: all that a search for requests has to try stands on the same action.

Each shape is a document of up to 20 kB that AWS would take; sizes are drawn, so that the smallest slow one shows too.
"""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from iam.asked import PLACES, WORDS
from iam.clauses import kind
from iam.keys import control
from iam.vocabulary import KEYS

Json = dict[str, Any]

LARGEST = 20_000
"""Characters of the largest document: a secret's policy has at most 20,480."""

_REGIONS = PLACES["aws"]
_ACTIONS = (
    *("secretsmanager:GetSecretValue", "secretsmanager:PutResourcePolicy", "secretsmanager:DeleteSecret"),
    *("secretsmanager:CreateSecret", "secretsmanager:*"),
)
_STRINGS = tuple(key for key, kind, _ in KEYS if kind in ("string", "many") and control(key))
_NEGATED = {
    "text": ("StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase"),
    "arn": ("ArnNotLike", "StringNotLike"),
    "number": ("NumericNotEquals", "NumericLessThan"),
    "date": ("DateNotEquals", "DateLessThan"),
    "ip": ("NotIpAddress",),
    "bool": ("StringNotEquals",),
}
_POSITIVE = {
    "text": ("StringEquals", "StringLike", "StringEqualsIgnoreCase"),
    "arn": ("ArnLike", "StringLike"),
    "number": ("NumericEquals", "NumericGreaterThan"),
    "date": ("DateGreaterThan",),
    "ip": ("IpAddress",),
    "bool": ("Bool",),
}


def _secret(random: Random, stars: int) -> str:
    name = "".join(random.choice("ab") for _ in range(random.randrange(1, 7)))
    for _ in range(stars):
        at = random.randrange(len(name) + 1)
        name = f"{name[:at]}*{random.choice('ab?')}{name[at:]}"
    region, account = random.choice((*_REGIONS, "*", "eu-*")), random.choice(("*", "111122223333", "1111*"))
    return f"arn:aws:secretsmanager:{region}:{account}:secret:{name}"


def _allow(action: str, **more: object) -> Json:
    return {"Effect": "Allow", "Action": action, "Resource": "*", **more}


def _deny(action: str, **more: object) -> Json:
    return {"Effect": "Deny", "Action": action, "Resource": "*", **more}


def _values(random: Random, key: str, count: int) -> list[str]:
    what = kind(key)
    if what == "ip":
        return [
            f"{random.randrange(1, 224)}.{random.randrange(256)}.0.0/{random.randrange(9, 30)}" for _ in range(count)
        ]
    if what == "number":
        return [str(random.randrange(1, 4000)) for _ in range(count)]
    if what == "date":
        return [f"20{random.randrange(26, 60)}-0{random.randrange(1, 9)}-01T00:00:00Z" for _ in range(count)]
    if what == "bool":
        return ["true"]
    if what == "arn":
        return [
            f"arn:aws:iam::{random.randrange(10**11, 10**12)}:role/{random.choice(WORDS)}{random.choice(('', '*'))}"
            for _ in range(count)
        ]
    if key.endswith("Account"):
        return [str(random.randrange(10**11, 10**12)) for _ in range(count)]
    if key.endswith("Region"):
        return random.sample(_REGIONS, min(count, len(_REGIONS)))
    return [f"{random.choice(WORDS)}{random.randrange(100)}{random.choice(('', '', '*', '?'))}" for _ in range(count)]


def _keys(random: Random, count: int) -> list[str]:
    return random.sample([key for key, _, _ in KEYS if control(key)], count)


def _conditions(random: Random, keys: int, values: int, positive: bool) -> Json:
    made: Json = {}
    for key in _keys(random, keys):
        names = (_POSITIVE if positive else _NEGATED)[kind(key)]
        made.setdefault(random.choice(names), {})[key] = _values(random, key, values)
    return made


def statements(random: Random, size: int, action: str) -> list[Json]:
    """Many Denies with a condition each."""
    return [
        _allow(action),
        *(_deny(action, Condition=_conditions(random, 1, 1, positive=random.random() < 0.5)) for _ in range(size)),
    ]


def keys(random: Random, size: int, action: str) -> list[Json]:
    """One Allow, and a Deny, with many keys of many values."""
    count = min(2 + size // 4, 16)
    return [
        _allow(action, Condition=_conditions(random, count, 1 + size // 3, positive=False)),
        _deny(action, Condition=_conditions(random, count, 1 + size // 3, positive=True)),
    ]


def same_keys(random: Random, size: int, action: str) -> list[Json]:
    """Many Denies with several of the same few keys."""
    few = _keys(random, 4)
    made = [_allow(action)]
    for _ in range(size):
        block: Json = {}
        for key in random.sample(few, random.randrange(1, 4)):
            name = random.choice((_POSITIVE if random.random() < 0.5 else _NEGATED)[kind(key)])
            block.setdefault(name, {})[key] = _values(random, key, random.randrange(1, 4))
        made.append(_deny(action, Condition=block))
    return made


def not_resources(random: Random, size: int, action: str) -> list[Json]:
    """Denies of everything but some patterns."""
    allowed = [_secret(random, 1) for _ in range(1 + size // 2)]
    return [
        {**_allow(action), "Resource": [f"{one}*" for one in allowed]},
        *(
            {
                "Effect": "Deny",
                "Action": action,
                "NotResource": [*(_secret(random, 2) for _ in range(3)), f"{random.choice(allowed)}*"],
            }
            for _ in range(size)
        ),
    ]


def stars(random: Random, size: int, action: str) -> list[Json]:
    """Patterns with many stars, allowed and denied."""
    return [
        {**_allow(action), "Resource": [_secret(random, 3) for _ in range(size)]},
        {**_deny(action), "Resource": [_secret(random, 3) + "*" for _ in range(size)]},
    ]


def variables(random: Random, size: int, action: str) -> list[Json]:
    """Resources and conditions with many variables."""
    chosen = (
        "aws:PrincipalTag/team",
        "aws:username",
        "aws:UserAgent",
        "aws:userid",
        "aws:SourceIdentity",
        "aws:PrincipalTag/x",
    )

    def named() -> str:
        return "/".join(f"${{{key}}}" for key in random.sample(chosen, random.randrange(1, 4)))

    return [
        {**_allow(action), "Resource": [f"arn:aws:secretsmanager:*:*:secret:{named()}*" for _ in range(1 + size // 2)]},
        *(
            _deny(
                action,
                Condition={
                    random.choice(("StringNotLike", "StringLike")): {
                        random.choice(chosen): [f"{named()}*" for _ in range(2)]
                    }
                },
            )
            for _ in range(size)
        ),
    ]


def principals(random: Random, size: int, action: str) -> list[Json]:
    """Many principals let in, many denied, with conditions on who they are."""

    def names(count: int) -> list[str]:
        return [f"arn:aws:iam::{random.randrange(10**11, 10**12)}:role/{random.choice(WORDS)}" for _ in range(count)]

    return [
        {**_allow(action), "Principal": {"AWS": names(size * 3)}},
        {**_allow(action), "Principal": "*", "Condition": _conditions(random, 2, 4, positive=False)},
        *({**_deny(action), "Principal": {"AWS": names(4)}} for _ in range(size // 2)),
        *(
            {**_deny(action), "NotPrincipal": {"AWS": names(4)}, "Condition": _conditions(random, 1, 2, positive=True)}
            for _ in range(size // 2)
        ),
    ]


def mixed(random: Random, size: int, action: str) -> list[Json]:
    """Some of each."""
    made: list[Json] = []
    for shape in random.sample((statements, keys, same_keys, not_resources, stars, variables), 3):
        made += shape(random, max(1, size // 3), action)
    return made


def several_allows(random: Random, size: int, action: str) -> list[Json]:
    """Many Allows with conditions and patterns of their own, against a few Denies."""
    return [
        *(
            {
                **_allow(action),
                "Resource": [_secret(random, 1) for _ in range(3)],
                "Condition": _conditions(random, 3, 2, positive=random.random() < 0.5),
            }
            for _ in range(size)
        ),
        *(_deny(action, Condition=_conditions(random, 2, 2, positive=True)) for _ in range(3)),
    ]


SHAPES: dict[str, Callable[[Random, int, str], list[Json]]] = {
    shape.__name__: shape
    for shape in (statements, keys, same_keys, not_resources, stars, variables, principals, mixed, several_allows)
}
"""The kinds of documents by their names."""


def stressing(random: Random, shape: str) -> Json:
    """A document of that shape, of a random size."""
    size = random.choice((1, 2, 3, 5, 8, 12, 20, 40))
    action = random.choice(_ACTIONS)
    while True:
        made = {"Version": "2012-10-17", "Statement": SHAPES[shape](random, size, action)}
        if len(json.dumps(made, separators=(",", ":"))) <= LARGEST:
            return made
        size = size * 2 // 3


def documents(random: Random, count: int) -> Iterator[tuple[str, Json]]:
    """So many documents with the names of their shapes, one shape after the other."""
    names = tuple(SHAPES)
    for number in range(count):
        yield names[number % len(names)], stressing(random, names[number % len(names)])
