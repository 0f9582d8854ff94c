"""A compiled policy, and its instances that judge documents: bounded in instructions, memory and stack.

OPA's one-shot opa_eval takes a text that it cannot parse for an undefined input and evaluates all the same.
Here a text must be one that `smguard.engine.text` takes, and must parse: the steps of opa_eval are taken one by
one, by a few lines of WebAssembly so that it is still one call (a call from Python costs as much as a small
evaluation).
"""

import re
from pathlib import Path
from typing import cast

from wasmtime import Config, Engine, Func, Global, GlobalType, Val, ValType
from wasmtime import Instance as WasmInstance

from smguard.engine.compiled import compile_module
from smguard.engine.machine import ABORT, BROKEN, SUPPLIED_BUILTINS, Machine
from smguard.errors import EngineError

ENTRYPOINT = "smguard/decision"

MAX_STEPS = 40_000_000_000
"""WebAssembly instructions for one document: about 4 to 12 seconds. Counting them costs what looking at a
clock would, about an eighth of an evaluation, needs no thread, and stops the same document everywhere."""

MAX_MEMORY = 2 << 30
"""Bytes of memory for one instance. Not more: addresses come as signed numbers of 32 bits."""

MAX_STACK = 512 << 10
"""Bytes of stack, which is about a thousand levels of JSON."""

_ALIGNMENT = 16
_STEPS = {
    "opa_heap_ptr_set": "(param i32)",
    "opa_json_parse": "(param i32 i32) (result i32)",
    "opa_eval_ctx_set_input": "(param i32 i32)",
    "eval": "(param i32) (result i32)",
    "opa_eval_ctx_get_result": "(param i32) (result i32)",
    "opa_json_dump": "(param i32) (result i32)",
}
_IMPORTS = "".join(f'(import "" "{name}" (func ${name} {kind}))' for name, kind in _STEPS.items())
_EVALUATE = f"""(module {_IMPORTS}
  (import "" "base" (global $base i32))
  (import "" "context" (global $context i32))
  (func (export "evaluate") (param $length i32) (result i32)
    (local $input i32)
    (call $opa_heap_ptr_set (i32.add (global.get $base) (local.get $length)))
    (local.set $input (call $opa_json_parse (global.get $base) (local.get $length)))
    (if (i32.eqz (local.get $input)) (then (return (i32.const 0))))
    (call $opa_eval_ctx_set_input (global.get $context) (local.get $input))
    (if (call $eval (global.get $context)) (then (unreachable)))
    (call $opa_json_dump (call $opa_eval_ctx_get_result (global.get $context)))))"""
"""Gives the address of the result set for the text of that length at $base, or 0 when it cannot be parsed."""

_ESCAPE = re.compile(rb"\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|(ud[89a-f])|.)", re.I | re.S)


class DocumentError(Exception):
    """One document could not be evaluated; the text says why. The instance is not to be used again."""


class Program:
    """A compiled policy; threads may share it."""

    def __init__(self, wasm: bytes, cache: Path | None) -> None:
        """Raises EngineError when `wasm` is not a valid module. `cache` is a folder for compiled modules."""
        config = Config()
        config.consume_fuel = True
        config.max_wasm_stack = MAX_STACK
        self.engine = Engine(config)
        self.policy = compile_module(self.engine, wasm, cache)
        self.abort = compile_module(self.engine, ABORT, cache)
        self.evaluate = compile_module(self.engine, _EVALUATE, cache)

    def start(self, steps: int, memory: int) -> Machine:
        """A new machine that runs the policy. Raises EngineError when it does not start."""
        try:
            return Machine(self.engine, self.policy, self.abort, steps, memory, MAX_STACK)
        except BROKEN as error:
            raise EngineError("the WebAssembly module does not start: run `smguard build`") from error

    def unsupported_builtins(self) -> list[str]:
        """The builtins that the policy calls and nobody supplies, sorted."""
        return sorted(set(self.start(MAX_STEPS, MAX_MEMORY).builtins) - SUPPLIED_BUILTINS)


