"""Judges the same policies by two bundles and says what differs: each file is read once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smguard import tree
from smguard.bundle.build import prepare
from smguard.check.inputs import collect
from smguard.engine import module_cache
from smguard.engine.wasm import WasmEngine
from smguard.impact.change import compare
from smguard.impact.report import Report, explained
from smguard.impact.side import Side, composed, opened
from smguard.project import find_project


def assess(paths: Sequence[str], old: Side, new: Side) -> Report:
    """What changes for the policies in the paths. Raises EngineError where a bundle cannot judge."""
    found = collect(paths, None, root=find_project().names)
    payloads = found.payloads
    before = _decisions(old, payloads)
    after = before if _same(old, new) else _decisions(new, payloads)
    return explained(old, new, compare(found.items, before, after))


def new_side(said: str | None, bundle: Path, policies: Path | None) -> Side:
    """The bundle that a user named; without a name what `policies` would be built into, else the folder `bundle`."""
    if said is not None:
        return opened(said, bundle)
    if policies is None:
        return opened(str(bundle), bundle)
    return composed(str(policies), prepare(policies, None, bundle).bundle, bundle)


def _same(old: Side, new: Side) -> bool:
    """Whether both decide alike, by their contents: a revision is only what a manifest says."""
    return (old.bundle.policy, old.bundle.files["data.json"]) == (new.bundle.policy, new.bundle.files["data.json"])


def _decisions(side: Side, payloads: Sequence[bytes]) -> list[dict[str, Any]]:
    # The side's module is of its Rego: restamped() and compiled() have seen to that.
    with tree.scratch() as made:
        wasm = made / "bundle.wasm"
        wasm.write_bytes(side.module)
        engine = WasmEngine(wasm, side.bundle.files["data.json"], module_cache())
        try:
            return engine.evaluate(payloads)
        finally:
            engine.close()
