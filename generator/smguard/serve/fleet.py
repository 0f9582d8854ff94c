"""Who runs what: each OPA's bundles held against what is offered, and what is denied most."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from smguard.delivery.store import is_revision
from smguard.serve.ledger import Decisions, Known
from smguard.serve.mask import shown, shown_value
from smguard.serve.report import Running

SILENT_AFTER = 15 * 60
"""Seconds after which an OPA that says nothing counts as silent: more than a long poll and its retries."""

STATES = ("failing", "behind", "silent", "unheard", "unknown", "current")
"""What an OPA can be, the worst first.

unheard: it was heard of only before this server began. unknown: it runs a bundle of which this server does not know
the channel.
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One bundle of one OPA: `offer` is the address it is held against, "" where there is none."""

    name: str
    revision: str
    offer: str
    state: str
    error: str


@dataclass(frozen=True, slots=True)
class Opa:
    """One OPA: `age` in seconds since it was last heard of, `error` its last one, which may be over."""

    id: str
    labels: Mapping[str, str]
    state: str
    bundles: tuple[Bundle, ...]
    age: int
    error: str
    error_age: int | None


@dataclass(frozen=True, slots=True)
class Fleet:
    """All OPAs, the worst first, how many there are of each state, what is offered, and the decisions of some days."""

    opas: tuple[Opa, ...]
    states: Mapping[str, int]
    offered: Mapping[str, str]
    decisions: Decisions
    days: int
    now: int


@dataclass(frozen=True, slots=True)
class Offered:
    """The current revision of each address, and of which bundle older revisions are."""

    current: Mapping[str, str]
    older: Mapping[str, str]


def fleet(
    known: Iterable[Known], offered: Offered, decisions: Decisions, days: int, now: int, started: int = 0
) -> Fleet:
    """The fleet at a time, as a server knows it that began at another; every text as it may be shown."""
    opas = sorted(
        (_opa(one, offered, now, started) for one in known), key=lambda opa: (STATES.index(opa.state), opa.id)
    )
    counts = Counter(opa.state for opa in opas)
    rules = tuple(
        replace(one, rule=shown(one.rule), opa=shown(one.opa), example=_example(one.example)) for one in decisions.rules
    )
    states = {state: counts[state] for state in STATES}
    return Fleet(tuple(opas), states, offered.current, replace(decisions, rules=rules), days, now)


def to_json(fleet: Fleet) -> dict[str, Any]:
    """The fleet for programs; times in UTC."""
    return {
        "time": _time(fleet.now),
        "states": dict(fleet.states),
        "offered": dict(fleet.offered),
        "opas": [
            {
                "id": opa.id,
                "labels": dict(opa.labels),
                "state": opa.state,
                "last_seen": _time(fleet.now - opa.age),
                "seconds_since_seen": opa.age,
                "last_error": None
                if opa.error_age is None
                else {"message": opa.error, "at": _time(fleet.now - opa.error_age)},
                "bundles": [
                    {
                        "name": one.name,
                        "active_revision": one.revision or None,
                        "held_against": one.offer or None,
                        "state": one.state,
                        "error": one.error or None,
                    }
                    for one in opa.bundles
                ],
            }
            for opa in fleet.opas
        ],
        "decisions": {
            "days": fleet.days,
            "decided": fleet.decisions.decided,
            "denied": fleet.decisions.denied,
            "rules": [
                {"rule": one.rule, "count": one.count, "example": json.loads(one.example) if one.example else None}
                for one in fleet.decisions.rules
            ],
        },
    }


def _example(text: str) -> str:
    return json.dumps(shown_value(json.loads(text)), sort_keys=True) if text else ""


def _opa(known: Known, offered: Offered, now: int, started: int) -> Opa:
    bundles = tuple(_bundle(one, known.labels, offered) for one in known.bundles)
    age = max(0, now - known.seen)
    states = {one.state for one in bundles} or {"unknown"}
    if known.seen < started:
        # what it said then is over: how it fares now nobody has heard
        states = {"silent" if now - started > SILENT_AFTER else "unheard"}
        bundles = tuple(replace(one, state=next(iter(states))) for one in bundles)
    elif age > SILENT_AFTER:
        states = (states & {"failing", "behind"}) | {"silent"}
    error, at = max(known.errors, key=lambda error: error[1], default=("", None))
    state = next(state for state in STATES if state in states)
    labels = {shown(name): shown(text) for name, text in known.labels.items()}
    return Opa(shown(known.id), labels, state, bundles, age, shown(error), None if at is None else max(0, now - at))


def _bundle(running: Running, labels: Mapping[str, str], offered: Offered) -> Bundle:
    address, wanted = _wanted(running, labels, offered)
    if running.error:
        state = "failing"
    elif not wanted:
        state = "unknown"
    else:
        state = "current" if running.revision == wanted else "behind"
    return Bundle(shown(running.name), shown(running.revision), shown(address), state, shown(running.error))


def _wanted(running: Running, labels: Mapping[str, str], offered: Offered) -> tuple[str, str]:
    """The address that an OPA polls for a bundle, and the revision it should have; empty where nothing says it.

    OPA does not report the address. Its labels `bundle` and `channel` may say it, or the bundle's name where that is
    an address, which OPA polls by default. Else it is a channel that offers this very revision, or the default
    channel of the bundle that the revision once was of.
    """
    current, bundle = offered.current, labels.get("bundle", running.name)
    for address in (f"{bundle}/{labels.get('channel', '')}", running.name):
        of, _, channel = address.partition("/")
        if channel and address in current:
            return address, current[address]
        if is_revision(channel) and any(known.partition("/")[0] == of for known in current):
            return address, channel
    same = sorted(address for address, revision in current.items() if revision == running.revision)
    if bundle not in current:
        bundle = same[-1].partition("/")[0] if same else offered.older.get(running.revision, "")
    if bundle in same or (bundle in current and not any(address.startswith(f"{bundle}/") for address in same)):
        return bundle, current[bundle]
    own = [address for address in same if address.startswith(f"{bundle}/")]
    return (own[0], running.revision) if own else ("", "")


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
