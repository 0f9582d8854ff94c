"""What the server offers now: at each address one verified bundle, replaced in one step; and who waits for news."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass

from smguard.delivery.tarball import SIGNATURES, Unpacked


@dataclass(frozen=True, slots=True)
class Offer:
    """A verified bundle's tarball. `etag`, with its quotes, is another for another revision or other signatures."""

    revision: str
    roots: tuple[str, ...]
    tarball: bytes
    etag: str


def offer(tarball: bytes, unpacked: Unpacked) -> Offer:
    """The offer of a tarball and the bundle in it."""
    signatures = unpacked.files.get(SIGNATURES)
    signed = f"-{hashlib.sha256(signatures).hexdigest()[:16]}" if signatures is not None else ""
    return Offer(unpacked.revision, unpacked.roots, tarball, f'"{unpacked.revision}{signed}"')


class Shelf:
    """The offers by address: "<bundle>" or "<bundle>/<channel>". Belongs to one event loop."""

    def __init__(self) -> None:
        self.offers: Mapping[str, Offer] = {}
        self.waiting = 0
        self._changed: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._closing = asyncio.Event()

    @property
    def closing(self) -> bool:
        """Whether the server is about to end, and nobody shall wait any more."""
        return self._closing.is_set()

    def put(self, offers: Mapping[str, Offer]) -> list[str]:
        """Replaces all offers in one step, and wakes who waits for one that changed; the changed addresses, sorted."""
        before, self.offers = self.offers, offers
        changed = sorted(key for key in before.keys() | offers.keys() if before.get(key) != offers.get(key))
        for key in changed:
            self._changed.pop(key, asyncio.Event()).set()
        return changed

    def close(self) -> None:
        """Lets everybody who waits go."""
        self._closing.set()
        for event in self._changed.values():
            event.set()

    def changed(self, key: str, seconds: float) -> Coroutine[None, None, None]:
        """Ends when what is offered at an address changes, when the time is over, or when the server ends.

        A change counts from this call on, whenever the result is awaited.
        """
        return self._wait(self._closing if self.closing else self._changed[key], seconds)

    async def _wait(self, event: asyncio.Event, seconds: float) -> None:
        self.waiting += 1
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            self.waiting -= 1
