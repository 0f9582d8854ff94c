"""The dimensions of a request: whether the keys of one have values that meet all that is asked of them. Exact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from smguard.prove.domain import Asked, moment, moments, narrow, value
from smguard.prove.facts import ALL, Key, known_secret, parts_of, secret_form
from smguard.prove.form import UndecidedError, form
from smguard.prove.operator import Test
from smguard.prove.pattern import Need, Wild, machine, shortest, tokens, walk
from smguard.prove.principal import OWN_IDS, generic
from smguard.prove.request import CLOCKS, OF_RESOURCE, ORGANIZATIONS, RESOURCE, Atom, Setting, Values, literal

_ORGANIZATION = form(
    ("o-[a-z0-9]{10,32}", frozenset({"all", "id"})),
    ("/r-[a-z0-9]{4,32}/(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/)*", ALL),
)
_OF_ARN = {"aws:principalarn": "all", "aws:principalaccount": "account", "aws:username": "username"}
_OLDEST = "2011-01-01"
"""No credentials are older."""


def decide(setting: Setting, dimension: str, atoms: frozenset[Atom]) -> Values | None:
    """Values of the dimension's keys that meet the atoms; None if there are none. Raises UndecidedError."""
    absent = {atom.key for atom in atoms if atom.about == "absent"}
    present = [atom for atom in atoms if atom.about != "absent"]
    if any(atom.key in absent for atom in present):
        return None
    found: Values | None
    if dimension == RESOURCE:
        found = _nowhere(setting, present) if setting.resource == "*" else _resource(setting, present)
    elif dimension == "principal":
        found = _principal(setting, present)
    elif dimension == "time":
        found = _time(setting, present)
    elif dimension in ORGANIZATIONS:
        found = _organization(setting, dimension, present, bool(absent))
    elif absent and present:
        return None  # the same under two names
    else:
        found = _values(setting, setting.facts.key(dimension), present) if present else {}
        if found:
            found = {atom.key: found[dimension] for atom in present}
    return found | dict.fromkeys(absent, ()) if found is not None else None


def extended(dimension: str, found: Values, new: Sequence[Atom]) -> Values | None:
    """The values, if they meet more atoms too: None if not, or if that cannot be told."""
    known: Mapping[str, tuple[str, ...]] = found
    if dimension == RESOURCE and found[RESOURCE][0] != "*":
        parts = parts_of(found[RESOURCE][0])
        known = {key: (parts[scope],) for key, scope in OF_RESOURCE.items() if scope in parts and found.get(key) != ()}
    if not all(atom.about in ("value", "present") and len(known.get(atom.key, ())) == 1 for atom in new):
        return None
    if not all(atom.asked.meets(known[atom.key][0]) for atom in new):
        return None
    return found | {atom.key: known[atom.key] for atom in new}


def _values(setting: Setting, key: Key, atoms: Sequence[Atom]) -> Values | None:
    """Values of one key. What asks for its only value leaves it no other."""
    own = setting.own.get(key.name)
    if own is not None:
        return {key.name: (own,)} if all(atom.asked.meets(own) for atom in atoms) else None
    every = frozenset(atom.asked for atom in atoms if atom.about in ("every", "value"))
    some = [atom.asked for atom in atoms if atom.about == "some"]
    many = (key.multivalued or key.control == "unknown") and not any(atom.about == "value" for atom in atoms)
    asked = [every | {each} for each in some] if many and some else [every | frozenset(some)]
    found = [_value(setting, key, each) for each in asked]
    texts = [each for each in found if each is not None]
    return {key.name: tuple(dict.fromkeys(texts))} if len(texts) == len(found) else None


def _value(setting: Setting, key: Key, asked: frozenset[Asked]) -> str | None:
    """One value; a stranger's is none that occurs anywhere in the document, if that is possible."""
    strange = setting.strange(key.name)
    found = value(key, asked, strange, _OLDEST)
    if found is None or strange is None or key.type not in ("string", "arn") or not setting.says(found):
        return found
    other = Asked(Test("text", (machine((Wild.ANY, *setting.token, Wild.ANY)),)), True)
    return value(key, asked | {other}, strange, _OLDEST) or found


