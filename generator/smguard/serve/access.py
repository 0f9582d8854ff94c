"""Who may ask: bearer tokens in a file, one a line, read again when the file changes. Tokens are never shown."""

import base64
import binascii
import hashlib
import hmac
import logging
import re
from pathlib import Path

from smguard.errors import InputError, Problem

MINIMUM_LENGTH = 16
_TOKEN = re.compile(r"[\x21-\x7e]+")
_log = logging.getLogger("smguard.serve")


class Tokens:
    """The tokens of one file. Where the file is gone, empty or broken, nobody is let in until it is mended."""

    def __init__(self, path: Path) -> None:
        """Raises InputError where the file holds no tokens."""
        self._path = path
        self._stat = _stat(path)
        self._digests = _read(path)

    def admit(self, authorization: str | None) -> bool:
        """Whether an Authorization header carries one of the tokens: `Bearer TOKEN`, or as a Basic password.

        The time it takes says nothing about the tokens.
        """
        self._refresh()
        given = hashlib.sha256(_presented(authorization or "")).digest()
        return bool(sum([hmac.compare_digest(given, digest) for digest in self._digests]))

    def _refresh(self) -> None:
        stat = _stat(self._path)
        if stat == self._stat:
            return
        self._stat = stat
        try:
            self._digests = _read(self._path)
        except InputError as error:
            self._digests = ()
            _log.error("%s; every request is refused until it is fixed", error)
        else:
            _log.info("%s: reloaded, %d tokens", self._path, len(self._digests))


def _read(path: Path) -> tuple[bytes, ...]:
    """The digests of a file's tokens; empty lines and such that begin with # do not count."""
    try:
        lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror or error}")) from None
    tokens = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    tokens = [(number, token) for number, token in tokens if token and not token.startswith("#")]
    problems = [
        Problem(
            str(path), f"a token must have at least {MINIMUM_LENGTH} printable ASCII characters and no space", number
        )
        for number, token in tokens
        if len(token) < MINIMUM_LENGTH or not _TOKEN.fullmatch(token)
    ]
    if not tokens:
        problems = [Problem(str(path), "contains no token: write one per line, from `openssl rand -hex 32`")]
    if problems:
        raise InputError(problems)
    return tuple(hashlib.sha256(token.encode()).digest() for _, token in tokens)


def _presented(authorization: str) -> bytes:
    """The token in the header; nothing that is a token where there is none."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""


def _stat(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError as error:
        return (error.errno or -1,)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
