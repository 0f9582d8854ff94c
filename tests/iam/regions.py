"""What each rule forbids: forbids() says of a request whether it lies in the rule's region.

Where the rulebook leaves room, the region is the larger one: forbids() confirms a product's witness. The
requests that draw.py makes up for the opposite question lie well inside the region.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from iam.evaluator import Policy, context_of, granting, read
from iam.keys import ACTIONS, ON_ANYTHING, ON_SECRET, PERMISSIONS_MANAGEMENT
from iam.patterns import Context, arn_matches, filled_up, glob, overlap, parse
from iam.principals import account_of, anyone, asking, included
from iam.strangers import naming, outsider, secret_name, spelled, stranger, texts

Organization = Mapping[str, object]
"""The organisation's parameters by the names of policies/parameters.yaml."""

_ANY_SECRET = "arn:aws*:secretsmanager:*:*:secret:?*-??????"  # noqa: S105  (no password)


@dataclass(frozen=True, slots=True)
class Case:
    """A request, the document that was asked, and the organisation; context has lower-case keys."""

    action: str
    resource: str
    principal: str | None
    context: Context
    request: Mapping[str, object]
    document: Mapping[str, object]
    policy: Policy
    organization: Organization
    holder: str | None


def forbids(
    rule: str,
    request: Mapping[str, object],
    document: Mapping[str, object],
    organization: Organization,
    principal_arn: str | None = None,
) -> bool:
    """Does the rule forbid that the document (held by principal_arn, where known) allows the request?

    Raises KeyError for a rule without a region, Malformed for a document that IAM would refuse.
    """
    region = REGIONS[rule]
    action = str(request["action"]).lower()
    policy = read(document)
    known = {f"secretsmanager:{name}".lower() for name in ACTIONS}
    if action not in known or policy.is_resource not in DOCUMENTS[rule]:
        return False
    principal = request.get("principal")
    return region(
        Case(
            action.removeprefix("secretsmanager:"),
            str(request["resource"]),
            principal if isinstance(principal, str) else None,
            context_of(request),
            request,
            document,
            policy,
            organization,
            principal_arn,
        )
    )


def _listed(organization: Organization, name: str) -> list[str] | None:
    value = organization.get(name)
    return [str(each) for each in value] if isinstance(value, list) else None


def _prefix_length(case: Case) -> int:
    value = case.organization.get("minimum_literal_prefix", 3)
    return value if isinstance(value, int) else 3


def _asked_by_its_name(case: Case) -> bool:
    """Is SecretId, where given, the secret's ARN or name?"""
    return all(
        value in (case.resource, secret_name(case.resource), case.resource[:-7])
        for value in case.context.get("secretsmanager:secretid", ())
    )


def _read_all(case: Case) -> bool:
    name = secret_name(case.resource)
    if case.action != "getsecretvalue" or name is None:
        return False
    known = spelled(name, case.policy, case.request, case.document)
    open_name = known < _prefix_length(case) and known < len(name)
    return open_name and _asked_by_its_name(case) and stranger(case.context, case.action, case.document)


def _suffix(case: Case) -> bool:
    name = secret_name(case.resource)
    on_secret = {each.lower() for each in ON_SECRET} - {"createsecret"}
    if name is None or case.action not in on_secret:
        return False
    open_end = all(f"{name[-3:]}-" not in text for text in naming(case.document))
    heads = (name[: _prefix_length(case)], "${")
    starts = any(head in text for text in naming(case.document) for head in heads)
    outside = not name.startswith(tuple(_listed(case.organization, "allowed_path_prefixes") or ()))
    return open_end and starts and outside


def _holder_among(case: Case, parameter: str) -> bool:
    holders = [case.holder] if case.holder else case.context.get("aws:principalarn", ())
    roles = _listed(case.organization, parameter) or []
    return any(arn_matches(parse(role, variables=False), each, {}) for role in roles for each in holders)


def _service(case: Case) -> bool:
    """Every action on secrets could be allowed: an Allow names it on a resource, whatever the conditions."""
    if _holder_among(case, "service_administrators"):
        return False
    wanted = _SHARED if case.policy.is_resource else {name.lower() for name in ON_SECRET}
    return all(reachable(case, name) for name in ON_SECRET if name.lower() in wanted)


