"""What a polling OPA asks for in its headers (RFC 7240, RFC 9110)."""

import re

LONGEST_WAIT = 600.0
"""Seconds that a request is held at most, whatever it asks for."""

_WAIT = re.compile(r"wait\s*=\s*\"?(\d{1,9})\"?", re.IGNORECASE)


def wait_seconds(prefer: str | None) -> float:
    """How long a request may be held until there is news: the `wait` of its Prefer header, 0 where it has none.

    OPA writes `modes=snapshot,delta;wait=30`, with a semicolon where the RFC has a comma.
    """
    for part in re.split(r"[,;]", prefer or ""):
        if found := _WAIT.fullmatch(part.strip()):
            return min(float(found[1]), LONGEST_WAIT)
    return 0.0


def names(if_none_match: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names the ETag, weak or not (a proxy that compresses makes it weak)."""
    listed = (part.strip().removeprefix("W/") for part in (if_none_match or "").split(","))
    return any(part in (etag, "*") for part in listed)
