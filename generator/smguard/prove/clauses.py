"""What a request has to meet: an Allow statement grants it, no Deny certainly blocks it, and the region has it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.prove.facts import Action
from smguard.prove.operator import Test, entry
from smguard.prove.pattern import Glob, Reading, Tokens, Wild, glob, machine, resolved, tokens, variables_of
from smguard.prove.principal import Membership, Template, belongs
from smguard.prove.reading import Policy, Principal, Statement
from smguard.prove.region import Region, open_patterns, written_starts
from smguard.prove.request import RESOURCE, Alternative, Atom, Setting, literal
from smguard.prove.search import Clause

LONGEST = 512
"""The characters that a secret's name can have."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A document and the region in which requests are sought; `home` is the account of the secret, where known."""

    policy: Policy
    region: Region
    home: str | None
    is_home_known: bool


def clauses(sought: Sought, setting: Setting, statement: Statement) -> list[Clause]:
    """The clauses for requests that the statement grants. An empty one cannot be met."""
    found: list[Clause] = [[(Atom(RESOURCE, "present"),)], _granted(sought, setting, statement)]
    found += _of_name(sought, setting)
    found += _of_people(sought, setting, statement)
    found += [setting.asks(each, True) for each in statement.entries]
    for other in sought.policy.statements:
        if not other.allow and other.names(setting.action.id):
            found.append(_spared(setting, other))
    found += [[one for each in guard for one in setting.asks(each, False)] for guard in sought.region.guards]
    found += _never(sought, setting)
    return found


def _granted(sought: Sought, setting: Setting, statement: Statement) -> Clause:
    """That the statement's resources match."""
    region, patterns = sought.region, statement.patterns
    if region.least or region.open:
        wanted = {tokens(text, True) for text in open_patterns(statement, max(region.least, 1))}
        patterns = tuple(pattern for pattern in patterns if pattern in wanted)
    elif not statement.not_resources:
        patterns = _free(setting, patterns)
    machines = _machines(setting, patterns, statement.reading)
    if statement.not_resources:
        return [] if region.least or region.open else [(Atom(RESOURCE, "value", Test("text", machines), False),)]
    return [(Atom(RESOURCE, "value", Test("text", machines), True),)] if machines else []


def _free(setting: Setting, patterns: Sequence[Tokens]) -> tuple[Tokens, ...]:
    """The patterns through which a stranger reaches a secret: a variable that is not theirs to choose names secrets."""
    if setting.mode != "stranger":
        return tuple(patterns)
    return tuple(pattern for pattern in patterns if all(setting.chosen(each.key) for each in variables_of(pattern)))


def _machines(setting: Setting, patterns: Sequence[Tokens], reading: Reading) -> tuple[Glob, ...]:
    """The machines of patterns. With variables left open, they match too much or too little, as the reading does."""
    found: dict[Glob, None] = {}
    for pattern in patterns:
        left_open = setting.given is None and bool(variables_of(pattern))
        if left_open and reading == "sure":
            continue
        text = resolved(pattern, setting.given or {}, relaxed=left_open)
        made = glob(text, reading) if text is not None else None
        if made is not None:
            found[made] = None
    return tuple(found)


def _of_name(sought: Sought, setting: Setting) -> Iterator[Clause]:
    """What the region asks of a secret's name and account."""
    region, few = sought.region, sought.region.below <= LONGEST
    if setting.resource == "*":
        if region.least or region.open:
            yield []
        return
    if few and setting.resource is not None:
        yield []  # the document names its secret in full
    for start in (*(written_starts(sought.policy, region.below) if few else ()), *region.outside):
        # Some operators ignore letter case, so that other letters are written out too.
        begins = tuple(each for each in (glob((*start, Wild.ANY), "fold"),) if each is not None)
        yield [(Atom("secretsmanager:name", "value", Test("text", begins), False),)]
    if region.open:
        ends = Test("text", (machine((Wild.ANY, *setting.token)),))
        yield [(Atom("secretsmanager:name", "value", ends, True),)]
    if sought.policy.is_resource and sought.is_home_known and sought.home is not None:
        yield [(Atom("aws:resourceaccount", "value", literal(sought.home), True),)]