def reachable(case: Case, name: str) -> bool:
    """Does an Allow of the document name the action together with a resource that the action can have?"""
    where = "*" if name in ON_ANYTHING else _ANY_SECRET
    raw = case.document["Statement"]
    statements = raw if isinstance(raw, list) else [raw]
    for statement, written in zip(case.policy.statements, statements, strict=True):
        if not statement.allow or not statement.actions.has(f"secretsmanager:{name}".lower(), {}):
            continue
        if statement.resources.negated:
            return True
        element = written["Resource"]
        patterns = element if isinstance(element, list) else [element]
        if any(_can_be(pattern, where) for pattern in patterns):
            return True
    return False


def _can_be(pattern: str, where: str) -> bool:
    if where == "*":
        return glob(pattern, "*")
    whole = filled_up(pattern) or pattern
    return "${" in pattern or overlap(pattern.lower(), where) or overlap(whole.lower(), where)


def _permissions(case: Case) -> bool:
    chosen = {name.lower() for name in PERMISSIONS_MANAGEMENT}
    return case.action in chosen and not _holder_among(case, "permission_managers")


def _exceptions(case: Case) -> bool:
    return any(each.actions.negated or each.resources.negated for each in granting(case.policy, case.request))


def _public_policy(case: Case) -> bool:
    said = case.context.get("secretsmanager:blockpublicpolicy", ())
    return case.action == "putresourcepolicy" and [each.lower() for each in said] != ["true"]


def _force_delete(case: Case) -> bool:
    said = case.context.get("secretsmanager:forcedeletewithoutrecovery", ())
    return case.action == "deletesecret" and bool(said) and [each.lower() for each in said] != ["false"]


def _other_key(case: Case) -> bool:
    approved = _listed(case.organization, "approved_kms_keys")
    if case.action != "createsecret" or approved is None:
        return False
    given = case.context.get("secretsmanager:kmskeyarn", ())
    good = [any(arn_matches(parse(key, variables=False), arn, {}) for key in approved) for arn in given]
    return not (good and all(good))


_SHARED = {name.lower() for name in ON_SECRET} - {"createsecret"}
"""Actions that a secret's own policy can open to others; the rest has no secret yet, or none at all."""


def _public(case: Case) -> bool:
    account = account_of(case.principal or "")
    if account is None or case.principal is None or case.action not in _SHARED:
        return False
    unknown = all(account not in text and case.principal not in text for text in texts(case.document))
    return unknown and outsider(case.context, case.action, case.document)


def _external(case: Case) -> bool:
    accounts = _listed(case.organization, "accounts")
    organization_id = case.organization.get("organization_id")
    if accounts is None or organization_id is None or case.principal is None or case.action not in _SHARED:
        return False
    who = asking(case.principal)
    if who.kind == "Service" or account_of(who.name) in accounts:
        return False
    if organization_id in case.context.get("aws:principalorgid", ()):
        return False
    if any(path.startswith(f"{organization_id}/") for path in case.context.get("aws:principalorgpaths", ())):
        return False
    by_name = any(
        included(listed, who) and not anyone(listed)
        for statement in granting(case.policy, case.request)
        if not statement.not_principals
        for listed in statement.principals or ()
    )
    # Who says aws:PrincipalAccount or aws:PrincipalArn names somebody too; impossible() compares it with the principal.
    others = {key: values for key, values in case.context.items() if key not in _SAYS_WHO}
    return by_name or outsider(others, case.action, case.document, str(organization_id))


_SAYS_WHO = ("aws:principalaccount", "aws:principalarn")


REGIONS: dict[str, Callable[[Case], bool]] = {
    "SM-ID-READ-ALL": _read_all,
    "SM-ID-SUFFIX": _suffix,
    "SM-ID-SVC-WILD": _service,
    "SM-ID-PERM-MGMT": _permissions,
    "SM-ID-NOT-ELEMENTS": _exceptions,
    "SM-LC-BLOCKPUBLIC": _public_policy,
    "SM-LC-FORCEDELETE": _force_delete,
    "SM-LC-CMK": _other_key,
    "SM-RP-PUBLIC": _public,
    "SM-RP-EXTERNAL": _external,
}
"""The rules that have a region."""

DOCUMENTS: dict[str, set[bool]] = {
    rule: {True} if rule.startswith("SM-RP") else {True, False} if rule == "SM-ID-SVC-WILD" else {False}
    for rule in REGIONS
}
"""Whether a rule judges resource policies (True), others (False), or both."""
