"""What the documentation of IAM decides of a document, and the evaluator leaves open."""

import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def meant(document: Mapping[str, Any]) -> Json:
    """The document as the evaluator reads it, where it leaves open what the documentation of IAM decides.

    An incomplete ARN of an identity policy is filled up with *, and a variable before the fifth colon is text,
    which no ARN has.
    """
    listed: Any = document["Statement"]
    statements = listed if isinstance(listed, list) else [listed]
    of_resource = any({"Principal", "NotPrincipal"} & set(each) for each in statements)

    def changed(each: Mapping[str, Any]) -> Json:
        made = dict(each)
        for name in ("Resource", "NotResource"):
            if name in made:
                texts = made[name] if isinstance(made[name], list) else [made[name]]
                made[name] = [settled(text, fill=not of_resource) for text in texts]
        return made

    return {**document, "Statement": [changed(each) for each in statements]}


def settled(text: str, fill: bool) -> str:
    """The pattern as meant() reads it; fill: of an identity policy."""
    if re.match(r"(?:[^:$]*:){0,4}[^:$]*\$\{(?![*?$]\})", text):
        return "arn:aws:none:none:none:none"
    if fill and _INCOMPLETE.fullmatch(text):
        return text + ":*" * (5 - text.count(":"))
    return text


_INCOMPLETE = re.compile(r"arn:[^:]+(?::(?:secretsmanager|s3|ssm|kms)(?::[^:]*){0,2})?")
