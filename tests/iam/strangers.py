"""Who could send a request: whether a stranger could, whether anybody could, and which secret it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from iam.evaluator import Policy, context_of, granting, read
from iam.keys import ADDRESSES, BOOLS, ON_ANYTHING, ON_SECRET, PRESENT, SECRET_ARN, control, has_form, never_in
from iam.operators import date, network, number, plain
from iam.patterns import Context, matches, parse
from iam.principals import account_of, asking, kind_of

_NOBODY = "989898989898"
_WRITTEN = datetime(2026, 10, 1, tzinfo=UTC)
"""No request comes from before the catalog was written."""


def texts(value: object) -> Iterator[str]:
    """Every text in a document, keys of objects excepted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def stranger(context: Context, action: str, document: Mapping[str, object]) -> bool:
    """Could anybody the document does not name send the request? It mentions no fact about them."""
    said = [text.lower() for text in texts(document)]
    for key, values in context.items():
        kind = control(key)
        if kind in (None, "caller", "secret") or never_in(key, action):
            continue
        if key == "aws:principaltype" and set(values) <= {"AssumedRole", "User"}:
            strange = True
        elif key == "aws:userid":
            strange = all(_own_id(value, document) and value.lower() not in text for value in values for text in said)
        elif key in BOOLS:
            strange = all(value.lower() == "false" for value in values)
        elif key in ADDRESSES:
            strange = all(not _near(value, _asked_of(key, document)) for value in values)
        elif all(number(value) is not None and len(value) < 12 for value in values):
            strange = not set(values) & set(said)
        else:
            owners = {owner for value in values for owner in _ACCOUNT.findall(value)}
            strange = all(each not in text for each in {value.lower() for value in values} | owners for text in said)
        if not strange:
            return False
    return True


def _asked_of(key: str, document: Mapping[str, object]) -> list[str]:
    """The values that the document's conditions compare the key with."""
    conditions = [each for statement in read(document).statements for each in statement.conditions]
    return [plain(parts) for each in conditions if each.key == key for parts in each.values]


_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_OF_ONE_OWNER = re.compile("org|account|arn|owner")


def outsider(context: Context, action: str, document: Mapping[str, object], organization: str | None = None) -> bool:
    """Could anybody send the request from an account of their own, with roles that they shape as they like?

    What their own principals and sessions are called and tagged, and what calls on their behalf, they choose; the
    document's secret is what it is, and the ids of their roles and users are what AWS gave them. They cannot choose
    whose account, organisation or network it is; where only those of one organisation are no strangers, any other
    will do.
    """

    def free(key: str, values: Sequence[str]) -> bool:
        if organization is not None and key.startswith("aws:principalorg"):
            return not any(f"{value}/".startswith(f"{organization}/") for value in values)
        if key == "aws:vpcsourceip" or control(key) == "what":
            return True
        if key == "aws:userid":
            return all(_own_id(value, document) for value in values)
        return control(key) in ("who", "via") and not _OF_ONE_OWNER.search(key)

    return stranger({key: values for key, values in context.items() if not free(key, values)}, action, document)


def _own_id(user_id: str, document: Mapping[str, object]) -> bool:
    """Is the part of aws:userid that AWS gave one that the document's conditions spell no part of?"""
    own = user_id.partition(":")[0]
    said = (
        text.partition(":")[0].removeprefix("AROA").removeprefix("AIDA") for text in _asked_of("aws:userid", document)
    )
    return not any(text and text in own for text in said)


def _near(address: str, said: Sequence[str]) -> bool:
    """Does the address lie in a network that the document mentions, and which is not most of the internet?"""
    here = network(address)
    if here is None:
        return True
    for text in said:
        there = network(text)
        if there is None or there.version != here.version:
            continue
        if there.prefixlen >= there.max_prefixlen // 4 and here.network_address in there:
            return True
    return False


def secret_name(arn: str) -> str | None:
    """The name of the secret, or None if no secret can have the ARN."""
    found = SECRET_ARN.fullmatch(arn)
    return found[4] if found else None


def naming(document: Mapping[str, object]) -> Iterator[str]:
    """The texts of a document that can name secrets: those of resources and conditions."""
    listed: Any = document["Statement"]
    for statement in listed if isinstance(listed, list) else [listed]:
        for element in ("Resource", "NotResource", "Condition"):
            yield from texts(statement.get(element))


def spelled(name: str, policy: Policy, request: Mapping[str, object], document: Mapping[str, object]) -> int:
    """How many leading characters of name- the statements that grant the request write out, at the start of a name."""
    whole, longest = f"{name}-", 0
    raw: Any = document["Statement"]
    statements = raw if isinstance(raw, list) else [raw]
    granted = [statements[each.index] for each in granting(policy, request)]
    for text in _reaching(granted, request):
        start = last_segment(text)
        common = 0
        while start[common : common + 1] and start[common] == whole[common : common + 1]:
            common += 1
        longest = max(longest, common)
    return longest


def last_segment(pattern: str) -> str:
    """What stands behind the last colon of a pattern; a $ stands for each of its variables."""
    return re.sub(r"\$\{[^}]*\}", "$", pattern).rpartition(":")[2]


