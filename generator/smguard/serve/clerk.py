"""The process that reads reports and writes them down, so that the one that serves bundles never waits for it.

It is asked by its standard input and answers by its standard output: four bytes with a length, then JSON; a request is
followed by the report as it was sent. It ends when its input ends, so never before the server and hardly after it.
"""

import json
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any, BinaryIO

from smguard.errors import InputError
from smguard.serve.ledger import Ledger, Limits
from smguard.serve.report import read_logs, read_status
from smguard.serve.unpack import RefusedError, read_objects, read_value, texts

LENGTH = 4
_NICE = 5


def main() -> None:
    """Answers until there is nothing more to read. The arguments: the database, days and bytes to keep."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # sent to the whole group; the server says when it is over
    if hasattr(os, "nice"):
        os.nice(_NICE)
    path, days, size = sys.argv[1:4]
    try:
        ledger = Ledger(Path(path), Limits(float(days), int(size)))
    except InputError as error:
        sys.exit(str(error))
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        while request := _next(asked):
            body = asked.read(request["bytes"])
            if len(body) < request["bytes"]:
                break
            text = json.dumps(_answer(ledger, request, body)).encode()
            answers.write(len(text).to_bytes(LENGTH, "big") + text)
            answers.flush()
    except BrokenPipeError:
        os._exit(0)  # the server is gone, and what is written is whole
    finally:
        ledger.close()


def _next(asked: BinaryIO) -> dict[str, Any]:
    """The next request; nothing at the end."""
    length = asked.read(LENGTH)
    if len(length) < LENGTH:
        return {}
    found: dict[str, Any] = json.loads(asked.read(int.from_bytes(length, "big")))
    return found


def _answer(ledger: Ledger, request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """An HTTP status, and the numbers of new and denied decisions or what was refused."""
    new = denied = 0
    try:
        if request["kind"] == "prune":
            ledger.prune(request["now"])
        elif request["kind"] == "status":
            ledger.add_status(read_status(read_value(texts(body, request["encoding"]))), request["now"])
        else:
            logs = read_logs(read_objects(texts(body, request["encoding"])))
            new, denied = ledger.add_decisions(logs, request["now"])
    except RefusedError as error:
        return {"status": error.status, "message": str(error)}
    except MemoryError:
        return {"status": 413, "message": "the report needs too much memory"}
    except sqlite3.Error as error:
        return {"status": 503, "message": "", "error": str(error)}
    return {"status": 200, "new": new, "denied": denied}
