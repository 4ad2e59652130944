"""Commits that outlive the machine, where the default ones outlive the process alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def durable_commits() -> Iterator[None]:
    """Let each commit of this connection reach the disk before it returns.

    SQLite's usual setting here may lose the last commits when the power goes, which for
    a page is no harm; a mail that was sent and is not noted would be sent again.
    PostgreSQL does it always.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _set("FULL")
    try:
        yield
    finally:
        _set("NORMAL")


def _set(level: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")
