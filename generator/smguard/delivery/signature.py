"""A bundle's signature: one JSON Web Token over the hashes of its files, as OPA makes and verifies it.

The format is OPA's: https://www.openpolicyagent.org/docs/management-bundles#signing. PyJWT makes and verifies the
token. OPA's own rules stand here: one token, the key that it names, the hashes of exactly these files.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from smguard.delivery.key import Algorithm, Key
from smguard.delivery.tarball import DATA, MANIFEST, SIGNATURES
from smguard.errors import SmguardError

if TYPE_CHECKING:
    from jwt import PyJWS
    from jwt.algorithms import ECAlgorithm

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


class SignatureError(SmguardError):
    """A bundle is not signed as it must be."""


def sign(files: Mapping[str, bytes], key: Key) -> dict[str, bytes]:
    """The files with their signature among them, in place of one that they had; the same for the same key.

    Tests are left out of it, as they are of the tarball. Raises SmguardError where a file cannot be hashed as
    OPA does it.
    """
    content = {path: text for path, text in sorted(files.items()) if path != SIGNATURES}
    packed = {path: text for path, text in content.items() if not path.endswith("_test.rego")}
    payload = {
        "files": [{"name": path, "hash": digest(path, text), "algorithm": "SHA-256"} for path, text in packed.items()]
    }
    token = _token(json.dumps(payload, separators=(",", ":")).encode(), key)
    return {**content, SIGNATURES: json.dumps({"signatures": [token]}).encode() + b"\n"}


def verify(files: Mapping[str, bytes], keys: Sequence[Key]) -> Key:
    """The key that signed exactly these files. Raises SignatureError if none of the keys did, or none at all."""
    token, claimed = _read(files)
    fitting = [key for key in keys if claimed in (None, key.id)]
    if not fitting:
        known = ", ".join(key.id for key in keys)
        raise SignatureError(f"it is signed by the key {json.dumps(claimed)[:100]}, which is none of these: {known}")
    for key in fitting:
        if (payload := _verified(token, key)) is not None:
            break
    else:
        raise SignatureError(
            f"the signature does not hold under the key {', '.join(key.id for key in fitting)}: the signature was"
            " changed, or another key made it"
        )
    _compare(files, _payload(payload))
    return key


def signer(files: Mapping[str, bytes]) -> str | None:
    """The id of the key that claims to have signed, unproven; None if the bundle is not signed or names no key.

    Raises SignatureError if its signature is damaged.
    """
    return _read(files)[1] if SIGNATURES in files else None


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


def _read(files: Mapping[str, bytes]) -> tuple[str, str | None]:
    """The one token, and the id of the key that it names, unproven."""
    from jwt import InvalidTokenError

    if SIGNATURES not in files:
        raise SignatureError("it is not signed")
    try:
        match json.loads(files[SIGNATURES]):
            case {"signatures": [str(token)], **rest} if not rest.get("plugin") and _TOKEN.fullmatch(token):
                return token, _jws().get_unverified_header(token).get("kid")
            case {"signatures": [_, _, *_]}:
                raise SignatureError(
                    f"{SIGNATURES}: contains several tokens, but OPA accepts exactly one: sign the bundle again"
                )
    except (ValueError, RecursionError, InvalidTokenError):
        pass
    raise SignatureError(_DAMAGED)


_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
"""A token as OPA reads it: without the padding that PyJWT accepts."""

_DAMAGED = f"{SIGNATURES}: is not a signature as OPA writes it: sign the bundle again"


def _payload(content: bytes) -> Mapping[str, Any]:
    """What a token signs, for any scope."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise SignatureError(_DAMAGED)
    if said.get("scope") not in (None, ""):
        raise SignatureError("it is signed for one scope only, which smguard does not support: sign it again")
    return said


def _compare(files: Mapping[str, bytes], payload: Mapping[str, Any]) -> None:
    """Raises SignatureError with every file that was changed after it was signed."""
    claimed: dict[str, tuple[str, str]] = {}
    for entry in payload.get("files") or ():
        match entry:
            case {"name": str(name), "hash": str(hashed), "algorithm": str(algorithm)} if algorithm in HASHES:
                if algorithm not in TRUSTED:
                    raise SignatureError(f"{name}: is hashed with {algorithm}, which is too weak: sign it again")
                claimed[name.removeprefix("/")] = hashed, algorithm
            case _:
                raise SignatureError(_DAMAGED)
    present = files.keys() - {SIGNATURES}
    problems = [f"{path}: is not in the signature" for path in present - claimed.keys()]
    problems += [f"{path}: was signed, but is missing" for path in claimed.keys() - present]
    problems += [
        f"{path}: was changed after it was signed"
        for path in present & claimed.keys()
        if digest(path, files[path], claimed[path][1]) != claimed[path][0].lower()
    ]
    if problems:
        raise SignatureError("\n".join(sorted(problems)))


def _token(payload: bytes, key: Key) -> str:
    """A token, signed by the key. The same payload and key always give the same token."""
    return _jws().encode(payload, key.material, key.algorithm, {"kid": key.id}, sort_headers=True)


def _verified(token: str, key: Key) -> bytes | None:
    """What the token signs, if the key signed it by its own algorithm, whatever algorithm the token names."""
    from jwt import PyJWTError

    try:
        signed: bytes = _jws().decode(token, key.public or key.material, [key.algorithm])
    except PyJWTError:
        return None
    return signed


@cache
def _jws() -> "PyJWS":
    """PyJWT with the algorithms of keys and no others; none of them draws a random number to sign."""
    from jwt import PyJWS
    from jwt.algorithms import has_crypto

    made = PyJWS(get_args(Algorithm))
    if has_crypto:
        made.unregister_algorithm("ES256")
        made.register_algorithm("ES256", _es256())
    return made


def _es256() -> "ECAlgorithm":
    """ES256 by RFC 6979, where the system's OpenSSL can do that: the same bytes have the same signature."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from jwt.algorithms import ECAlgorithm
    from jwt.utils import der_to_raw_signature

    class Deterministic(ECAlgorithm):
        def sign(self, msg: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
            try:
                made = key.sign(msg, ec.ECDSA(self.hash_alg(), deterministic_signing=True))
            except UnsupportedAlgorithm:
                return super().sign(msg, key)
            return der_to_raw_signature(made, key.curve)

    return Deterministic(ECAlgorithm.SHA256, ec.SECP256R1)
