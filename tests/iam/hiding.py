"""Documents built around a request that they allow: what the product must report, however well it is hidden.

hide() draws a request well inside a rule's region, and statements that allow it, each element a generalisation of the
request, among statements that come as close to it as they can. The evaluator confirms what was built, so that no
judge is needed: the rule must be reported.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from iam.asked import ACCOUNTS, Asked, asked
from iam.clauses import clause
from iam.evaluator import Malformed, allows, granting
from iam.keys import ON_SECRET
from iam.likeness import Style, action, other_action, other_principal, other_resource, principal, resource, several
from iam.patterns import matches, parse
from iam.regions import REGIONS, Organization, forbids
from iam.settled import meant
from iam.strangers import completed, impossible, last_segment, naming

Json = dict[str, Any]

ORGANIZATION: Json = {
    "minimum_literal_prefix": 3,
    "allowed_path_prefixes": [],
    "service_administrators": [],
    "permission_managers": [],
    "accounts": [ACCOUNTS[0]],
    "organization_id": "o-a1b2c3d4e5",
    "approved_kms_keys": ["arn:aws:kms:*:111122223333:key/*"],
}
"""The organisation that the hidden requests are forbidden in."""


_FORMED = "Region|Account|Org|Arn$|SourceVp|KmsKey|Bool|Days|MultiFactor|userid|SecretId|Name"
_CALLERS = "aws:(Principal|userid|username|Source|Multi|Token|Called|Via|VpcSource)"
_CHOSEN = "UserAgent|Version|Tag|referer|username|userid|Description|SourceIdentity"

KINDS: dict[str, Style] = {
    "expansion": Style(wild_actions=1.0, conditions=(0, 0, 1), broken=("Action", "Action", "Condition")),
    "arns": Style(incomplete=0.8, variables=0.2, conditions=(0, 0, 1), broken=("Resource", "NotResource", "Condition")),
    "variables": Style(variables=0.6, conditions=(1, 1, 2, 3), keys=_CHOSEN),
    "partitions": Style(
        partitions=("aws", "aws-cn", "aws-us-gov"), foreign=0.4, broken=("Resource", "NotResource", "Condition")
    ),
    "fresh": Style(conditions=(1, 2, 3), keys=_FORMED),
    "places": Style(
        places=0.9,
        denies=(1, 2, 3),
        keys="Region|Account|SecretId|Name$",
        broken=("NotResource", "NotResource", "Resource", "Condition"),
    ),
    "values": Style(conditions=(1, 2, 3, 4), denies=(0, 1, 2, 4), keys=".", broken=("Condition",)),
    "callers": Style(conditions=(1, 2, 3), keys=_CALLERS, broken=("Condition", "Principal", "Condition")),
    "time": Style(conditions=(2, 3, 4), denies=(3, 6, 9), variables=0.2, padding=12),
}
"""The kinds of documents, each after a fault that a search for requests can have."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A request in a rule's region and a document that allows it."""

    rule: str
    kind: str
    request: Json
    document: Json


def hide(random: Random, kind: str, rule: str | None = None, tries: int = 60) -> Hidden:
    """A hidden request of that kind; RuntimeError if no document came out in so many tries."""
    for _ in range(tries):
        chosen = rule or random.choice(tuple(REGIONS))
        made = _made(random, kind, chosen, KINDS[kind])
        if made is not None and confirmed(made):
            return made
    raise RuntimeError(f"no hidden request of kind {kind} for {rule} in {tries} tries")


def confirmed(made: Hidden, organization: Organization = ORGANIZATION) -> bool:
    """Does the document certainly allow the request, and does the rule certainly forbid that?"""
    plain = meant(made.document)
    try:
        if not allows(plain, made.request) or impossible(made.request):
            return False
    except (Malformed, ValueError):
        return False
    if not allows(plain, completed(made.request, plain)):
        return False
    return forbids(made.rule, made.request, plain, organization) and _well_inside(made, plain)


def _well_inside(made: Hidden, plain: Json) -> bool:
    name = made.request["resource"].rpartition(":secret:")[2]
    if made.rule == "SM-ID-READ-ALL":
        # A Deny of everything but some names leaves those that somebody named.
        starts = (last_segment(text)[:3] for text in naming(plain))
        return not any(name.startswith(start) for start in starts if re.fullmatch("[^*?$]{3}", start))
    if made.rule == "SM-ID-SUFFIX":
        length = ORGANIZATION["minimum_literal_prefix"]
        said = json.dumps([each.get("Condition") for each in plain["Statement"]])
        if "NotResource" in json.dumps(plain) or "secretsmanager:SecretId" in said or "secretsmanager:Name" in said:
            return False  # They can close an open end.
        return any(
            re.fullmatch(f".*:secret:[^*?$:]{{{length}}}[^:]*[*]", pattern)
            and matches(parse(pattern, variables=True), made.request["resource"], {})
            for statement in granting(plain, made.request)
            for pattern in plain["Statement"][statement.index].get("Resource", ())
        )
    if made.rule == "SM-ID-SVC-WILD":
        return _whole_service(made, plain)
    return True


def _whole_service(made: Hidden, plain: Json) -> bool:
    """Does one Allow give every action, to the same caller?"""
    indexes = [
        {each.index for each in granting(plain, {**made.request, "action": f"secretsmanager:{name}"})}
        for name in ON_SECRET
    ]
    return bool(set.intersection(*indexes))


