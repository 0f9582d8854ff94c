"""Patterns as machines, forms from formats, and walks of their product: what they find, and that they miss nothing."""

import itertools
import json
import re
from random import Random

import pytest

from iam.patterns import arn_matches, glob, matches, parse
from iam.product import BUNDLE
from smguard.prove import pattern as pattern_module
from smguard.prove.facts import REGIONS, parts_of, secret_form
from smguard.prove.form import Form, UndecidedError, few, form
from smguard.prove.pattern import Need, Reading, machine, shortest, tokens
from smguard.prove.pattern import glob as machine_of
from support.scale import scaled, seeded

ALL = frozenset({"all"})
SECRET = secret_form("aws", REGIONS["aws"], 1)
DB = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"


def need(text: str, wanted: bool = True, scope: str = "all") -> Need:
    return Need(scope, (machine(tokens(text, variables=False)),), wanted)


def unwanted(text: str, scope: str = "all") -> Need:
    return need(text, False, scope)


def walked(shape: Form, *needs: Need) -> str | None:
    return shortest(shape, frozenset(needs))


@pytest.mark.parametrize(
    ("reading", "pattern", "text", "expected"),
    [
        ("text", "a*c", "abc", True),
        ("text", "a*c", "abd", False),
        ("text", "a?c", "ac", False),
        ("text", "**a**", "a", True),
        ("text", "", "", True),
        ("text", "[a]", "[a]", True),
        ("text", "[a]", "a", False),
        ("text", "a*", "a:b", True),
        ("fold", "AbC", "aBc", True),
        ("fold", "AbC", "aBd", False),
        ("arn", "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/a:b", True),
        ("arn", "arn:aws:*:role/*", "arn:aws:iam::1:role/a", False),
        ("lenient", "arn:aws:*:role/*", "arn:aws:iam::1:role/a", True),
        ("arn", "*", "whatever", True),
        ("arn", "arn:*:iam::1:role/a", "arn:a:b:iam::1:role/a", False),
        ("could", DB.replace("eu", "EU"), DB, True),
        ("could", DB.replace("prod", "PROD"), DB, False),
        ("sure", DB.replace("eu", "EU"), DB, False),
        ("sure", "arn:aws:secretsmanager:*", DB, True),
        ("sure", "arn:aws:secretsmanager:*:secret:prod/*", DB, False),
        ("could", "arn:aws:secretsmanager:*:secret:prod/*", DB, True),
        ("sure", "*prod*", DB, False),
        ("sure", "*", DB, True),
        ("sure", "arn:aws:secretsmanager:*:*:secret:prod/??-??????", DB, True),
    ],
)
def test_a_machine_matches_as_its_reading_says(reading: Reading, pattern: str, text: str, expected: bool) -> None:
    made = machine_of(tokens(pattern, variables=False), reading)
    assert (made is not None and made.matches(text)) is expected


def test_machines_agree_with_the_tests_own_patterns() -> None:
    random = seeded("machines")
    for _ in range(scaled(20_000)):
        pattern = drawn(random, "ab:*?", 9)
        text = drawn(random, "ab:", 9)
        made = machine_of(tokens(pattern, variables=False))
        assert made is not None
        assert made.matches(text) is glob(pattern, text), (pattern, text)
        whole = machine_of(tokens(f"{pattern}:a:*", variables=False), "arn")
        parts = parse(f"{pattern}:a:*", variables=False)
        assert (whole is not None and whole.matches(text)) is arn_matches(parts, text, {}), (pattern, text)


def drawn(random: Random, characters: str, most: int) -> str:
    return "".join(random.choice(characters) for _ in range(random.randint(0, most)))


@pytest.mark.parametrize(
    ("pattern", "variables", "expected"),
    [
        ("a${aws:username}b", True, "a{aws:username}b"),
        ("${aws:PrincipalTag/Team, 'x'}", True, "{aws:principaltag/team|x}"),
        ("${*}${?}${$}", True, "*?$"),
        ("${aws:username}", False, "${aws:username}"),
        ("${", True, "${"),
    ],
)
def test_variables_are_read_where_they_count(pattern: str, variables: bool, expected: str) -> None:
    shown = ""
    for token in tokens(pattern, variables, wildcards=False):
        if isinstance(token, pattern_module.Variable):
            shown += f"{{{token.key}}}" if token.default is None else f"{{{token.key}|{token.default}}}"
        else:
            shown += str(token)
    assert shown == expected


@pytest.mark.parametrize("text", ["${AWS::AccountId}", "${var.name}", "${ORG_ID}", "${}"])
def test_what_is_no_variable_is_not_decided(text: str) -> None:
    with pytest.raises(UndecidedError, match=re.escape(f"{text} is no policy variable")):
        tokens(text, variables=True)


FORMATS = sorted(
    {
        known["format"]
        for known in json.loads((BUNDLE / "data.json").read_text())["smguard"]["catalog"]["keys"].values()
        if "format" in known
    }
)


