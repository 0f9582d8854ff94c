"""The real OPA as an engine: what the embedded one is compared with."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from smguard.engine.failure import described, refused, undefined
from smguard.engine.text import refusal
from smguard.errors import EngineError, Problem
from smguard.toolchain.walls import Finished, explained, run_opa

BATCH = 500
"""Documents for one process of OPA."""

BATCH_BYTES = 32 << 20
"""Bytes of documents for one process: OPA takes some twenty times as much memory."""

BATCH_SECONDS = 600
"""How long one process may take."""

_QUERY = "[[i, decision] | some i, document in input; decision := data.smguard.decision with input as document]"

Decision = dict[str, object]


class OpaEngine:
    """Judges documents with the opa binary: one process for a batch."""

    name: Literal["opa"] = "opa"

    def __init__(self, opa: Path, bundle: Path, data: Path | None = None) -> None:
        """`bundle` is the bundle's folder; `data`, where given, is read in place of its data.json.

        Raises EngineError when the bundle cannot be read.
        """
        described_in = data or bundle / "data.json"
        try:
            self._data = described_in.read_bytes()
        except OSError as error:
            problem = f"cannot be read: {error.strerror or error}: run `smguard build`"
            raise EngineError(Problem(str(described_in), problem)) from error
        loaded = ["--data", bundle / "smguard", "--data", data] if data else ["--bundle", bundle]
        options = ["--stdin-input", "--format", "json", "--ignore", "*_test.rego"]
        self._opa = opa
        self._arguments = list(map(str, [*options, *loaded, _QUERY]))

    def evaluate(self, inputs: Sequence[bytes]) -> list[Decision]:
        """The decision on each input, in their order; one that is no usable text gets one that does not allow.

        Raises EngineError with OPA's own text when OPA fails, and when it has no decision on an input.
        """
        reasons = {i: reason for i, document in enumerate(inputs) if (reason := refusal(document))}
        decisions = {i: refused(reason, described(self._data)) for i, reason in reasons.items()}
        for batch in _batches(inputs, [i for i in range(len(inputs)) if i not in decisions]):
            decisions |= zip(batch, self._run([inputs[i] for i in batch]), strict=True)
        return [decisions[i] for i in range(len(inputs))]

    def close(self) -> None:
        """Nothing is held open."""

    def _run(self, documents: Sequence[bytes]) -> list[Decision]:
        given = b"[" + b",".join(documents) + b"]"
        run = run_opa(self._opa, "eval", *self._arguments, seconds=BATCH_SECONDS, given=given)
        if run.code:
            raise EngineError(f"opa failed: {_complaint(run)}")
        return _decisions(run.output, len(documents))


def _batches(inputs: Sequence[bytes], numbers: Sequence[int]) -> Iterator[list[int]]:
    """The numbers in runs that are small enough, each with one input at least."""
    batch: list[int] = []
    size = 0
    for number in numbers:
        length = len(inputs[number])
        if batch and (len(batch) == BATCH or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += length
    if batch:
        yield batch


def _decisions(output: bytes, wanted: int) -> list[Decision]:
    try:
        answer = json.loads(output)
    except (ValueError, RecursionError):
        answer = None
    match answer:
        case {"result": [{"expressions": [{"value": list(pairs)}]}]}:
            decisions = [pair[1] for pair in pairs]
            if [pair[0] for pair in pairs] != list(range(wanted)):
                raise undefined()
            if not all(isinstance(decision, dict) for decision in decisions):
                raise undefined()
            return decisions
    raise EngineError("opa returned an answer that cannot be read")


def _complaint(run: Finished) -> str:
    """What OPA says is wrong: its first error with its place, else what it printed."""
    try:
        answer = json.loads(run.output)
    except ValueError:
        answer = None
    match answer:
        case {"errors": [{"message": str(message), **rest}, *_]}:
            message = explained(message)
            match rest.get("location"):
                case {"file": str(file), "row": int(row), "col": int(column)} if file:
                    return str(Problem(file, message, row, column))
            return message
    return run.said or "no error message"
