"""A policy that OPA compiled to WebAssembly, with its memory, its host functions and its limits.

The interface is OPA's ABI 1.2 and later: https://www.openpolicyagent.org/docs/wasm#wasm-abi
"""

import ctypes
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from wasmtime import (
    Caller,
    Engine,
    Func,
    FuncType,
    Global,
    Limits,
    Memory,
    MemoryType,
    Module,
    Store,
    Trap,
    TrapCode,
    ValType,
    WasmtimeError,
)
from wasmtime import Instance as WasmInstance

from smguard.errors import EngineError

SUPPLIED_BUILTINS = frozenset({"time.now_ns"})
"""What the host adds to the builtins that OPA compiles into a module."""

_ABI = (1, 2)


BROKEN = (Trap, WasmtimeError)
"""What a call into a machine may raise; it is not to be called again then; `reason` says why."""

ABORT = """(module
  (import "" "record" (func $record (param i32)))
  (func (export "opa_abort") (param i32) (call $record (local.get 0)) (unreachable)))"""
"""What OPA calls to give up. Host functions must not raise: wasmtime keeps what they raise in one place for
all threads, so that another thread may get it."""

Calling = Store | Caller


class Machine:
    """One instance of a module with its memory; for one thread at a time. Calls raise what BROKEN lists."""

    def __init__(self, engine: Engine, policy: Module, abort: Module, steps: int, memory: int, stack: int) -> None:
        """It runs for `steps` instructions unless refuelled, in `memory` bytes at most; `abort` is ABORT. `stack` are
        the bytes of stack that the engine gives.

        Raises EngineError as well, where the module is not one of OPA's.
        """
        self.store = Store(engine)
        self.store.set_limits(memory_size=memory)
        self.store.set_fuel(steps)
        self._steps, self._bytes = f"{steps:,} instructions", f"{memory:,} bytes of memory"
        self._stack = f"{stack:,} bytes of stack"
        wanted = [kind.type for kind in policy.imports if isinstance(kind.type, MemoryType)]
        self._memory = Memory(self.store, wanted[0] if wanted else MemoryType(Limits(2, None)))
        self._host = _Host(self._memory)
        self._exports = WasmInstance(self.store, policy, self._imports(policy, abort)).exports(self.store)
        self._check_version()
        self._host.malloc, self._host.parse = self.function("opa_malloc"), self.function("opa_json_parse")
        self.builtins = self._numbers("builtins")
        self.entrypoints = self._numbers("entrypoints")
        self._host.builtins = {number: name for name, number in self.builtins.items()}

    def function(self, name: str) -> Func:
        """The exported function. Raises EngineError where there is none."""
        export = self._exports.get(name)
        if not isinstance(export, Func):
            raise EngineError(f"the WebAssembly module has no function {name}, so OPA did not make it")
        return export

    def call(self, name: str, *arguments: int) -> int:
        """The result of an exported function; 0 where it has none."""
        return cast("int | None", self.function(name)(self.store, *arguments)) or 0

    def refuel(self, steps: int) -> None:
        """Allows so many instructions from here on, and lets the clock move."""
        self.store.set_fuel(steps)
        self._host.now = None

    def size(self) -> int:
        """Bytes of memory; they are never given back while the machine lives."""
        return self._memory.data_len(self.store)

    def put(self, content: bytes, address: int) -> None:
        """Writes where there is room already."""
        ctypes.memmove(_start(self._memory, self.store) + address, content, len(content))

    def text(self, address: int) -> bytes:
        """The bytes there up to the first zero."""
        return ctypes.string_at(_start(self._memory, self.store) + address)

    def parse(self, content: bytes) -> int:
        """The address of the value that the JSON text has, 0 when it cannot be parsed."""
        return self._host.new_value(self.store, content)

    @property
    def stopped(self) -> str | None:
        """Why the policy or the host gave up, as the end of a sentence; None where neither did."""
        if self._host.stopped == "opa_malloc: failed":
            return _too_large(self._bytes)
        return self._host.stopped

    def reason(self, error: Exception) -> str:
        """Why a call raised `error`, as the end of a sentence."""
        if stopped := self.stopped:
            return stopped
        code = error.trap_code if isinstance(error, Trap) else None
        if code == TrapCode.OUT_OF_FUEL:
            return _too_large(self._steps)
        if code == TrapCode.STACK_OVERFLOW:
            return _too_large(self._stack)
        if code is not None:  # what is too large for a limit within the module ends in one of the other traps
            return _too_large(f"the module has room for, within {self._bytes}, {self._stack} and {self._steps}")
        return str(error).strip().rpartition("\n")[2].strip()

    def _imports(self, policy: Module, abort: Module) -> Sequence[Func | Memory]:
        record = Func(self.store, FuncType([ValType.i32()], []), self._host.record, access_caller=True)
        stop = cast("Func", WasmInstance(self.store, abort, [record]).exports(self.store)["opa_abort"])
        imports: list[Func | Memory] = []
        for kind in policy.imports:
            work = self._host.functions.get(kind.name or "") if kind.module == "env" else None
            if isinstance(kind.type, MemoryType):
                imports.append(self._memory)
            elif (kind.module, kind.name) == ("env", "opa_abort"):
                imports.append(stop)
            elif work and isinstance(kind.type, FuncType):
                imports.append(Func(self.store, kind.type, work, access_caller=True))
            else:
                raise EngineError(f"the WebAssembly module imports {kind.module}.{kind.name}, which OPA does not have")
        return imports

    def _check_version(self) -> None:
        names = ("opa_wasm_abi_version", "opa_wasm_abi_minor_version")
        found = [export.value(self.store) for n in names if isinstance(export := self._exports.get(n), Global)]
        if len(found) != len(names) or found[0] != _ABI[0] or found[1] < _ABI[1]:
            version = ".".join(map(str, found)) or "unknown"
            raise EngineError(f"the WebAssembly module has version {version} of OPA's ABI, not {_ABI[0]}.{_ABI[1]}")

    def _numbers(self, export: str) -> Mapping[str, int]:
        return cast("dict[str, int]", json.loads(self.text(self.call("opa_json_dump", self.call(export)))))


