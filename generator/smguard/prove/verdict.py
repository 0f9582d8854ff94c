"""The judge: is there a request in a rule's region that a document allows?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smguard.prove.clauses import LONGEST, Sought, applies_alike, clauses, known_value, other_account, other_value
from smguard.prove.evaluate import allows
from smguard.prove.facts import REGIONS, Action, Facts, region_names
from smguard.prove.form import UndecidedError
from smguard.prove.operator import Entry
from smguard.prove.pattern import variables_of
from smguard.prove.principal import Template, accounts_in, concrete, generic, listed
from smguard.prove.reading import Policy, Statement, read
from smguard.prove.region import Region, fresh_token, partitions, region_of
from smguard.prove.request import RESOURCE, Budget, Mode, Setting, Values, aliases
from smguard.prove.search import Clause, solve
from smguard.prove.variable import candidates, combinations

MOST_ASSIGNMENTS = 48
"""The combinations of values that are tried for the variables of a document."""

_MOST_ACCOUNTS = 4
_STRANGER: Mapping[str | None, Mode] = {"public": "outsider", "external": "foreigner"}


@dataclass(frozen=True, slots=True)
class Found:
    """A request in the region that the document allows, and the number of the Allow statement that grants it."""

    request: dict[str, Any]
    statement: int


@dataclass(frozen=True, slots=True)
class Clean:
    """There is no such request."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The judge gave up; `reason` says at which bound."""

    reason: str


Verdict = Found | Clean | Unsettled


class Document:
    """A document in its envelope ({"policy", "policy_type"?, "resource_arn"?, "account_id"?, …}), read once.

    `doubt` says why it cannot be read, if so.
    """

    def __init__(self, facts: Facts, envelope: Mapping[str, Any]) -> None:
        self.facts = facts
        self.envelope = envelope
        self.doubt: str | None = None
        arn, account, own = (envelope.get(name) for name in ("resource_arn", "account_id", "principal_arn"))
        self.arn = arn if isinstance(arn, str) else None
        self.account = account if isinstance(account, str) else None
        self.principal = own if isinstance(own, str) and ":group/" not in own else None
        self.named: dict[str, tuple[Entry, ...]] = {}
        type_ = envelope.get("policy_type")
        try:
            self.policy = read(envelope["policy"], type_, judged_alone=type_ is None and self.arn is None)
        except UndecidedError as doubt:
            self.doubt = str(doubt)
            return
        self.type = str(type_ or ("resource" if self.policy.is_resource else "identity"))
        for each in [one for statement in self.policy.statements for one in statement.entries]:
            self.named[each.key] = (*self.named.get(each.key, ()), each)
        self.variables = _variables(self.policy)
        self.token = fresh_token(self.policy)
        self.accounts = accounts_in(self.policy.texts)
        self.partitions = partitions(self.policy, envelope)
        self.regions = region_names(self.policy.content)
        self.granted = {
            name for name in facts.actions if any(s.allow and s.names(name) for s in self.policy.statements)
        }

    def verdict(self, rule: str) -> Verdict | None:
        """The verdict for a rule; None where it has no region, or does not judge documents of this type."""
        region = region_of(self.facts, rule)
        if region is None:
            return None
        if self.doubt is not None:
            return Unsettled(self.doubt)
        if self.type not in self.facts.types_of(rule):
            return None
        return _Judge(self, region).verdict()


def judge(facts: Facts, envelope: Mapping[str, Any], rule: str) -> Verdict | None:
    """The verdict on one document for one rule, see Document."""
    return Document(facts, envelope).verdict(rule)


