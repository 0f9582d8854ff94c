"""Values to try for a condition key: where they are said to be complete, no other value serves a document better.

The entries on a key are random. An Allow's is wanted to hold, a Deny's to fail; the judge of both is the tests' own
reading of condition operators in iam/, and all values of a small domain are tried.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any

from iam.operators import Condition, condition
from iam.product import BUNDLE
from support.scale import again, scaled, seeded

Json = dict[str, Any]
Values = tuple[str, ...]

DRAWN = scaled(6_000)

ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"
QUERY = """
[[option.candidates(problem, asked.key, mine), complete] |
    some asked in input
    problem := {
        "action": asked.action, "arn": asked.arn, "reach": "any", "fixed": {}, "bound": {}, "renamed": {},
        "entries": [], "clauses": [],
    }
    allowing := [entry | some block in asked.allow; some entry in condition.entries(block, "allow")]
    denying := [entry | some block in asked.deny; some entry in condition.entries(block, "deny")]
    mine := array.concat(allowing, denying)
    complete := count([true | option.complete(problem, asked.key, mine)]) > 0
]
"""


def words(alphabet: str, longest: int) -> list[str]:
    """Every string of these characters up to a length, but the empty one."""
    return ["".join(each) for length in range(1, longest + 1) for each in product(alphabet, repeat=length)]


def pattern(random: Random, alphabet: str, longest: int, wild: str = "**?") -> str:
    """A string, often with wildcards."""
    drawn = alphabet + (wild if random.random() < 0.7 else "")
    return "".join(random.choice(drawn) for _ in range(random.randint(1, longest)))


def _literal(random: Random) -> str:
    return pattern(random, "ab", 3, "")


def _wild(random: Random) -> str:
    return pattern(random, "ab", 5)


STRINGS: dict[str, Callable[[Random], str]] = {
    "StringEquals": _literal,
    "StringNotEquals": _literal,
    "StringLike": _wild,
    "StringNotLike": _wild,
    "StringEqualsIgnoreCase": lambda random: pattern(random, "abAB", 3, ""),
    "StringNotEqualsIgnoreCase": _literal,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A key, what its conditions are drawn from, and the values of the domain."""

    key: str
    draw: dict[str, Callable[[Random], str]]
    domain: Sequence[str]
    several: bool = False


def _organization(random: Random) -> str:
    return "o-" + random.choice(["a1b2c3d4e5", "a1*", "a*", "*", "b?b2c3d4e5", "*5", "b1b2c3d4e5", "*c3*"])


def _organizations() -> list[str]:
    return [
        "o-" + "".join(each) for each in product("abz", "1z", "bz", "2z", "cz", "3z", ["d4ez", "d4zz", "zzzz"], "5z")
    ] + ["o-a1b2c3d4e5"]


def _account(random: Random) -> str:
    return random.choice(
        ["111122223333", "1111*", "*3333", "111122223334", "?11122223333", "*2222*", "444455556666", "4*6", "*"]
    )


def _accounts() -> list[str]:
    return [
        "".join(each) for each in product(["1111", "4444", "9080"], ["2222", "5555", "7161"], ["3333", "6666", "3334"])
    ]


def _role(random: Random) -> str:
    return ":".join(
        [
            "arn:aws:iam:",
            random.choice(["111122223333", "*", "*", "444455556666"]),
            random.choice(["role/", "role/", "user/", "*/", "*"])
            + pattern(random, "ab", 3, random.choice(["*", "**?", "?"])),
        ]
    )


def _any_role(random: Random) -> str:
    return random.choice([_role(random), "*:role/" + _wild(random), "*" + _literal(random), "*:user/*", "*"])


def _roles() -> list[str]:
    names = [*words("abz", 3), "a/b", "aa/b", "a/zz"]
    return [
        f"arn:aws:iam::{account}:{kind}/{name}"
        for account in ("111122223333", "444455556666", "135790864213")
        for kind in ("role", "user")
        for name in names
    ] + [f"arn:aws:iam::{account}:root" for account in ("111122223333", "444455556666", "135790864213")]


def _network(random: Random) -> str:
    if random.random() < 0.3:
        group = random.choice(["2001:db8:", "2001:db8:0:", "2001:db8:ffff:"])
        return random.choice([f"{group}:/48", f"{group}:/33", f"{group}:/47", "::/0", "ffff::/16", "8000::/1"])
    length = random.choice([0, 1, 8, 15, 16, 17, 24, 31, 32])
    return (
        f"{random.choice(['10.1', '10.2', '0.0', '255.255', '128.0'])}.{random.choice(['0', '128', '255'])}.0/{length}"
    )


