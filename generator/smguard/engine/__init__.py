"""One interface, "evaluate these documents", and the two engines behind it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from smguard.cache import cache_root
from smguard.engine.stamp import Stamp, read_stamp, write_stamp
from smguard.errors import EngineError, Problem, SmguardError, StaleError

__all__ = ["Engine", "EngineName", "Stamp", "compiled_path", "module_cache", "open_engine", "read_stamp", "write_stamp"]

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
    Raises StaleError when the compiled bundle is of another revision, EngineError when there is none or it
    cannot be used, ToolchainError when there is no opa. The engines are imported only when they are opened.
    """
    if name == "opa":
        from smguard.engine.opa import OpaEngine
        from smguard.toolchain import require

        _revision(bundle)
        return OpaEngine(require("opa", progress).path, bundle)
    from smguard.engine.wasm import WasmEngine

    wasm = compiled_path(bundle)
    revision = _revision(bundle)
    _check_stamp(wasm, bundle, revision)
    return WasmEngine(wasm, _read(bundle / "data.json"), module_cache(), workers)


def _check_stamp(wasm: Path, bundle: Path, revision: str) -> None:
    stamp = read_stamp(_read(wasm))
    if stamp is None:
        raise StaleError(f"{wasm} does not record the revision that it was compiled from: run `smguard build`")
    if stamp.revision != revision:
        raise StaleError(
            f"{wasm} was compiled from revision {stamp.revision}, "
            f"the bundle {bundle} is revision {revision}: run `smguard build`"
        )


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
        return path.read_bytes()
    except OSError as error:
        raise EngineError(Problem(str(path), f"{error.strerror or error}: run `smguard build`")) from error
