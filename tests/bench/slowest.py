"""Finds the slowest of many documents that cost time, embedded: `make bench-slow`, or make bench-slow DOCUMENTS=100000.

Prints the time by kind of document, in seconds of this process, and writes the slowest, one a line, as
{"seconds", "kind", "bytes", "document"} to the file that is named second: PYTHONPATH=tests python
tests/bench/slowest.py 1000 slowest.jsonl.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iam.hiding import KINDS, ORGANIZATION, hide
from iam.product import decide, engine_for
from iam.stress import documents
from support.scale import seeded

Json = dict[str, Any]

KEPT = 30
TARGET = 0.5
"""Seconds that no document may take."""


def main(count: int, output: Path | None) -> None:
    """Times so many documents."""
    engine = engine_for(ORGANIZATION)
    decide(engine, [{}])
    rows: list[tuple[float, str, Json]] = []
    for kind, document in drawn(count):
        start = time.process_time()
        decide(engine, [document])
        rows.append((time.process_time() - start, kind, document))
    rows.sort(key=lambda row: row[0], reverse=True)
    print(f"{'kind':20} documents  median  slowest  over {TARGET} s")
    for kind in sorted({row[1] for row in rows}):
        times = [seconds for seconds, other, _ in rows if other == kind]
        over = sum(seconds > TARGET for seconds in times)
        print(f"{kind:20} {len(times):9} {statistics.median(times):7.3f} {times[0]:8.3f} {over:6}")
    if output:
        lines = (
            {"seconds": round(seconds, 3), "kind": kind, "bytes": len(json.dumps(document)), "document": document}
            for seconds, kind, document in rows[:KEPT]
        )
        output.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


def drawn(count: int) -> Iterator[tuple[str, Json]]:
    """Documents made to cost time, and one in five around a hidden request."""
    random = seeded("slowest")
    stressing = documents(random, count)
    kinds = tuple(KINDS)
    for number in range(count):
        if number % 5:
            yield next(stressing)
        else:
            kind = kinds[number // 5 % len(kinds)]
            yield f"hidden {kind}", hide(random, kind).document


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] and sys.argv[1] else 1_000, Path(sys.argv[2]) if sys.argv[2:] else None)