@pytest.mark.parametrize("expression", FORMATS)
def test_a_form_has_the_texts_of_its_format(expression: str) -> None:
    shape = form((expression, ALL))
    random = seeded(expression)
    for _ in range(50):
        text = strolled(shape, random)
        assert re.search(expression, text), text
    assert walked(shape, unwanted(strolled(shape, random))) != ""


def strolled(shape: Form, random: Random) -> str:
    """A text of the form, by a random way through it."""
    while True:
        at, text = shape.start, ""
        while len(text) < 200:
            if at in shape.ends and random.random() < 0.3:
                return text
            if not shape.edges[at]:
                return text
            edge = random.choice(shape.edges[at])
            text += edge.text if edge.text is not None else random.choice(sorted(edge.characters or "a b~"))
            at = edge.target


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("true|false", ["false", "true"]),
        ("[7-9]|[12][0-9]|30", sorted(map(str, range(7, 31)))),
        (r"[12]\.0", ["1.0", "2.0"]),
        ("a{2}b?", ["aa", "aab"]),
        ("(?:ab|c){1,2}", ["ab", "abab", "abc", "c", "cab", "cc"]),
        ("[0-9]+", None),
        ("a.", None),
    ],
)
def test_the_texts_of_a_small_form_are_listed(expression: str, expected: list[str] | None) -> None:
    assert few(form((f"^{expression}$", ALL))) == expected


@pytest.mark.parametrize("expression", ["(a)", "(?=a)", "a**", "a$b", "(?:a"])
def test_an_expression_that_is_not_known_is_not_decided(expression: str) -> None:
    with pytest.raises(UndecidedError, match="is not known"):
        form((expression, ALL))


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        pytest.param([], True, id="nothing asked"),
        pytest.param([need("arn:aws:secretsmanager:*:*:secret:prod/*"), unwanted("*:secret:prod/*")], False, id="same"),
        pytest.param([need("*:secret:prod*"), unwanted("*:secret:prod/*")], True, id="beside"),
        pytest.param([need("*:secret:app")], False, id="without a suffix"),
        pytest.param([need("*:secret:app-??????"), unwanted("*:secret:app-*")], False, id="covered"),
        pytest.param([need("*:secret:app*"), unwanted("*:secret:app-??????")], True, id="longer"),
        pytest.param([unwanted("*:eu-*"), unwanted("*:us-*"), unwanted("*:ap-*")], True, id="other regions"),
        pytest.param(
            [unwanted(f"{each}*", "region") for each in ("eu", "us", "ap", "af", "ca", "il", "me", "mx", "sa")],
            False,
            id="no region",
        ),
        pytest.param([unwanted(f"*{digit}*", "account") for digit in "012345678"], True, id="one digit left"),
        pytest.param([unwanted(f"*{digit}*", "account") for digit in "0123456789"], False, id="no digit left"),
        pytest.param([need("?" * 12, scope="name"), need("*-??????", scope="name")], True, id="a name with a suffix"),
        pytest.param([need("a*a", scope="name"), unwanted("a?*a", "name"), unwanted("aa", "name")], False, id="a*a"),
    ],
)
def test_a_secret_that_meets_the_needs(needs: list[Need], found: bool) -> None:
    arn = walked(SECRET, *needs)
    assert (arn is not None) is found
    if arn is not None:
        parts = parts_of(arn)
        assert all(any(each.matches(parts[one.scope]) for each in one.globs) is one.wanted for one in needs)


def test_nothing_is_missed() -> None:
    """Where a walk finds nothing, none of all short texts will do."""
    random = seeded("walks")
    texts = ["".join(each) for length in range(6) for each in itertools.product("abc", repeat=length)]
    shape = form(("[abc]*", ALL))
    for _ in range(scaled(1_000)):
        asked = [need(drawn(random, "ab*?", 5), random.random() < 0.4) for _ in range(random.randint(1, 4))]
        expected = next((text for text in texts if meets(text, asked)), None)
        found = walked(shape, *asked)
        assert found is not None or expected is None
        assert found is None or meets(found, asked)


def meets(text: str, asked: list[Need]) -> bool:
    return all(any(each.matches(text) for each in one.globs) is one.wanted for one in asked)


def test_a_walk_ends_at_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = [need(f"*{letter}?{letter}*", scope="name") for letter in "abcdefghijklmnopqrstu"]
    assert walked(SECRET, *needs) is not None
    monkeypatch.setattr(pattern_module, "MOST_STEPS", 1_000)
    with pytest.raises(UndecidedError, match="more than 1000 steps of patterns"):
        walked(SECRET, *needs, need("*-qqqqqq"))


def test_a_pattern_with_variables_matches_as_the_tests_own_does() -> None:
    random = seeded("variables")
    for _ in range(scaled(5_000)):
        text = drawn(random, "ab", 3) + "${aws:username}" + drawn(random, "ab*?", 3)
        value = drawn(random, "ab*", 3) or "a"
        resolved = pattern_module.resolved(tokens(text, variables=True), {"aws:username": value})
        assert resolved is not None
        other = drawn(random, "ab*", 8)
        expected = matches(parse(text, variables=True), other, {"aws:username": (value,)})
        assert machine(resolved).matches(other) is expected, (text, value, other)
