"""One running instance of a policy that OPA compiled to WebAssembly, bounded in steps, memory and stack.

The interface is OPA's ABI 1.2 and later: https://www.openpolicyagent.org/docs/wasm#wasm-abi
Its one-shot opa_eval takes a text that it cannot parse for an undefined input and evaluates all the same;
here a text must parse first, so the steps of opa_eval are taken one by one, in WebAssembly to save calls.
"""

import ctypes
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from wasmtime import (
    Caller,
    Config,
    Engine,
    Func,
    Global,
    GlobalType,
    Limits,
    Memory,
    MemoryType,
    Module,
    Store,
    Storelike,
    Trap,
    TrapCode,
    Val,
    ValType,
    WasmtimeError,
)
from wasmtime import Instance as WasmInstance

from smguard.engine.compiled import compile_module
from smguard.errors import EngineError

ENTRYPOINT = "smguard/decision"
SUPPLIED_BUILTINS = frozenset({"time.now_ns"})
"""What the host adds to the builtins that OPA compiles into the module."""

MAX_STEPS = 200_000_000_000
"""WebAssembly instructions for one document: 20 to 60 s. Counting them costs what a clock would (an eighth of
the evaluation), needs no thread, and stops the same document on every machine."""
MAX_MEMORY = 2 << 30
"""Bytes of memory for one instance."""
MAX_STACK = 512 << 10
"""Bytes of stack: JSON may nest about a thousand levels."""

_PAGE = 65536
_SETTINGS = f"fuel stack={MAX_STACK}"

_EVALUATE = """
(module
  (import "" "opa_heap_ptr_set" (func $heap (param i32)))
  (import "" "opa_json_parse" (func $parse (param i32 i32) (result i32)))
  (import "" "opa_eval_ctx_set_input" (func $input (param i32 i32)))
  (import "" "eval" (func $eval (param i32) (result i32)))
  (import "" "opa_eval_ctx_get_result" (func $result (param i32) (result i32)))
  (import "" "opa_json_dump" (func $dump (param i32) (result i32)))
  (import "" "base" (global $base i32))
  (import "" "context" (global $context i32))
  (func (export "evaluate") (param $length i32) (result i32)
    (local $value i32)
    (call $heap (i32.add (global.get $base) (local.get $length)))
    (local.set $value (call $parse (global.get $base) (local.get $length)))
    (if (i32.eqz (local.get $value)) (then (return (i32.const 0))))
    (call $input (global.get $context) (local.get $value))
    (if (call $eval (global.get $context)) (then (unreachable)))
    (call $dump (call $result (global.get $context)))))
"""
"""Returns the address of the result set as JSON text, or 0 when the document at $base is not JSON."""

_STEPS = (
    "opa_heap_ptr_set",
    "opa_json_parse",
    "opa_eval_ctx_set_input",
    "eval",
    "opa_eval_ctx_get_result",
    "opa_json_dump",
)


class Failure(Exception):
    """The evaluation of one document failed; its text says why. The instance cannot be used any more."""


class _Abort(Exception):
    """Ends the WebAssembly code that called opa_abort."""


class Program:
    """A compiled policy, from which instances are made; shared by threads."""

    def __init__(self, wasm: bytes, cache: Path | None) -> None:
        config = Config()
        config.consume_fuel = True
        config.max_wasm_stack = MAX_STACK
        self.engine = Engine(config)
        self.policy = compile_module(self.engine, wasm, _SETTINGS, cache)
        self.evaluate = compile_module(self.engine, _EVALUATE, _SETTINGS, cache)

    def builtins(self) -> Mapping[str, int]:
        """The builtins that the module expects of its host, by name."""
        return _Machine(self.policy, self.engine, MAX_STEPS, MAX_MEMORY).json("builtins")


