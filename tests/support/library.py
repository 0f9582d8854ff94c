"""Questions to the Rego library itself: a decision of the test's own in the place of the bundle's, in both engines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from smguard import tree
from smguard.bundle import module
from smguard.bundle.composition import Bundle
from smguard.bundle.render import to_json
from smguard.cache import cache_root
from smguard.engine import Engine
from smguard.engine.opa import OpaEngine
from smguard.engine.stamp import policy_digest
from smguard.engine.wasm import WasmEngine
from support.workbench import shipped_bundle

_DECISION = "smguard/smguard.rego"


@dataclass(frozen=True)
class Library:
    """The library in a folder, with a decision that a test wrote."""

    folder: Path
    bundle: Bundle
    opa: Path

    @cached_property
    def engines(self) -> Mapping[str, Engine]:
        """The embedded engine and the real opa."""
        wasm = self.folder / "library.wasm"
        wasm.write_bytes(module.compiled(self.bundle, self.opa, cache_root() / "engine"))
        data = self.bundle.files["data.json"]
        return {
            "embedded": WasmEngine(wasm, data, cache_root() / "engine"),
            "opa": OpaEngine(self.opa, self.folder),
        }


def library(place: Path, decision: str, opa: Path, data: Mapping[str, Any] | None = None) -> Library:
    """The shipped library with the decision of this module; `data` is in the place of the bundle's, where given."""
    kept = {
        path: content
        for path, content in shipped_bundle().files.items()
        if path.startswith("smguard/lib/") or path in ("data.json", ".manifest")
    }
    given = {"data.json": to_json({"smguard": data}).encode()} if data is not None else {}
    files = {**kept, **given, _DECISION: decision.encode()}
    bundle = replace(shipped_bundle(), files=files, policy=policy_digest(files))
    tree.write(place, files)
    return Library(place, bundle, opa)
