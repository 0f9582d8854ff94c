"""Condition operators: does one condition hold in a request's context?

Source: IAM User Guide, "JSON policy elements: Condition operators" and "Set operators for … context keys".
"""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from iam.patterns import Context, Malformed, Part, arn_matches, matches, parse, resolve

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Test = Callable[[str, Sequence[Part], Context], bool]
"""Does a value of the request match a value of the policy, given as parts?"""


def _string(value: str, parts: Sequence[Part], context: Context) -> bool:
    return matches(parts, value, context)


def _ignoring_case(value: str, parts: Sequence[Part], context: Context) -> bool:
    fixed = resolve(parts, context)
    return fixed is not None and "".join(str(part) for part in fixed).lower() == value.lower()


def _arn(value: str, parts: Sequence[Part], context: Context) -> bool:
    return arn_matches(parts, value, context)


def _arn_or_text(value: str, parts: Sequence[Part], context: Context) -> bool:
    return arn_matches(parts, value, context) or (plain(parts).count(":") < 5 and matches(parts, value, context))


def _bool(value: str, parts: Sequence[Part], _: Context) -> bool:
    said = plain(parts).lower()
    return said in ("true", "false") and said == value.lower()


def _binary(value: str, parts: Sequence[Part], _: Context) -> bool:
    try:
        return base64.b64decode(value, validate=True) == base64.b64decode(plain(parts), validate=True)
    except (binascii.Error, ValueError):
        return False


def _ip(value: str, parts: Sequence[Part], _: Context) -> bool:
    allowed, address = network(plain(parts)), network(value)
    if allowed is None or address is None or allowed.version != address.version:
        return False
    return address.network_address in allowed and address.num_addresses == 1


def _numeric(compare: Callable[[Decimal, Decimal], bool]) -> Test:
    def test(value: str, parts: Sequence[Part], _: Context) -> bool:
        left, right = number(value), number(plain(parts))
        return left is not None and right is not None and compare(left, right)

    return test


def _date(compare: Callable[[datetime, datetime], bool]) -> Test:
    def test(value: str, parts: Sequence[Part], _: Context) -> bool:
        left, right = date(value), date(plain(parts))
        return left is not None and right is not None and compare(left, right)

    return test


def plain(parts: Sequence[Part]) -> str:
    """The text of a policy value that was parsed without wildcards and variables."""
    return "".join(part for part in parts if isinstance(part, str))


@lru_cache(maxsize=10_000)
def network(text: str) -> Network | None:
    """The network (of one address, if no length is given), or None if the text is none."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def number(text: str) -> Decimal | None:
    """The number, or None if the text is none."""
    return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?", text) else None


_W3C = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)


@lru_cache(maxsize=10_000)
def date(text: str) -> datetime | None:
    """The time that a W3C date (no zone: UTC; four digits are a year) or seconds since 1970 name, or None."""
    if re.fullmatch(r"[0-9]{1,3}|[0-9]{5,11}", text):
        return datetime.fromtimestamp(int(text), UTC)
    found = _W3C.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        day_starts = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
        clock = timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=float(second or 0))
        return day_starts + clock + timedelta(seconds=float(fraction or 0)) - _offset(zone or "Z")
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return size if zone[0] == "+" else -size


@dataclass(frozen=True, slots=True)
class Base:
    """An operator without its prefix and IfExists; variables: policy variables work in its values."""

    test: Test
    negated: bool = False
    wildcards: bool = False
    variables: bool = False


_BASES = {
    "stringequals": Base(_string, variables=True),
    "stringnotequals": Base(_string, negated=True, variables=True),
    "stringequalsignorecase": Base(_ignoring_case, variables=True),
    "stringnotequalsignorecase": Base(_ignoring_case, negated=True, variables=True),
    "stringlike": Base(_string, wildcards=True, variables=True),
    "stringnotlike": Base(_string, negated=True, wildcards=True, variables=True),
    "arnequals": Base(_arn, wildcards=True, variables=True),
    "arnlike": Base(_arn, wildcards=True, variables=True),
    "arnnotequals": Base(_arn, negated=True, wildcards=True, variables=True),
    "arnnotlike": Base(_arn, negated=True, wildcards=True, variables=True),
    "numericequals": Base(_numeric(Decimal.__eq__)),
    "numericnotequals": Base(_numeric(Decimal.__eq__), negated=True),
    "numericlessthan": Base(_numeric(Decimal.__lt__)),
    "numericlessthanequals": Base(_numeric(Decimal.__le__)),
    "numericgreaterthan": Base(_numeric(Decimal.__gt__)),
    "numericgreaterthanequals": Base(_numeric(Decimal.__ge__)),
    "dateequals": Base(_date(datetime.__eq__)),
    "datenotequals": Base(_date(datetime.__eq__), negated=True),
    "datelessthan": Base(_date(datetime.__lt__)),
    "datelessthanequals": Base(_date(datetime.__le__)),
    "dategreaterthan": Base(_date(datetime.__gt__)),
    "dategreaterthanequals": Base(_date(datetime.__ge__)),
    "bool": Base(_bool),
    "binaryequals": Base(_binary),
    "ipaddress": Base(_ip),
    "notipaddress": Base(_ip, negated=True),
}


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator as a policy writes it; base is None for Null."""

    base: Base | None
    quantifier: Literal["each", "all", "any"]
    if_exists: bool


