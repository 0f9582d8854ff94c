"""What is published: one bundle's tarball, known to be whole, and where it comes from."""

import hashlib
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from smguard import tree
from smguard.bundle.composition import pack
from smguard.delivery import claims as said
from smguard.delivery.claims import Claims
from smguard.delivery.key import Key
from smguard.delivery.signature import Signed, sign
from smguard.delivery.store import read_capped
from smguard.delivery.tarball import SIGNATURES, Unpacked, examine, unpack
from smguard.errors import InputError, Problem, SmguardError

GIT_SECONDS = 20
"""How long git may take to tell a commit."""


class PublishError(SmguardError):
    """A destination did not take the bundle, or does not hold one."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A tarball and the bundle in it; `commit` names the commit of its sources, where that is known.

    `signed` is the signature that it was just given, without which it is as it was found; `builder` is who built it.
    """

    tarball: bytes = field(repr=False)
    unpacked: Unpacked = field(repr=False)
    commit: str | None = None
    signed: Signed | None = None
    builder: str = ""

    @property
    def revision(self) -> str:
        """The bundle's revision."""
        return self.unpacked.revision

    @property
    def digest(self) -> str:
        """The tarball's digest, as registries write it: "sha256:" and 64 hexadecimal digits."""
        return f"sha256:{hashlib.sha256(self.tarball).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one destination: `changed` is False where it held this bundle already."""

    destination: str
    changed: bool


def read_artifact(path: Path, key: Key | None = None, claims: Claims = said.NONE) -> Artifact:
    """The bundle of a folder or a tarball, signed with the key where one is given, which then claims this.

    Raises InputError where there is none, or it is not whole.
    """
    if not path.exists():
        raise InputError(Problem(str(path), "there is no such bundle: run `smguard build`"))
    commit = source_commit(path if path.is_dir() else path.parent)
    if path.is_dir():
        files = {name: text for name, text in tree.read(path).items() if not name.endswith("_test.rego")}
        files.pop(SIGNATURES, None)
        return _signed(examine(files, str(path)), key, commit, claims)
    tarball = read_capped(path)
    unpacked = unpack(tarball, str(path))
    return _signed(unpacked, key, commit, claims) if key else Artifact(tarball, unpacked, commit)


def _signed(unpacked: Unpacked, key: Key | None, commit: str | None, claims: Claims) -> Artifact:
    files = sign(unpacked.files, key, claims) if key else dict(unpacked.files)
    return Artifact(pack(files), Unpacked(files, unpacked.manifest), commit, Signed(key, claims) if key else None)


def source_commit(folder: Path) -> str | None:
    """The git commit that a folder stands at, with "-dirty" where it differs from it; None outside of git."""
    git = ["git", "-C", str(folder)]
    try:
        head, changed = (
            subprocess.run([*git, *asked], capture_output=True, text=True, timeout=GIT_SECONDS, check=True).stdout
            for asked in (["rev-parse", "--verify", "HEAD"], ["status", "--porcelain", "."])
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{head.strip()}{'-dirty' if changed.strip() else ''}"
