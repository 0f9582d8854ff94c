"""Random policy documents in the shapes that people write, and in those that only a test would think of.

Everything is drawn from the random.Random that is given: the same seed gives the same documents.
"""

from collections.abc import Callable, Sequence
from random import Random

from iam.keys import ACTIONS
from iam.vocabulary import (
    ACCOUNTS,
    FLAGS,
    KEYS,
    NAMES,
    ORGANIZATION_ID,
    PRINCIPALS,
    STRING_OPERATORS,
    TYPED_OPERATORS,
    UNRELATED,
)

Json = dict[str, object]


def document(random: Random, resource: bool | None = None) -> Json:
    """A well-formed document: an identity policy, or a resource policy, or either (None)."""
    is_resource = random.random() < 0.35 if resource is None else resource
    count = random.choices((1, 2, 3, 5), (62, 28, 8, 2))[0]
    statements: list[Json] = []
    for _ in range(count):
        statements.append(statement(random, is_resource, statements))
    random.shuffle(statements)
    made: Json = {}
    version = random.choices(("2012-10-17", None, "2008-10-17"), (90, 6, 4))[0]
    if version:
        made["Version"] = version
    if random.random() < 0.05:
        made["Id"] = "generated"
    single = len(statements) == 1 and random.random() < 0.2
    made["Statement"] = statements[0] if single else statements
    return made


def statement(random: Random, resource: bool, before: Sequence[Json] = (), effect: str | None = None) -> Json:
    """A statement; a Deny often speaks of what one of the statements before it allows."""
    deny = random.random() < 0.25 if effect is None else effect == "Deny"
    if random.random() < 0.08:
        made = unrelated(random)
    elif deny and before and random.random() < 0.6:
        made = _counter(random, random.choice(before))
    else:
        made = _fresh(random, deny)
    made["Effect"] = "Deny" if deny else "Allow"
    if random.random() < 0.2:
        made["Sid"] = f"S{random.randrange(100)}"
    if resource and not {"Principal", "NotPrincipal"} & set(made):
        name = "NotPrincipal" if random.random() < 0.05 else "Principal"
        made[name] = principal(random, anyone=name == "Principal")
    return made


def unrelated(random: Random) -> Json:
    """A statement without Effect about another service."""
    return {"Action": one_or_list(random, lambda: random.choice(UNRELATED)), "Resource": "*"}


def _fresh(random: Random, deny: bool) -> Json:
    made: Json = {}
    if random.random() < 0.07:
        made["NotAction"] = one_or_list(random, lambda: action(random))
    else:
        made["Action"] = one_or_list(random, lambda: action(random))
    if random.random() < 0.06:
        made["NotResource"] = one_or_list(random, lambda: resource_pattern(random))
    else:
        made["Resource"] = one_or_list(random, lambda: resource_pattern(random))
    if random.random() < (0.75 if deny else 0.45):
        made["Condition"] = condition(random)
    return made


def _counter(random: Random, before: Json) -> Json:
    """A statement about the same things, with one element drawn anew."""
    made = {name: value for name, value in before.items() if name not in ("Sid", "Effect")}
    change = random.choice(("Action", "Resource", "Condition", "Condition", "everything"))
    if change == "Condition":
        made["Condition"] = condition(random)
    elif change == "everything":
        made.pop("Condition", None)
    else:
        made.pop(f"Not{change}", None)
        draw = action if change == "Action" else resource_pattern
        made[change] = one_or_list(random, lambda: draw(random))
    return made


def one_or_list(random: Random, draw: Callable[[], object]) -> object:
    """A value by itself, or one to four in a list."""
    if random.random() < 0.6:
        return draw()
    return [draw() for _ in range(random.choices((1, 2, 4), (5, 4, 1))[0])]


def action(random: Random) -> str:
    """An action pattern."""
    form = random.random()
    if form < 0.14:
        return "secretsmanager:*"
    if form < 0.18:
        return "*"
    if form < 0.24:
        return random.choice(UNRELATED)
    name = random.choice(("GetSecretValue", "PutResourcePolicy", "DeleteSecret", "CreateSecret", *ACTIONS))
    if form < 0.6:
        whole = f"secretsmanager:{name}"
    elif form < 0.72:
        whole = f"secretsmanager:{name[: random.choice((1, 3, 6))]}*"
    elif form < 0.75:
        whole = f"secretsmanager:*{name[-random.choice((2, 6)) :]}"
    elif form < 0.95:
        whole = f"secretsmanager:{blur(random, name)}"
    else:
        unknown = ("secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValues")
        whole = random.choice((*unknown, "secrets*:Get*", "*:GetSecretValue"))
    return odd_case(random, whole) if random.random() < 0.25 else whole


def blur(random: Random, text: str) -> str:
    """The text with some of its characters, or runs of them, under wildcards."""
    made = list(text)
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(made))
        if random.random() < 0.5:
            made[at] = "?"
        else:
            made[at : at + random.choice((0, 1, 3))] = ["*"]
    return "".join(made)


def odd_case(random: Random, text: str) -> str:
    """The text in a letter case of no rule."""
    return "".join(random.choice((letter.lower(), letter.upper())) for letter in text)