def _made(random: Random, kind: str, rule: str, style: Style) -> Hidden | None:
    q = asked(random, rule, style.partitions)
    usable = [key for key in q.facts if re.search(style.keys, key)]
    if rule == "SM-ID-SVC-WILD":
        usable = [key for key in usable if key.startswith("aws:") and "Tag" not in key]
    if rule == "SM-ID-READ-ALL":
        # Who began a session then and then is somebody of whom the document knows.
        usable = [key for key in usable if key != "aws:TokenIssueTime"]
    if random.random() < style.focus:
        usable = random.sample(usable, min(len(usable), random.choice((1, 2, 2, 3))))
    granted = _statement(random, q, style, "Allow", usable)
    if granted is None:
        return None
    statements = [granted]
    for _ in range(random.choice(style.denies)):
        effect = "Deny" if random.random() < 0.85 or rule == "SM-ID-SVC-WILD" else "Allow"
        near = _near(random, q, style, effect, usable)
        if near is not None:
            statements.append(near)
    for _ in range(style.padding and random.randrange(style.padding)):
        near = _near(random, q, style, "Deny", usable)
        if near is not None:
            statements.append(near)
    random.shuffle(statements)
    document: Json = {"Version": "2012-10-17", "Statement": statements}
    if "${" not in json.dumps(document) and random.random() < 0.1:
        document = {"Statement": statements}
    mentioned = {key.lower() for each in statements for block in each.get("Condition", {}).values() for key in block}
    mentioned |= {found.lower() for found in re.findall(r"\$\{([^},]+)", json.dumps(document))}
    keys = [key for key in q.facts if key.lower() in mentioned]
    keys += [key for key in _REGION_KEYS.get(rule, ()) if key not in keys]
    return Hidden(rule, kind, q.request(keys), document)


_REGION_KEYS = {
    "SM-LC-FORCEDELETE": ("secretsmanager:ForceDeleteWithoutRecovery",),
    "SM-LC-BLOCKPUBLIC": ("secretsmanager:BlockPublicPolicy",),
    "SM-LC-CMK": ("secretsmanager:KmsKeyArn",),
}


def _statement(random: Random, q: Asked, style: Style, effect: str, keys: Sequence[str]) -> Json | None:
    """A statement that speaks of the request."""
    made: Json = {"Effect": effect}
    negated = q.rule == "SM-ID-NOT-ELEMENTS" and effect == "Allow"
    not_action = negated and random.random() < 0.5
    if q.of_resource:
        made |= principal(random, q)
    made |= action(random, q, style, effect, negated=not_action)
    made |= resource(random, q, style, effect, negated=negated and not not_action)
    if "Action" in made and q.rule == "SM-ID-SVC-WILD" and effect == "Allow":
        made["Action"] = random.choice(("secretsmanager:*", "*", "secretsmanager:?*", ["secretsmanager:*", "s3:*"]))
    conditions = _conditions(random, q, style, effect, keys, random.choice(style.conditions))
    if conditions:
        made["Condition"] = conditions
    return made


def _near(random: Random, q: Asked, style: Style, effect: str, keys: Sequence[str]) -> Json | None:
    """A statement that nearly speaks of the request: one of its elements does not."""
    plain = replace(style, incomplete=0.0)
    made = _statement(random, q, plain, effect, keys)
    if made is None:
        return None
    broken = random.choice([name for name in style.broken if name != "Principal" or q.of_resource])
    if broken == "Condition":
        if random.random() < 0.8:
            made.pop("Condition", None)
        chosen = _chosen(random, keys)
        said = clause(random, q, chosen, hold=False, allow=effect == "Allow", variables=style.variables)
        if said is None:
            return None
        operator, key, value = said
        made.setdefault("Condition", {}).setdefault(operator, {})[key] = value
    elif broken == "Action":
        made.pop("NotAction", None)
        made["Action"] = several(random, lambda: other_action(random, q))
    elif broken == "Principal":
        made.pop("NotPrincipal", None)
        made.pop("Principal", None)
        made |= other_principal(random, q)
    else:
        made.pop("Resource", None)
        made.pop("NotResource", None)
        made |= (
            resource(random, q, plain, "Deny", negated=True)
            if broken == "NotResource"
            else {"Resource": several(random, lambda: other_resource(random, q, plain))}
        )
    if broken == "NotResource" and effect == "Allow":
        return None
    if random.random() < 0.5 and broken != "Action" and effect == "Deny":
        made.pop("NotAction", None)
        made["Action"] = random.choice(("secretsmanager:*", "*"))
    return made


def _chosen(random: Random, keys: Sequence[str]) -> str:
    return random.choice(keys) if keys else "aws:PrincipalTag/team"


def _conditions(random: Random, q: Asked, style: Style, effect: str, keys: Sequence[str], count: int) -> Json:
    made: Json = {}
    chosen = [_chosen(random, keys) for _ in range(count)]
    if count > 1 and random.random() < 0.5:
        chosen[1] = chosen[0]
    for key in chosen:
        said = clause(random, q, key, hold=True, allow=effect == "Allow", variables=style.variables)
        if said is not None:
            operator, name, value = said
            made.setdefault(operator, {})[name] = value
    return made


def hidden(random: Random, kinds: Sequence[str], count: int) -> Iterator[Hidden]:
    """So many hidden requests of these kinds, one after the other."""
    for number in range(count):
        yield hide(random, kinds[number % len(kinds)])
