"""Where reports wait for the clerk, the process that reads them: clients in turn, small reports before large ones."""

import asyncio
import contextlib
import json
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from smguard.serve.clerk import LENGTH
from smguard.serve.ledger import Limits
from smguard.serve.unpack import RefusedError
from smguard.serve.upload import SMALL

WAIT_SECONDS = 8.0
"""How long a report waits for its turn; OPA waits 10 seconds for an answer."""
READ_SECONDS = 30.0
"""How long the clerk may be busy with one report."""
SMALL_BEFORE_LARGE = 8
END_SECONDS = 10.0

_START = "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); from smguard.serve.clerk import main; main()"
_log = logging.getLogger("smguard.serve")


class Desk:
    """The clerk, started anew whenever it died, and those who wait for it. Belongs to one event loop."""

    def __init__(self, database: Path, limits: Limits) -> None:
        self._arguments = [str(database.resolve()), str(limits.days), str(limits.size)]
        self._turns = Turns()
        self._clerk: Process | None = None
        self._closed = False

    async def keep(self, client: str, size: int, report: dict[str, Any], body: bytes | bytearray) -> tuple[int, int]:
        """Has a report of so many bytes written down: how many decisions were new, and how many of those denied.

        Raises RefusedError.
        """
        async with self._turns.turn(client, size <= SMALL):
            answer = await self._ask(report, body)
        if answer.get("error"):
            _log.error("a report could not be stored: %s", answer["error"])
        if answer["status"] != 200:
            raise RefusedError(answer["status"], answer["message"] or "the report could not be stored: try again later")
        return answer["new"], answer["denied"]

    async def prune(self, now: int) -> None:
        """Has what is too old or too much taken away."""
        async with self._turns.turn("", True):
            answer = await self._ask({"kind": "prune", "now": now}, b"")
        if answer["status"] != 200:
            _log.error("old reports could not be deleted: %s", answer.get("error") or answer["message"])

    async def close(self) -> None:
        """Lets the clerk finish, and ends it."""
        self._closed = True
        clerk, self._clerk = self._clerk, None
        if clerk is None or clerk.stdin is None:
            return
        clerk.stdin.close()
        try:
            await asyncio.wait_for(clerk.wait(), END_SECONDS)
        except TimeoutError:
            await _kill(clerk)

    async def _ask(self, request: dict[str, Any], body: bytes | bytearray) -> dict[str, Any]:
        """The clerk's answer; where there is none, one that says so."""
        if self._closed:
            return {"status": 503, "message": "the server is about to end: try again later"}
        try:
            async with asyncio.timeout(READ_SECONDS):
                if self._clerk is None or self._clerk.returncode is not None:
                    self._clerk = await self._start()
                return await _exchange(self._clerk, {**request, "bytes": len(body)}, body)
        except TimeoutError:
            why = "took too long"
        except (OSError, asyncio.IncompleteReadError):
            why = "ended"
        except asyncio.CancelledError:
            await self._drop()  # its answer would be taken for that of the next
            raise
        await self._drop()
        return {"status": 503, "message": "", "error": f"the process that reads reports {why}"}

    async def _drop(self) -> None:
        clerk, self._clerk = self._clerk, None
        if clerk is not None:
            await _kill(clerk)

    async def _start(self) -> Process:
        command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path), *self._arguments]
        return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)


async def _exchange(clerk: Process, request: dict[str, Any], body: bytes | bytearray) -> dict[str, Any]:
    if clerk.stdin is None or clerk.stdout is None:
        raise AssertionError("it was started with both")
    text = json.dumps(request).encode()
    clerk.stdin.write(len(text).to_bytes(LENGTH, "big") + text)
    clerk.stdin.write(body)
    await clerk.stdin.drain()
    length = int.from_bytes(await clerk.stdout.readexactly(LENGTH), "big")
    answer: dict[str, Any] = json.loads(await clerk.stdout.readexactly(length))
    return answer


async def _kill(clerk: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        clerk.kill()
    await clerk.wait()


class Turns:
    """One at a time: the clients in turn, whatever each of them has waiting, and small things before large ones."""

    def __init__(self) -> None:
        self._waiting: tuple[_Line, _Line] = OrderedDict(), OrderedDict()
        self._busy = False
        self._small = 0

    @contextlib.asynccontextmanager
    async def turn(self, client: str, small: bool) -> AsyncIterator[None]:
        """A client's turn, until the end of the block. Raises RefusedError where it does not come in time."""
        if self._busy:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting[not small].setdefault(client, deque()).append(mine)
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    await mine
            except (TimeoutError, asyncio.CancelledError) as error:
                if mine.done() and not mine.cancelled():
                    self._next()
                if isinstance(error, TimeoutError):
                    raise RefusedError(503, "too many reports wait to be read: try again later") from None
                raise
        self._busy = True
        try:
            yield
        finally:
            self._next()

    def _next(self) -> None:
        while line := self._line():
            client, waiting = line.popitem(last=False)
            mine = waiting.popleft()
            if waiting:
                line[client] = waiting
            if not mine.done():
                mine.set_result(None)
                return
        self._busy = False

    def _line(self) -> "_Line":
        """Who is next: large things after so many small ones, or when there are none."""
        small, large = self._waiting
        self._small = self._small + 1 if small and (self._small < SMALL_BEFORE_LARGE or not large) else 0
        return small if self._small else large


_Line = OrderedDict[str, deque[asyncio.Future[None]]]
