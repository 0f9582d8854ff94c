"""Secrets in what is kept: names that hold secrets, and texts that look like one, are replaced."""

import json
import math
import re
from typing import Any

MASKED = "***"
_DEPTH = 32
_TEXT = 512

_NAMES = re.compile(
    r"secret_?(string|binary|value|key|access_?key)|^secret$|passw(or)?d|passphrase|token|credential|private_?key|api_?key"
    r"|authorization|cookie|access_?key",
    re.IGNORECASE,
)
_TEXTS = re.compile(
    r"(?:AKIA|ASIA)[0-9A-Z]{16}"  # access key ids
    r"|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # JSON web tokens
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|(?:gh[pousr]_|xox[abprs]-|glpat-)[\w-]{10,}"  # tokens of well-known services
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"  # user and password in a URL
    r"|(?i:bearer|basic)\s+[\w.~+/=-]{8,}"
)


def masked(value: Any, depth: int = 0) -> Any:
    """The value with its secrets replaced, its texts shortened and its depths cut off."""
    if isinstance(value, str):
        return masked_text(value)
    if depth >= _DEPTH:
        return "…"
    if isinstance(value, dict):
        return {
            masked_text(str(name)): MASKED if _holds_secret(str(name), member) else masked(member, depth + 1)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [masked(member, depth + 1) for member in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value  # 1e999 is JSON, inf is not


def masked_text(text: str, longest: int = _TEXT) -> str:
    """A text with what looks like a secret replaced, at most so long."""
    clean = _TEXTS.sub(MASKED, text[: 4 * _TEXT].encode("utf-8", "replace").decode())
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def shown(text: str) -> str:
    """A text on one line for people to read: what has no glyph, or moves the others, is escaped as in JSON.

    Such are control characters, line ends, surrogates, and the marks that turn the direction of a text.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _escaped(one) for one in text)


def shown_value(value: Any) -> Any:
    """A JSON value whose texts are shown like that; their line ends stay, as JSON itself escapes them."""
    if isinstance(value, str):
        return "\n".join(shown(line) for line in value.split("\n"))
    if isinstance(value, dict):
        return {shown(name): shown_value(member) for name, member in value.items()}
    return [shown_value(member) for member in value] if isinstance(value, list) else value


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def _holds_secret(name: str, member: Any) -> bool:
    """Whether a member is a secret by its name; names of IAM condition keys (aws:TokenIssueTime) are none."""
    return ":" not in name and isinstance(member, str | bytes | int | list | dict) and bool(_NAMES.search(name))
