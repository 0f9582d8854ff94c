"""How destinations on the web are reached: within which limits, with which token, at which S3."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from smguard.delivery.tarball import MAX_PACKED
from smguard.errors import InputError, Problem, SmguardError
from smguard.http import Client, Limits

VARIABLE = "SMGUARD_TOKEN"

LIMITS = Limits(size=MAX_PACKED)

MAXIMUM_TOKEN = 16 * 1024
"""Bytes of a token."""


@dataclass(frozen=True, slots=True)
class Access:
    """A bearer token for addresses, which is never shown, and the S3 to speak to where it is not AWS's own."""

    token: str | None = field(default=None, repr=False)
    s3_endpoint: str | None = None


def read_access(token_file: Path | None, s3_endpoint: str | None) -> Access:
    """The token in the file, else in SMGUARD_TOKEN, else none. Raises SmguardError where it can be no token."""
    token = os.environ.get(VARIABLE, "")
    if token_file is not None:
        try:
            with token_file.open("rb") as file:
                token = file.read(MAXIMUM_TOKEN + 1).decode("ascii", "replace")
        except OSError as error:
            raise InputError(Problem(str(token_file), f"cannot be read: {error.strerror or error}")) from None
    token = token.strip()
    named = str(token_file) if token_file else VARIABLE
    if (token or token_file) and not re.fullmatch(r"[\x21-\x7e]{1,16384}", token):
        raise SmguardError(f"{named}: contains no bearer token, which is one word of ASCII")
    if s3_endpoint and not re.fullmatch(r"https?://[^/@?#\s]+/?", s3_endpoint):
        raise SmguardError("--s3-endpoint must be an address such as https://minio.example:9000")
    return Access(token or None, s3_endpoint)


def client(name: str) -> Client:
    """Connections to the destination of that name, within LIMITS."""
    return Client(name, LIMITS, "try again later")