@lru_cache(maxsize=1_000)
def operator(name: str) -> Operator:
    """The operator of that name in any letter case. Raises Malformed if IAM has none such."""
    rest = name.lower()
    quantifier: Literal["each", "all", "any"] = "each"
    if rest.startswith("forallvalues:"):
        quantifier, rest = "all", rest.removeprefix("forallvalues:")
    elif rest.startswith("foranyvalue:"):
        quantifier, rest = "any", rest.removeprefix("foranyvalue:")
    if rest == "null":
        return Operator(None, quantifier, if_exists=False)
    stem = rest.removesuffix("ifexists")
    if stem not in _BASES:
        raise Malformed(f"no condition operator: {name}")
    return Operator(_BASES[stem], quantifier, if_exists=stem != rest)


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator, key (lower case) and list of values: the smallest part of a Condition element."""

    operator: Operator
    key: str
    values: tuple[tuple[Part, ...], ...]

    def holds(self, context: Context) -> bool:
        """Does it hold in this context (keys in lower case, no value: absent)?"""
        present = context.get(self.key, ())
        base = self.operator.base
        if base is None:
            return self._null(present)
        if self.operator.quantifier != "each":
            present = [value for value in present if value]
        if not present:
            return self._absent(base)
        if self.operator.quantifier == "each":
            return any(self._among(base, value, context) for value in present) != base.negated
        held = (self._among(base, value, context) != base.negated for value in present)
        return all(held) if self.operator.quantifier == "all" else any(held)

    def _among(self, base: Base, value: str, context: Context) -> bool:
        return any(base.test(value, parts, context) for parts in self.values)

    def _absent(self, base: Base) -> bool:
        if self.operator.quantifier == "all" or self.operator.if_exists:
            return True
        return self.operator.quantifier == "each" and base.negated

    def _null(self, present: Sequence[str]) -> bool:
        if self.operator.quantifier != "each":
            return self.operator.quantifier == "all"
        wanted = {plain(parts).lower() for parts in self.values}
        return ("false" if present else "true") in wanted


def condition(name: str, key: str, values: Sequence[str], version_2012: bool, allow: bool = True) -> Condition:
    """The condition as written, in an Allow or a Deny. Raises Malformed for an unknown operator.

    What IAM makes of a pattern for ARNs that has fewer than six parts is not known: it widens an Allow, never a Deny.
    """
    found = operator(name)
    if found.base is not None and found.base.test is _arn and allow != found.base.negated:
        found = replace(found, base=replace(found.base, test=_arn_or_text))
    wildcards = found.base is not None and found.base.wildcards
    variables = version_2012 and found.base is not None and found.base.variables
    return Condition(found, key.lower(), tuple(parse(value, variables, wildcards) for value in values))