def _networks() -> list[str]:
    last = [(c, d) for c in ("0", "127", "255") for d in ("0", "1", "255")]
    fours = product(("0", "9", "10", "11", "128", "255"), ("0", "1", "2", "3", "255"), last)
    starts = ("2001:db7", "2001:db8", "2001:db9", "7fff:0", "9000:0", "ffff:0")
    sixes = product(starts, ("0", "1", "7fff", "8000", "ffff"), "01f")
    return [
        *(".".join((first, second, *rest)) for first, second, rest in fours),
        *(f"{start}:{group}::{end}" for start, group, end in sixes),
        "::1",
    ]


def _number(random: Random) -> str:
    return str(random.choice([0, 1, 5, 7, 8, 9, 12, 29, 30, 31, 45, "7.5", "8.5"]))


def _date(random: Random) -> str:
    return random.choice(
        [
            "2030-01-01",
            "2030-01-01T00:00:01Z",
            "2030-01-01T00:00:02Z",
            "2020-01-01",
            "2031-06-01T10:00:00Z",
            "1893456000",
        ]
    )


def _dates() -> list[str]:
    return [
        *(f"2030-01-01T00:00:0{second}Z" for second in range(4)),
        *(
            "2029-12-31T23:59:59Z",
            "2030-07-01T00:00:00Z",
            "2031-06-01T10:00:00Z",
            "2031-06-01T10:00:01Z",
            "2099-01-01T00:00:00Z",
        ),
    ]


def _epoch(random: Random) -> str:
    return str(random.choice([1893456000, 1893456001, 1893456003, 2524608000, 1577836800]))


def _epochs() -> list[str]:
    return [str(1893456000 + more) for more in (-5, -1, 0, 1, 2, 3, 4, 1000, 631152000, 631152001)]


_COMPARING = ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
_REGIONS = [
    "us-east-1",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-south-1",
    "il-central-1",
    "mx-central-1",
    "ca-west-1",
    "sa-east-1",
]


def _region(random: Random) -> str:
    return random.choice([*_REGIONS, "us-*", "eu-*", "*-1", "*", "*-central-1", "??-west-?"])


def like(
    draw: Callable[[Random], str], plain: Callable[[Random], str] | None = None
) -> dict[str, Callable[[Random], str]]:
    """Operators of strings with these values."""
    return {
        "StringLike": draw,
        "StringNotLike": draw,
        "StringEquals": plain or draw,
        "StringNotEquals": plain or draw,
    }