class _Judge:
    """One document and one rule; doubts are the bounds that were hit."""

    def __init__(self, document: Document, region: Region) -> None:
        self.document = document
        self.facts = document.facts
        self.policy = document.policy
        self.region = region
        self.doubts: list[str] = []
        self.budget = Budget()
        self.keys = {*document.named, *(each.key for guard in region.guards for each in guard), *document.variables}
        home = document.account or (document.arn.split(":")[4] if document.arn else None)
        self.sought = Sought(self.policy, region, home, document.account is not None)

    def verdict(self) -> Verdict:
        wanted = [self.facts.actions[name] for name in self.region.actions if name in self.facts.actions]
        if self.region.hold_all and self.document.type == "resource":
            wanted = [action for action in wanted if action.id not in self.region.before_the_secret]
        if self.region.hold_all and not all(action.id in self.document.granted for action in wanted):
            return Clean()
        wanted = [action for action in wanted if action.id in self.document.granted]
        groups = self._groups(wanted)
        found = self._all(groups) if self.region.hold_all else self._any(groups)
        if found is not None:
            return found
        return Unsettled(self.doubts[0]) if self.doubts else Clean()

    def _any(self, actions: Sequence[Action]) -> Found | None:
        tries = (self._through(statement, action) for action in actions for statement in self._allows(action))
        return next((found for found in tries if found is not None), None)

    def _all(self, actions: Sequence[Action]) -> Found | None:
        """One statement that grants each of the actions; a request for the last of them."""
        for statement in self.policy.statements:
            if not statement.allow or not all(statement.names(action.id) for action in actions):
                continue
            found: Found | None = None
            for action in actions:
                found = self._through(statement, action)
                if found is None:
                    break
            if found is not None:
                return found
        return None

    def _groups(self, wanted: Sequence[Action]) -> list[Action]:
        """One action of all that the document treats alike."""
        firsts: dict[object, Action] = {}
        for action in wanted:
            keys = {key: self.facts.applies(action, key) for key in sorted(self.keys)}
            firsts.setdefault(applies_alike(action, self.policy, keys), action)
        return list(firsts.values())

    def _allows(self, action: Action) -> Iterator[Statement]:
        for statement in self.policy.statements:
            right = not self.region.elements or self.region.elements & statement.elements
            if statement.allow and right and statement.names(action.id):
                yield statement

    def _through(self, statement: Statement, action: Action) -> Found | None:
        """A request for the action that the statement grants; doubts are kept."""
        for partition in self.document.partitions:
            for template, mode in self._people(statement, partition):
                try:
                    found = self._request(statement, action, partition, template, mode)
                except UndecidedError as doubt:
                    self.doubts.append(str(doubt))
                    continue
                if found is not None:
                    return found
        return None

    def _people(self, statement: Statement, partition: str) -> Iterator[tuple[Template, Mode]]:
        """Who asks. The root of an account has no use for an identity policy."""
        matter = any(key.startswith(("aws:principal", "aws:user")) for key in self.keys)
        if statement.principals is None:
            mode: Mode = "stranger" if self.region.reach == "stranger" else "any"
            own = self.document.principal
            template = concrete(own, partition) if own else None
            kinds = ("role", "user", "federated-user") if matter else ("role",)
            yield from [(template, mode)] if template else [(generic(kind, partition), mode) for kind in kinds]
            return
        for kind in ("role", "user", "root", "federated-user") if matter else ("role", "root"):
            yield generic(kind, partition), _STRANGER.get(self.region.principals, "any")
            if self.region.principals == "external":
                yield generic(kind, partition), "any"
        for name in listed(self.policy) if self.region.principals != "public" else ():
            known = concrete(name, partition)
            if known is not None and not (self.region.principals == "external" and known.service):
                yield known, "any"
                if self.region.principals == "external":
                    yield known, "foreigner"

    def _request(
        self, statement: Statement, action: Action, partition: str, template: Template, mode: Mode
    ) -> Found | None:
        """A request of such a principal.

        Variables are left open at first: where nothing is found so, there is nothing. What is found with certain values
        is a request.
        """
        keys = self._variables(statement, action)
        setting = self._setting(action, partition, template, mode, None if keys else {})
        values = self._solve(setting, statement, [])
        if values is None or not keys:
            return self._confirmed(values, setting, statement)
        without = self._solve(self._setting(action, partition, template, mode, dict.fromkeys(keys)), statement, [])
        guesses = [values] if without is None else [values, without]
        options = candidates(keys, self.policy, guesses, setting)
        every = combinations(options)
        for given in every[:MOST_ASSIGNMENTS]:
            here = self._setting(action, partition, template, mode, given)
            known = [known_value(here, key, text) for key, text in given.items()]
            found = self._confirmed(self._solve(here, statement, known), here, statement)
            if found is not None:
                return found
        if len(every) <= MOST_ASSIGNMENTS and not self._others(setting, statement, options):
            return None
        raise UndecidedError("policy variables leave more cases than are tried")

    def _others(self, setting: Setting, statement: Statement, options: Mapping[str, Sequence[str | None]]) -> bool:
        """Is there more to try: a value of one of the variables' keys that is none of those that were tried?"""
        return any(
            self._solve(setting, statement, [other_value(setting, key, tried)]) is not None
            for key, tried in options.items()
        )

    def _variables(self, statement: Statement, action: Action) -> list[str]:
        """The keys of the variables in what decides on the action through the statement."""
        found: dict[str, None] = {}
        for each in self.policy.statements:
            if each is statement or (not each.allow and each.names(action.id)):
                found |= {variable.key: None for pattern in each.patterns for variable in variables_of(pattern)}
                found |= {variable.key: None for one in each.entries for variable in one.variables()}
        return list(found)

    def _setting(
        self, action: Action, partition: str, template: Template, mode: Mode, given: Mapping[str, str | None] | None
    ) -> Setting:
        return Setting(
            self.facts,
            action,
            mode,
            template,
            partition,
            REGIONS.get(partition, ()) + self.document.regions,
            self.region.below if self.region.below <= LONGEST else 1,
            self.document.arn if action.scoped else "*",
            self.document.named,
            given,
            self.document.accounts,
            self.policy.texts,
            self.document.token,
            self._own(template),
            self.budget,
        )

    def _own(self, template: Template) -> dict[str, str]:
        """What is known of the document's principal, and the tags of its secret."""
        tags = self.document.envelope.get("tags")
        found: dict[str, str] = {}
        if self.document.arn and isinstance(tags, dict):
            found = {f"aws:resourcetag/{tag}".lower(): text for tag, text in tags.items() if isinstance(text, str)}
            found |= {f"secretsmanager:{key.removeprefix('aws:')}": text for key, text in found.items()}
        if template.who is not None and self.document.principal:
            found["aws:principalarn"] = template.who.name
        return found

    def _solve(self, setting: Setting, statement: Statement, more: Sequence[Clause]) -> Values | None:
        """Values that meet all; the principal of a region of principals is not of the secret's own account."""
        asked = [*clauses(self.sought, setting, statement), *more]
        for _ in range(_MOST_ACCOUNTS):
            found = solve(setting, asked)
            owner = found.get("aws:principalaccount") if found and self.region.principals else None
            if found is None or not owner or owner[0] != found[RESOURCE][0].split(":")[4]:
                return found
            asked.append(other_account(owner[0]))
        raise UndecidedError("the principal's account is the secret's")

    def _confirmed(self, values: Values | None, setting: Setting, statement: Statement) -> Found | None:
        if values is None:
            return None
        request = self._shown(values, setting)
        if not allows(self.policy, request):
            raise UndecidedError("a request that was found is not confirmed")
        return Found(request, statement.index)

    def _shown(self, values: Values, setting: Setting) -> dict[str, Any]:
        """The request, with the keys that the document or the region asks about."""
        request: dict[str, Any] = {"action": setting.action.name, "resource": values[RESOURCE][0]}
        if self.policy.is_resource:
            who = setting.template.who
            request["principal"] = who.name if who else values["aws:principalarn"][0]
        context: dict[str, Any] = {}
        said_of = {name for key, said in values.items() if said for name in aliases(key)}
        for key in sorted(said_of & self.keys):
            said = next(values[name] for name in aliases(key) if values.get(name))
            many = self.facts.key(key).multivalued or len(said) > 1
            context[self._spelled(key)] = list(said) if many else said[0]
        request["context"] = context
        return request

    def _spelled(self, key: str) -> str:
        """The key as the document writes it, or the region."""
        guards = [each for guard in self.region.guards for each in guard if each.key == key]
        return next((each.name for each in (*self.document.named.get(key, ()), *guards)), key)


def _variables(policy: Policy) -> set[str]:
    """The keys of all variables of a document."""
    patterns = [pattern for statement in policy.statements for pattern in statement.patterns]
    patterns += [pattern for statement in policy.statements for each in statement.entries for pattern in each.patterns]
    return {variable.key for pattern in patterns for variable in variables_of(pattern)}
