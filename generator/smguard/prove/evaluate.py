"""Does a document allow one concrete request? The forward half of the judge; it searches for nothing.

A request is {"action", "resource", "principal"?, "context"}, as in a finding's witness.
"""

import re
from collections.abc import Mapping, Sequence

from smguard.prove.form import UndecidedError
from smguard.prove.pattern import glob, resolved
from smguard.prove.reading import Policy, Principal, Statement, read

_ROOT = re.compile(r"arn:([^:]*):iam::([0-9]{12}):root")
_SESSION = re.compile(r"arn:([^:]*):sts::([0-9]{12}):assumed-role/([^/]+)/.+", re.DOTALL)
_ARN = re.compile(r"arn:([^:]*):(?:iam|sts)::([0-9]{12}):.+", re.DOTALL)
_PROVIDER = re.compile(r"arn:[^:]*:iam::[0-9]{12}:(?:saml|oidc)-provider/.+", re.DOTALL)
_WEB = ("cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com")


def allows(document: object, request: Mapping[str, object]) -> bool:
    """Does an Allow match the request and no Deny? Raises UndecidedError for a document that cannot be read."""
    return bool(granting(document if isinstance(document, Policy) else read(document), request))


def granting(policy: Policy, request: Mapping[str, object]) -> list[Statement]:
    """The Allow statements that match the request; none if a Deny does."""
    context = context_of(request)
    given = {key: values[0] if len(values) == 1 else None for key, values in context.items()}
    found = [each for each in policy.statements if matches(each, request, context, given)]
    return found if all(each.allow for each in found) else []


def context_of(request: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The context with keys in lower case and values as tuples."""
    context = request.get("context", {})
    if not isinstance(context, dict):
        raise UndecidedError("a request has no context")
    return {
        key.lower(): tuple(map(str, value)) if isinstance(value, list) else (str(value),)
        for key, value in context.items()
    }


def matches(
    statement: Statement,
    request: Mapping[str, object],
    context: Mapping[str, Sequence[str]],
    given: Mapping[str, str | None],
) -> bool:
    """Does the statement match the request? An Allow matches in doubt, a Deny does not."""
    named = statement.names(str(request["action"]).lower())
    if not named or not _names_resource(statement, str(request["resource"]), context, given):
        return False
    if statement.principals is not None and not speaks_of(statement, asking(str(request["principal"]))):
        return False
    return all(each.holds(context.get(each.key, ()), _single(context, given)) for each in statement.entries)


def _single(context: Mapping[str, Sequence[str]], given: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """The values of variables; one whose key has several is none, and has no default."""
    return {key: value if value is not None else _NOTHING for key, value in given.items() if key in context}


_NOTHING = "\ue000"


def _names_resource(
    statement: Statement, resource: str, context: Mapping[str, Sequence[str]], given: Mapping[str, str | None]
) -> bool:
    for pattern in statement.patterns:
        text = resolved(pattern, _single(context, given))
        machine = glob(text, statement.reading) if text is not None else None
        if machine is not None and machine.matches(resource):
            return not statement.not_resources
    return statement.not_resources


def asking(name: str) -> Principal:
    """The principal of a request."""
    if _PROVIDER.fullmatch(name) or name in _WEB:
        return Principal("Federated", name)
    if re.fullmatch(r"[0-9]{12}", name) or _ARN.fullmatch(name):
        return Principal("AWS", name)
    if re.fullmatch(r"[0-9a-f]{64}", name):
        return Principal("CanonicalUser", name)
    return Principal("Service", name)


def account_of(name: str) -> str:
    """The account that a principal belongs to, as far as its name says, else the empty text."""
    found = _ARN.fullmatch(name)
    return found[2] if found else name if re.fullmatch(r"[0-9]{12}", name) else ""


def speaks_of(statement: Statement, who: Principal) -> bool:
    """Does the statement's Principal element include who, or its NotPrincipal not except them?"""
    listed = statement.principals or ()
    if statement.not_principals:
        return not any(each.anyone or named(each, who) for each in listed)
    return any(included(each, who) for each in listed)


def named(listed: Principal, who: Principal) -> bool:
    """Is who this very principal, or a session of this role?"""
    if listed.kind != who.kind:
        return False
    if listed.name == who.name or (listed.name == "*" and listed.kind != "AWS"):
        return True
    session = _SESSION.fullmatch(who.name)
    if session:
        start = f"arn:{session[1]}:iam::{session[2]}:role/"
        return listed.name.startswith(start) and listed.name.rpartition("/")[2] == session[3]
    (partition, account), (other, owner) = _root(listed.name), _root(who.name)
    return account == owner != "" and (partition == other or "" in (partition, other))


def _root(name: str) -> tuple[str, str]:
    """The partition, as far as the name says, and the account of an account or its root."""
    root = _ROOT.fullmatch(name)
    return (root[1], root[2]) if root else ("", name if name.isdigit() else "")


def included(listed: Principal, who: Principal) -> bool:
    """Does a Principal element with this entry include who? An account includes all that belong to it."""
    if listed.anyone or named(listed, who):
        return True
    if listed.kind != "AWS" or who.kind != "AWS":
        return False
    root = _ROOT.fullmatch(listed.name)
    if root:
        return account_of(who.name) == root[2] and who.name.startswith((f"arn:{root[1]}:", root[2]))
    return listed.name.isdigit() and account_of(who.name) == listed.name
