"""What has to hold of a packed bundle before an OPA server gets it, told check by check."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from smguard import tree
from smguard.bundle.proof import Check
from smguard.delivery.key import Key
from smguard.delivery.signature import SignatureError, signer
from smguard.delivery.signature import verify as verify_signature
from smguard.delivery.tarball import Unpacked, unpack
from smguard.errors import InputError, SmguardError

OPA_SECONDS = 120
"""How long opa may take to compile a bundle."""

_VERSION = re.compile(r"v?(\d+\.\d+\.\d+)")


def inspect(tarball: bytes, source: str, keys: Sequence[Key], opa: Path | None, version: str | None) -> Iterator[Check]:
    """The checks of one tarball, one by one; the later ones only where the earlier ones passed.

    With keys the bundle must be signed by one of them; without, its signature is only told. `opa` compiles it,
    as the OPA of the given version would where there is one. `source` names the tarball in problems.
    """
    try:
        unpacked = unpack(tarball, source)
    except InputError as error:
        yield Check("contents", False, str(error))
        return
    files = sum(path.endswith((".rego", ".json")) for path in unpacked.files) - unpacked.signed
    roots = ", ".join(unpacked.roots)
    yield Check("contents", True, f"revision {unpacked.revision}, {files} files, all under the roots {roots}")
    yield signature_check(unpacked, keys)
    if opa is not None:
        yield compile_check(tarball, opa, version)


def signature_check(unpacked: Unpacked, keys: Sequence[Key]) -> Check:
    """Whether one of the keys signed all of the files as they are."""
    try:
        if keys:
            key = verify_signature(unpacked.files, keys)
            return Check("signature", True, f"{key.algorithm} by the key {key.id}, over every file's hash")
        said = signer(unpacked.files)
    except SignatureError as error:
        return Check("signature", False, str(error))
    if not unpacked.signed:
        return Check("signature", True, "not signed, and no key given that asks for it")
    return Check("signature", True, f"not checked: give the public key {said or ''}".rstrip() + " with --key")


def compile_check(tarball: bytes, opa: Path, version: str | None = None) -> Check:
    """Whether opa compiles the bundle, with no more than the OPA of that version can do."""
    name = f"opa {version.removeprefix('v')}" if version else "opa"
    with tree.scratch() as made:
        packed = made / "bundle.tar.gz"
        packed.write_bytes(tarball)
        command = [str(opa), "check", "--bundle", str(packed)]
        if version:
            command += ["--capabilities", f"v{version.removeprefix('v')}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=OPA_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Check(name, False, f"did not compile the bundle within {OPA_SECONDS} s")
    said = (done.stdout + done.stderr).replace(f"{made}/", "").strip()
    return Check(name, done.returncode == 0, said if done.returncode else "compiles the bundle")


def known_version(opa: Path, version: str) -> str:
    """The version, as opa's own list has it. Raises SmguardError where this opa knows nothing of it."""
    done = subprocess.run([str(opa), "capabilities"], capture_output=True, text=True, timeout=OPA_SECONDS, check=False)
    known = [found[1] for line in done.stdout.split() if (found := _VERSION.fullmatch(line))]
    asked = _VERSION.fullmatch(version)
    if asked is None or asked[1] not in known:
        raise SmguardError(f"{version}: opa knows no such version of itself; the newest it knows is {known[-1]}")
    return asked[1]