def _of_people(sought: Sought, setting: Setting, statement: Statement) -> Iterator[Clause]:
    """That the statement lets the principal in, and that the region has them."""
    if statement.principals is None:
        return
    template, mode, region = setting.template, setting.mode, sought.region
    if template.known:
        yield [(Atom("aws:principalarn", "present"),)]
    if statement.not_principals:
        yield from _none_of(statement.principals, template, spared=True)
        if mode == "any" and region.principals is not None:
            yield []
    else:
        # Whom an Allow names may have any values; whom a wildcard lets in, those of a stranger.
        chosen = [each for each in statement.principals if region.principals is None or each.anyone == (mode != "any")]
        yield _one_of(chosen, template, spared=False)
    if region.principals is None:
        return
    for account in sorted({*region.accounts, *([sought.home] if sought.home else [])}):
        if template.who is None:
            yield [(Atom("aws:principalaccount", "value", literal(account), False),)]
        elif f":{account}:" in template.who.name:
            yield []


def _one_of(principals: Sequence[Principal], template: Template, spared: bool) -> list[Alternative]:
    members = [belongs(each, template, spared) for each in principals]
    return [() if member is True else (_member(member, True),) for member in members if member is not False]


def _none_of(principals: Sequence[Principal], template: Template, spared: bool) -> list[Clause]:
    members = [belongs(each, template, spared) for each in principals]
    if True in members:
        return [[]]
    return [[(_member(member, False),)] for member in members if member is not False]


def _member(member: Membership, wanted: bool) -> Atom:
    about, text = member if isinstance(member, tuple) else ("", "")
    key = "aws:principalaccount" if about == "account" else "aws:principalarn"
    return Atom(key, "value", literal(text), wanted)


def _spared(setting: Setting, deny: Statement) -> Clause:
    """The reasons why a Deny does not certainly block a request."""
    reasons: list[Alternative] = []
    if deny.principals is not None and deny.not_principals:
        reasons += _one_of(deny.principals, setting.template, spared=True)
    elif deny.principals is not None:
        none = _none_of(deny.principals, setting.template, spared=False)
        if [] not in none:
            reasons.append(tuple(atom for clause in none for atom in clause[0]))
    patterns = _free(setting, deny.patterns) if deny.not_resources else deny.patterns
    machines = _machines(setting, patterns, deny.reading)
    if machines:
        reasons.append((Atom(RESOURCE, "value", Test("text", machines), deny.not_resources),))
    elif not deny.not_resources:
        reasons.append(())
    for each in deny.entries:
        reasons += setting.asks(each, False)
    return reasons


def _never(sought: Sought, setting: Setting) -> Iterator[Clause]:
    """That the request has not together what no request of the action has together, where it is asked for."""
    guarded = {each.key for guard in sought.region.guards for each in guard}
    for block in setting.action.never:
        entries = [
            entry(operator, key, (str(value).lower(),), False, False)
            for operator, keys in block.items()
            for key, value in keys.items()
        ]
        if all(each.key in guarded or each.key in setting.named for each in entries):
            yield [one for each in entries for one in setting.asks(each, False)]


def known_value(setting: Setting, key: str, text: str | None) -> Clause:
    """That the key of a variable has this value, or is absent (None)."""
    may_lack, may_have = setting.presence(key)
    if text is None:
        return [(Atom(key, "absent"),)] if may_lack else []
    if not may_have or (setting.closed(key) and setting.says(text)):
        return []
    return [(Atom(key, "present"), Atom(key, "value", literal(text), True))]


def other_value(setting: Setting, key: str, tried: Sequence[str | None]) -> Clause:
    """That the key of a variable has none of these values, and is there if that is one of them (None)."""
    may_lack, may_have = setting.presence(key)
    texts = Test("text", tuple(machine(tuple(text)) for text in tried if text is not None))
    found: list[Alternative] = [(Atom(key, "present"), Atom(key, "value", texts, False))] if may_have else []
    return [*found, (Atom(key, "absent"),)] if may_lack and None not in tried else found


def other_account(owner: str) -> Clause:
    """That the secret does not belong to the account."""
    return [(Atom("aws:resourceaccount", "value", literal(owner), False),)]


def applies_alike(action: Action, policy: Policy, keys: Mapping[str, bool]) -> tuple[Any, ...]:
    """What two actions that a document treats alike have in common."""
    named = tuple(statement.names(action.id) for statement in policy.statements)
    return named, tuple(keys.items()), action.scoped, repr(action.never)
