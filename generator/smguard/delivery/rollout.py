"""A channel moved to a revision, or back, once that revision has passed every gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from smguard.bundle.composition import pack
from smguard.delivery import claims as said
from smguard.delivery import store
from smguard.delivery.claims import Claims, Demands, SignatureError
from smguard.delivery.inspection import compile_check, signature_check
from smguard.delivery.key import Key
from smguard.delivery.signature import sign, verify
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

    Without keys, opa or a limit, that gate is open. With keys a channel moves to nothing that was signed earlier
    than what it has, unless it is moved back or `allow_rollback` is set.
    """

    keys: Sequence[Key] = ()
    opa: Path | None = None
    max_new_findings: int | None = None
    policies: Path | None = None
    demands: Demands = said.ANY
    allow_rollback: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A channel's move; `before` is None where the channel is new. `older` has both times where it went back."""

    before: str | None
    after: str
    older: str = ""


def rollout(
    place: Path,
    bundle: str,
    channel: str,
    revision: str | None,
    gates: Gates,
    now: datetime,
    renewal: tuple[Key, Claims] | None = None,
) -> Move:
    """Moves a channel of the store to a revision, or to the last one before it where none is given.

    With a renewal, the revision is signed again before it has to pass the gates.
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
        _renew(place, bundle, after, renewal)
        _pass(place, bundle, before, after, gates)
        older = _older(place, bundle, before, after, gates.keys)
        if older and not gates.allow_rollback:
            raise RefusedError(f"{bundle} {after} is refused: {older}: {_WAYS_BACK}")
        store.move_channel(place, bundle, channel, after, now)
    else:
        if there is None or not there.previous:
            raise InputError(f"the channel {channel} of {bundle} has no previous revision")
        after = there.previous[0]
        _renew(place, bundle, after, renewal)
        older = _older(place, bundle, before, after, gates.keys)
        _pass(place, bundle, before, after, gates)
        store.move_back(place, bundle, channel, after, now)
    return Move(before, after, older)


_WAYS_BACK = "move the channel with --back, sign the revision again with --sign, or add --allow-rollback"


def _renew(place: Path, bundle: str, revision: str, renewal: tuple[Key, Claims] | None) -> None:
    """Signs what the store has of a revision again."""
    if renewal is not None:
        _, unpacked = store.read_revision(place, bundle, revision)
        path = store.revision_path(place, bundle, revision)
        store.add(place, bundle, pack(sign(unpacked.files, *renewal)), str(path))


def _older(place: Path, bundle: str, before: str | None, after: str, keys: Sequence[Key]) -> str:
    """Both revisions with their times, where one of the keys signed the second one before the first; else nothing."""
    if not keys or before is None or before == after:
        return ""
    times = []
    for revision in (before, after):
        try:
            times.append(verify(store.read_revision(place, bundle, revision)[1].files, keys, None).claims.issued)
        except (InputError, SignatureError):
            times.append(None)
    old, new = times
    if old is None or (new is not None and new >= old):
        return ""
    return f"it was signed at {said.written(new)}, before revision {before} ({said.written(old)})"


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
    checks = [signature_check(unpacked, gates.keys, gates.demands)]
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