KINDS = [
    Kind("aws:UserAgent", STRINGS, words("abcAB", 4)),
    Kind("aws:RequestTag/team", STRINGS, words("abcAB", 4)),
    Kind("aws:PrincipalOrgID", like(_organization), _organizations()),
    Kind("aws:PrincipalAccount", like(_account), _accounts()),
    Kind("aws:PrincipalArn", {**like(_any_role), "ArnLike": _role, "ArnNotLike": _role, "ArnEquals": _role}, _roles()),
    Kind("aws:SourceIp", {"IpAddress": _network, "NotIpAddress": _network}, _networks()),
    Kind(
        "secretsmanager:RecoveryWindowInDays",
        {f"Numeric{name}": _number for name in _COMPARING},
        [str(days) for days in range(7, 31)],
    ),
    Kind("aws:MultiFactorAuthAge", {f"Numeric{name}": _number for name in _COMPARING}, [str(age) for age in range(99)]),
    Kind("aws:CurrentTime", {f"Date{name}": _date for name in _COMPARING}, _dates()),
    Kind(
        "aws:EpochTime",
        {f"{type_}{name}": _epoch for type_ in ("Date", "Numeric") for name in _COMPARING},
        _epochs(),
    ),
    Kind("secretsmanager:SecretPrimaryRegion", like(_region), _REGIONS),
    Kind("aws:TagKeys", STRINGS, words("abc", 3)[::2], several=True),
    Kind("secretsmanager:AddReplicaRegions", like(_region), _REGIONS, several=True),
]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Entries on a key: those of an Allow and those of Denies, each as operator and values."""

    kind: Kind
    allow: tuple[tuple[str, Values], ...]
    deny: tuple[tuple[str, Values], ...]

    def asked(self) -> Json:
        """What the query reads."""
        key = self.kind.key
        action = "deletesecret" if "Recovery" in key else "createsecret"
        return {
            "key": key.lower(),
            "action": f"secretsmanager:{action}",
            "arn": ARN,
            "allow": [{name: {key: list(values)}} for name, values in self.allow],
            "deny": [{name: {key: list(values)}} for name, values in self.deny],
        }

    def conditions(self) -> list[tuple[Condition, bool]]:
        """Each entry, and whether it is wanted to hold."""
        return [
            (condition(name, self.kind.key, values, version_2012=False, allow=wanted), wanted)
            for entries, wanted in ((self.allow, True), (self.deny, False))
            for name, values in entries
        ]


def drawn(random: Random) -> Drawn:
    """Random entries on a random key."""
    kind = random.choice(KINDS)

    def entry() -> tuple[str, Values]:
        name = random.choice(sorted(kind.draw))
        values = tuple(kind.draw[name](random) for _ in range(random.choice([1, 1, 2, 3])))
        sets = ("ForAllValues:", "ForAnyValue:") if kind.several else ("",)
        return random.choice(sets) + name + random.choice(["", "", "", "IfExists"]), values

    allow = tuple(entry() for _ in range(random.choice([0, 1, 1, 2, 3])))
    deny = tuple(entry() for _ in range(random.choice([0, 1, 1, 2])))
    if random.random() < 0.3:
        allow = (*allow, ("Null", ("false",)))
    return Drawn(kind, allow, deny)


def given(kind: Kind) -> Iterator[Values]:
    """What a request may have for the key; nothing if it is absent."""
    yield from ((value,) for value in kind.domain)
    if kind.several:
        yield from combinations(kind.domain, 2)


def served(conditions: Sequence[tuple[Condition, bool]], key: str, values: Values) -> frozenset[int]:
    """The entries, by number, for which the values do what is wanted."""
    return frozenset(
        number
        for number, (entry, wanted) in enumerate(conditions)
        if entry.holds({key.lower(): values} if values else {}) == wanted
    )


def ask(opa: Path, query: str, asked: Sequence[object]) -> list[Any]:
    """The value of a query for the input."""
    packages = ("grammar.condition", "invent.option", "invent.overlap")
    command: list[str | Path] = [opa, "eval", "-f", "json", "--stdin-input", "--ignore", "*_test.rego", "-b", BUNDLE]
    imports = [f"--import=data.smguard.lib.{name}" for name in packages]
    document = json.dumps(asked).encode()
    done = subprocess.run([*command, *imports, query], input=document, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    found: list[Any] = json.loads(done.stdout)["result"][0]["expressions"][0]["value"]
    return found


def answers(opa: Path, documents: Sequence[Drawn]) -> list[tuple[list[list[str] | None], bool]]:
    """For each, the values to try, and whether they are said to be complete."""
    return ask(opa, QUERY, [each.asked() for each in documents])


def test_no_value_serves_better_than_those_that_are_said_to_be_complete(opa: Path) -> None:
    random = seeded("values of keys")
    documents = [drawn(random) for _ in range(DRAWN)]
    found = answers(opa, documents)
    assert len(found) == len(documents)
    missed: list[object] = []
    complete = 0
    for each, (candidates, said) in zip(documents, found, strict=True):
        complete += said
        conditions = each.conditions()
        sets = {served(conditions, each.kind.key, tuple(values or ())) for values in candidates}
        better = [
            values
            for values in given(each.kind)
            if not any(served(conditions, each.kind.key, values) <= other for other in sets)
        ]
        if said and better:
            missed.append((each.asked(), better[0], candidates))
    assert not missed[:3], again()
    assert complete > DRAWN * 0.9


OVERLAPS = """
[[found, exact] |
    some [one, other] in input
    left := overlap.pieces(one)
    right := overlap.pieces(other)
    found := sort([replace(concat("*", pattern), overlap.single, "?") | some pattern in overlap.both(left, right)])
    exact := count([true | overlap.exact(left, right)]) > 0
]
"""


def expression(text: str) -> re.Pattern[str]:
    """A pattern of IAM as a regular expression."""
    return re.compile("".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in text))


def test_patterns_that_are_said_to_be_exact_match_what_two_patterns_both_match(opa: Path) -> None:
    random = seeded("overlaps of patterns")
    pairs = [(pattern(random, "ab", 7), pattern(random, "ab", 7)) for _ in range(scaled(2_500))]
    texts = words("abc", 6)
    exact = 0
    for (one, other), (found, said) in zip(pairs, ask(opa, OVERLAPS, pairs), strict=True):
        exact += said
        left, right, common = expression(one), expression(other), [expression(each) for each in found]
        matched = {text for text in texts if any(each.fullmatch(text) for each in common)}
        both = {text for text in texts if left.fullmatch(text) and right.fullmatch(text)}
        assert matched <= both, (one, other, found, again())
        assert matched == both or not said, (one, other, found, again())
    assert exact > len(pairs) * 0.8
