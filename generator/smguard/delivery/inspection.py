"""The checks that a packed bundle has to pass before an OPA server gets it, with the outcome of each."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from smguard import tree
from smguard.delivery import claims
from smguard.delivery.claims import Demands
from smguard.delivery.key import Key
from smguard.delivery.publish import Access, fetch
from smguard.delivery.signature import SignatureError, signer
from smguard.delivery.signature import verify as verify_signature
from smguard.delivery.tarball import Unpacked, unpack
from smguard.errors import EngineError, InputError, SmguardError
from smguard.toolchain.walls import CHECK_SECONDS, run, run_opa

_VERSION = re.compile(r"v?(\d+\.\d+\.\d+)")


class Outcome(StrEnum):
    """What became of one check; its value is how it is shown."""

    OK = "ok"
    FAILED = "FAILED"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One check's outcome; `detail` says what was found, what is wrong, or why it was skipped."""

    name: str
    outcome: Outcome
    detail: str

    @property
    def failed(self) -> bool:
        """Whether the bundle did not pass."""
        return self.outcome is Outcome.FAILED


def inspect(
    tarball: bytes,
    source: str,
    keys: Sequence[Key],
    opa: Path | None,
    version: str | None = None,
    unwanted: Collection[str] = (),
    demands: Demands = claims.ANY,
) -> Iterator[Check]:
    """The checks of one tarball, one by one; the later ones are skipped if the first one failed.

    With keys the bundle must be signed by one of them, as is demanded; without, its signature is not checked. `opa`
    compiles it, as the OPA of the given version would if there is one. `source` names the tarball in problems.
    `unwanted` names checks to skip: signature, opa.
    """
    compiling = f"opa {version.removeprefix('v')}" if version else "opa"
    try:
        unpacked = unpack(tarball, source)
    except InputError as error:
        yield Check("contents", Outcome.FAILED, str(error))
        for name in ("signature", compiling):
            yield Check(name, Outcome.SKIPPED, "the contents are damaged")
        return
    files = sum(path.endswith((".rego", ".json")) for path in unpacked.files) - unpacked.signed
    roots = ", ".join(unpacked.roots)
    found = f"revision {unpacked.revision}, {files} files, all under the roots {roots}"
    yield Check("contents", Outcome.OK, found)
    if "signature" in unwanted:
        yield Check("signature", Outcome.SKIPPED, "not wanted")
    else:
        yield signature_check(unpacked, keys, demands)
    if "opa" in unwanted:
        yield Check(compiling, Outcome.SKIPPED, "not wanted")
    elif opa is None:
        yield Check(compiling, Outcome.SKIPPED, "there is no opa: run `smguard toolchain install opa`")
    else:
        yield compile_check(tarball, opa, version)


def signature_check(unpacked: Unpacked, keys: Sequence[Key], demands: Demands = claims.ANY) -> Check:
    """Whether one of the keys signed all of the files as they are, as is demanded; skipped without keys."""
    try:
        if keys:
            return Check("signature", Outcome.OK, str(verify_signature(unpacked.files, keys, demands)))
        claimed = signer(unpacked.files)
    except SignatureError as error:
        return Check("signature", Outcome.FAILED, str(error))
    if not unpacked.signed:
        return Check("signature", Outcome.SKIPPED, "no key given; the bundle is not signed")
    named = f" (the signature names the key {claimed})" if claimed else ""
    return Check("signature", Outcome.SKIPPED, f"no key given: name the public key with --key{named}")


def signing_time(named: str, bundle: str, keys: Sequence[Key], access: Access) -> tuple[datetime, str]:
    """When another bundle was signed, and how to say so: a tarball, an address, or a revision in the bundle's store.

    Raises SmguardError where that is none, or one of the keys did not sign it, or not with a time.
    """
    beside = Path(bundle).parent
    found = sorted(beside.glob(f"{named}*.tar.gz")) if beside.name == "revisions" and _DIGITS.fullmatch(named) else []
    place = str(found[0]) if len(found) == 1 else named
    if place == named and not Path(named).exists() and "://" not in named:
        raise SmguardError(
            f"--not-before {named}: is neither a time, such as 2026-11-27T12:00:00Z, nor a tarball or its address, nor"
            " a revision in the store of the bundle"
        )
    unpacked = unpack(fetch(place, access), place)
    try:
        issued = verify_signature(unpacked.files, keys, None).claims.issued
    except SignatureError as error:
        raise SmguardError(f"--not-before {named}: {error}") from None
    if issued is None:
        raise SmguardError(f"--not-before {named}: its signature carries no time: sign it again, or give a time")
    return issued, f"revision {unpacked.revision}, signed at {claims.written(issued)}"


_DIGITS = re.compile(r"[0-9a-f]{8,64}")


def compile_check(tarball: bytes, opa: Path, version: str | None = None) -> Check:
    """Whether opa compiles the bundle, with no more than the OPA of that version can do."""
    name = f"opa {version.removeprefix('v')}" if version else "opa"
    with tree.scratch() as made:
        packed = made / "bundle.tar.gz"
        packed.write_bytes(tarball)
        plain = version.removeprefix("v") if version else None
        try:
            done = run_opa(opa, "check", "--bundle", str(packed), seconds=CHECK_SECONDS, version=plain)
        except EngineError as error:
            return Check(name, Outcome.FAILED, str(error))
    said = printable(done.said.replace(f"{made}/", "").strip())
    if done.code:
        return Check(name, Outcome.FAILED, said or f"does not compile the bundle (exit code {done.code})")
    return Check(name, Outcome.OK, "compiles the bundle")


def printable(text: str) -> str:
    """Text of others with its control characters escaped, which a terminal would obey."""
    return "".join(sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text)


def known_version(opa: Path, version: str) -> str:
    """The version, as opa's own list has it. Raises SmguardError where this opa knows nothing of it."""
    done = run([str(opa), "capabilities"], seconds=CHECK_SECONDS)
    known = [found[1] for line in done.output.decode().split() if (found := _VERSION.fullmatch(line))]
    asked = _VERSION.fullmatch(version)
    if asked is None or asked[1] not in known:
        raise SmguardError(f"{version}: this opa knows no such version of OPA; the newest it knows is {known[-1]}")
    return asked[1]
