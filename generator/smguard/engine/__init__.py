"""One interface, "evaluate these documents", and the two engines behind it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from smguard.cache import cache_root
from smguard.engine.rego import read_rego
from smguard.engine.stamp import Stamp, policy_digest, read_stamp, without_stamp, write_stamp
from smguard.errors import EngineError, Problem, SmguardError, StaleError
from smguard.shipped import folder

__all__ = [
    "FORGED",
    "Engine",
    "EngineName",
    "Stamp",
    "compiled_path",
    "is_forged",
    "module_cache",
    "open_engine",
    "read_stamp",
    "write_stamp",
]

EngineName = Literal["embedded", "opa"]


class Engine(Protocol):
    """Judges documents by one bundle."""

    @property
    def name(self) -> str:
        """ "embedded" or "opa"."""

    def evaluate(self, inputs: Sequence[bytes]) -> list[dict[str, object]]:
        """The decision on each input, in their order; each input is one JSON text in UTF-8.

        A document that cannot be judged gets a decision that does not allow. Raises EngineError when no
        document can be.
        """

    def close(self) -> None:
        """Gives up what the engine holds."""


def compiled_path(bundle: Path) -> Path:
    """Where the bundle in the folder stands compiled: beside it, bundles/x.wasm for bundles/x."""
    folder = bundle if bundle.name not in ("", "..") else bundle.resolve()
    return folder.with_name(f"{folder.name}.wasm")


def open_engine(
    name: EngineName,
    bundle: Path,
    *,
    workers: int | None = None,
    progress: Callable[[str], None] = lambda _line: None,
) -> Engine:
    """The engine for the bundle in that folder.

    `workers` is the most threads that the embedded engine uses: one for each processor, unless given.
    `progress` gets a line at times while opa is being built, which happens when it is nowhere to be found.
    Raises StaleError when the compiled bundle was made from other Rego or another revision, EngineError when there is
    none, it is forged or cannot be used, ToolchainError when there is no opa. The engines are imported only when they
    are opened.
    """
    revision = _revision(bundle)
    policy = policy_digest(read_rego(bundle))
    if name == "opa":
        from smguard.engine.opa import OpaEngine
        from smguard.toolchain import require

        return OpaEngine(require("opa", progress).path, bundle)
    from smguard.engine.wasm import WasmEngine

    wasm = compiled_path(bundle)
    _check_module(wasm, bundle, Stamp(policy, revision))
    return WasmEngine(wasm, _read(bundle / "data.json"), module_cache(), workers)


def _check_module(wasm: Path, bundle: Path, wanted: Stamp) -> None:
    """Raises StaleError for a module of another bundle, EngineError for one that opa did not make from its Rego.

    The latter can be told without opa where the Rego is the shipped one: then the module must be, too.
    """
    content = _read(wasm)
    stamp = read_stamp(content)
    if stamp is None:
        raise StaleError(f"{wasm} does not record the revision that it was compiled from: run `smguard build`")
    if stamp.revision != wanted.revision:
        raise StaleError(
            f"{wasm} was compiled from revision {stamp.revision}, "
            f"the bundle {bundle} is revision {wanted.revision}: run `smguard build`"
        )
    if stamp.policy != wanted.policy:
        raise StaleError(f"{wasm} was compiled from other Rego than the bundle {bundle} holds: run `smguard build`")
    if is_forged(content):
        raise EngineError(Problem(str(wasm), f"{FORGED}: run `smguard build`"))


FORGED = "is not what opa compiles from this Rego: it differs from the module that ships with smguard"


def is_forged(wasm: bytes) -> bool:
    """Whether a module claims the Rego of the shipped one and is another.

    Of a module that claims other Rego only compiling it again tells. Raises EngineError where it is no module.
    """
    stamp = read_stamp(wasm)
    try:
        shipped = compiled_path(folder("bundles") / "secretsmanager").read_bytes()
    except OSError:  # in a checkout whose bundle is being built for the first time
        return False
    known = read_stamp(shipped)
    same = stamp is not None and known is not None and stamp.policy == known.policy
    return same and without_stamp(wasm) != without_stamp(shipped)


def _revision(bundle: Path) -> str:
    manifest = bundle / ".manifest"
    try:
        value = json.loads(_read(manifest))
    except (ValueError, RecursionError):
        value = None
    match value:
        case {"revision": str(revision)} if revision:
            return revision
    raise EngineError(Problem(str(manifest), "contains no revision: run `smguard build`"))


def module_cache() -> Path | None:
    """The folder where the embedded engine keeps compiled modules; None where this machine has no place for it."""
    try:
        return cache_root() / "engine"
    except SmguardError:
        return None


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise EngineError(Problem(str(path), "is not a regular file: run `smguard build`"))
        return path.read_bytes()
    except OSError as error:
        raise EngineError(Problem(str(path), f"{error.strerror or error}: run `smguard build`")) from error
