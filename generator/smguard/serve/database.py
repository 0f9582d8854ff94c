"""The SQLite file of reports: its tables and its settings."""

import sqlite3
from pathlib import Path

_VERSION = 1
_SCHEMA = """
CREATE TABLE opa (n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, labels TEXT NOT NULL, seen INTEGER NOT NULL);
CREATE INDEX opa_seen ON opa (seen);
CREATE TABLE running (
    opa INTEGER NOT NULL REFERENCES opa (n) ON DELETE CASCADE, name TEXT NOT NULL, revision TEXT NOT NULL,
    activated TEXT NOT NULL, failing INTEGER NOT NULL, error TEXT NOT NULL, error_at INTEGER NOT NULL,
    PRIMARY KEY (opa, name)
) WITHOUT ROWID;
CREATE TABLE decision (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, key INTEGER UNIQUE NOT NULL);
CREATE TABLE total (hour INTEGER PRIMARY KEY, decided INTEGER NOT NULL, denied INTEGER NOT NULL);
CREATE TABLE denied (
    hour INTEGER NOT NULL, rule TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (hour, rule)
) WITHOUT ROWID;
CREATE TABLE example (
    rule TEXT PRIMARY KEY, at INTEGER NOT NULL, opa TEXT NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection that several threads may use one after the other. Raises sqlite3.Error."""
    path.touch(mode=0o600)  # it keeps examples of what was judged
    database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    for setting in (
        "auto_vacuum = INCREMENTAL",
        "journal_mode = WAL",
        "synchronous = NORMAL",  # in WAL mode the file stays whole; a power cut may lose the last reports
        "foreign_keys = ON",
        "journal_size_limit = 16777216",
    ):
        database.execute(f"PRAGMA {setting}").fetchall()
    return database


def prepare(database: sqlite3.Connection) -> None:
    """Makes the tables where there are none. Raises sqlite3.Error where the file is of another version."""
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
    elif version != _VERSION:
        raise sqlite3.DatabaseError(f"it has version {version}, and this smguard needs version {_VERSION}")
