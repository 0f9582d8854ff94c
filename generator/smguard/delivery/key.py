"""Keys that sign bundles: read from a file, the environment or standard input, never from the command line itself."""

import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from smguard.errors import SmguardError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

Algorithm = Literal["RS256", "ES256", "HS256"]

MINIMUM_SECRET = 32
"""Bytes of an HS256 secret: as many as its hash has (RFC 7518, section 3.2)."""

MINIMUM_RSA = 2048
"""Bits of an RSA key (RFC 7518, section 3.3)."""

MAXIMUM_KEY = 64 * 1024
"""Bytes of a key file that are read at all."""

_NAMED = re.compile(r"([A-Za-z0-9._-]{1,64})=(.+)", re.DOTALL)
_CURVE = "secp256r1"


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `material` is PEM (RS256, ES256) or the secret itself (HS256), and is never shown.

    `public` is the public key as PEM, and None for a secret; `private` says whether the key can sign.
    `source` is how the user named it: "-", "env:NAME", or "file".
    """

    id: str
    algorithm: Algorithm
    material: bytes = field(repr=False)
    public: str | None = field(repr=False)
    private: bool
    source: str


def read_keys(given: Sequence[str], stdin: BinaryIO | None) -> list[Key]:
    """The keys that the user names, each as [ID=]FILE, [ID=]env:NAME or [ID=]-, in their order.

    Without an ID a key's id is made from its public part, or from the secret by HMAC: the same key always has
    the same one. Raises SmguardError, which never repeats what could be a key, also where two have one id.
    """
    keys = [
        _read(text, f"key {number}" if len(given) > 1 else "the key", stdin) for number, text in enumerate(given, 1)
    ]
    if len({key.id for key in keys}) < len(keys):
        raise SmguardError("two keys have the same id: give each one an ID of its own, as ID=FILE")
    return keys


def read_signing_key(given: str, stdin: BinaryIO | None) -> Key:
    """The key to sign with, named as for read_keys. Raises SmguardError where it is only a public one too."""
    (key,) = read_keys([given], stdin)
    if not key.private:
        raise SmguardError("the key is a public one, which can only verify: sign with the private key")
    return key


def sign_bytes(key: Key, content: bytes) -> bytes:
    """An RSA (PKCS #1 v1.5) or an ECDSA (DER) signature over the content's SHA-256, by a private key in PEM."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    private = load_pem_private_key(key.material, password=None)
    if isinstance(private, RSAPrivateKey):
        return private.sign(content, PKCS1v15(), SHA256())
    if isinstance(private, EllipticCurvePrivateKey):
        return sign_ecdsa(private, content)
    raise TypeError("keys of other kinds are not read")


def sign_ecdsa(private: "EllipticCurvePrivateKey", content: bytes) -> bytes:
    """A signature by RFC 6979, where the system's OpenSSL can do that: the same bytes have the same signature."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        return private.sign(content, ECDSA(SHA256(), deterministic_signing=True))
    except UnsupportedAlgorithm:
        return private.sign(content, ECDSA(SHA256()))


def _read(given: str, what: str, stdin: BinaryIO | None) -> Key:
    named = _NAMED.fullmatch(given)
    name, place = (named[1], named[2]) if named and not given.startswith("-----") else (None, given)
    if place == "-":
        content, source = (stdin.read(MAXIMUM_KEY + 1) if stdin else b""), "-"
    elif place.startswith("env:"):
        content, source = os.fsencode(os.environ.get(place.removeprefix("env:"), "")), place
    else:
        content, source = _content(place, what), "file"
    if not content:
        places = {"-": "standard input is empty", "file": "its file is empty"}
        raise SmguardError(f"{what}: {places.get(source, 'its environment variable is not set, or empty')}")
    if len(content) > MAXIMUM_KEY:
        raise SmguardError(f"{what}: is longer than {MAXIMUM_KEY} bytes, so it is not a key")
    if content.lstrip().startswith(b"-----BEGIN"):
        return _pem(content, what, name, source)
    return _secret(content, what, name, source)


def _content(place: str, what: str) -> bytes:
    """A key file's content. Its name is not repeated in an error, as it could be the key itself."""
    try:
        with Path(place).open("rb") as file:
            return file.read(MAXIMUM_KEY + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "this is not a file name"
        raise SmguardError(
            f"{what}: its file cannot be read: {reason}. Name a file, env:NAME for an environment variable, or - for"
            " standard input; never the key itself"
        ) from None


def _secret(content: bytes, what: str, name: str | None, source: str) -> Key:
    if content != content.strip():
        raise SmguardError(
            f"{what}: begins or ends with white space, which OPA would read as part of the secret: write it without"
            " a line break, as printf %s does"
        )
    try:
        content.decode()
    except UnicodeDecodeError:
        raise SmguardError(
            f"{what}: is neither PEM nor text: OPA's configuration can only hold a secret of text"
        ) from None
    if len(content) < MINIMUM_SECRET:
        raise SmguardError(
            f"{what}: is neither PEM nor a secret of {MINIMUM_SECRET} bytes or more; `openssl rand -hex 32` makes one"
        )
    from jwt.algorithms import HMACAlgorithm
    from jwt.exceptions import InvalidKeyError

    try:
        HMACAlgorithm(hashlib.sha256).prepare_key(content)
    except InvalidKeyError:
        raise SmguardError(f"{what}: is an SSH key or a JSON Web Key, not PEM or a secret: convert it to PEM") from None
    made = hmac.new(content, b"smguard key id", hashlib.sha256).hexdigest()[:16]
    return Key(name or made, "HS256", content, None, True, source)


def _pem(content: bytes, what: str, name: str | None, source: str) -> Key:
    require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    loaded = _loaded(content, what)
    private = isinstance(loaded, RSAPrivateKey | EllipticCurvePrivateKey)
    public = loaded.public_key() if isinstance(loaded, RSAPrivateKey | EllipticCurvePrivateKey) else loaded
    algorithm: Algorithm
    if isinstance(public, RSAPublicKey):
        if public.key_size < MINIMUM_RSA:
            raise SmguardError(f"{what}: an RSA key of {public.key_size} bits: it must have {MINIMUM_RSA} or more")
        algorithm = "RS256"
    elif isinstance(public, EllipticCurvePublicKey) and public.curve.name == _CURVE:
        algorithm = "ES256"
    else:
        raise SmguardError(
            f"{what}: is neither an RSA key nor one on the curve P-256: RS256 and ES256 need one of these"
        )
    form = PublicFormat.SubjectPublicKeyInfo
    made = hashlib.sha256(public.public_bytes(Encoding.DER, form)).hexdigest()[:16]
    return Key(name or made, algorithm, content, public.public_bytes(Encoding.PEM, form).decode(), private, source)


def _loaded(content: bytes, what: str) -> object:
    """The private or public key in PEM."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

    try:
        if b"PRIVATE KEY-----" in content:
            return load_pem_private_key(content, password=None)
        if b"-----BEGIN CERTIFICATE" in content:
            return x509.load_pem_x509_certificate(content).public_key()
        return load_pem_public_key(content)
    except TypeError:
        raise SmguardError(
            f"{what}: is encrypted: decrypt it with `openssl pkey`, and give it on standard input as -"
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise SmguardError(f"{what}: is damaged PEM, or contains no key that can sign or verify") from None


def require_cryptography() -> None:
    """Raises SmguardError, saying how to install it, where the package for RS256 and ES256 is missing."""
    try:
        import_module("cryptography")
    except ImportError:
        raise SmguardError("RS256 and ES256 need the cryptography package: run `pip install 'smguard[sign]'`") from None
