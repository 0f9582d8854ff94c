"""The hash of a bundle's file as OPA computes it, and JSON in the one form that is hashed."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from smguard.delivery.tarball import DATA, MANIFEST
from smguard.errors import SmguardError

HASHES: Mapping[str, str] = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-224": "sha224",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "SHA-512-224": "sha512_224",
    "SHA-512-256": "sha512_256",
}
"""Python's names of the hashes that OPA knows."""

TRUSTED = ("SHA-256", "SHA-384", "SHA-512", "SHA-512-256")
"""The hashes that a signature may rest on: the others of HASHES are too weak."""


def digest(path: str, content: bytes, algorithm: str = "SHA-256") -> str:
    """The hash of a file as OPA computes it: of JSON data and manifests, that of their one canonical form.

    Raises SmguardError where JSON cannot be read.
    """
    made = hashlib.new(HASHES[algorithm], usedforsecurity=False)
    made.update(canonical(path, content) if path.rpartition("/")[2] in (DATA, MANIFEST) else content)
    return made.hexdigest()


def canonical(path: str, content: bytes) -> bytes:
    """JSON with sorted keys, no white space, numbers as they are spelled, escapes only where Go's encoder has them.

    https://github.com/open-policy-agent/opa/blob/main/v1/bundle/hash.go. Raises SmguardError where this is no JSON.
    """
    try:
        value = json.loads(content.decode(), parse_int=_Number, parse_float=_Number, parse_constant=_refuse)
        return "".join(_written(value)).encode()
    except (ValueError, RecursionError):
        raise SmguardError(f"{path}: is not valid JSON, so it cannot be hashed") from None


class _Number(str):
    """A number as it is spelled."""

    __slots__ = ()


def _refuse(spelled: str) -> None:
    raise ValueError(spelled)


def _written(value: object) -> Iterator[str]:
    match value:
        case dict():
            yield "{"
            for number, name in enumerate(sorted(value)):
                yield f"{',' if number else ''}{_quoted(name)}:"
                yield from _written(value[name])
            yield "}"
        case list():
            yield "["
            for number, item in enumerate(value):
                if number:
                    yield ","
                yield from _written(item)
            yield "]"
        case _Number():
            yield value
        case str():
            yield _quoted(value)
        case _:
            yield json.dumps(value)


def _quoted(text: str) -> str:
    """A JSON string; half a surrogate pair becomes U+FFFD, the two line separators are escaped."""
    quoted = _HALF.sub("\ufffd", json.dumps(text, ensure_ascii=False))
    return quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_HALF = re.compile("[\ud800-\udfff]")
