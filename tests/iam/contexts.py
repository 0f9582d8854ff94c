"""Random contexts of requests, near what a document's conditions ask for, and such as AWS could send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from iam.keys import ADDRESSES, BOOLS, PRESENT, SECRET_ARN, control
from iam.operators import date, network, number
from iam.patterns import Variable, Wild, parse
from iam.principals import account_of, kind_of

_MANY = {"aws:tagkeys", "aws:principalorgpaths", "aws:calledvia", "secretsmanager:addreplicaregions"}


@dataclass(frozen=True, slots=True)
class Clause:
    """An operator, a key and its values as a document writes them."""

    operator: str
    key: str
    values: tuple[str, ...]


def context(
    random: Random,
    clauses: Sequence[Clause],
    asked: Mapping[str, object],
    fresh: str,
    account: str,
    strange: bool,
    forced: Mapping[str, str],
) -> dict[str, object]:
    """A context for the request so far; strange: as a stranger could send it; forced: values, "": absent."""
    made: dict[str, str] = {}
    for clause in clauses:
        key = clause.key.lower()
        if key in made and random.random() < 0.6:
            continue
        kind = control(key)
        if strange and kind in ("who", "what", "where", "via"):
            value = random.choice((strangers(key, fresh, account), ""))
        else:
            value = random.choice(
                ("", _near(random, clause, made, fresh, account), _near(random, clause, made, fresh, account))
            )
            value = strangers(key, fresh, account) if random.random() < 0.2 else value
        made[key] = value
    for key in PRESENT & set(made):
        made[key] = made[key] or strangers(key, fresh, account)
    made |= {key.lower(): value for key, value in forced.items()}
    _agree(random, made, asked)
    given = {key: value for key, value in made.items() if value}
    return {key: [value] if key in _MANY else value for key, value in given.items()}


def strangers(key: str, fresh: str, account: str) -> str:
    """A value of the key, in the form that AWS gives it, that the document does not mention."""
    if key in BOOLS or key.endswith(("policy", "recovery")):
        return "false"
    if key in ADDRESSES:
        return "192.0.2.77"
    if key.endswith(("age", "days", "time")):
        return {"aws:currenttime": "2027-05-05T05:05:05Z", "aws:epochtime": "1809493505"}.get(key, "")
    if key.endswith("account"):
        return account
    if key.endswith("orgid"):
        return f"o-{fresh}00"
    if key.endswith("orgpaths"):
        return f"o-{fresh}00/r-{fresh}/"
    if key.endswith("kmskeyarn"):
        return f"arn:aws:kms:us-east-1:{account}:key/{fresh}"
    if key.endswith("arn"):
        return f"arn:aws:iam::{account}:role/{fresh}"
    if key.endswith(("vpc", "vpce")):
        return f"{key[len('aws:source') :]}-00{fresh[1:-1]}"
    return fresh


def _near(random: Random, clause: Clause, made: Mapping[str, str], fresh: str, account: str) -> str:
    """A value that the clause might ask for, or one just beside it."""
    if not clause.values or clause.operator.lower().endswith("null"):
        return strangers(clause.key.lower(), fresh, account) or "8"
    value, operator = random.choice(clause.values), clause.operator.lower()
    if "bool" in operator:
        return random.choice(("true", "false"))
    if "numeric" in operator and number(value) is not None:
        return str((number(value) or 0) + random.choice((-1, 0, 1)))
    time = date(value) if "date" in operator else None
    if time is not None:
        near = time + timedelta(seconds=random.choice((-1, 0, 1)))
        # Operators for dates compare aws:EpochTime too, which is a number.
        return str(int(near.timestamp())) if clause.key.lower() == "aws:epochtime" else f"{near:%Y-%m-%dT%H:%M:%SZ}"
    inside = network(value) if "ipaddress" in operator else None
    if inside is not None:
        return str(inside.network_address)
    filling = {Wild.ANY: fresh, Wild.ONE: "Q"}
    parts = parse(value, variables=True)
    if any(isinstance(part, Wild) for part in parts) and clause.key.lower().endswith("account"):
        return (value.partition("*")[0].replace("?", "0") + account)[:12]
    if any(isinstance(part, Wild) for part in parts) and clause.key.lower().endswith("orgpaths"):
        return f"{value.partition('/')[0].rstrip('*')}/r-{fresh}/"
    return "".join(
        made.get(part.key, part.default or "")
        if isinstance(part, Variable)
        else part
        if isinstance(part, str)
        else filling[part]
        for part in parts
    )


def _agree(random: Random, made: dict[str, str], asked: Mapping[str, object]) -> None:
    """Lets the keys that repeat the request agree with it."""
    found = SECRET_ARN.fullmatch(str(asked["resource"]))
    if found:
        truths = {"aws:requestedregion": found[2], "aws:resourceaccount": found[3]}
        name_or_arn = random.choice((found[4], str(asked["resource"])))
        truths |= {"secretsmanager:secretid": name_or_arn, "secretsmanager:name": found[4]}
    else:
        truths = {"secretsmanager:secretid": "", "secretsmanager:name": ""}
    principal = asked.get("principal")
    account = account_of(principal) if isinstance(principal, str) else None
    if account:
        truths |= {"aws:principalaccount": account, "aws:principalarn": str(principal)}
        kind = kind_of(str(principal))
        truths |= {"aws:principaltype": kind} if kind else {}
        truths |= {"aws:username": str(principal).rpartition("/")[2] if kind == "User" else ""} if kind else {}
    elif "aws:principalarn" in made:
        truths["aws:principalaccount"] = account_of(made["aws:principalarn"]) or made.get("aws:principalaccount", "")
    made.update({key: value for key, value in truths.items() if key in made})
    if made.get("secretsmanager:forcedeletewithoutrecovery") == "true":
        made.pop("secretsmanager:recoverywindowindays", None)
