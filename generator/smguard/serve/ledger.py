"""What OPAs reported, in SQLite: bounded by age and by size, and whole after any crash.

A report is answered only when it is committed. A decision that comes twice, since OPA did not see the answer, counts
once.
"""

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from smguard.errors import InputError, Problem
from smguard.serve.database import connect, prepare
from smguard.serve.report import Log, Running, Status

OPAS, RULES = 10_000, 1_000
"""How many of each are told apart; the OPA heard of longest ago gives way, further rules count as one."""
OTHER = "(other rules)"
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much is kept: days, and bytes of the database file."""

    days: float = 30.0
    size: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Known:
    """One OPA as it was last heard of: `seen` and `error_at` in Unix seconds; its last errors, which may be over."""

    id: str
    labels: dict[str, str]
    seen: int
    bundles: tuple[Running, ...]
    errors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """How often a rule denied, and one finding of it with its masked input, as JSON."""

    rule: str
    count: int
    example: str
    opa: str
    at: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided since a time."""

    decided: int
    denied: int
    rules: tuple[Denied, ...]


class Ledger:
    """One database file; may be used by several threads."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Opens the file, or makes it. Raises InputError where it is no such database or cannot be written."""
        self._path, self._limits = path, limits
        self._writing, self._reading = threading.Lock(), threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer, self._reader = connect(path), connect(path)
            prepare(self._writer)
        except (sqlite3.Error, OSError) as error:
            message = f"cannot be used as the database of reports: {error}: move it away, or name another"
            raise InputError(Problem(str(path), message)) from None

    def close(self) -> None:
        """Ends the use of the file."""
        with self._writing, self._reading:
            self._writer.close()
            self._reader.close()

    def add_status(self, status: Status, now: int) -> None:
        """Keeps an OPA's report; what it said before about the same bundles is replaced. Raises sqlite3.Error."""
        with self._transaction() as database:
            opa = _seen(database, status.opa, status.labels, now)
            database.executemany(
                "DELETE FROM running WHERE opa = ? AND name = ?",
                [
                    (opa, name)
                    for (name,) in database.execute("SELECT name FROM running WHERE opa = ?", (opa,)).fetchall()
                    if name not in {one.name for one in status.bundles}
                ],
            )
            database.executemany(
                "INSERT INTO running VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " revision = excluded.revision, activated = excluded.activated, failing = excluded.failing,"
                " error = iif(excluded.failing, excluded.error, error),"
                " error_at = iif(excluded.failing, excluded.error_at, error_at)",
                [
                    (opa, one.name, one.revision, one.activated, bool(one.error), one.error, now if one.error else 0)
                    for one in status.bundles
                ],
            )

    def add_decisions(self, logs: Iterable[Log], now: int) -> tuple[int, int]:
        """Keeps the decisions of one report, each once: how many were new, and how many of those denied.

        All are kept or none, also when reading them raises. Raises sqlite3.Error.
        """
        hour, new, denied = now - now % _HOUR, 0, 0
        with self._transaction() as database:
            seen: set[str] = set()
            for log in logs:
                rules: Counter[str] = Counter()
                for one in log.decisions:
                    if one.opa not in seen:
                        seen.add(one.opa)
                        _seen(database, one.opa, one.labels, now)
                    if not database.execute(
                        "INSERT OR IGNORE INTO decision (at, key) VALUES (?, ?)", (now, one.key)
                    ).rowcount:
                        continue
                    new, denied = new + 1, denied + (not one.allowed)
                    rules.update(one.denied)
                for rule, count in rules.items():
                    name = _admitted(database, rule, log.examples.get(rule, ("", "")), now)
                    _add(database, "denied", {"hour": hour, "rule": name}, {"count": count})
            _add(database, "total", {"hour": hour}, {"decided": new, "denied": denied})
        return new, denied

    def prune(self, now: int) -> None:
        """Takes away what is older than the limit; while the file is too large, the oldest decisions, then OPAs."""
        oldest = now - int(self._limits.days * 24 * _HOUR)
        with self._transaction() as database:
            database.execute("DELETE FROM opa WHERE seen < ?", (oldest,))
            excess = "SELECT n FROM opa ORDER BY seen DESC LIMIT -1 OFFSET ?"
            database.execute(f"DELETE FROM opa WHERE n IN ({excess})", (OPAS,))  # noqa: S608 (names of this module only)
            database.execute("DELETE FROM total WHERE hour < ?", (oldest,))
            database.execute("DELETE FROM denied WHERE hour < ?", (oldest,))
            database.execute("DELETE FROM example WHERE rule NOT IN (SELECT rule FROM denied)")
        while self._drop_decisions("at < ?", oldest):
            pass
        while self.size() > self._limits.size and (self._drop_decisions("? > 0", 1) or self._drop_opas()):
            pass

    def size(self) -> int:
        """The bytes of the database file that are in use."""
        with self._writing:
            pages, free, each = (
                self._writer.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
        return int((pages - free) * each)

    def opas(self) -> list[Known]:
        """Every OPA that was heard of, by its id."""
        query = (
            "SELECT id, labels, seen, name, revision, activated, failing, error, error_at"
            " FROM opa LEFT JOIN running ON opa = n ORDER BY id, name"
        )
        found: dict[str, tuple[str, int, list[Running], list[tuple[str, int]]]] = {}
        with self._reading:
            rows = self._reader.execute(query).fetchall()
        for id_, labels, seen, name, revision, activated, failing, error, error_at in rows:
            _, _, bundles, errors = found.setdefault(id_, (labels, seen, [], []))
            if name is not None:
                bundles.append(Running(name, revision, error if failing else "", activated))
                errors += [(error, error_at)] if error else []
        return [
            Known(id_, json.loads(labels), seen, tuple(bundles), tuple(errors))
            for id_, (labels, seen, bundles, errors) in found.items()
        ]

    def decisions(self, since: int) -> Decisions:
        """What was decided in the hours from a time on; the rules that denied most come first."""
        hour = since - since % _HOUR
        query = (
            "SELECT denied.rule, sum(count), text, opa, at FROM denied LEFT JOIN example ON example.rule = denied.rule"
            " WHERE hour >= ? GROUP BY denied.rule ORDER BY sum(count) DESC, denied.rule LIMIT 100"
        )
        with self._reading:
            totals = self._reader.execute(
                "SELECT sum(decided), sum(denied) FROM total WHERE hour >= ?", (hour,)
            ).fetchone()
            rows = self._reader.execute(query, (hour,)).fetchall()
        rules = (Denied(rule, count, text or "", opa or "", at or 0) for rule, count, text, opa, at in rows)
        return Decisions(totals[0] or 0, totals[1] or 0, tuple(rules))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._writing, self._writer:
            self._writer.execute("BEGIN IMMEDIATE")
            yield self._writer

    def _drop_opas(self) -> bool:
        """Takes some of the OPAs away that were not heard of for longest; whether there were any."""
        some = "SELECT n FROM opa ORDER BY seen LIMIT (SELECT count(*) / 20 + 1 FROM opa)"
        query = f"DELETE FROM opa WHERE n IN ({some})"  # noqa: S608 (names of this module only)
        with self._transaction() as database:
            dropped = database.execute(query).rowcount
        with self._writing:
            self._writer.execute("PRAGMA incremental_vacuum").fetchall()
        return dropped > 0

    def _drop_decisions(self, condition: str, value: int) -> bool:
        """Takes some of the oldest decisions away that meet the condition; whether there were any."""
        query = f"DELETE FROM decision WHERE n IN (SELECT n FROM decision ORDER BY n LIMIT 20000) AND {condition}"  # noqa: S608 (names of this module only)
        with self._transaction() as database:
            dropped = database.execute(query, (value,)).rowcount
        with self._writing:
            self._writer.execute("PRAGMA incremental_vacuum").fetchall()
        return dropped > 0


def _seen(database: sqlite3.Connection, opa: str, labels: dict[str, str], now: int) -> int:
    query = (
        "INSERT INTO opa (id, labels, seen) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET labels = excluded.labels, seen = excluded.seen RETURNING n"
    )
    return int(database.execute(query, (opa, json.dumps(labels, sort_keys=True), now)).fetchone()[0])


def _admitted(database: sqlite3.Connection, rule: str, example: tuple[str, str], now: int) -> str:
    """The name under which a rule counts; its example is replaced."""
    known = database.execute("SELECT 1 FROM example WHERE rule = ?", (rule,)).fetchone()
    if not known and database.execute("SELECT count(*) FROM example").fetchone()[0] >= RULES:
        return OTHER
    values = (rule, now, *example)
    database.execute("INSERT OR REPLACE INTO example (rule, at, opa, text) VALUES (?, ?, ?, ?)", values)
    return rule


def _add(database: sqlite3.Connection, table: str, at: dict[str, object], counts: dict[str, int]) -> None:
    """Adds counts to a table's row, which may not be there yet."""
    columns = [*at, *counts]
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in counts)
    marks = ", ".join("?" * len(columns))
    query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO UPDATE SET {sums}"  # noqa: S608 (names of this module only)
    database.execute(query, [*at.values(), *counts.values()])
