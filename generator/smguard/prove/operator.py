"""Condition operators: what an entry of a Condition asks of its key, as presence and as tests of the key's values.

Source: IAM User Guide, "JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
"""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from smguard.prove.form import UndecidedError
from smguard.prove.pattern import Glob, Reading, Tokens, Variable, glob, resolved, tokens

Kind = Literal["text", "number", "date", "ip"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Test:
    """A set of values of a key: those that one of the policy's values matches.

    A text is tested with machines; numbers, dates and networks by a relation ("==", "<", …) to each limit.
    """

    kind: Kind
    globs: tuple[Glob, ...] = ()
    relation: str = ""
    limits: tuple[str, ...] = ()

    def matches(self, value: str) -> bool:
        """Is the value in the set?"""
        if self.kind == "text":
            return any(machine.matches(value) for machine in self.globs)
        if self.kind == "ip":
            address = network(value)
            return address is not None and any(_within(address, network(limit)) for limit in self.limits)
        measured = number(value) if self.kind == "number" else seconds(value)
        if measured is None:
            return False
        bounds = (number(limit) if self.kind == "number" else seconds(limit) for limit in self.limits)
        return any(bound is not None and _RELATIONS[self.relation](measured, bound) for bound in bounds)


_RELATIONS = {
    "==": Decimal.__eq__,
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
}


def _within(address: Network, other: Network | None) -> bool:
    if other is None or address.version != other.version or address.num_addresses != 1:
        return False
    return address.network_address in other


@lru_cache(maxsize=10_000)
def network(text: str) -> Network | None:
    """The network (of one address, if no length is given), or None."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def number(text: str) -> Decimal | None:
    """The number that a text is, or None."""
    return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?", text) else None


_W3C = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)


@lru_cache(maxsize=10_000)
def seconds(text: str) -> Decimal | None:
    """Seconds since 1970 of a W3C date (four digits are a year) or of a number of seconds, or None."""
    if re.fullmatch(r"[0-9]{1,3}|[0-9]{5,11}", text):
        return Decimal(text)
    found = _W3C.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        whole = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
        whole += timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=int(second or 0))
        whole -= _offset(zone or "Z")
    except (ValueError, OverflowError):
        return None
    return Decimal(round((whole - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())) + Decimal(f"0.{fraction or 0}")


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return size if zone[0] == "+" else -size


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator without its set qualifier and IfExists: how its values are compared."""

    test: str
    negated: bool = False
    wildcards: bool = False
    variables: bool = False
    relation: str = ""


def _operators() -> Mapping[str, Operator]:
    found = {
        "stringequals": Operator("text", variables=True),
        "stringequalsignorecase": Operator("fold", variables=True),
        "stringlike": Operator("text", wildcards=True, variables=True),
        "arnequals": Operator("arn", wildcards=True, variables=True),
        "arnlike": Operator("arn", wildcards=True, variables=True),
        "bool": Operator("bool"),
        "binaryequals": Operator("text"),
        "ipaddress": Operator("ip"),
        "notipaddress": Operator("ip", negated=True),
        "null": Operator("null"),
    }
    for name, test in (("numeric", "number"), ("date", "date")):
        found[f"{name}equals"] = Operator(test, relation="==")
        found[f"{name}notequals"] = Operator(test, negated=True, relation="==")
        for end, relation in (("lessthan", "<"), ("greaterthan", ">")):
            found[f"{name}{end}"] = Operator(test, relation=relation)
            found[f"{name}{end}equals"] = Operator(test, relation=f"{relation}=")
    for stem in ("string", "arn"):
        for end in ("equals", "equalsignorecase", "like"):
            if f"{stem}{end}" in found:
                plain = found[f"{stem}{end}"]
                found[f"{stem}not{end}"] = Operator(plain.test, True, plain.wildcards, plain.variables)
    return found


_OPERATORS = _operators()


@dataclass(frozen=True, slots=True)
class Entry:
    """One operator, key and list of values. `quantifier`: "" for none, "all" or "any" of a set's values."""

    key: str
    name: str
    operator: Operator
    quantifier: Literal["", "all", "any"]
    if_exists: bool
    lenient: bool
    values: tuple[str, ...]
    patterns: tuple[Tokens, ...]

    @property
    def null(self) -> bool:
        """Does it ask for presence only?"""
        return self.operator.test == "null"

    @property
    def absent_holds(self) -> bool:
        """Does it hold where the key is absent?"""
        if self.null:
            return self.quantifier == "all" or (not self.quantifier and "true" in self._wanted())
        return self.if_exists or self.quantifier == "all" or (not self.quantifier and self.operator.negated)

    @property
    def present_holds(self) -> bool:
        """Of one that asks for presence: does it hold where the key is present?"""
        return self.quantifier == "all" or (not self.quantifier and "false" in self._wanted())

    def _wanted(self) -> set[str]:
        return {value.lower() for value in self.values}

    def variables(self) -> list[Variable]:
        """The policy variables in its values."""
        return [token for pattern in self.patterns for token in pattern if isinstance(token, Variable)]

    def test(self, given: Mapping[str, str | None] | None, upper: bool = False) -> Test:
        """The values that one of its patterns matches, given the values of variables.

        Where these are not known (None): at least those that it matches with any (upper), or those that it matches
        whatever they are.
        """
        values = tuple(sorted(given.items())) if given and self.variables() else ()
        return _test(self, values, "given" if given is not None else "upper" if upper else "lower")

    def holds(self, present: Sequence[str], given: Mapping[str, str | None]) -> bool:
        """Does it hold for these values of its key (none: absent), given the values of variables?"""
        if self.null:
            return self.present_holds if present else self.absent_holds
        values = [value for value in present if value] if self.quantifier else present
        if not values:
            return self.absent_holds
        test = self.test(given)
        if not self.quantifier:
            return any(test.matches(value) for value in values) != self.operator.negated
        passed = (test.matches(value) != self.operator.negated for value in values)
        return all(passed) if self.quantifier == "all" else any(passed)


_MEASURES: Mapping[str, Kind] = {"number": "number", "date": "date", "ip": "ip"}


@lru_cache(maxsize=20_000)
def _test(wanted: Entry, given: tuple[tuple[str, str | None], ...], known: str) -> Test:
    kind = wanted.operator.test
    measure = _MEASURES.get(kind)
    if measure is not None:
        return Test(measure, (), wanted.operator.relation, wanted.values)
    readings: dict[str, Reading] = {"fold": "fold", "bool": "fold", "arn": "lenient" if wanted.lenient else "arn"}
    machines = []
    for pattern in wanted.patterns:
        open_ended = known != "given" and has_variable(pattern)
        text = resolved(pattern, dict(given), relaxed=known == "upper") if not open_ended or known == "upper" else None
        if text is None or (kind == "bool" and "".join(map(str, text)).lower() not in ("true", "false")):
            continue
        machine = glob(text, "text" if open_ended and kind == "arn" else readings.get(kind, "text"))
        if machine is not None:
            machines.append(machine)
    return Test("text", tuple(machines))


def has_variable(pattern: Tokens) -> bool:
    """Has the pattern a variable?"""
    return any(isinstance(token, Variable) for token in pattern)


def entry(name: str, key: str, values: tuple[str, ...], version_2012: bool, allow: bool) -> Entry:
    """The entry as written, in an Allow or a Deny. Raises UndecidedError for an unknown operator.

    What IAM makes of a pattern for ARNs that has fewer than six parts is not known: it widens an Allow, never a Deny.
    """
    return _entry(name, key, values, version_2012, allow)


@lru_cache(maxsize=20_000)
def _entry(name: str, key: str, values: tuple[str, ...], version_2012: bool, allow: bool) -> Entry:
    qualifier, colon, rest = name.lower().partition(":")
    quantifiers: dict[str, Literal["", "all", "any"]] = {"forallvalues": "all", "foranyvalue": "any"}
    quantifier: Literal["", "all", "any"] = quantifiers.get(qualifier, "") if colon else ""
    stem = rest if colon else qualifier
    core = stem.removesuffix("ifexists")
    operator = _OPERATORS.get(core)
    if operator is None or (colon and not quantifier) or (core == "null" and stem != core):
        raise UndecidedError(f"{name} is no condition operator")
    patterns = tuple(tokens(value, version_2012 and operator.variables, operator.wildcards) for value in values)
    lenient = operator.test == "arn" and allow != operator.negated
    return Entry(key.lower(), key, operator, quantifier, core != stem, lenient, values, patterns)
