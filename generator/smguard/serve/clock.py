"""A clock that nobody sets while the server lives."""

import time


class Clock:
    """Unix seconds that go forward evenly while the process lives, whatever happens to the system's time."""

    def __init__(self) -> None:
        self._offset = time.time() - _steady()

    def now(self) -> int:
        """Seconds since 1970, as they were at the start and have passed since."""
        return int(self._offset + _steady())


def _steady() -> float:
    """Seconds that nothing sets, and that go on while the machine sleeps where the system can tell (Linux)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
