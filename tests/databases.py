"""A copy of the test database for tests that need real commits or other processes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.core.cache import cache
from django.db import connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import setup_databases, teardown_databases


@contextmanager
def made_if_absent() -> Iterator[None]:
    """Make the test database unless it is there; throw away what was made here.

    pytest-django makes it only when a test of the run has `db`. Those that work on a copy
    have not, and would copy an empty one when they are run alone.
    """
    usual = connections["default"]
    name = str(usual.settings_dict["NAME"])
    # Where pytest-django made it, PostgreSQL's name has the prefix already.
    is_made = name.startswith(TEST_DATABASE_PREFIX)
    if is_made or name == usual.creation._get_test_db_name():
        yield
        return
    made = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(made, verbosity=0)


@contextmanager
def own_copy(folder: Path, name: str) -> Iterator[str]:
    """Work on a copy of the test database; yield its address."""
    with kept_copy(folder, name) as (settings, address), working_on(settings):
        yield address


@contextmanager
def kept_copy(folder: Path, name: str) -> Iterator[tuple[dict, str]]:
    """Copy the test database; yield settings to work on the copy with, and its address."""
    before = connections["default"]
    copied = _copied_file if before.vendor == "sqlite" else _copied_database
    with copied(before, folder, name) as (settings, address):
        yield settings, address


@contextmanager
def working_on(settings: dict) -> Iterator[None]:
    """Put the database of these settings in the place of the usual one."""
    before = connections["default"]
    assert not before.in_atomic_block, "Ask for it before what uses the database."
    own = connections.create_connection("default")
    own.settings_dict = {**before.settings_dict, **settings}
    connections["default"] = own
    cache.clear()
    try:
        yield
    finally:
        own.close()
        connections["default"] = before
        cache.clear()


@contextmanager
def _copied_file(before, folder: Path, name: str) -> Iterator[tuple[dict, str]]:
    path = folder / "own.sqlite3"
    before.ensure_connection()
    with sqlite3.connect(path) as copy:
        before.connection.backup(copy)
    copy.close()
    yield {"NAME": str(path)}, f"sqlite:///{path}"


@contextmanager
def _copied_database(before, folder: Path, name: str) -> Iterator[tuple[dict, str]]:
    # A database is copied only while nobody is connected to it.
    before.close()
    given = before.settings_dict
    own = f"{given['NAME']}_{name}_own"
    with before._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{given["NAME"]}"')
    who = ":".join(quote(str(given[part])) for part in ("USER", "PASSWORD"))
    where = f"{given['HOST'] or 'localhost'}:{given['PORT'] or 5432}"
    try:
        yield {"NAME": own}, f"postgres://{who}@{where}/{own}"
    finally:
        with before._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
