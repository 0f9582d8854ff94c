"""Elements of statements that take a request in, and such as just miss it: actions, resources and principals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from iam.asked import ACCOUNTS, PLACES, Asked
from iam.keys import ON_SECRET
from iam.patterns import glob, matches, parse
from iam.settled import settled

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is written: probabilities, and which keys its conditions are about."""

    wild_actions: float = 0.3
    incomplete: float = 0.0
    variables: float = 0.0
    partitions: Sequence[str] = ("aws",)
    foreign: float = 0.0
    places: float = 0.2
    conditions: Sequence[int] = (0, 1, 1, 2)
    denies: Sequence[int] = (0, 1, 1, 2)
    keys: str = "."
    broken: Sequence[str] = ("Condition", "Condition", "Resource", "NotResource", "Action", "Principal")
    focus: float = 0.6
    padding: int = 0


def several(random: Random, draw: Callable[[], str], keep: str | None = None) -> object:
    """A value by itself or among others."""
    count = random.choices((0, 1, 2, 4), (6, 3, 2, 1))[0]
    listed = [draw() for _ in range(count)] + [keep if keep is not None else draw()]
    random.shuffle(listed)
    return listed[0] if len(listed) == 1 and random.random() < 0.6 else listed


def action(random: Random, q: Asked, style: Style, effect: str, negated: bool) -> Json:
    if negated:
        return {"NotAction": several(random, lambda: other_action(random, q))}
    whole = f"secretsmanager:{q.action}"
    if random.random() < style.wild_actions:
        name = _blurred_name(random, q.action)
        whole = f"secretsmanager:{name}" if effect == "Allow" or random.random() < 0.5 else whole
    elif random.random() < 0.4:
        whole = random.choice(("secretsmanager:*", "*"))
    return {"Action": several(random, lambda: other_action(random, q), whole)}


def _blurred_name(random: Random, name: str) -> str:
    form = random.random()
    if form < 0.3:
        return f"{name}*"
    if form < 0.4:
        return f"*{name}*"
    if form < 0.5:
        at = random.randrange(len(name))
        return f"{name[:at]}*{name[at:]}"
    if form < 0.7:
        at = random.randrange(len(name))
        return f"{name[:at]}?{name[at + 1 :]}"
    start, end = sorted(random.sample(range(len(name) + 1), 2))
    made = f"{name[:start]}*{name[end:]}"
    return "".join(random.choice((letter.lower(), letter.upper())) for letter in made) if form > 0.9 else made


def other_action(random: Random, q: Asked) -> str:
    """A pattern that does not match the request's action; often one that begins alike."""
    whole = f"secretsmanager:{q.action}".lower()
    while True:
        name = random.choice(ON_SECRET)
        form = random.random()
        if form < 0.3:
            name = f"{q.action}?*"
        elif form < 0.5:
            name = _blurred_name(random, name)
        elif form < 0.6:
            name = f"{q.action}{random.choice(('s', 'V*', '?'))}"
        made = f"secretsmanager:{name}" if random.random() < 0.85 else random.choice(("s3:*", "kms:Decrypt", "iam:*"))
        if not glob(made.lower(), whole):
            return made


def resource(random: Random, q: Asked, style: Style, effect: str, negated: bool) -> Json:
    """Resource with a pattern of the secret, or NotResource without one; of a Deny NotResource has one."""
    if negated and effect == "Allow":
        return {"NotResource": several(random, lambda: other_resource(random, q, style))}
    mine = _pattern(random, q, style, effect)
    if negated:
        return {"NotResource": several(random, lambda: other_resource(random, q, style), mine)}
    listed = several(random, lambda: other_resource(random, q, style), mine)
    if isinstance(listed, list) and style.foreign and random.random() < 0.5:
        others = [partition for partition in PLACES if partition != q.partition]
        listed.insert(0, f"arn:{random.choice(others)}:secretsmanager:*:*:secret:{random.choice(('app-??????', 'x*'))}")
    return {"Resource": listed}


def _pattern(random: Random, q: Asked, style: Style, effect: str) -> str:
    """A pattern that matches the secret."""
    for _ in range(30):
        made = _try_pattern(random, q, style, effect)
        plain = settled(made, fill=not q.of_resource)
        context = {key.lower(): values for key, values in q.facts.items() if values}
        if matches(parse(plain, True), q.resource, context):
            return made
    return "*"


def _try_pattern(random: Random, q: Asked, style: Style, effect: str) -> str:
    if effect == "Allow" and not q.of_resource and random.random() < style.incomplete:
        parts = ["arn", q.partition, "secretsmanager", q.region, q.account]
        return ":".join(parts[: random.randint(2, 5)])
    form = random.random()
    suffixed = q.rule == "SM-ID-SUFFIX" and effect == "Allow"
    if form < 0.2 and not suffixed:
        return random.choice(
            ("*", "arn:*", f"arn:{q.partition}:secretsmanager:*", "arn:*:secret:*", "arn:*:secretsmanager:*:*")
        )
    place = random.random() < style.places
    partition = random.choice((q.partition, q.partition, "*", "aws*"))
    region = random.choice((q.region, f"{q.region[:3]}*", f"{q.region[:-1]}?", "*")) if place else "*"
    account = random.choice((q.account, "*", f"{q.account[:4]}*", f"*{q.account[-4:]}")) if place else "*"
    start = f"arn:{partition}:secretsmanager:{region}:{account}:secret:"
    if form > 0.9 and not suffixed:
        start = random.choice(
            ("arn:*:secret:", "arn:*:*:secret:", f"arn:{partition}:secretsmanager:*:secret:", f"arn:*:{q.account}:s*:")
        )
    return start + _name_pattern(random, q, style, suffixed)


