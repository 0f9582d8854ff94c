"""The bundle as WebAssembly: compiled by opa from the Rego alone, stamped with what it was compiled from.

The organisation's data stays outside, so another parameter or exception needs no compiler: a module whose Rego is
the same only gets the new revision.
"""

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

from smguard import tree
from smguard.bundle.composition import ENTRYPOINT, Bundle
from smguard.engine import compiled_path
from smguard.engine.stamp import Stamp, is_compiled, read_stamp, write_stamp
from smguard.errors import EngineError, InputError
from smguard.shipped import folder
from smguard.toolchain.walls import references, run_opa

COMPILE_SECONDS = 300
"""How long opa may take to compile a bundle."""

_POLICY = "/policy.wasm"


def restamped(bundle: Bundle, candidates: Sequence[Path | bytes]) -> bytes | None:
    """A module that was compiled from this bundle's Rego, under its revision, or None.

    It is the shipped one where that is of the same Rego; else one of the candidates that claims to be.
    """
    shipped = compiled_path(folder("bundles") / "secretsmanager")
    for candidate in (shipped, *candidates):
        try:
            content = candidate if isinstance(candidate, bytes) else candidate.read_bytes()
            stamp = read_stamp(content)
        except (OSError, EngineError):
            continue
        if stamp is not None and stamp.policy == bundle.policy:
            return write_stamp(content, Stamp(bundle.policy, bundle.revision))
    return None


def made(bundle: Bundle, present: Path, opa: Path | None) -> bytes | None:
    """The module of a bundle that is written: the shipped one, else what opa compiles, else the one that is present.

    None where none of them is of the bundle's Rego. The one that is present only claims what it was compiled from,
    so it counts only where there is no opa. Raises EngineError and InputError.
    """
    if content := restamped(bundle, []):
        return content
    return compiled(bundle, opa) if opa else restamped(bundle, [present])


def compiled(bundle: Bundle, opa: Path, cache: Path | None = None) -> bytes:
    """The module that this opa makes of the bundle's Rego: the same bytes for the same Rego.

    `cache` is a folder where the embedded engine keeps compiled modules.

    Raises EngineError with opa's own words, or naming the builtins that the embedded engine does not have;
    InputError where METADATA refers to files, SmguardError where there is no room for the work.
    """
    from smguard.engine.wasm import unsupported_builtins

    if problems := references(bundle.files):
        raise InputError(problems)
    with tree.scratch() as made:
        source, output = made / "bundle", made / "bundle.tar.gz"
        for path, content in bundle.files.items():
            if is_compiled(path):
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_bytes(content)
        (source / ".manifest").write_text('{"roots": ["smguard"], "rego_version": 1}', "utf-8")
        # opa writes the modules' paths into what it makes, so they must be the same everywhere.
        arguments = ["-b", source.name, "-t", "wasm", "-e", ENTRYPOINT, "-o", output.name]
        done = run_opa(opa, "build", *arguments, seconds=COMPILE_SECONDS, place=made)
        if done.code != 0:
            raise EngineError(f"opa could not compile the bundle to WebAssembly:\n{done.said}")
        with tarfile.open(fileobj=io.BytesIO(output.read_bytes())) as archive:
            member = archive.extractfile(_POLICY)
            content = member.read() if member else b""
    missing = unsupported_builtins(content, cache)
    if missing:
        raise EngineError(f"the embedded engine has no {', '.join(missing)}: do not use it in rules")
    return write_stamp(content, Stamp(bundle.policy, bundle.revision))
