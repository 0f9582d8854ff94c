"""The bundle as WebAssembly: compiled by opa from the Rego alone, stamped with what it was compiled from.

The organisation's data stays outside, so another parameter or exception needs no compiler: a module whose Rego is
the same only gets the new revision.
"""

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from smguard import tree
from smguard.bundle.composition import ENTRYPOINT, ROOTS, Bundle
from smguard.engine.stamp import Stamp, read_stamp, write_stamp
from smguard.errors import EngineError

_POLICY = "/policy.wasm"


def restamped(bundle: Bundle, candidates: Sequence[Path | bytes]) -> bytes | None:
    """A module among the candidates that was compiled from this bundle's Rego, under its revision, or None."""
    for candidate in candidates:
        try:
            content = candidate if isinstance(candidate, bytes) else candidate.read_bytes()
            stamp = read_stamp(content)
        except (OSError, EngineError):
            continue
        if stamp is not None and stamp.policy == bundle.policy:
            return write_stamp(content, Stamp(bundle.policy, bundle.revision))
    return None


def compiled(bundle: Bundle, opa: Path, cache: Path | None = None) -> bytes:
    """The module that this opa makes of the bundle's Rego: the same bytes for the same Rego.

    `cache` is a folder where the embedded engine keeps compiled modules.

    Raises EngineError with opa's own words, or naming the builtins that the embedded engine does not have;
    SmguardError where there is no room for the work.
    """
    from smguard.engine.wasm import unsupported_builtins

    with tree.scratch() as made:
        source, output = made / "bundle", made / "bundle.tar.gz"
        for path, content in bundle.files.items():
            if path.startswith(ROOTS) and path.endswith(".rego") and not path.endswith("_test.rego"):
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_bytes(content)
        (source / ".manifest").write_text('{"roots": ["smguard"], "rego_version": 1}', "utf-8")
        # opa writes the modules' paths into what it makes, so they must be the same everywhere.
        arguments = [str(opa), "build", "-b", source.name, "-t", "wasm", "-e", ENTRYPOINT, "-o", output.name]
        done = subprocess.run(arguments, cwd=made, capture_output=True, check=False)
        if done.returncode != 0:
            said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
            raise EngineError(f"opa could not compile the bundle to WebAssembly:\n{said}")
        with tarfile.open(fileobj=io.BytesIO(output.read_bytes())) as archive:
            member = archive.extractfile(_POLICY)
            content = member.read() if member else b""
    missing = unsupported_builtins(content, cache)
    if missing:
        raise EngineError(f"the embedded engine has no {', '.join(missing)}: do not use it in rules")
    return write_stamp(content, Stamp(bundle.policy, bundle.revision))
