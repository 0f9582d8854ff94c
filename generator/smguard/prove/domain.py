"""Whether a key has a value that meets what is asked of it: texts by walking, numbers, dates and addresses by limits.

Between two neighbouring limits all numbers, moments and addresses are alike, so one of each stretch is tried: exact.
Where an operator for texts meets a key of numbers, dates or addresses (or the other way round), the candidates of both
are tried, and if none fits the question is undecided.
"""

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from smguard.prove.facts import ALL, Key
from smguard.prove.form import Form, UndecidedError, few, form
from smguard.prove.operator import Test, network, number, seconds
from smguard.prove.pattern import Need, machine, shortest

_LONGEST = 10**11 - 1
_PUBLIC = ("203.0.113.77", "17.58.0.77", "52.46.0.77", "100.20.0.77", "151.101.0.77", "2620:fe::77", "2001:db8::77")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one value: a set that it lies in (wanted) or not in."""

    test: Test
    wanted: bool

    def meets(self, value: str) -> bool:
        """Does the value meet it?"""
        return self.test.matches(value) == self.wanted


@lru_cache(maxsize=50_000)
def covers(shape: Form, test: Test, n: int) -> bool:
    """Does the n-th pattern of the test match every text of the form?"""
    return shortest(shape, frozenset({Need("all", (test.globs[n],), False)})) is None


def narrow(shape: Form, tests: Iterable[Test]) -> Iterator[Asked]:
    """That a value is none that the tests name: in no pattern but those that match whatever has the form."""
    for test in tests:
        for n, each in enumerate(test.globs):
            if not covers(shape, test, n):
                yield Asked(Test("text", (each,)), False)


@lru_cache(maxsize=100_000)
def value(key: Key, asked: frozenset[Asked], strange: frozenset[Test] | None, low: str) -> str | None:
    """A value of the key that meets what is asked; None if there is none. Raises UndecidedError.

    strange: the value must be one that these tests do not name. low: the date before which no request was sent.
    """
    kinds = {each.test.kind for each in asked}
    typed = {"numeric": "number", "date": "date", "ip": "ip"}.get(key.type, "text")
    finite = few(key.form) if typed == "text" or key.type == "numeric" else None
    if strange is not None and key.type == "bool":
        finite = ["false"]
    elif finite is not None and strange is not None and typed == "text":
        named = list(narrow(key.form, strange))
        finite = [text for text in finite if all(each.meets(text) for each in named)]
    if finite is not None:
        ordered = [text for text in finite if strange is None or key.type != "numeric" or _far(text, strange)]
        return next((text for text in ordered if all(each.meets(text) for each in asked)), None)
    if typed == "text" and kinds <= {"text"}:
        more = frozenset(narrow(key.form, strange)) if strange is not None else frozenset()
        return _text(key.form, asked | more)
    if typed != "text" and kinds - {typed, "text"}:
        raise UndecidedError(f"{key.name} is compared by operators of another type")
    if strange is not None and kinds - {typed}:
        return None  # what a stranger may have of values that are misread is not certain
    candidates = list(_candidates(key, typed, asked, strange, low))
    found = next((text for text in candidates if all(each.meets(text) for each in asked)), None)
    if found is None and kinds - {typed}:
        raise UndecidedError(f"{key.name} is compared by operators of several types")
    return found


def _text(shape: Form, asked: Iterable[Asked]) -> str | None:
    needs = frozenset(Need("all", each.test.globs, each.wanted) for each in asked)
    return shortest(shape, needs)


def _candidates(
    key: Key, typed: str, asked: Iterable[Asked], strange: frozenset[Test] | None, low: str
) -> Iterator[str]:
    tests = [each.test for each in asked] + list(strange or ())
    limits = [limit for test in tests for limit in test.limits]
    texts = [each for each in asked if each.test.kind == "text"]
    if typed == "number":
        found = _numbers(limits)
        yield from (text for text in found if strange is None or _far(text, strange))
    elif typed == "date":
        dates = [moment(n, key.name) for n in moments(limits, low)]
        yield from (text for text in dates if strange is None or _far(text, strange))
    elif typed == "ip":
        yield from (text for text in addresses(limits) if strange is None or not _named(text, strange))
    else:
        named = list(narrow(key.form, strange)) if strange is not None else []
        guesses = [*_numbers(limits), *(moment(n, "") for n in moments(limits, "1970")), *addresses(limits)]
        shaped = [Asked(each.test, each.wanted) for each in texts] + named
        plain = _text(key.form, shaped)
        guesses += [plain] if plain is not None else []
        for text in guesses:
            if _text(key.form, [*shaped, Asked(Test("text", (machine(tuple(text)),)), True)]) is not None:
                yield text
        return
    shape = {"number": "[0-9]+", "date": _ISO, "ip": _DOTTED}[typed]
    if texts and strange is None:
        plain = _text(form((shape, ALL)), texts)
        if plain is not None:
            yield plain


_ISO = "2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
_BYTE = "(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])"
_DOTTED = rf"{_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}"


def _numbers(limits: Iterable[str]) -> list[str]:
    found = {Decimal(0), Decimal(1_000_000)}
    for limit in limits:
        bound = number(limit)
        bound = bound if bound is not None else seconds(limit)
        if bound is not None:
            floor, ceiling = bound.to_integral_value(ROUND_FLOOR), bound.to_integral_value(ROUND_CEILING)
            found |= {floor - 1, floor, ceiling, ceiling + 1}
    return [str(int(each)) for each in sorted(found) if each >= 0]


def moments(limits: Iterable[str], low: str) -> list[Decimal]:
    """Moments from a date on, in their order: one between any two limits, and the limits."""
    first = seconds(low) or Decimal(0)
    found = {first + 1, seconds("9999-12-31T23:59:59Z") or first}
    for limit in limits:
        bound = seconds(limit)
        bound = bound if bound is not None else number(limit)
        if bound is not None:
            floor, ceiling = bound.to_integral_value(ROUND_FLOOR), bound.to_integral_value(ROUND_CEILING)
            found |= {floor - 1, floor, ceiling, ceiling + 1}
    return [each for each in sorted(found) if first <= each <= _LONGEST]


def moment(number_of_seconds: Decimal, key: str) -> str:
    """A moment as the key has it: aws:EpochTime counts seconds."""
    if key == "aws:epochtime":
        return str(int(number_of_seconds))
    try:
        whole = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(number_of_seconds))
    except OverflowError:
        return "9999-12-31T23:59:59Z"
    return whole.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def addresses(limits: Sequence[str]) -> list[str]:
    """Public addresses, the first of all, and the first and last of each network with their neighbours."""
    found = [*_PUBLIC, str(ipaddress.IPv4Address(0)), str(ipaddress.IPv6Address(0))]
    for limit in limits:
        here = network(limit)
        if here is None:
            continue
        most = 2**here.max_prefixlen - 1
        first, last = int(here.network_address), int(here.broadcast_address)
        kind = ipaddress.IPv4Address if here.version == 4 else ipaddress.IPv6Address
        found += [str(kind(n)) for n in (first, last, first - 1, last + 1) if 0 <= n <= most]
    return found


def _named(address: str, tests: Iterable[Test]) -> bool:
    """Does the address lie in a network that the tests name, and that is not a large part of the internet?"""
    for test in tests:
        if test.kind == "text" and test.matches(address):
            return True
        for limit in test.limits:
            there = network(limit)
            if there is not None and there.prefixlen >= 8 and test.matches(address) and _inside(address, limit):
                return True
    return False


def _inside(address: str, limit: str) -> bool:
    return Test("ip", (), "", (limit,)).matches(address)


def _far(text: str, tests: Iterable[Test]) -> bool:
    """Does a number or a moment lie beyond all that the tests name, on one side?"""
    limits = [bound for test in tests for limit in test.limits if (bound := _measure(limit)) is not None]
    here = _measure(text)
    if here is None or any(test.kind == "text" and test.matches(text) for test in tests):
        return False
    return not limits or here < min(limits) or here > max(limits)


def _measure(text: str) -> Decimal | None:
    found = seconds(text) if "-" in text or "T" in text else number(text)
    return found if found is not None else seconds(text)
