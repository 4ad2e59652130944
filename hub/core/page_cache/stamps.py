"""What tells whether anything was committed since: the stamp of the database."""

import os
import sqlite3
from collections.abc import Hashable
from itertools import count
from threading import Lock

from django.db import DatabaseError, connection

_serial = count()


def stamp_now() -> Hashable | None:
    """Return what stays equal while nothing is committed, whoever commits it.

    None where that cannot be known: inside a transaction, which sees what it wrote itself;
    with a database in memory or of another make; with one that does not answer.
    """
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        return _snapshot()
    if connection.vendor == "sqlite":
        return _sqlite.version_of(connection.settings_dict["NAME"])
    return None


def _snapshot() -> Hashable | None:
    """Return which transactions are over: two equal ones see the same rows.

    They count for the whole cluster, so that another database on it costs us a few pages
    more, and nothing else.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), pg_current_snapshot()::text")
            return cursor.fetchone()
    except DatabaseError:
        return None


class _Sqlite:
    """SQLite's `data_version`, on a connection that does nothing else.

    It changes when another connection commits, this process's own among them. Two values
    can be compared on one connection alone, so that there is one for each process.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened_for: tuple[int, str] | None = None
        self._watching: sqlite3.Connection | None = None
        self._number = 0

    def version_of(self, name: object) -> Hashable | None:
        """Return the version of the file of this name."""
        path = str(name)
        if ":memory:" in path or "mode=memory" in path:
            return None
        with self._lock:
            try:
                version = self._watch(path).execute("PRAGMA data_version").fetchone()
            except sqlite3.Error:
                self._opened_for = None
                return None
            return self._number, version[0]

    def _watch(self, path: str) -> sqlite3.Connection:
        # A worker that was forked must not go on with its parent's connection.
        wanted = (os.getpid(), path)
        if self._watching is None or self._opened_for != wanted:
            self._watching = sqlite3.connect(
                f"file:{path}?mode=ro", uri=True, check_same_thread=False, timeout=1
            )
            self._opened_for = wanted
            self._number = next(_serial)
        return self._watching


_sqlite = _Sqlite()
