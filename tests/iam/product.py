"""The product under test: the embedded engine with this checkout's bundle, for any organisation."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from smguard.bundle.data import compile_data
from smguard.bundle.plan import read_plan
from smguard.cache import cache_root
from smguard.engine import Engine, compiled_path
from smguard.engine.wasm import WasmEngine
from smguard.shipped import folder

Json = dict[str, Any]
BUNDLE: Path = folder("bundles") / "secretsmanager"


def engine_for(parameters: Mapping[str, object]) -> Engine:
    """An engine that judges as the shipped bundle does, where the organisation has these parameters set."""
    return _engine(json.dumps(parameters, sort_keys=True))


@cache
def _engine(parameters: str) -> Engine:
    plan = read_plan(folder("policies"))
    data = compile_data(plan, plan.organization.with_parameters(json.loads(parameters)))
    shipped = json.loads((BUNDLE / "data.json").read_text(encoding="utf-8"))["smguard"]
    compiled = json.dumps({"smguard": {**shipped, **data}}).encode()
    return WasmEngine(compiled_path(BUNDLE), compiled, cache_root() / "engine")


def decide(engine: Engine, documents: Sequence[object]) -> list[Json]:
    """The decision on each document."""
    return engine.evaluate([json.dumps(document).encode() for document in documents])


def blamed(finding: Json, document: Json) -> tuple[str, str]:
    """What makes a finding the same in another document: its rule, and the statement that it points to.

    A finding about the document as a whole is its rule.
    """
    if finding["rule"] == "SM-ID-SVC-WILD":
        return finding["rule"], ""
    at: object = document
    for step in finding["path"][: 2 if isinstance(document.get("Statement"), list) else 1]:
        at = at[step]  # type: ignore[index]
    return finding["rule"], json.dumps(at, sort_keys=True)