def _resource(setting: Setting, atoms: Sequence[Atom]) -> Values | None:
    """A secret's ARN; a caller names the secret by that, by its name, or by the ARN without the suffix."""
    if setting.resource is not None:
        shape = known_secret(setting.resource)
    else:
        shape = secret_form(setting.partition, setting.regions, setting.least)
    said = any(atom.key == "secretsmanager:secretid" for atom in atoms)
    for scope in ("all", "name", "bare") if said else ("all",):
        scopes = {**OF_RESOURCE, "secretsmanager:secretid": scope}
        found, cost = walk(shape, frozenset(atom.need(scopes[atom.key]) for atom in atoms))
        setting.budget.spend(steps=cost)
        if isinstance(found, UndecidedError):
            raise found
        if found is not None:
            parts = parts_of(found)
            return {key: (parts[scopes[key]],) for key in (RESOURCE, *(atom.key for atom in atoms))}
    return None


def _nowhere(setting: Setting, atoms: Sequence[Atom]) -> Values | None:
    """The keys of a request without a resource."""
    found: Values = {RESOURCE: ("*",)}
    if not all(atom.asked.meets("*") for atom in atoms if atom.key == RESOURCE):
        return None
    for key in {atom.key for atom in atoms} - {RESOURCE}:
        needs = frozenset(atom.need("all") for atom in atoms if atom.key == key)
        own = "|".join(setting.regions) if key == "aws:requestedregion" else "[0-9]{12}"
        text = shortest(form((own, ALL)), needs)
        if text is None:
            return None
        found[key] = (text,)
    return found


def _time(setting: Setting, atoms: Sequence[Atom]) -> Values | None:
    """One moment for both keys of the clock, not before the catalog was written."""
    limits = [limit for atom in atoms for limit in atom.test.limits]
    for at in moments(limits, setting.facts.date):
        said = {key: moment(at, key) for key in CLOCKS}
        if all(atom.asked.meets(said[atom.key]) for atom in atoms):
            return {atom.key: (said[atom.key],) for atom in atoms}
    if any(atom.test.globs for atom in atoms):
        raise UndecidedError("the time is compared as a text")
    return None


def _organization(setting: Setting, dimension: str, atoms: Sequence[Atom], absent: bool) -> Values | None:
    """An organisation's id and paths: both are there or neither, and paths begin with the id."""
    if absent:
        return None if atoms else {}
    name = {True: f"{dimension}paths", False: f"{dimension}id"}
    paths = [atom for atom in atoms if atom.key == name[True]]
    ids = [atom for atom in atoms if atom.key == name[False]]
    if not paths or not ids:
        return _values(setting, setting.facts.key(name[bool(paths)]), atoms)
    needs = {atom.need("id") for atom in ids} | {atom.need("all") for atom in paths if atom.about != "some"}
    for scope, key in (("id", name[False]), ("all", name[True])):
        needs |= _strange(scope, setting, key)
    some = [atom.need("all") for atom in paths if atom.about == "some"]
    first = shortest(_ORGANIZATION, frozenset([*needs, *some[:1]]))
    if first is None:
        return None
    said = first.partition("/")[0]
    needs.add(Need("id", literal(said).globs, True))
    values = [first]
    for each in some[1:]:
        path = shortest(_ORGANIZATION, frozenset([*needs, each]))
        if path is None:
            raise UndecidedError("several paths of one organisation are asked for")
        values.append(path)
    return {name[False]: (said,), name[True]: tuple(dict.fromkeys(values))}


def _strange(scope: str, setting: Setting, key: str) -> set[Need]:
    tests = setting.strange(key)
    return _needs(scope, narrow(setting.facts.key(key).form, tests)) if tests is not None else set()


def _needs(scope: str, asked: Iterable[Asked]) -> set[Need]:
    return {Need(scope, each.test.globs, each.wanted) for each in asked}