def _reaching(statements: Sequence[Mapping[str, object]], request: Mapping[str, object]) -> Iterator[str]:
    """Of the statements, the patterns of resources and of the secret's id and name that let the request in."""
    context = context_of(request)
    for statement in statements:
        for text in texts(statement.get("Resource")):
            if matches(parse(text, True), str(request["resource"]), context):
                yield text
        element: Any = statement.get("Condition", {})
        for key, value in ((key, value) for block in element.values() for key, value in block.items()):
            said = context.get(key.lower(), ()) if key.lower() in _NAMES_SECRET else ()
            yield from (text for text in texts(value) for each in said if matches(parse(text, True), each, context))


_NAMES_SECRET = ("secretsmanager:secretid", "secretsmanager:name")


def _role_of(principal: str) -> str:
    """What aws:PrincipalArn says of the principal: of a session its role."""
    found = re.fullmatch(r"arn:([^:]*):sts::([0-9]{12}):assumed-role/([^/]+)/.*", principal)
    return f"arn:{found[1]}:iam::{found[2]}:role/{found[3]}" if found else principal


def _of_another_kind(principal: str, context: Context) -> list[str]:
    """What the context says of the caller that no principal of this kind has; a request of a role is of a session."""
    kind, _, name = principal.split(":", 5)[-1].partition("/")
    type_ = kind_of(principal)
    if type_ is None:
        return []
    truths = {
        "aws:principaltype": (type_,),
        "aws:username": (name.rpartition("/")[2],) if kind == "user" else (),
    }
    found = [f"{key} {context[key]}, not {value}" for key, value in truths.items() if context.get(key, value) != value]
    said = context.get("aws:userid", ())
    form = {"root": "[0-9]{12}", "user": "AIDA[A-Z0-9]+", "federated-user": f"[0-9]{{12}}:{re.escape(name)}"}
    session = re.escape(principal.rpartition("/")[2]) if kind == "assumed-role" else "[A-Za-z0-9_+=,.@-]{2,64}"
    return found + [
        f"aws:userid {each} of {principal}"
        for each in said
        if not re.fullmatch(form.get(kind, f"AROA[A-Z0-9]+:{session}"), each)
    ]


def impossible(request: Mapping[str, object]) -> list[str]:
    """Why nobody could ever send the request: what it says twice, differently, and values that no key can have."""
    name = str(request["action"]).removeprefix("secretsmanager:")
    resource, context = str(request["resource"]), context_of(request)
    found = SECRET_ARN.fullmatch(resource)
    wrong = []
    if (name in ON_ANYTHING) != (resource == "*") or (name in ON_SECRET and not found):
        wrong.append(f"{name} on {resource}")
    pairs = [("aws:resourceaccount", found[3]), ("aws:requestedregion", found[2])] if found else []
    principal = request.get("principal")
    if isinstance(principal, str) and account_of(principal) and asking(principal).kind == "AWS":
        pairs.append(("aws:principalaccount", account_of(principal) or ""))
        pairs += [("aws:principalarn", _role_of(principal)), ("aws:principalisawsservice", "false")]
        wrong += _of_another_kind(principal, context)
    wrong += [f"{key} {context[key]}, not {value}" for key, value in pairs if context.get(key, (value,)) != (value,)]
    if found and any(
        value not in (resource, found[4], resource[:-7]) for value in context.get("secretsmanager:secretid", ())
    ):
        wrong.append(f"SecretId {context['secretsmanager:secretid']} of {resource}")
    wrong += [
        f"{key} {value}, which has passed"
        for key in ("aws:currenttime", "aws:epochtime")
        for value in context.get(key, ())
        if (moment := date(value)) is not None and moment < _WRITTEN
    ]
    wrong += [f"{key} {value}" for key, values in context.items() for value in values if not has_form(key, value)]
    forced = [each.lower() for each in context.get("secretsmanager:forcedeletewithoutrecovery", ())]
    if name == "DeleteSecret" and "true" in forced and "secretsmanager:recoverywindowindays" in context:
        wrong.append("ForceDeleteWithoutRecovery and RecoveryWindowInDays")
    return wrong


def completed(request: Mapping[str, object], document: Mapping[str, object]) -> dict[str, object]:
    """The request with the keys that AWS would add to it, those that the document asks for."""
    context = dict(context_of(request))
    found = SECRET_ARN.fullmatch(str(request["resource"]))
    principal = str(request.get("principal", f"arn:aws:iam::{_NOBODY}:role/nobody"))
    truths = {
        "aws:currenttime": "2027-05-05T05:05:05Z",
        "aws:epochtime": "1809493505",
        "aws:principalarn": principal,
        "aws:principalaccount": account_of(principal) or _NOBODY,
        "aws:principalisawsservice": "false",
        "aws:securetransport": "true",
        "aws:viaawsservice": "false",
        "aws:requestedregion": found[2] if found else "eu-central-1",
        "aws:resourceaccount": found[3] if found else _NOBODY,
    }
    if not account_of(principal):
        truths = {key: value for key, value in truths.items() if not key.startswith("aws:principal")}
    for key in _conditioned(document) & PRESENT - set(context):
        if key in truths or not key.startswith("aws:principal"):
            context[key] = (truths.get(key, "nothing-known"),)
    return {**request, "context": {key: list(values) for key, values in context.items()}}


def _conditioned(document: Mapping[str, object]) -> set[str]:
    """The condition keys that the document mentions, in lower case."""
    return {each.key for statement in read(document).statements for each in statement.conditions}
