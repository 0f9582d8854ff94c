"""A bundle's signature: one JSON Web Token over the hashes of its files, as OPA makes and verifies it.

The format is OPA's: https://www.openpolicyagent.org/docs/management-bundles#signing. PyJWT makes and verifies the
token. OPA's own rules stand here: one token, the key that it names, the hashes of exactly these files. What the token
says beside that, such as when it was made, is in `claims`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from smguard.delivery import claims as said
from smguard.delivery.claims import Claims, Demands, SignatureError
from smguard.delivery.digest import HASHES, TRUSTED, digest
from smguard.delivery.key import Algorithm, Key, sign_ecdsa
from smguard.delivery.tarball import SIGNATURES, exact_json

if TYPE_CHECKING:
    from jwt import PyJWS
    from jwt.algorithms import ECAlgorithm

__all__ = ["SignatureError", "Signed", "sign", "signer", "verify"]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a bundle, and what the signature says beside that."""

    key: Key
    claims: Claims

    def __str__(self) -> str:
        return f"{self.key.algorithm} by the key {self.key.id}, over every file's hash{self.claims}"


def sign(files: Mapping[str, bytes], key: Key, claims: Claims = said.NONE) -> dict[str, bytes]:
    """The files with their signature among them, in place of one that they had; the same for the same key and claims.

    Tests are left out of it, as they are of the tarball. Raises SmguardError where a file cannot be hashed as
    OPA does it.
    """
    content = {path: text for path, text in sorted(files.items()) if path != SIGNATURES}
    packed = {path: text for path, text in content.items() if not path.endswith("_test.rego")}
    payload = {
        "files": [{"name": path, "hash": digest(path, text), "algorithm": "SHA-256"} for path, text in packed.items()],
        **claims.to_json(),
    }
    token = _token(json.dumps(payload, separators=(",", ":")).encode(), key)
    return {**content, SIGNATURES: json.dumps({"signatures": [token]}).encode() + b"\n"}


def verify(files: Mapping[str, bytes], keys: Sequence[Key], demands: Demands | None = said.ANY) -> Signed:
    """Which key signed exactly these files, and what it said with that; with no demands, whatever that is.

    Raises SignatureError if none of the keys did, or none at all, or where it says another thing than is demanded.
    """
    token, claimed = _read(files)
    if claimed is None and len(keys) > 1:
        raise SignatureError("its signature names no key, which OPA needs to choose one of several: sign it again")
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
    signed = _object(payload)
    claims = said.read(signed, key.id)
    if demands is not None:
        said.check(claims, demands)
    _compare(files, signed.get("files"))
    return Signed(key, claims)


def signer(files: Mapping[str, bytes]) -> str | None:
    """The id of the key that claims to have signed, unproven; None if the bundle is not signed or names no key.

    Raises SignatureError if its signature is damaged.
    """
    return _read(files)[1] if SIGNATURES in files else None


def _read(files: Mapping[str, bytes]) -> tuple[str, str | None]:
    """The one token, and the id of the key that it names, unproven."""
    from jwt import InvalidTokenError
    from jwt.utils import base64url_decode

    if SIGNATURES not in files:
        raise SignatureError("it is not signed")
    try:
        match exact_json(files[SIGNATURES], unique=True):
            case {"signatures": [str(token)], **rest} if rest in ({}, {"plugin": ""}) and _TOKEN.fullmatch(token):
                head = _object(base64url_decode(token.partition(".")[0]))
                if isinstance(named := head.get("kid", ""), str) and head.keys().isdisjoint(_ODD_HEAD):
                    _jws().get_unverified_header(token)
                    return token, named or None
            case {"signatures": [_, _, *_]}:
                raise SignatureError(
                    f"{SIGNATURES}: contains several tokens, but OPA accepts exactly one: sign the bundle again"
                )
    except (ValueError, InvalidTokenError):
        pass
    raise SignatureError(said.DAMAGED)


_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
"""A token as OPA reads it: without the padding that PyJWT accepts."""

_ODD_HEAD = ("crit", "b64")


def _object(content: bytes) -> Mapping[str, Any]:
    """The object that a part of a token is, without a name that OPA could take for another."""
    try:
        found = exact_json(content, unique=True)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise SignatureError(said.DAMAGED)
    return found


def _compare(files: Mapping[str, bytes], listed: object) -> None:
    """Raises SignatureError with every file that was changed after it was signed."""
    claimed: dict[str, tuple[str, str]] = {}
    for entry in listed if isinstance(listed, list) else [] if listed is None else [listed]:
        match entry:
            case {"name": str(name), "hash": str(hashed), "algorithm": str(algorithm), **rest} if (
                algorithm in HASHES and _HEX.fullmatch(hashed) and not rest and name not in claimed
            ):
                if algorithm not in TRUSTED:
                    raise SignatureError(f"{name}: is hashed with {algorithm}, which is too weak: sign it again")
                claimed[name] = hashed, algorithm
            case _:
                raise SignatureError(said.DAMAGED)
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


_HEX = re.compile(r"[0-9A-Fa-f]+")


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
    """ES256 with signatures that are the same for the same bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from jwt.algorithms import ECAlgorithm
    from jwt.utils import der_to_raw_signature

    class Deterministic(ECAlgorithm):
        def sign(self, msg: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
            return der_to_raw_signature(sign_ecdsa(key, msg), key.curve)

    return Deterministic(ECAlgorithm.SHA256, ec.SECP256R1)
