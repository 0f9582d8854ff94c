"""How much is tried: `make test` takes a fifth of what is random or exhaustive, `make prove` all of it."""

import os
from random import Random

SCALE = float(os.environ.get("SMGUARD_PROPERTY_SCALE", "0.2"))
"""The part that is tried: a fifth for each commit, 1 in `make prove`, more for a long night."""

SEED = os.environ.get("SMGUARD_PROPERTY_SEED", "")
"""Added to each test's own seed: another text gives other documents."""

WHOLE = SCALE >= 1
"""Whether everything that can be counted is tried, too: each call, each file."""

begun: list[str] = []
"""What the running test began to draw; a failed test reports it."""


def scaled(whole: int) -> int:
    """The number that is tried of a whole, at least one."""
    return max(1, round(whole * SCALE))


def seeded(name: str) -> Random:
    """The random numbers of that name: the same in every run with the same SEED."""
    begun.append(name)
    return Random(name + SEED)  # noqa: S311  (no secret depends on it)


def again() -> str:
    """How to draw the same again."""
    return f"SMGUARD_PROPERTY_SCALE={SCALE:g} SMGUARD_PROPERTY_SEED={SEED!r} draws the same: {', '.join(begun)}"
