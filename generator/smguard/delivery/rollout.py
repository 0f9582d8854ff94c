"""A channel moved to a revision, or back, once that revision has passed every gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from smguard.delivery import store
from smguard.delivery.inspection import compile_check, signature_check
from smguard.delivery.key import Key
from smguard.errors import InputError, Problem, SmguardError
from smguard.impact.assess import assess
from smguard.impact.side import opened

MAXIMUM_SHOWN = 10
"""New findings that a refusal names."""


class RefusedError(SmguardError):
    """A revision did not pass a gate; the channel is where it was."""


@dataclass(frozen=True, slots=True)
class Gates:
    """What a revision must pass: a signature by one of the keys, a compiler, a limit of findings that are new.

    Without keys, opa or a limit, that gate is open.
    """

    keys: Sequence[Key] = ()
    opa: Path | None = None
    max_new_findings: int | None = None
    policies: Path | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A channel's move; `before` is None where the channel is new."""

    before: str | None
    after: str


def rollout(place: Path, bundle: str, channel: str, revision: str | None, gates: Gates, now: datetime) -> Move:
    """Moves a channel of the store to a revision, or to the last one before it where none is given.

    A revision may be given by its first digits, where these fit one alone. Raises RefusedError where a gate
    stays shut, and InputError where there is nothing to move to.
    """
    if not place.exists():
        raise InputError(Problem(str(place), "there is no such store: fill it with `smguard publish STORE/BUNDLE`"))
    store.check_store(place)
    there = store.read_channel(place, bundle, channel)
    before = there.revision if there else None
    if revision is not None:
        after = _full(place, bundle, revision)
        _pass(place, bundle, before, after, gates)
        store.move_channel(place, bundle, channel, after, now)
    else:
        if there is None or not there.previous:
            raise InputError(f"the channel {channel} of {bundle} has no previous revision")
        after = there.previous[0]
        _pass(place, bundle, before, after, gates)
        store.move_back(place, bundle, channel, after, now)
    return Move(before, after)


def _full(place: Path, bundle: str, digits: str) -> str:
    """The one revision in the store that begins with these digits."""
    found = [revision for revision in store.revisions(place, bundle) if revision.startswith(digits)]
    if len(found) == 1 and digits:
        return found[0]
    if len(found) > 1:
        raise InputError(f"{len(found)} revisions of {bundle} begin with {digits!r}: give more digits")
    raise InputError(f"{place}: the store has no revision {digits} of {bundle}: publish it with `smguard publish`")


def _pass(place: Path, bundle: str, before: str | None, after: str, gates: Gates) -> None:
    """Raises RefusedError where a gate stays shut."""
    tarball, unpacked = store.read_revision(place, bundle, after)
    checks = [signature_check(unpacked, gates.keys)]
    if gates.opa is not None:
        checks.append(compile_check(tarball, gates.opa))
    failed = [f"{check.name}: {check.detail}" for check in checks if check.failed]
    if not failed and gates.max_new_findings is not None and gates.policies is not None:
        failed = _too_many(place, bundle, before, after, gates.max_new_findings, gates.policies)
    if failed:
        raise RefusedError(f"{bundle} {after} is refused: " + "\n".join(failed))


def _too_many(place: Path, bundle: str, before: str | None, after: str, limit: int, policies: Path) -> list[str]:
    """Why the new findings in the policies are more than the limit allows, or cannot be counted; else nothing."""
    if before is None:
        return ["findings: the channel is new, so there is nothing to compare with: leave out --max-new-findings"]
    old, new = (str(store.revision_path(place, bundle, revision)) for revision in (before, after))
    compared = assess([str(policies)], opened(old, place), opened(new, place)).comparison
    if compared.unread:
        return [f"findings: {problem}" for problem in compared.unread]
    if compared.documents == 0:
        return [f"findings: {policies} contains no policy to count findings in"]
    found = [change for change in compared.changes if change.kind in _NEW]
    if len(found) <= limit:
        return []
    places = [
        f"    {change.file}:{change.line}:{change.column}: {change.finding['rule']}" for change in found[:MAXIMUM_SHOWN]
    ]
    more = [f"    and {len(found) - MAXIMUM_SHOWN} more"] if len(found) > MAXIMUM_SHOWN else []
    return [f"findings: {len(found)} are new, and {limit} are allowed:", *places, *more]


_NEW = ("new", "unwaived")
