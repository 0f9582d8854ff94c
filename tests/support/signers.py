"""Keys that tests sign with, made anew in each run, and bundles signed by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from smguard.bundle.composition import Bundle, compose, pack
from smguard.bundle.plan import read_plan
from smguard.delivery.claims import NONE, Claims
from smguard.delivery.key import Key, read_keys
from smguard.delivery.signature import sign
from support.workbench import shipped_bundle


@dataclass(frozen=True)
class Pair:
    """What signs and what verifies; the same text for HS256."""

    algorithm: str
    private: bytes
    public: bytes

    def write(self, folder: Path, name: str) -> tuple[Path, Path]:
        """Both as files."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = folder / f"{name}.private", folder / f"{name}.public"
        paths[0].write_bytes(self.private)
        paths[1].write_bytes(self.public)
        return paths

    def key(self, folder: Path, name: str = "key", private: bool = True) -> Key:
        """One of them, read as smguard reads it."""
        return read_keys([str(self.write(folder, name)[0 if private else 1])], None)[0]


@cache
def pair(algorithm: str, which: int = 0) -> Pair:  # noqa: ARG001 (another number is another pair)
    """A pair for RS256, ES256 or HS256; another one for each number."""
    if algorithm == "HS256":
        secret = token_hex(32).encode()
        return Pair(algorithm, secret, secret)
    made = rsa.generate_private_key(65537, 2048) if algorithm == "RS256" else ec.generate_private_key(ec.SECP256R1())
    private = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Pair(algorithm, private, made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def shipped_files() -> dict[str, bytes]:
    """The shipped bundle's files without its tests."""
    return {path: text for path, text in shipped_bundle().files.items() if not path.endswith("_test.rego")}


def packed(key: Key | None = None, files: Mapping[str, bytes] | None = None, claims: Claims = NONE) -> bytes:
    """A tarball of the shipped bundle, or of other files, signed where there is a key."""
    content = shipped_files() if files is None else dict(files)
    return pack(sign(content, key, claims) if key else content)


def other_bundle(folder: Path) -> Bundle:
    """The shipped rules with another organisation, so another revision."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "organization.yaml").write_text("fail_on: low\n")
    return compose(read_plan(folder))
