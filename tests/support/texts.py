"""Texts that may be policies: broken JSON, odd JSON, any value in any place; and how two engines' answers compare."""

import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import requests
from jsonschema import Draft202012Validator

from iam import generate
from smguard.contract import decision_schema

Json = dict[str, Any]

MORE = "more text follows the document"
"""In the message for a text that a server reads the first value of (see templates/docs/decision.md)."""

_TOKENS = (
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"',
        b"'",
        b"\\",
        b" ",
        b"\n",
        b"\t",
        b"\0",
        b"\v",
        b"\f",
        b"\x7f",
        b"/**/",
        b"//",
    ),
    *(b"true", b"false", b"null", b"NaN", b"Infinity", b"-", b"-0", b"0", b"01", b"1.", b"1e", b"1e999", b"1e-999"),
    *(b"9" * 25, b"1.5.5", b"0x1", b"set()", b'"a":1', b'"Effect":"Allow"', b'"Action":"*"', b'"Statement":[]', b"{}x"),
    *(
        b"\\ud800",
        b"\\udc00",
        b"\\ud83d\\ude00",
        b"\\u0000",
        b"\\x41",
        b"\xff",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
    ),
    *(
        "é".encode(),
        "\u2028".encode(),
        "\ufffd".encode(),
        "\U0001f600".encode(),
        "\u00a0".encode(),
        b"#",
        b"&a",
        b"*a",
        b"<<",
    ),
)
_SCALARS: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1.5, 7, 2**31, 2**53, 10**15, 10**20, 1e300, 1e-7, 123456789012),
    *(
        "",
        "x",
        "*",
        "Allow",
        "Deny",
        "\0",
        "\ufffd",
        "é",
        "\U0001f600",
        "secretsmanager:*",
        "${aws:username}",
        "${",
        "null",
    ),
    *(
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf",
        "arn:aws:iam::111122223333:role/a",
        "111122223333",
    ),
    *("2012-10-17", "scp", "resource", "other", "[1 2]", "{}", '{"Statement":[]}', '{"Statement":[]}x', "a" * 300),
)
_KEYS = (
    *("Statement", "Version", "Id", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal"),
    *("NotPrincipal", "Condition", "AWS", "StringEquals", "NumericLessThan", "aws:PrincipalArn", "policy", "policies"),
    *(
        "policy_type",
        "name",
        "resource_arn",
        "account_id",
        "principal_arn",
        "tags",
        "problem",
        "contents",
        "Resources",
        "",
        "x",
    ),
)
_MEMBERS = ("policy_type", "name", "resource_arn", "account_id", "principal_arn", "tags", "problem", "x")
_NUMBERS = (
    *(
        "0",
        "-0",
        "1",
        "1.0",
        "1.50",
        "1e2",
        "1E+2",
        "0.1",
        "1e-7",
        "999999999999999",
        "1000000000000000",
        "1e15",
        "1e21",
    ),
    *(
        "12345678901234567890",
        "1e300",
        "1e309",
        "1e-400",
        "0.99999999999999999999",
        "99999999.99999999999999",
        "-1893456000",
    ),
)


def texts(random: Random) -> Iterator[tuple[str, bytes]]:
    """Texts without end, each with its kind."""
    while True:
        kind = random.choice(("bytes", "mutated", "mutated", "value", "value", "envelope", "string", "number"))
        yield kind, _MAKERS[kind](random)


def value(random: Random, depth: int = 0) -> object:
    """Any JSON value."""
    form = random.random()
    if depth > 3 or form < 0.6:
        return random.choice(_SCALARS)
    if form < 0.8:
        return [value(random, depth + 1) for _ in range(random.randrange(4))]
    return {random.choice(_KEYS): value(random, depth + 1) for _ in range(random.randrange(4))}


_NAMED: Json = {
    "Sid": "App",
    "Effect": "Allow",
    "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
    "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "Bool": {"aws:SecureTransport": True}},
}
_CLEAN: tuple[Json, ...] = (
    {"Version": "2012-10-17", "Id": "none", "Statement": []},
    {"Version": "2012-10-17", "Statement": [_NAMED]},
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
    },
    {"Version": "2008-10-17", "Statement": [{"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}, _NAMED]},
)


def _dump(made: object, random: Random) -> bytes:
    return json.dumps(made, ensure_ascii=random.random() < 0.5).encode()


def _document(random: Random) -> Json:
    """A policy; half of them have no finding, so that one may get an engine to allow what another refuses."""
    return copy.deepcopy(random.choice(_CLEAN)) if random.random() < 0.5 else generate.document(random)


def _bytes(random: Random) -> bytes:
    if random.random() < 0.5:
        return random.randbytes(random.randrange(60))
    return b"".join(random.choice(_TOKENS) for _ in range(random.randrange(1, 12)))


def _mutated(random: Random, text: bytes | None = None) -> bytes:
    text = _dump(_document(random), random) if text is None else text
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        at, to = sorted((random.randrange(len(text) + 1), random.randrange(len(text) + 1)))
        token = random.choice(_TOKENS)
        to = min(to, at + random.choice((1, 1, 4, 40)))
        text = random.choice(
            (
                text[:at] + token + text[at:],
                text[:at] + token + text[to:],
                text[:at] + text[to:],
                text[:to] + text[at:],
                text[:at],
                text + token,
            )
        )
    return text


def _valued(random: Random) -> bytes:
    made = copy.deepcopy(_document(random))
    holder: Any = made
    while True:
        keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if isinstance(holder, dict) and random.random() < 0.2:
            holder[random.choice(_KEYS)] = value(random)
            break
        if not keys:
            break
        key = random.choice(keys)
        if not isinstance(holder[key], dict | list) or random.random() < 0.25:
            holder[key] = value(random)
            break
        holder = holder[key]
    return _dump(made if random.random() < 0.95 else value(random), random)


def _enveloped(random: Random) -> bytes:
    def one() -> object:
        members = {name: value(random) for name in random.sample(_MEMBERS, random.randrange(4))}
        return {"policy": _document(random), **members} if random.random() < 0.9 else value(random)

    if random.random() < 0.7:
        return _dump(one(), random)
    beside = {random.choice(_KEYS): value(random)} if random.random() < 0.3 else {}
    return _dump({**beside, "policies": [one() for _ in range(random.randrange(4))]}, random)


def _in_a_string(random: Random) -> bytes:
    inner = _dump(_document(random), random)
    inner = _mutated(random, inner) if random.random() < 0.7 else inner
    return _dump({"policy": inner.decode("utf-8", "replace")}, random)


def _numbered(random: Random) -> bytes:
    operator = random.choice(
        ("StringEquals", "NumericEquals", "NumericLessThanEquals", "DateLessThan", "Bool", "StringLike")
    )
    key = random.choice(
        ("aws:PrincipalAccount", "secretsmanager:RecoveryWindowInDays", "aws:MultiFactorAuthAge", "aws:EpochTime")
    )
    listed = ",".join(random.choice(_NUMBERS) for _ in range(random.randint(1, 2)))
    block = f'{{"{operator}":{{"{key}":[{listed}]}}}}'
    made = _document(random)
    statements = made["Statement"] if isinstance(made["Statement"], list) else [made["Statement"]]
    random.choice(statements or [made])["Condition"] = "@"
    if random.random() < 0.1:
        made["Id"], block = "@", random.choice(_NUMBERS)
    return json.dumps(made).replace('"@"', block).encode()


_MAKERS: Mapping[str, Any] = {
    "bytes": _bytes,
    "mutated": _mutated,
    "value": _valued,
    "envelope": _enveloped,
    "string": _in_a_string,
    "number": _numbered,
}


@cache
def _validator(checked: bool) -> Draft202012Validator:
    return Draft202012Validator(decision_schema(checked))


_known: set[str] = set()
_EXACT = frozenset({"severity", "policy_type", "rule", "proven"})


def violation(decision: object) -> str | None:
    """How a decision of an engine breaks the contract's schema. A shape that was valid is not looked at again."""
    shape = json.dumps(_shape(decision), sort_keys=True)
    if shape in _known:
        return None
    for error in _validator(False).iter_errors(decision):
        return f"{error.json_path}: {error.message}"[:300]
    _known.add(shape)
    return None


def _shape(part: object, name: str = "") -> object:
    if isinstance(part, dict):
        open_ended = name == "context"
        return {("*" if open_ended else key): _shape(inner, key) for key, inner in part.items()}
    if isinstance(part, list):
        shapes = {json.dumps(_shape(inner), sort_keys=True) for inner in part}
        return sorted(shapes)
    if name in _EXACT:
        return part
    if name == "url":
        return isinstance(part, str) and part.startswith("https://")
    if isinstance(part, int) and not isinstance(part, bool):
        return part if part < 0 else "int"
    return type(part).__name__


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers to one text that do not agree, and whether that is documented."""

    kind: str
    documented: bool


def difference(own: Json, other: Json | None) -> Difference | None:
    """How OPA's answer differs from an engine's; it is None where OPA refuses the text.

    Both refuse, whatever they say: no difference. Else the decisions are the same but for their bytes.
    """
    message = own["findings"][0]["message"] if own["findings"] else ""
    refused = message.startswith("this text cannot be judged: ")
    if refused and (other is None or other["allow"] is not True):
        return None
    if refused:
        return Difference("verdict", MORE in message)
    if other is None:
        return Difference("verdict" if own["allow"] is True else "refused by OPA alone", False)
    if own["allow"] != other["allow"]:
        return Difference("verdict", False)
    return None if own == other else Difference("text", False)


def failed(decision: Json) -> bool:
    """Whether an engine or a rule gave up on a document that is a text."""
    return any(re.search("the engine failed|could not be evaluated", one["message"]) for one in decision["findings"])


def complaints(decision: Json, answer: Sequence[Json | None]) -> Iterator[str]:
    """What is wrong with a decision, and with OPA's beside it where there is one."""
    if broken := violation(decision):
        yield f"shape: {broken}"
    if failed(decision):
        yield "failed"
    for other in answer:
        if other is not None and (broken := violation(other)):
            yield f"shape of OPA: {broken}"
        if differs := difference(decision, other):
            yield f"differs: {differs.kind}{' (documented)' if differs.documented else ''}"


def ask_opa(url: str, batch: Sequence[bytes]) -> list[tuple[Json | None]]:
    """What OPA's server answers to each text as input; None where it refuses it."""
    answers: list[tuple[Json | None]] = []
    with requests.Session() as session:
        for text in batch:
            answer = session.post(f"{url}/v1/data/smguard/decision", data=b'{"input":' + text + b"}", timeout=120)
            answers.append((answer.json().get("result") if answer.ok else None,))
    return answers