class Instance:
    """The policy with its data, for one document after another; for one thread at a time."""

    def __init__(self, program: Program, data: bytes, steps: int = MAX_STEPS, memory: int = MAX_MEMORY) -> None:
        """`steps` instructions at most for each document, `memory` bytes in all.

        Raises EngineError when the policy calls a builtin that nobody supplies, has not the entry point, or
        cannot take the data.
        """
        self._machine = machine = program.start(steps, memory)
        self._steps = steps
        if missing := sorted(set(machine.builtins) - SUPPLIED_BUILTINS):
            raise EngineError(
                f"the policy calls functions that the embedded engine does not have: {', '.join(missing)}"
            )
        if ENTRYPOINT not in machine.entrypoints:
            raise EngineError(f"the WebAssembly module has no entry point {ENTRYPOINT}: run `smguard build`")
        try:
            self._base, context = self._load(data)
            self._evaluate = self._link(program, context)
        except BROKEN as error:
            raise EngineError(f"the WebAssembly module cannot be prepared: {machine.reason(error)}") from error
        self._room = machine.size() - self._base

    def evaluate(self, document: bytes) -> bytes:
        """The result set for one JSON text, as a JSON text. Raises DocumentError."""
        machine = self._machine
        document = _plain(document)
        length = len(document)
        try:
            machine.refuel(self._steps)
            if length > self._room:
                self._make_room(length)
            machine.put(document, self._base)
            address = cast("int", self._evaluate(machine.store, length))
        except BROKEN as error:
            raise DocumentError(machine.reason(error)) from error
        if machine.stopped:
            raise DocumentError(machine.stopped)
        if not address:
            raise DocumentError("it is not JSON that OPA can read")
        return machine.text(address)

    def size(self) -> int:
        """Bytes of memory that the instance holds; it only ever takes more."""
        return self._machine.size()

    def close(self) -> None:
        """Gives the memory back."""
        self._machine.store.close()

    def _load(self, data: bytes) -> tuple[int, int]:
        """The address where documents go, and that of the evaluation's context."""
        machine = self._machine
        try:
            value = machine.parse(_plain(data))
        except DocumentError:
            value = 0
        if not value:
            raise EngineError("the bundle's data is not JSON that OPA can read: run `smguard build`")
        context = machine.call("opa_eval_ctx_new")
        machine.call("opa_eval_ctx_set_data", context, value)
        machine.call("opa_eval_ctx_set_entrypoint", context, machine.entrypoints[ENTRYPOINT])
        base = machine.call("opa_heap_ptr_get")
        return -(-base // _ALIGNMENT) * _ALIGNMENT, context

    def _link(self, program: Program, context: int) -> Func:
        store = self._machine.store
        kind = GlobalType(ValType.i32(), mutable=False)
        numbers = [Global(store, kind, Val.i32(number)) for number in (self._base, context)]
        functions = [self._machine.function(name) for name in _STEPS]
        linked = WasmInstance(store, program.evaluate, [*functions, *numbers])
        return cast("Func", linked.exports(store)["evaluate"])

    def _make_room(self, length: int) -> None:
        """OPA itself takes the memory: it keeps count of what there is."""
        machine = self._machine
        machine.call("opa_heap_ptr_set", self._base)
        machine.call("opa_malloc", length)
        self._room = machine.size() - self._base


def _plain(text: bytes) -> bytes:
    """The same JSON without escaped surrogates. Raises DocumentError where they are not in pairs.

    OPA 1.22 misreads them in WebAssembly: "\\ud840\\udc00" as U+10000 and not U+20000, "\\udc00\\ud840" as
    one character.
    """
    return _ESCAPE.sub(_character, text) if b"\\ud" in text or b"\\uD" in text else text


def _character(escape: re.Match[bytes]) -> bytes:
    high, low, alone = escape.groups()
    if alone:
        raise DocumentError("it contains half a surrogate pair, which is not a character")
    if high is None:
        return escape[0]
    return chr(0x10000 + (int(high, 16) - 0xD800 << 10) + int(low, 16) - 0xDC00).encode()
