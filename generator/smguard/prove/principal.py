"""Who may send a request: the forms of principals, and what each says of the keys that follow from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from smguard.prove.evaluate import account_of, asking, included, named
from smguard.prove.form import Form, escaped, form
from smguard.prove.reading import Policy, Principal

_ALL = frozenset({"all"})
_ACCOUNT = frozenset({"all", "account"})
_USER = frozenset({"all", "username"})
_WORD = "[A-Za-z0-9_+=,.@-]"
_PATH = "(?:[!-)+->@-~]+/)?"
_NOTHING = form(("", _ALL))

KEYS = frozenset(
    {
        *("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice"),
        *("aws:principalservicename", "aws:principalservicenameslist", "aws:userid", "aws:username"),
    }
)
"""The keys whose values follow from the principal."""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of principals, or one: `arn` is the form of aws:PrincipalArn, with the scopes all, account and username.

    `who` is the very principal, where it is one; `type` is aws:PrincipalType. Of other principals than those of AWS
    accounts nothing is known (`known`), but that a service is one.
    """

    kind: str
    partition: str
    known: bool
    arn: Form
    who: Principal | None
    type: str
    user_id: Form
    has_username: bool

    @property
    def service(self) -> bool:
        """Is it an AWS service?"""
        return self.who is not None and self.who.kind == "Service"


@lru_cache(maxsize=500)
def generic(kind: str, partition: str, own_id: str = "") -> Template:
    """All principals of one kind in a partition: role, user, root, federated-user. own_id: the id that AWS gave it."""
    end = {
        "role": [(f"role/{_PATH}{_WORD}+", _ALL)],
        "user": [(f"user/{_PATH}", _ALL), (f"{_WORD}+", _USER)],
        "root": [("root", _ALL)],
        "federated-user": [(f"federated-user/{_WORD}+", _ALL)],
    }[kind]
    service = "sts" if kind == "federated-user" else "iam"
    shape = form((f"arn:{partition}:{service}::", _ALL), ("[0-9]{12}", _ACCOUNT), (":", _ALL), *end)
    return Template(kind, partition, True, shape, None, _TYPES[kind], _user_id(kind, own_id), kind == "user")


_TYPES = {"role": "AssumedRole", "user": "User", "root": "Account", "federated-user": "FederatedUser"}


@lru_cache(maxsize=500)
def _user_id(kind: str, own_id: str) -> Form:
    expression = {
        "role": f"AROA{own_id or '[A-Z0-9]{8,}'}:{_WORD}{{2,64}}",
        "user": f"AIDA{own_id or '[A-Z0-9]{8,}'}",
        "root": "[0-9]{12}",
        "federated-user": f"[0-9]{{12}}:{_WORD}+",
    }[kind]
    return form((expression, _ALL))


@lru_cache(maxsize=2_000)
def concrete(name: str, partition: str) -> Template | None:
    """The principal of that name; None if it belongs to another partition, or is a whole account."""
    who = asking(name)
    if who.kind != "AWS":
        return Template(who.kind, partition, False, _NOTHING, who, "", _NOTHING, False)
    parts = name.split(":", 5)
    if len(parts) < 6 or parts[1] != partition or parts[5] == "root":
        return None
    if parts[5].startswith("assumed-role/"):
        parts = ["arn", partition, "iam", "", parts[4], "role/" + parts[5].split("/")[1]]
    kind = parts[5].partition("/")[0]
    end = parts[5]
    pieces = [(escaped(end), _ALL)]
    if kind == "user":
        path, _, last = end.rpartition("/")
        pieces = [(escaped(f"{path}/"), _ALL), (escaped(last), _USER)]
    if kind not in ("role", "user", "federated-user"):
        return None
    shape = form((escaped(f"arn:{partition}:{parts[2]}::"), _ALL), (parts[4], _ACCOUNT), (":", _ALL), *pieces)
    return Template(kind, partition, True, shape, who, _TYPES[kind], _user_id(kind, ""), kind == "user")


def listed(policy: Policy) -> Iterator[str]:
    """The names of the principals that the document names, whole accounts and wildcards excepted."""
    seen = set()
    for statement in policy.statements:
        for each in statement.principals or ():
            if each.name not in seen and each.name != "*" and not re.fullmatch(r"[0-9]{12}|arn:.*:root", each.name):
                seen.add(each.name)
                yield each.name


Membership = bool | tuple[str, str]
"""Whether a principal belongs to one that is listed: known, or where a key ("account", "all") has this value."""


def belongs(entry: Principal, template: Template, spared: bool) -> Membership:
    """Does a listed principal include (or, in NotPrincipal, spare) one of the template?"""
    if template.who is not None:
        return entry.anyone or (named(entry, template.who) if spared else included(entry, template.who))
    if entry.anyone:
        return True
    if entry.kind != "AWS":
        return False
    account = account_of(entry.name)
    if entry.name == account:
        return ("account", account) if not spared or template.kind == "root" else False
    parts = entry.name.split(":", 5)
    if parts[1] != template.partition:
        return False
    if parts[5] == "root":
        return ("account", account) if not spared or template.kind == "root" else False
    if parts[5].partition("/")[0] != template.kind:
        return False
    return ("all", entry.name)


def accounts_in(texts: Sequence[str]) -> frozenset[str]:
    """The accounts that texts name."""
    return frozenset(each for text in texts for each in re.findall(r"(?<![0-9])[0-9]{12}(?![0-9])", text))


OWN_IDS = ("Q7ZX2WKV9YJ4UB6NP", "M8R3T5GHCD1F0SELA", "E4K9P2XQ7VZ6WNB1Y")
"""Ids of roles and users of a stranger."""
