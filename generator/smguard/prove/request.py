"""What is asked of a request, key by key, and in what surroundings it is sought."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from smguard.prove.domain import Asked
from smguard.prove.facts import Action, Facts
from smguard.prove.form import UndecidedError
from smguard.prove.operator import Entry, Test
from smguard.prove.pattern import Need, machine, variables_of
from smguard.prove.principal import KEYS as OF_PRINCIPAL
from smguard.prove.principal import Template

Mode = Literal["any", "stranger", "outsider", "foreigner"]
"""Whose request it is: any; stranger: with no value that a condition names, of the keys that a caller cannot choose;
outsider: the same, with roles and tags of their own making; foreigner: an outsider in whatever organisation."""

RESOURCE = "resource"
OF_RESOURCE: Mapping[str, str] = {
    RESOURCE: "all",
    "aws:requestedregion": "region",
    "aws:resourceaccount": "account",
    "secretsmanager:secretid": "id",
    "secretsmanager:name": "name",
}
"""The keys that follow from the resource, and the part of its ARN that they have; an id is one of three."""
NAMES_SECRET = ("secretsmanager:secretid", "secretsmanager:name")
CLOCKS = ("aws:currenttime", "aws:epochtime")
ORGANIZATIONS = ("aws:principalorg", "aws:resourceorg", "aws:sourceorg", "aws:vpceorg")
_OF_ONE_OWNER = ("org", "account", "arn", "owner", "federatedprovider")
_NOTHING = Test("text")

Values = dict[str, tuple[str, ...]]
"""Values of keys; no value: absent."""


@dataclass(frozen=True, slots=True)
class Atom:
    """What is asked of a key. absent and present: whether it is there; value: its only value; some, every: of a set."""

    key: str
    about: Literal["absent", "present", "value", "some", "every"]
    test: Test = _NOTHING
    wanted: bool = False

    @property
    def asked(self) -> Asked:
        """The question to a value; that it is not in the empty set where only presence is asked for."""
        return Asked(self.test, self.wanted)

    def need(self, scope: str) -> Need:
        """The question to a part of a text. Raises UndecidedError for one that is no question to a text."""
        if self.test.kind != "text":
            raise UndecidedError(f"{self.key} is compared by operators of several types")
        return Need(scope, self.test.globs, self.wanted)


Alternative = tuple[Atom, ...]


def literal(text: str) -> Test:
    """The set of one text."""
    return Test("text", (machine(tuple(text)),))


MOST_CASES = 60_000
MOST_STEPS = 8_000_000
"""What one document and rule may cost: the alternatives that are tried, and the steps of walks for resources."""


@dataclass(slots=True)
class Budget:
    """What was spent on one document and rule. What an answer that is remembered once cost is counted again."""

    cases: int = 0
    steps: int = 0

    def spend(self, cases: int = 0, steps: int = 0) -> None:
        """Raises UndecidedError where that is more than there is."""
        self.cases += cases
        self.steps += steps
        if self.cases > MOST_CASES:
            raise UndecidedError(f"more than {MOST_CASES} cases of conditions in all")
        if self.steps > MOST_STEPS:
            raise UndecidedError(f"more than {MOST_STEPS} steps of patterns in all")


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """In what surroundings requests are sought.

    least: characters of a secret's name. resource: the secret, if it is known, or "*". named: the document's entries by
    key. given: the values of variables, None if they are left open. accounts and texts: those that the document has.
    token: characters that it does not have. own: values of keys that are known of the principal or the secret. budget:
    what all searches for the document and rule share.
    """

    facts: Facts
    action: Action
    mode: Mode
    template: Template
    partition: str
    regions: tuple[str, ...]
    least: int
    resource: str | None
    named: Mapping[str, tuple[Entry, ...]]
    given: Mapping[str, str | None] | None
    accounts: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    token: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def presence(self, key: str) -> tuple[bool, bool]:
        """Can a request lack the key, and can it have it?"""
        if key in self.own:
            return False, True
        if key in OF_PRINCIPAL:
            return self._presence_by_principal(key)
        known = self.facts.key(key)
        if known.presence == "never" or (known.control == "principal" and not self.template.known):
            return True, False  # what no principal of an account is, has neither tags nor a session
        if key in NAMES_SECRET and self.resource == "*":
            return True, False
        return known.presence == "sometimes" or not self.facts.applies(self.action, key), True

    def _presence_by_principal(self, key: str) -> tuple[bool, bool]:
        if not self.template.known:
            return False, self.template.service and key == "aws:principalisawsservice"
        if key in ("aws:principalservicename", "aws:principalservicenameslist"):
            return True, False
        if key == "aws:username":
            return not self.template.has_username, self.template.has_username
        return False, True

    def closed(self, key: str) -> bool:
        """Is the key one whose value a stranger cannot choose?"""
        known = self.facts.key(key)
        if self.mode == "any" or key in self.own or known.control in ("caller", "unknown"):
            return False
        if not self.facts.applies(self.action, key) or key in OF_RESOURCE:
            return False
        if self.mode == "stranger":
            return True
        if known.control in ("resource", "resource-id") or key == "aws:vpcsourceip":
            return False
        if self.mode == "foreigner" and key.startswith("aws:principalorg"):
            return False
        shaped = known.control in ("principal", "service") and not any(part in key for part in _OF_ONE_OWNER)
        return not shaped

    def chosen(self, key: str) -> bool:
        """Is the key's value any text that a stranger chooses?"""
        return not self.closed(key) and key not in OF_RESOURCE and self.facts.key(key).type == "string"

    def tests(self, key: str) -> Iterator[Test]:
        """What the document compares the key with."""
        for name in aliases(key):
            for entry in self.named.get(name, ()):
                if not entry.null:
                    yield entry.test(self.given)

    def strange(self, key: str) -> frozenset[Test] | None:
        """The same, where the value must be none of these."""
        return frozenset(self.tests(key)) if self.closed(key) else None

    def says(self, text: str) -> bool:
        """Has the document the text anywhere?"""
        return any(text.lower() in each for each in self.texts)

    def asks(self, entry: Entry, holds: bool) -> list[Alternative]:
        """The alternatives in which the entry holds (or does not)."""
        may_lack, may_have = self.presence(entry.key)
        found: list[Alternative] = []
        if may_lack and entry.absent_holds == holds:
            found.append((Atom(entry.key, "absent"),))
        if not may_have:
            return found
        there = Atom(entry.key, "present")
        if entry.null:
            return [*found, (there,)] if entry.present_holds == holds else found
        matched = holds != entry.operator.negated
        if matched and self.mode == "stranger" and entry.key in NAMES_SECRET:
            named = (p for p in entry.patterns if all(self.chosen(each.key) for each in variables_of(p)))
            entry = replace(entry, patterns=tuple(named))
        test = entry.test(self.given, matched and not self.closed(entry.key))
        if matched and test.kind == "text" and not test.globs:
            return found
        about: Literal["value", "some", "every"] = "value"
        if entry.quantifier:
            about = "every" if (entry.quantifier == "all") == holds else "some"
        return [*found, (there, Atom(entry.key, about, test, matched))]


def aliases(key: str) -> tuple[str, ...]:
    """The key and others that say the same: a secret's tags have two keys."""
    for one, other in (("aws:", "secretsmanager:"), ("secretsmanager:", "aws:")):
        if key.startswith(f"{one}resourcetag/"):
            return key, other + key.removeprefix(one)
    return (key,)


def dimension_of(key: str) -> str:
    """The dimension of a request that the key belongs to: keys of one are decided together."""
    if key in OF_RESOURCE:
        return RESOURCE
    if key in OF_PRINCIPAL:
        return "principal"
    if key in CLOCKS:
        return "time"
    if key.startswith("secretsmanager:resourcetag/"):
        return "aws:" + key.removeprefix("secretsmanager:")
    return next((each for each in ORGANIZATIONS if key in (f"{each}id", f"{each}paths")), key)
