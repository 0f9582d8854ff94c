"""The embedded engine: the bundle as OPA compiled it to WebAssembly, run in this process by wasmtime."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Literal

from smguard.engine.failure import described, failed, refused, undefined
from smguard.engine.instance import MAX_MEMORY, MAX_STEPS, DocumentError, Instance, Program
from smguard.engine.stamp import read_stamp, without_stamp
from smguard.engine.text import refusal
from smguard.errors import EngineError, Problem

BYTES_PER_THREAD = 32 << 10
"""Documents that a thread must have before it is worth its start and an instance of its own."""

KEPT_MEMORY = 128 << 20
"""Bytes that an instance may hold on to; one that took more is not used again."""

Decision = dict[str, object]


class WasmEngine:
    """Judges documents with a module that OPA compiled, and the bundle's data. Threads may share one."""

    name: Literal["embedded"] = "embedded"

    def __init__(
        self,
        wasm: Path,
        data: bytes,
        cache: Path | None = None,
        workers: int | None = None,
        *,
        max_steps: int = MAX_STEPS,
        max_memory: int = MAX_MEMORY,
    ) -> None:
        """`data` is the bundle's data.json, `cache` a folder for compiled modules, `workers` the most threads
        (as many as there are processors, unless given); the limits are for one document.

        Raises EngineError when the module cannot be read or used.
        """
        content = _read(wasm)
        self._limits = max_steps, max_memory
        self._workers = workers or _processors()
        self._data = data
        self.stamp = read_stamp(content)
        self._program = Program(without_stamp(content), cache)
        self._idle = [self._new_instance()]

    def evaluate(self, inputs: Sequence[bytes]) -> list[Decision]:
        """The decision on each input, in their order; each must be one JSON text in UTF-8.

        An input that is no such text, or that the policy fails on, gets a decision that does not allow, with one
        finding that says why, and the others are judged all the same. Raises EngineError when the policy has no
        decision on one.
        """
        decisions: dict[int, Decision] = {}
        rest = iter(range(len(inputs)))
        enough = sum(map(len, inputs)) // BYTES_PER_THREAD
        threads = min(self._workers, len(inputs), enough)
        if threads > 1:
            self._share(inputs, decisions, rest, threads)
        else:
            self._work(inputs, decisions, rest, Event())
        return [decisions[number] for number in range(len(inputs))]

    def close(self) -> None:
        """Gives all memory back."""
        while self._idle:
            self._idle.pop().close()

    def _share(
        self, inputs: Sequence[bytes], decisions: dict[int, Decision], rest: Iterator[int], threads: int
    ) -> None:
        # Not imported above: that costs more than judging a few documents.
        from concurrent.futures import ThreadPoolExecutor

        stop = Event()
        with ThreadPoolExecutor(threads) as pool:
            futures = [pool.submit(self._work, inputs, decisions, rest, stop) for _ in range(threads)]
            try:
                for future in futures:
                    future.result()
            finally:
                stop.set()

    def _work(self, inputs: Sequence[bytes], decisions: dict[int, Decision], rest: Iterator[int], stop: Event) -> None:
        """Takes one input after another from `rest`, which other threads take from too."""
        for number in rest:
            if stop.is_set():
                break
            decisions[number] = self._judge(inputs[number])

    def _judge(self, document: bytes) -> Decision:
        if reason := refusal(document):
            return refused(reason, described(self._data))
        instance = self._take()
        try:
            text = instance.evaluate(document)
        except DocumentError as error:
            instance.close()
            return failed(str(error), described(self._data))
        if instance.size() > KEPT_MEMORY:
            instance.close()
        else:
            self._idle.append(instance)
        return self._decision(text)

    def _take(self) -> Instance:
        try:
            return self._idle.pop()
        except IndexError:
            return self._new_instance()

    def _new_instance(self) -> Instance:
        return Instance(self._program, self._data, *self._limits)

    def _decision(self, text: bytes) -> Decision:
        try:
            results = json.loads(str(text, "utf-8"))
        except (ValueError, RecursionError):
            return failed("its decision cannot be read", described(self._data))
        match results:
            case [{"result": dict(decision)}]:
                return decision
        raise undefined()


def unsupported_builtins(wasm: bytes, cache: Path | None = None) -> list[str]:
    """The builtins that a compiled policy calls and the embedded engine does not have, sorted.

    `cache` is a folder for compiled modules. Raises EngineError when this is not a policy that OPA compiled.
    """
    return Program(wasm, cache).unsupported_builtins()


def _read(wasm: Path) -> bytes:
    try:
        return wasm.read_bytes()
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}: run `smguard build`"
        raise EngineError(Problem(str(wasm), problem)) from error


def _processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