class Instance:
    """A policy with its data, ready to judge one document after another; for one thread at a time."""

    def __init__(
        self, program: Program, data: bytes, max_steps: int = MAX_STEPS, max_memory: int = MAX_MEMORY
    ) -> None:
        """Raises EngineError when the module needs what is not supplied, or cannot take the data."""
        self._max_steps = max_steps
        self._machine = machine = _Machine(program.policy, program.engine, max_steps, max_memory)
        refuse_unsupported(machine.names())
        entrypoint = machine.json("entrypoints").get(ENTRYPOINT)
        if entrypoint is None:
            raise EngineError(f"the WebAssembly module has no entry point {ENTRYPOINT}: run `smguard build`")
        machine.prepare(data, entrypoint)
        self._run = machine.link(program.evaluate)

    @property
    def memory(self) -> int:
        """Bytes of memory in use; they are never given back."""
        return self._machine.memory.data_len(self._machine.store)

    def evaluate(self, document: bytes) -> bytes:
        """The result set for one JSON text, as JSON. Raises Failure."""
        machine = self._machine
        try:
            machine.store.set_fuel(self._max_steps)
            machine.put(document)
            address = self._run(machine.store, len(document))
        except (Trap, WasmtimeError, _Abort) as error:
            raise Failure(machine.reason(error)) from error
        if not address:
            raise Failure("it is not JSON that OPA can read")
        return machine.text(address)

    def close(self) -> None:
        """Gives the memory back."""
        self._machine.store.close()


def refuse_unsupported(builtins: Mapping[str, int]) -> None:
    """Raises EngineError that names each builtin the host does not supply."""
    if missing := sorted(set(builtins) - SUPPLIED_BUILTINS):
        raise EngineError(f"the policy calls builtins that the embedded engine does not have: {', '.join(missing)}")


class _Host:
    """What the module's imports work on. It knows no store, so that a store is freed with its last user."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.abort: str | None = None
        self.now: int | None = None
        self.names: Mapping[int, str] = {}

    def opa_abort(self, caller: Caller, address: int) -> None:
        self.abort = _text(caller, self.memory, address).decode("utf-8", "replace")
        raise _Abort

    def opa_println(self, caller: Caller, address: int) -> None:
        """Nothing: a decision has no side effects."""

    def opa_builtin(self, caller: Caller, number: int, _context: int, *_arguments: int) -> int:
        name = self.names.get(number)
        if name != "time.now_ns":
            self.abort = f"builtin {name or number} is not supplied"
            raise _Abort
        if self.now is None:  # one evaluation has one time
            self.now = time.time_ns()
        return _new_json(_caller_function(caller), caller, self.memory, b"%d" % self.now)

    def imports(self) -> Mapping[str, Callable[..., object]]:
        builtins = {f"opa_builtin{arity}": self.opa_builtin for arity in range(5)}
        return {"opa_abort": self.opa_abort, "opa_println": self.opa_println, **builtins}


class _Machine:
    """The store, memory and exports of one instantiated policy."""

    def __init__(self, policy: Module, engine: Engine, max_steps: int, max_memory: int) -> None:
        self.store = Store(engine)
        self.store.set_limits(memory_size=max_memory)
        self.store.set_fuel(max_steps)
        self.base = 0
        self.room = 0
        try:
            self.memory, self.host, self.instance = self._instantiate(policy)
            self._check_version()
            self.host.names = {number: name for name, number in self.names().items()}
        except (Trap, WasmtimeError, _Abort) as error:
            raise EngineError(f"the WebAssembly module cannot be started: {error}") from error

    def _instantiate(self, policy: Module) -> tuple[Memory, _Host, WasmInstance]:
        wanted = policy.imports
        limits = [kind.type.limits for kind in wanted if isinstance(kind.type, MemoryType)]
        memory = Memory(self.store, MemoryType(limits[0] if limits else Limits(2, None)))
        host = _Host(memory)
        offered = host.imports()
        imports: list[Memory | Func] = []
        for kind in wanted:
            name = kind.name or ""
            if isinstance(kind.type, MemoryType):
                imports.append(memory)
            elif kind.module == "env" and name in offered:
                imports.append(Func(self.store, kind.type, offered[name], access_caller=True))
            else:
                raise EngineError(f"the WebAssembly module imports {kind.module}.{name}, which OPA's ABI does not have")
        return memory, host, WasmInstance(self.store, policy, imports)
