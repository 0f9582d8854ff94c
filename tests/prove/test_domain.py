"""Numbers, moments and addresses: one of each stretch between limits stands for all, so that nothing is missed."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from iam.product import BUNDLE
from smguard.prove import Facts, UndecidedError
from smguard.prove.domain import Asked, moment, value
from smguard.prove.facts import Key
from smguard.prove.operator import Kind, seconds
from smguard.prove.operator import Test as Compared
from smguard.prove.request import literal
from support.scale import scaled, seeded

START = seconds("2030-01-01T00:00:00Z") or Decimal(0)
LOW = "2011-01-01"


@cache
def key(name: str) -> Key:
    return Facts(json.loads((BUNDLE / "data.json").read_text())["smguard"]).key(name)


def numbers(random: Random) -> str:
    return random.choice((str(random.randint(0, 12)), f"{random.randint(0, 11)}.5"))


def moments(random: Random) -> str:
    return moment(START + random.randint(0, 12), "")


def networks(random: Random) -> str:
    return f"10.0.0.{random.randint(0, 15)}/{random.choice((29, 30, 31, 32))}"


DOMAINS: dict[str, tuple[Kind, Callable[[Random], str], list[str]]] = {
    "aws:multifactorauthage": ("number", numbers, [str(n) for n in range(20)]),
    "secretsmanager:recoverywindowindays": ("number", numbers, [str(n) for n in range(7, 31)]),
    "aws:tokenissuetime": ("date", moments, [moment(START + n, "") for n in range(-5, 20)]),
    "aws:sourceip": ("ip", networks, [f"10.0.0.{n}" for n in range(16)]),
}


@pytest.mark.parametrize("name", DOMAINS)
def test_a_value_is_found_where_one_of_all_will_do(name: str) -> None:
    kind, draw, every = DOMAINS[name]
    random = seeded(name)
    inside = Asked(Compared("ip", (), "", ("10.0.0.0/28",)), True)
    for _ in range(scaled(2_000)):
        asked = {drawn(random, kind, draw) for _ in range(random.randint(1, 4))}
        asked |= {inside} if kind == "ip" else set()
        found = value(key(name), frozenset(asked), None, LOW)
        expected = any(all(each.meets(text) for each in asked) for text in every)
        assert (found is not None) is expected, (asked, found)
        assert found is None or all(each.meets(found) for each in asked)


def drawn(random: Random, kind: Kind, draw: Callable[[Random], str]) -> Asked:
    relation = "" if kind == "ip" else random.choice(("==", "<", "<=", ">", ">="))
    limits = tuple(draw(random) for _ in range(random.choice((1, 1, 2))))
    return Asked(Compared(kind, (), relation, limits), random.random() < 0.6)


@pytest.mark.parametrize(
    ("name", "asked", "named", "expected"),
    [
        pytest.param("aws:multifactorauthage", [], ["300"], "0", id="below"),
        pytest.param("aws:multifactorauthage", [("number", ">", "300")], ["300"], "301", id="above"),
        pytest.param("aws:multifactorauthage", [("number", ">", "300")], ["300", "3600"], "3601", id="not between"),
        pytest.param("aws:sourceip", [("ip", "", "203.0.113.0/24")], ["203.0.113.0/24"], None, id="named network"),
        pytest.param("aws:sourceip", [("ip", "", "128.0.0.0/1")], ["128.0.0.0/1"], "203.0.113.77", id="half of all"),
    ],
)
def test_a_stranger_has_no_value_that_is_named(
    name: str, asked: list[tuple[Kind, str, str]], named: list[str], expected: str | None
) -> None:
    wanted = frozenset(Asked(Compared(kind, (), relation, (limit,)), True) for kind, relation, limit in asked)
    measure: Kind = "ip" if name == "aws:sourceip" else "number"
    tests = frozenset(Compared(measure, (), "<", (limit,)) for limit in named)
    assert value(key(name), wanted, tests, LOW) == expected


def test_a_stranger_has_no_flag() -> None:
    assert value(key("aws:multifactorauthpresent"), frozenset({Asked(literal("true"), True)}), frozenset(), LOW) is None
    assert value(key("aws:multifactorauthpresent"), frozenset(), frozenset(), LOW) == "false"


def test_a_text_among_numbers_is_found_or_not_decided() -> None:
    age = key("aws:multifactorauthage")
    less = Asked(Compared("number", (), "<", ("10",)), True)
    assert value(age, frozenset({less, Asked(literal("9"), True)}), None, LOW) == "9"
    with pytest.raises(UndecidedError, match="aws:multifactorauthage is compared by operators of several types"):
        value(age, frozenset({less, Asked(literal("10"), True)}), None, LOW)
    with pytest.raises(UndecidedError, match="aws:multifactorauthage is compared by operators of another type"):
        value(age, frozenset({Asked(Compared("date", (), "<", ("2030",)), True)}), None, LOW)
