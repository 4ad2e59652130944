"""An index of its own for every test, and ways to fill it."""

import datetime as dt

import pytest
from django.db import connection

from hub.core.visibility import PUBLIC
from hub.search import carrying, outbox, spelling, whoosh_engine
from hub.search.answers import search
from hub.search.backend_engine import locks
from hub.search.carrying import drain_or_leave
from hub.search.engine import get_engine
from hub.search.entries import Entry
from hub.search.models import SearchEntry
from tests.hub.search.engines import ENGINES

LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path, monkeypatch):
    """An index that no other test has touched, and little patience with locks."""
    settings.DATA_DIR = tmp_path
    for module in (carrying, whoosh_engine, locks):
        monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.2)
    # What an earlier test's transaction took back must not be offered.
    spelling.forget()
    return tmp_path / "search"


@pytest.fixture(params=ENGINES)
def engine(request, settings, db):
    """Each engine in turn, in use, with an index that holds nothing."""
    settings.SEARCH_URL = request.param
    engine = get_engine()
    engine.rebuild(iter(()))
    return engine


@pytest.fixture
def put(db, engine):
    """Write one entry and carry it: `put("Rotas", body="…", kind="clause")`."""
    count = 0

    def written(title: str, *, key: str = "", **fields: object) -> SearchEntry:
        nonlocal count
        count += 1
        key = key or f"thing-{count}"
        values = {"kind": "page", "url": f"/{key}/", "changed_at": LONG_AGO} | fields
        outbox.put(Entry(key=key, title=title, **values), drain=False)
        drain_or_leave()
        return SearchEntry.objects.get(key=key)

    return written


@pytest.fixture
def entry():
    """Make an entry: `entry(7, "Title", body="…")`."""

    def make(number: int = 1, title: str = "Thing", **fields: object) -> Entry:
        values = {"kind": "page", "url": f"/{number}/", "changed_at": LONG_AGO} | fields
        return Entry(key=f"tests.thing:{number}", title=title, **values)

    return make


def _as_after_a_commit() -> None:
    # A test's transaction never ends, so what waited for its end waits on.
    connection.run_on_commit.clear()


@pytest.fixture
def write(db, django_capture_on_commit_callbacks):
    """Write entries, commit, and let what follows a commit happen."""

    def put(*entries: Entry) -> None:
        _as_after_a_commit()
        with django_capture_on_commit_callbacks(execute=True):
            for one in entries:
                outbox.put(one)

    return put


@pytest.fixture
def forget(db, django_capture_on_commit_callbacks):
    """Remove entries by key, and commit."""

    def remove(*entries: Entry) -> None:
        _as_after_a_commit()
        with django_capture_on_commit_callbacks(execute=True):
            outbox.remove([one.key for one in entries])

    return remove


@pytest.fixture
def ask():
    """Ask the search; a visitor asks unless `visible` says otherwise."""

    def asked(typed: str, *keys: str, **options: object):
        return search(typed, visible=frozenset({PUBLIC, *keys}), **options)

    return asked


@pytest.fixture
def urls(ask):
    """The addresses found, best first."""

    def addresses(typed: str, *keys: str, **options: object) -> list[str]:
        return [hit.url for hit in ask(typed, *keys, **options).hits]

    return addresses