def _name_pattern(random: Random, q: Asked, style: Style, suffixed: bool) -> str:
    whole = f"{q.name}-{q.suffix}"
    if suffixed:
        head = q.name.partition(q.fresh)[0]
        return random.choice((f"{head}*", f"{head}?*", f"{head}{q.fresh[0]}*", f"{head[:4]}*"))
    form = random.random()
    if form < style.variables:
        names = [
            (key, values[0])
            for key, values in q.facts.items()
            if len(values) == 1 and values[0] in q.name and key in _IN_NAMES and not q.strange(key)
        ]
        if names:
            key, text = random.choice(names)
            return random.choice((f"{q.name}-??????", f"{q.name}*")).replace(text, f"${{{key}}}", 1)
    if q.rule == "SM-ID-READ-ALL":
        return random.choice(
            (
                "*",
                "?*",
                f"*{q.name[-2:]}-*",
                f"{q.name[:1]}*",
                f"{q.name[:2]}*",
                "*-??????",
                f"??{q.name[2:]}*",
                f"*{whole[3:]}",
            )
        )
    if form < 0.7:
        return random.choice((f"{q.name}-??????", f"{q.name}*", f"{q.name}-*", "*", whole, f"{q.name[:3]}*"))
    at = random.randrange(len(whole))
    return random.choice(
        (
            f"*{whole[at:]}",
            f"{whole[:at]}?{whole[at + 1 :]}",
            f"{whole[:at]}*{whole[at:]}",
            "?*",
            f"*{whole[at : at + 2]}*",
        )
    )


_IN_NAMES = {
    *("aws:UserAgent", "secretsmanager:VersionStage", "secretsmanager:VersionId", "aws:PrincipalTag/team"),
    *("aws:username", "aws:RequestTag/team", "secretsmanager:Description", "aws:SourceIdentity", "aws:referer"),
}


def other_resource(random: Random, q: Asked, style: Style) -> str:
    """A pattern near the secret that does not match it."""
    context = {key.lower(): values for key, values in q.facts.items() if values}
    while True:
        made = _miss(random, q, style)
        if not matches(parse(settled(made, fill=not q.of_resource), True), q.resource, context):
            return made


def _miss(random: Random, q: Asked, style: Style) -> str:
    partition, region, account, name = q.partition, q.region, q.account, q.name
    change = random.choice(("region", "account", "name", "name", "suffix", "partition", "service"))
    if random.random() < style.variables / 3:
        key = random.choice(("aws:RequestedRegion", "aws:ResourceAccount"))
        return random.choice(
            (
                f"arn:{partition}:secretsmanager:${{aws:RequestedRegion}}:*:secret:*",
                f"arn:{partition}:secretsmanager:*:${{aws:ResourceAccount}}:secret:*",
                f"arn:${{{key}}}:secretsmanager:*:*:secret:*",
                f"arn:{partition}:secretsmanager:*:*:secret:${{aws:PrincipalTag/none}}*",
                f"arn:{partition}:secretsmanager:*:*:secret:{name}/${{aws:username}}*",
            )
        )
    region = random.choice((region, "*", f"{region[:2]}*"))
    account = random.choice((account, "*", "*"))
    tail = random.choice((f"{name}-??????", f"{name}*", f"{name[:2]}*", "*", "*-??????"))
    if change == "region":
        region = random.choice((*PLACES[q.partition], "eu-*", "us-*", f"{q.region}?"))
    elif change == "account":
        account = random.choice((*ACCOUNTS, "9*", "1111*", f"?{q.account}"))
    elif change == "partition":
        partition = random.choice(tuple(PLACES))
    elif change == "service":
        return random.choice(
            (f"arn:{partition}:s3:::*", f"arn:{partition}:ssm:*:*:parameter/*", f"arn:{partition}:kms:*")
        )
    elif change == "suffix":
        tail = random.choice((f"{name}-?????", f"{name}", f"{name}-AbCdEf", f"{name}-???????"))
    else:
        at = random.randrange(len(name))
        tail = random.choice(
            (
                f"{name[:at]}k{name[at + 1 :]}*",
                f"{name}?*-??????",
                "any-secret*",
                "prod/*",
                f"{name[:at]}{name[at + 1 :]}*",
            )
        )
    return f"arn:{partition}:secretsmanager:{region}:{account}:secret:{tail}"


def principal(random: Random, q: Asked) -> Json:
    """Who asks, by name or as one of everybody."""
    owner = q.principal.split(":")[4]
    form = random.random()
    if form < 0.15:
        return {"NotPrincipal": {"AWS": random.sample((*ACCOUNTS[:2], "arn:aws:iam::111122223333:role/reader"), 2)}}
    if q.rule == "SM-RP-PUBLIC" or form < 0.5:
        return {"Principal": random.choice(("*", {"AWS": "*"}, {"AWS": ["*"]}, {"AWS": ["111122223333", "*"]}))}
    named = random.choice((owner, f"arn:{q.partition}:iam::{owner}:root", q.principal))
    return {"Principal": {"AWS": random.choice((named, [named], ["111122223333", named])), **_services(random)}}


def _services(random: Random) -> Json:
    return {"Service": "lambda.amazonaws.com"} if random.random() < 0.2 else {}


def other_principal(random: Random, q: Asked) -> Json:
    """Principals that are not the one who asks, or a NotPrincipal that spares it, where its name may be said."""
    if q.rule == "SM-RP-EXTERNAL" and random.random() < 0.4:
        return {"NotPrincipal": {"AWS": [q.principal, "111122223333"]}}
    others = ("111122223333", "arn:aws:iam::444455556666:role/nobody", "arn:aws:iam::111122223333:root")
    return {"Principal": {"AWS": random.choice(others), **_services(random)}}
