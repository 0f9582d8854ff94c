"""A bundle's signature: one JSON Web Token over the hashes of its files, as OPA makes and verifies it.

The format is OPA's: https://www.openpolicyagent.org/docs/management-bundles#signing
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smguard.delivery.key import Key
from smguard.delivery.tarball import DATA, MANIFEST, SIGNATURES
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
    head = {"alg": key.algorithm, "kid": key.id, "typ": "JWT"}
    signed = b".".join(_encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (head, payload))
    token = signed + b"." + _encoded(_signature(signed, key))
    return {**content, SIGNATURES: json.dumps({"signatures": [token.decode()]}).encode() + b"\n"}


def verify(files: Mapping[str, bytes], keys: Sequence[Key]) -> Key:
    """The key that signed exactly these files. Raises SignatureError where none of the keys did, or none at all."""
    head, payload, signed, signature = _parts(files)
    fitting = [key for key in keys if head.get("kid") in (None, key.id)]
    if not fitting:
        known = ", ".join(key.id for key in keys)
        raise SignatureError(f"it is signed by the key {_shown(head.get('kid'))}, which is none of these: {known}")
    for key in fitting:
        if head.get("alg") == key.algorithm and _holds(signed, signature, key):
            break
    else:
        raise SignatureError(
            f"the signature does not hold under the key {', '.join(key.id for key in fitting)}: the signature was"
            " changed, or another key made it"
        )
    if payload.get("scope") not in (None, ""):
        raise SignatureError("it is signed for one scope only, which smguard does not use: sign it again")
    _compare(files, payload)
    return key


def signer(files: Mapping[str, bytes]) -> str | None:
    """The id of the key that claims to have signed, unproven; None where the bundle is not signed or says none."""
    if SIGNATURES not in files:
        return None
    kid = _parts(files)[0].get("kid")
    return kid if isinstance(kid, str) else None


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
        raise SmguardError(f"{path}: is no JSON, so it cannot be hashed") from None


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


def _parts(files: Mapping[str, bytes]) -> tuple[Mapping[str, Any], Mapping[str, Any], bytes, bytes]:
    """Head and payload of the one token, what was signed, and the signature."""
    if SIGNATURES not in files:
        raise SignatureError("it is not signed")
    try:
        match json.loads(files[SIGNATURES]):
            case {"signatures": [str(token)], **rest} if not rest.get("plugin"):
                pass
            case {"signatures": [_, _, *_]}:
                raise SignatureError(f"{SIGNATURES}: holds several tokens: OPA takes exactly one")
            case _:
                raise SignatureError(_DAMAGED)
        head, payload, signature = token.encode("ascii").split(b".")
        said = [json.loads(_decoded(part)) for part in (head, payload)]
        if not all(isinstance(part, dict) for part in said):
            raise SignatureError(_DAMAGED)
        return said[0], said[1], head + b"." + payload, _decoded(signature)
    except (ValueError, RecursionError):
        raise SignatureError(_DAMAGED) from None


_DAMAGED = f"{SIGNATURES}: is not what OPA's signatures look like: sign the bundle again"


def _compare(files: Mapping[str, bytes], payload: Mapping[str, Any]) -> None:
    """Raises SignatureError with every file that is not as it was signed."""
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
    problems += [f"{path}: was signed, and is missing" for path in claimed.keys() - present]
    problems += [
        f"{path}: is not as it was signed"
        for path in present & claimed.keys()
        if digest(path, files[path], claimed[path][1]) != claimed[path][0].lower()
    ]
    if problems:
        raise SignatureError("\n".join(sorted(problems)))


def _signature(signed: bytes, key: Key) -> bytes:
    if key.algorithm == "HS256":
        return hmac.new(key.material, signed, hashlib.sha256).digest()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    private = load_pem_private_key(key.material, password=None)
    if isinstance(private, rsa.RSAPrivateKey):
        return private.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise SmguardError(f"the key {key.id} cannot sign")
    try:  # so that the same bundle has the same signature: RFC 6979
        made = private.sign(signed, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    except UnsupportedAlgorithm:
        made = private.sign(signed, ec.ECDSA(hashes.SHA256()))
    return b"".join(number.to_bytes(_COORDINATE, "big") for number in decode_dss_signature(made))


def _holds(signed: bytes, signature: bytes, key: Key) -> bool:
    if key.algorithm == "HS256":
        return hmac.compare_digest(signature, _signature(signed, key))
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    public = load_pem_public_key((key.public or "").encode())
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
            return True
        if isinstance(public, ec.EllipticCurvePublicKey) and len(signature) == 2 * _COORDINATE:
            halves = (int.from_bytes(half, "big") for half in (signature[:_COORDINATE], signature[_COORDINATE:]))
            public.verify(encode_dss_signature(*halves), signed, ec.ECDSA(hashes.SHA256()))
            return True
    except InvalidSignature:
        pass
    return False


_COORDINATE = 32
"""Bytes of each half of an ES256 signature (RFC 7518, section 3.4)."""


def _encoded(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _shown(value: object) -> str:
    return json.dumps(value)[:100]
