"""A policy that OPA compiled to WebAssembly, with its memory, its host functions and its limits.

The interface is OPA's ABI 1.2 and later: https://www.openpolicyagent.org/docs/wasm#wasm-abi
"""

import ctypes
import json
import time
from collections.abc import Callable, Mapping

from wasmtime import (
    Engine,
    Func,
    Global,
    GlobalType,
    Limits,
    Memory,
    MemoryType,
    Module,
    Store,
    Trap,
    TrapCode,
    Val,
    ValType,
    WasmtimeError,
)
from wasmtime import Caller as Caller
from wasmtime import Instance as WasmInstance

from smguard.errors import EngineError

NOW = "time.now_ns"
SUPPLIED_BUILTINS = frozenset({NOW})
"""What the host adds to the builtins that OPA compiles into a module."""

_ABI = 1
_ABI_MINOR = 2
_OUT_OF_MEMORY = "opa_malloc: failed"
_ALIGNMENT = 16


class Abort(Exception):
    """Ends the WebAssembly code that called the host."""


BROKEN = (Trap, WasmtimeError, Abort)
"""What a call into a machine may raise. A machine that raised one is not to be called again."""


class Machine:
    """One instance, for one thread at a time. Its methods raise what BROKEN lists; `reason` says it in words."""

    def __init__(self, engine: Engine, policy: Module, steps: int, memory: int) -> None:
        """At most `steps` instructions until `refill`, and `memory` bytes. Raises EngineError as well."""
        self._steps = steps
        self.store = Store(engine)
        self.store.set_limits(memory_size=memory)
        self.refill()
        kinds = policy.imports
        self.memory = Memory(self.store, next((k.type for k in kinds if isinstance(k.type, MemoryType)), _SMALLEST))
        self._host = _Host(self.memory)
        imports: list[Memory | Func] = []
        for kind in kinds:
            work = self._host.imports.get(kind.name or "") if kind.module == "env" else None
            if isinstance(kind.type, MemoryType):
                imports.append(self.memory)
            elif work is None:
                raise EngineError(f"the WebAssembly module imports {kind.module}.{kind.name}, unknown to OPA's ABI")
            else:
                imports.append(Func(self.store, kind.type, work, access_caller=True))
        self._exports = WasmInstance(self.store, policy, imports).exports(self.store)
        self._check_version()
        self._host.parse, self._host.malloc = self.function("opa_json_parse"), self.function("opa_malloc")
        self.builtins = self._numbers("builtins")
        self.entrypoints = self._numbers("entrypoints")
        self._host.names = {number: name for name, number in self.builtins.items()}
