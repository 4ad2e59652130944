"""One writer to an index at a time, on one machine or on several."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from filelock import FileLock, Timeout

from hub.search.engine import EngineBroken, EngineBusy

# How long a request waits for another process to finish writing before it leaves its
# entries to the next drain.
_PATIENCE_SECONDS = 2.0
_PAUSE_SECONDS = 0.01
# Names our lock among those that a database may hold: "hub", as letters' numbers.
_NUMBER = 0x687562


class WritingLock:
    """Held in the database where it can hold locks, else in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def held(self, patience: float | None = None) -> Iterator[None]:
        """Hold the right to write; raises EngineBusy when it waited in vain."""
        patience = _PATIENCE_SECONDS if patience is None else patience
        if connection.vendor == "postgresql":
            yield from self._held_in_database(patience)
        else:
            yield from self._held_in_file(patience)

    def _held_in_file(self, patience: float) -> Iterator[None]:
        # A new one each time: it can be entered again from the same thread no more
        # than from another process.
        lock = FileLock(self._file, timeout=patience, poll_interval=_PAUSE_SECONDS)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise EngineBusy(str(self._file)) from error
        except OSError as error:
            raise EngineBroken(f"{type(error).__name__}: {error}") from error
        try:
            yield
        finally:
            lock.release()

    def _held_in_database(self, patience: float) -> Iterator[None]:
        # It belongs to the connection, so that it goes when the process is killed.
        with connection.cursor() as cursor:
            end = time.monotonic() + patience
            while not _answer(cursor, "SELECT pg_try_advisory_lock(%s)"):
                if time.monotonic() > end:
                    raise EngineBusy("Another process holds the lock.")
                time.sleep(_PAUSE_SECONDS)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                _answer(cursor, "SELECT pg_advisory_unlock(%s)")


def _answer(cursor: object, question: str) -> bool:
    cursor.execute(question, [_NUMBER])
    return cursor.fetchone()[0]