class _Host:
    """What the module imports. It does not know the store, so that the store goes with its last user."""

    def __init__(self, memory: Memory) -> None:
        self.stopped: str | None = None
        self.now: int | None = None
        self.builtins: Mapping[int, str] = {}
        self.malloc: Func
        self.parse: Func
        self._memory = memory
        builtins = {f"opa_builtin{arity}": self._builtin for arity in range(5)}
        self.functions: Mapping[str, Callable[..., int | None]] = {
            "opa_println": lambda _caller, _address: None,
            **builtins,
        }

    def new_value(self, store: Calling, content: bytes) -> int:
        """The address of the value that the JSON text has, 0 when it cannot be parsed."""
        address = cast("int", self.malloc(store, len(content)))
        ctypes.memmove(_start(self._memory, store) + address, content, len(content))
        return cast("int", self.parse(store, address, len(content)))

    def record(self, caller: Caller, address: int) -> None:
        """Keeps the text there as the reason why the machine stops."""
        self.stopped = ctypes.string_at(_start(self._memory, caller) + address).decode("utf-8", "replace")

    def _builtin(self, caller: Caller, number: int, _context: int, *_arguments: int) -> int:
        """The value of a builtin, or 0 where it fails; then it has stopped, and the decision is void."""
        if self.builtins.get(number) not in SUPPLIED_BUILTINS:
            self.stopped = f"builtin {self.builtins.get(number, number)} is not supplied"
            return 0
        if self.now is None:  # it is the same time throughout one evaluation
            self.now = time.time_ns()
        try:
            return self.new_value(caller, b"%d" % self.now)
        except BROKEN:
            self.stopped = self.stopped or "time.now_ns failed"
            return 0


def _too_large(limit: str) -> str:
    return f"it is too large: judging it takes more than {limit}"


def _start(memory: Memory, store: Calling) -> int:
    """The address of the memory's first byte in this process; it may change when the memory grows."""
    return ctypes.addressof(memory.data_ptr(store).contents)