def resource_pattern(random: Random) -> str:
    """A pattern for resources, nearly always one that could match a secret."""
    form = random.random()
    if form < 0.2:
        return "*"
    if form < 0.3:
        return random.choice(
            (
                "arn:*",
                "arn:aws:*",
                "arn:aws:secretsmanager:*",
                "arn:aws:secretsmanager:*:*:secret:*",
                "*:secret:*",
            )
        )
    if form < 0.34:
        return random.choice(("arn:aws:s3:::bucket/*", "arn:aws:ssm:*:*:parameter/x", "arn:aws:kms:*:*:key/*"))
    return f"{arn_start(random)}{name_pattern(random)}"


def arn_start(random: Random) -> str:
    """What stands before the name in an ARN pattern."""
    region, account = random.choice(("us-east-1", "eu-west-1", "*", "us-*")), random.choice((*ACCOUNTS, "*"))
    whole = f"arn:aws:secretsmanager:{region}:{account}:secret:"
    odd = (
        "arn:aws:secretsmanager:*:secret:",
        "arn:*:secret:",
        "*:secret:",
        "arn:*:secretsmanager:*:*:secret:",
        "arn:aws:secretsmanager:*:",
        f"arn:aws:secretsmanager:{region}:{account}:*:",
        f"arn:aws:secretsmanager:{region}:{account}:s*:",
        "arn:aws:*:*:*:secret:",
    )
    return random.choice(odd) if random.random() < 0.2 else whole


def name_pattern(random: Random) -> str:
    """What stands for the name and the suffix in an ARN pattern."""
    name = random.choice(NAMES)
    form = random.random()
    if form < 0.25:
        return f"{name}-??????"
    if form < 0.55:
        return random.choice((f"{name}-*", f"{name}/*", f"{name}*", f"{name[:2]}*", f"{name[:1]}*"))
    if form < 0.65:
        return random.choice((f"*{name}*", f"*{name}-??????", f"*/{name}-*", f"?{name}*", f"{name}?*", "?*", "*"))
    if form < 0.72:
        return f"{name}-{random.choice(('AbCdEf', 'x1Y2z3'))}"
    if form < 0.77:
        return name
    if form < 0.87:
        return blur(random, f"{name}-??????")
    if form < 0.95:
        variable = random.choice(("aws:PrincipalTag/team", "aws:username", "aws:PrincipalTag/team, 'shared'"))
        return random.choice((f"${{{variable}}}/*", f"{name}/${{{variable}}}-??????", f"{name}${{*}}*"))
    return f"{name}/[a-z]{{2}}\\*"


def principal(random: Random, anyone: bool = True) -> object:
    """A Principal element, or one for NotPrincipal: what it would mean to except anyone, AWS does not say."""
    form = random.random()
    if form < 0.25 and anyone:
        return "*"
    if form < 0.4 and anyone:
        return {"AWS": "*"}
    made: dict[str, list[str]] = {}
    for _ in range(random.choice((1, 1, 2, 3))):
        kind, name = random.choice(PRINCIPALS)
        if anyone or name != "*":
            made.setdefault(kind, []).append(name)
    made = made or {"AWS": [ACCOUNTS[0]]}
    single = random.random() < 0.5
    return {kind: names[0] if single and len(names) == 1 else names for kind, names in made.items()}


def condition(random: Random) -> Json:
    """A Condition element with one to three conditions, right and wrong ones."""
    made: dict[str, Json] = {}
    for _ in range(random.choices((1, 2, 3), (75, 20, 5))[0]):
        key, kind, values = random.choice(KEYS)
        if random.random() < 0.1:
            key = odd_case(random, key)
        name = operator(random, kind)
        drawn = _values(random, name, kind, values)
        made.setdefault(name, {})[key] = drawn
    return dict(made)


def operator(random: Random, kind: str) -> str:
    """An operator, nearly always one for keys of that kind."""
    if random.random() < 0.1:
        return "Null"
    if random.random() < 0.06:
        kind = random.choice(tuple(TYPED_OPERATORS))
    name = random.choice(TYPED_OPERATORS[kind])
    many = kind == "many" or random.random() < 0.08
    if many and random.random() < 0.8:
        name = random.choice(("ForAllValues:", "ForAnyValue:")) + name
    if random.random() < 0.15:
        name += "IfExists"
    return name


def _values(random: Random, name: str, kind: str, values: Sequence[str]) -> object:
    if name == "Null":
        return random.choice(("true", "false", False))
    if kind == "bool":
        return random.choice(FLAGS)
    stem = name.split(":")[-1].removesuffix("IfExists")
    if stem in STRING_OPERATORS and random.random() < 0.06:
        return random.choice(("*", ["*"], "?*", "${aws:PrincipalTag/team}", "${aws:username, 'root'}"))
    if random.random() < 0.05 and stem in ("ArnLike", "ArnEquals", "ArnNotLike"):
        return "*"
    pool = list(values)
    if random.random() < 0.6:
        return random.choice(pool)
    return random.sample(pool, random.randint(1, min(3, len(pool))))


def organization(random: Random) -> Json:
    """An organisation's parameters, all of them set."""
    return {
        "minimum_literal_prefix": random.choice((3, 3, 3, 1, 5)),
        "allowed_path_prefixes": random.choice(([], ["team-a/"], ["prod/", "app"])),
        "service_administrators": [],
        "permission_managers": [],
        "accounts": list(ACCOUNTS[:1]),
        "organization_id": ORGANIZATION_ID,
        "approved_kms_keys": ["arn:aws:kms:*:111122223333:key/*"],
    }
