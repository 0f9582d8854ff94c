"""Principals: is the one who asks among those that a Principal element names?

Source: IAM User Guide, "JSON policy elements: Principal" and "… NotPrincipal".
"""

import re
from dataclasses import dataclass
from typing import Literal

from iam.patterns import Malformed

Kind = Literal["AWS", "Service", "Federated", "CanonicalUser"]
KINDS: tuple[Kind, ...] = ("AWS", "Service", "Federated", "CanonicalUser")

_ACCOUNT = re.compile(r"[0-9]{12}")
_ROOT = re.compile(r"arn:(aws[a-z-]*):iam::([0-9]{12}):root")
_IN_ACCOUNT = re.compile(r"arn:aws[a-z-]*:(?:iam|sts)::([0-9]{12}):.+", re.DOTALL)
_PROVIDER = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:(?:saml|oidc)-provider/.+", re.DOTALL)
_SESSION = re.compile(r"arn:(aws[a-z-]*):sts::([0-9]{12}):assumed-role/([^/]+)/.+", re.DOTALL)
_WEB_IDENTITY = (
    "cognito-identity.amazonaws.com",
    "www.amazon.com",
    "graph.facebook.com",
    "accounts.google.com",
)


@dataclass(frozen=True, slots=True)
class Principal:
    """One principal: in a policy * is anyone of its kind."""

    kind: Kind
    name: str


def asking(name: str) -> Principal:
    """The principal of a request: an account or ARN, a service, a federated provider or a canonical user."""
    if _PROVIDER.fullmatch(name) or name in _WEB_IDENTITY:
        return Principal("Federated", name)
    if _ACCOUNT.fullmatch(name) or _IN_ACCOUNT.fullmatch(name):
        return Principal("AWS", name)
    if re.fullmatch(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?", name):
        return Principal("Service", name)
    if re.fullmatch(r"[0-9a-f]{64}", name):
        return Principal("CanonicalUser", name)
    raise ValueError(f"no principal that can ask: {name!r}")


def account_of(name: str) -> str | None:
    """The account that a principal belongs to, as far as its name says."""
    if _ACCOUNT.fullmatch(name):
        return name
    found = _IN_ACCOUNT.fullmatch(name)
    return found[1] if found else None


_TYPES = {
    **{"root": "Account", "user": "User", "federated-user": "FederatedUser"},
    **{"role": "AssumedRole", "assumed-role": "AssumedRole"},
}


def kind_of(name: str) -> str | None:
    """aws:PrincipalType of a principal with this ARN, a role as one of its sessions; None if AWS gives it none."""
    return _TYPES.get(name.split(":", 5)[-1].partition("/")[0])


def read_principals(element: object) -> tuple[Principal, ...]:
    """Those that a Principal or NotPrincipal element lists. Raises Malformed."""
    if element == "*":
        return (Principal("AWS", "*"),)
    if not isinstance(element, dict) or not element:
        raise Malformed(f"no principal: {element!r}")
    listed: list[Principal] = []
    for kind in element:
        if kind not in KINDS:
            raise Malformed(f"no kind of principal: {kind!r}")
        names = element[kind] if isinstance(element[kind], list) else [element[kind]]
        for name in names:
            if not isinstance(name, str):
                raise Malformed(f"no principal: {name!r}")
            listed.append(Principal(kind, name))
    if not listed:
        raise Malformed("no principal is listed")
    return tuple(listed)


def anyone(listed: Principal) -> bool:
    """Does it stand for everybody? AWS documents "*" and {"AWS": "*"} as the same."""
    return listed == Principal("AWS", "*")


def named(listed: Principal, who: Principal) -> bool:
    """Is who this very principal, or a session of this role?"""
    if listed.kind != who.kind:
        return False
    if listed.name == who.name or (listed.name == "*" and listed.kind != "AWS"):
        return True
    session = _SESSION.fullmatch(who.name)
    if session:
        partition, account, role = session.groups()
        start = f"arn:{partition}:iam::{account}:role/"
        return listed.name.startswith(start) and listed.name.rsplit("/", 1)[1] == role
    return _same_root(listed.name, who.name)


def _same_root(left: str, right: str) -> bool:
    def account(name: str) -> tuple[str, str] | None:
        root = _ROOT.fullmatch(name)
        return (root[1], root[2]) if root else ("", name) if _ACCOUNT.fullmatch(name) else None

    one, other = account(left), account(right)
    return (
        one is not None
        and other is not None
        and one[1] == other[1]
        and (one[0] == other[0] or "" in (one[0], other[0]))
    )


def included(listed: Principal, who: Principal) -> bool:
    """Does a Principal element with this entry include who? An account includes all that belong to it."""
    if anyone(listed) or named(listed, who):
        return True
    if listed.kind != "AWS" or who.kind != "AWS":
        return False
    root = _ROOT.fullmatch(listed.name)
    if root:
        return account_of(who.name) == root[2] and who.name.startswith((f"arn:{root[1]}:", root[2]))
    return _ACCOUNT.fullmatch(listed.name) is not None and account_of(who.name) == listed.name


def excepted(listed: Principal, who: Principal) -> bool:
    """Does a NotPrincipal element with this entry spare who? An account spares only its root, as AWS says."""
    return anyone(listed) or named(listed, who)
