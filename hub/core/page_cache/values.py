"""Values read from the database, kept in each process until anything in it changes.

For what many pages ask again and again: who may read what, who somebody is. Like a kept
page, a value is kept under the stamp that the database had before it was read, so that
there is nothing to forget it on. Only what reads is answered from here: whoever writes
looks for themselves.
"""

import time
from collections.abc import Callable, Collection, Hashable, Mapping
from contextvars import ContextVar
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection


class Reading:
    """A request that only reads, and the stamp under which it does."""

    def __init__(self, stamp_now: Callable[[], Hashable | None]) -> None:
        self._stamp_now = stamp_now
        self._asked = False
        self._stamp: Hashable | None = None

    def stamp(self) -> Hashable | None:
        """Return the stamp that the database had when it was first asked for."""
        if not self._asked:
            self._stamp, self._asked = self._stamp_now(), True
        return self._stamp


#: The request that is being answered, where nothing is to be written.
reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def _stamp() -> Hashable | None:
    # A transaction sees what it has written itself, and may yet undo it.
    if not settings.PAGE_CACHE_SECONDS or connection.in_atomic_block:
        return None
    current = reading.get()
    return current.stamp() if current else None


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class KeptValues(Generic[K, V]):
    """Values by their keys, at most so many of them; nobody may change one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._stamp: Hashable = None
        self._until = 0.0
        self._values: dict[K, V] = {}

    def one(self, key: K, read: Callable[[], V]) -> V:
        """Return the value of `key`, by `read` where it is not kept."""
        return self.all_of([key], lambda _: {key: read()})[key]

    def all_of(
        self, keys: Collection[K], read: Callable[[Collection[K]], Mapping[K, V]]
    ) -> dict[K, V]:
        """Return the values of `keys`; those not kept are read at once, all of them."""
        # Before anything is read: what is committed meanwhile makes another stamp.
        stamp = _stamp()
        if stamp is None:
            return dict(read(keys)) if keys else {}
        found = self._kept(stamp, keys)
        missing = [key for key in keys if key not in found]
        if missing:
            fresh = read(missing)
            found.update(fresh)
            self._keep(stamp, fresh)
        return found

    def _kept(self, stamp: Hashable, keys: Collection[K]) -> dict[K, V]:
        with self._lock:
            if stamp != self._stamp or self._until <= time.monotonic():
                return {}
            return {key: self._values[key] for key in keys if key in self._values}

    def _keep(self, stamp: Hashable, fresh: Mapping[K, V]) -> None:
        with self._lock:
            now = time.monotonic()
            is_over = stamp != self._stamp or self._until <= now
            if is_over or len(self._values) + len(fresh) > self._most:
                self._values.clear()
            if is_over:
                self._stamp = stamp
                self._until = now + settings.PAGE_CACHE_SECONDS
            self._values.update(fresh)
