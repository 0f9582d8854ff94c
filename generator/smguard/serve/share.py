"""Who holds how much of what there is only so much of: one client cannot take what the others need."""

import ipaddress
import time
from collections.abc import Callable
from functools import lru_cache

_KNOWN = 10_000  # clients whose pace is remembered


class Share:
    """Something of which there is `whole`, and of which one client may hold `each`, or one piece of any size."""

    def __init__(self, whole: int, each: int) -> None:
        self._whole, self._each = whole, each
        self._held: dict[str, int] = {}
        self._sum = 0

    def take(self, client: str, amount: int = 1) -> int:
        """Takes some for a client. 0, or the HTTP status that says why not: 429 it has its share, 503 nothing is left.

        What was not taken must not be given back.
        """
        held = self._held.get(client, 0)
        if held and held + amount > self._each:
            return 429
        if self._sum and self._sum + amount > self._whole:
            return 503
        self._held[client] = held + amount
        self._sum += amount
        return 0

    def give(self, client: str, amount: int = 1) -> None:
        """Gives back what was taken."""
        self._sum -= amount
        self._held[client] -= amount
        if not self._held[client]:
            del self._held[client]

    def has(self, client: str) -> bool:
        """Whether a client holds so much that it gets no more."""
        return self._held.get(client, 0) >= self._each


class Pace:
    """How fast one client may ask or send: so much a second, after `burst` seconds' worth of it at once."""

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._now = rate, burst, now
        self._due: dict[str, float] = {}

    def wait(self, client: str, amount: int = 1) -> float:
        """Seconds until it is the turn of an amount, which counts from now on."""
        now = self._now()
        due = max(now, self._due.get(client, 0.0)) + amount / self._rate
        if len(self._due) >= _KNOWN and client not in self._due:
            self._due = {one: at for one, at in self._due.items() if at > now}
        self._due[client] = due
        return max(0.0, due - now - self._burst)

    def full(self, client: str, longest: float) -> bool:
        """Whether a client would have to wait for longer than so many seconds."""
        return self._due.get(client, 0.0) - self._now() - self._burst > longest


@lru_cache(4096)
def client_of(host: str) -> str:
    """Whose address it is: one of IPv4, or the 64 bits of IPv6 that one customer has."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host or "?"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
        address = address.ipv4_mapped
    return str(address)
