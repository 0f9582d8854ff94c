"""The regions of rules, as the requests that certainly lie in them.

data.json says what a rule forbids: {"spelled", "open", "outside", "principals", "accounts", "guards", "reach",
"unscoped"}. Where that leaves room, a request belongs to the region here only if it does so in every reading, so that a
silence about it is certainly wrong:

- Partitions are those that the document names in full or by a pattern, else "aws". Regions are those of AWS and those
  that the document names.
- spelled, at most n: the name has at least n characters, and does not begin (in any letter case) with n characters that
  a pattern of the document writes out at the start of a name. A pattern with a variable that is no text of a
  stranger's choice leads a stranger to no secret.
- spelled, at least n, and open: the Allow's pattern is a whole ARN without variables, writes out at least n characters
  of the name and ends in *, and the secret's name ends in characters that the document does not have.
- outside: the name has none of the prefixes.
- reach stranger: of the keys that a caller does not choose, a value is in none of the patterns that the document
  compares the key with, but those that match whatever has the key's form; booleans are false; addresses are in no
  network that the document names, but those of fewer than 8 leading bits; numbers and moments lie beyond all that it
  names; the account of the principal is none that the document has anywhere.
- reach principal: the same, but an outsider has principals as they like, with names, tags and sessions of their own,
  in an account of their own, and the secret is what it is. A principal that an Allow names (itself or its account)
  may have any values.
- principals public: principals of an account that the document does not have. external: also those that it has,
  outside the organisation's accounts and the secret's own; they may be in any organisation that the guards refuse.
- hold all: one Allow statement grants each of the actions.

A request is one that AWS could send: forms of keys, what is always and never there, one clock, one organisation for
its id and its paths, the same tags under both keys, one account and partition for a principal's keys.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.prove.facts import REGIONS, Facts
from smguard.prove.operator import Entry, entry
from smguard.prove.reading import Policy, Statement
from smguard.prove.request import NAMES_SECRET


@dataclass(frozen=True, slots=True)
class Region:
    """A rule's region. `elements`: only Allow statements with one of these count (all, if empty)."""

    rule: str
    actions: tuple[str, ...]
    before_the_secret: frozenset[str]
    elements: frozenset[str]
    hold_all: bool
    least: int
    below: int
    open: bool
    outside: tuple[str, ...]
    principals: str | None
    accounts: tuple[str, ...]
    guards: tuple[tuple[Entry, ...], ...]
    reach: str


def region_of(facts: Facts, rule: str) -> Region | None:
    """The region of a rule; None for a rule that has none."""
    said: Mapping[str, Any] = facts.rulebook[rule]
    parameters, region = said["parameters"], said["region"]
    if "check" in parameters:
        return None
    if not {"elements", "hold", "forbid", "guard", "reach"} & set(parameters):
        return None
    guards = tuple(
        tuple(
            entry(operator, key, tuple(_listed(values)), False, False)
            for operator, keys in block.items()
            for key, values in keys.items()
        )
        for block in region["guards"]
    )
    before = parameters.get("before_the_secret", [])
    return Region(
        rule,
        tuple(said["actions"]),
        frozenset(f"{facts.service}{name}".lower() for name in before),
        frozenset(parameters.get("elements", [])),
        parameters.get("hold") == "all",
        region["spelled"][0],
        region["spelled"][1],
        region["open"],
        tuple(region["outside"]),
        region["principals"],
        tuple(region["accounts"]),
        guards,
        region["reach"],
    )


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def partitions(policy: Policy, envelope: Mapping[str, Any]) -> tuple[str, ...]:
    """The partitions in which requests are sought."""
    known = envelope.get("resource_arn") or envelope.get("principal_arn")
    if isinstance(known, str):
        return (known.split(":")[1],)
    named = re.findall(r"arn:([^:\"]*):", policy.content)
    found = ["aws"]
    for text in dict.fromkeys(named):
        if text in ("aws", "*"):
            continue
        pattern = re.compile("".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in text))
        found += [each for each in REGIONS if each not in found and pattern.fullmatch(each)]
    return tuple(found)


def naming(policy: Policy) -> list[str]:
    """The texts of a document that can name secrets."""
    found: list[str] = []
    for statement in policy.statements:
        found += statement.resources
        found += [value for each in statement.entries if each.key in NAMES_SECRET for value in each.values]
    defaults = [re.sub(r"\$\{[^}']*'([^']*)'\s*\}", r"\1", text) for text in found]
    return [re.sub(r"\$\{[^}]*\}", "*", text) for text in (*found, *defaults)]


def written_starts(policy: Policy, length: int) -> list[str]:
    """The first characters that patterns of the document write out at the start of a name."""
    starts = (text.rpartition(":")[2][:length] for text in naming(policy))
    return sorted({start for start in starts if re.fullmatch(rf"[A-Za-z0-9/_+=.@!-]{{{length}}}", start)})


def open_patterns(statement: Statement, least: int) -> Sequence[str]:
    """The patterns of an Allow that write out enough of the name and leave its end open.

    app*-* is meant for app*, and matches no secret besides: it says the same as app*-??????.
    """
    if statement.not_resources:
        return []
    shape = re.compile(rf"(?:[^:$]*:){{6}}[^*?$:]{{{least}}}[^:$]*\*")
    return [
        text
        for text in statement.resources
        if shape.fullmatch(text) and text.split(":")[5] == "secret" and not re.search(r"\*-[*?]*\Z", text)
    ]


def fresh_token(policy: Policy) -> str:
    """Three characters that the document does not have."""
    content = policy.content.lower()
    tokens = ("".join(each) for each in itertools.product("qz7xkwvj0958462311bcdfghlmnprstyaeiou", repeat=3))
    return next((token for token in tokens if token not in content), "qzq")
