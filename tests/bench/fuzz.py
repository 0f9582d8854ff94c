"""Fuzzes the engines with texts and documents: make fuzz, or make fuzz DOCUMENTS=1000000 COMPARED=20000.

The embedded engine judges all of them, and an OPA server the first COMPARED. Prints how many of each kind there were,
how many decisions break the contract's schema, how many verdicts differ, and how many engines failed. Exit code 1 if
anything is wrong; the texts are written to the file that is named third. SIGTERM ends it early, with what it has.
"""

import json
import signal
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from iam.product import BUNDLE
from smguard.cache import cache_root
from smguard.engine import compiled_path
from smguard.engine.wasm import WasmEngine
from smguard.toolchain import require
from support.scale import seeded
from support.servers import opa_with
from support.texts import Json, ask_opa, complaints, texts

BATCH = 500


def main(documents: int, compared: int, output: Path | None) -> int:
    """Judges so many; the number of what is wrong."""
    engine = WasmEngine(compiled_path(BUNDLE), (BUNDLE / "data.json").read_bytes(), cache_root() / "engine")
    found: Counter[str] = Counter()
    wrong: list[Json] = []
    start = time.monotonic()
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    with tempfile.TemporaryDirectory() as folder, opa_with(require("opa", print).path, BUNDLE, Path(folder)) as url:
        done = 0
        drawn = islice(texts(seeded("fuzz")), documents)
        while not stopped and (batch := list(islice(drawn, BATCH))):
            decisions = engine.evaluate([text for _, text in batch])
            answers = ask_opa(url, [text for _, text in batch[: max(0, compared - done)]])
            for (kind, text), decision, answer in zip(batch, decisions, [*answers, *[()] * BATCH], strict=False):
                found[f"documents: {kind}"] += 1
                found[f"verdicts: {'allow' if decision['allow'] else 'deny'}"] += 1
                for complaint in complaints(decision, answer):
                    found[complaint] += 1
                    if "documented" not in complaint:
                        wrong.append({"what": complaint, "kind": kind, "text": text.decode("latin-1")})
            done += len(batch)
            if sys.stderr.isatty() or done % 10_000 < BATCH:
                print(
                    f"{done:,} in {time.monotonic() - start:,.0f} s, {len(wrong):,} wrong", file=sys.stderr, flush=True
                )
    print(f"documents {done:,}, compared with OPA {min(done, compared):,}, in {time.monotonic() - start:,.0f} s")
    for name, number in sorted(found.items()):
        print(f"{name:40} {number:10,}")
    if output:
        output.write_text("".join(f"{json.dumps(one)}\n" for one in wrong), encoding="utf-8")
    return len(wrong)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3] if argument]
    many, both = (*numbers, *(100_000, 20_000)[len(numbers) :])
    sys.exit(main(many, both, Path(sys.argv[3]) if sys.argv[3:] else None) > 0)