def _principal(setting: Setting, atoms: Sequence[Atom]) -> Values | None:
    """The principal and the keys that follow from it."""
    template = setting.template
    if any(not setting.presence(atom.key)[1] for atom in atoms):
        return None
    constant = {"aws:principaltype": template.type, "aws:principalisawsservice": str(template.service).lower()}
    fixed = [atom for atom in atoms if atom.key in constant]
    if not all(atom.asked.meets(constant[atom.key]) for atom in fixed):
        return None
    found: Values = {atom.key: (constant[atom.key],) for atom in fixed}
    if not template.known:
        return found
    needs = _unnamed(setting) | {atom.need(_OF_ARN[atom.key]) for atom in atoms if atom.key in _OF_ARN}
    arn = shortest(template.arn, frozenset(needs))
    if arn is None:
        return None
    found |= {"aws:principalarn": (arn,), "aws:principalaccount": (arn.split(":")[4],)}
    if template.has_username:
        found["aws:username"] = (arn.rpartition("/")[2],)
    ids = [atom for atom in atoms if atom.key == "aws:userid"]
    said = _user_id(setting, ids, arn) if ids else ""
    return found | ({"aws:userid": (said,)} if said else {}) if said is not None else None


def _user_id(setting: Setting, atoms: Sequence[Atom], arn: str) -> str | None:
    """An id that AWS gave the principal, with a session's name where it has one."""
    shape = setting.template.user_id
    follows = {"root": arn.split(":")[4], "federated-user": f"{arn.split(':')[4]}:{arn.rpartition('/')[2]}"}
    if setting.template.kind in follows:
        said = follows[setting.template.kind]
        if all(atom.asked.meets(said) for atom in atoms):
            return said
        if shortest(shape, frozenset(atom.need("all") for atom in atoms)) is None:
            return None
        raise UndecidedError("aws:userid is compared for principals whose ARN it follows from")
    needs = {atom.need("all") for atom in atoms}
    if setting.mode == "stranger":
        needs |= _needs("all", narrow(shape, setting.tests("aws:userid")))
    elif setting.mode != "any":
        own = next((each for each in OWN_IDS if not _spells(setting, each)), None)
        if own is None:
            return None
        shape = generic(setting.template.kind, setting.template.partition, own).user_id
    return shortest(shape, frozenset(needs))


def _spells(setting: Setting, own: str) -> bool:
    """Does a condition spell any part of this id of a role or a user?"""
    for entry in setting.named.get("aws:userid", ()):
        for text in entry.values:
            given = text.partition(":")[0]
            named = given.removeprefix("AROA").removeprefix("AIDA").strip("*?")
            if named and any(machine(tokens(given, variables=False)).matches(f"{kind}{own}") for kind in _KINDS):
                return True
    return False


_KINDS = ("AROA", "AIDA")


def _unnamed(setting: Setting) -> set[Need]:
    """That a stranger's account and name are none that the document names."""
    if setting.mode in ("any", "foreigner") or "aws:principalarn" in setting.own:
        return set()
    accounts = [*setting.tests("aws:principalaccount"), *_accounts(setting)]
    needs = _needs("account", narrow(setting.facts.key("aws:principalaccount").form, accounts))
    needs |= {Need("account", literal(each).globs, False) for each in setting.accounts}
    if setting.mode == "stranger":
        needs |= _needs("all", narrow(setting.template.arn, setting.tests("aws:principalarn")))
        if setting.template.has_username:
            needs |= _needs("username", narrow(setting.facts.key("aws:username").form, setting.tests("aws:username")))
    return needs


def _accounts(setting: Setting) -> Iterator[Test]:
    """The accounts in the patterns for aws:PrincipalArn."""
    for entry in setting.named.get("aws:principalarn", ()):
        for text in entry.values:
            parts = text.split(":", 5)
            if len(parts) == 6:
                yield Test("text", (machine(tokens(parts[4], variables=False)),))
