"""What the engines' tests share with the processes they start."""

import pytest
from django.utils import timezone

from hub.search.engine import Request
from hub.search.models import SearchEntry
from hub.search.queries import read_question

KINDS = ("organisation", "case_study", "guide", "route", "clause", "page", "topic")


# Every engine that holds the contract, by its address; a new one joins here.
# "modelsearch:" is SQLite FTS5 or PostgreSQL, whichever the tests run on.
ENGINES = ["whoosh:", "modelsearch:"]
# For tests of files on a disk, and of other processes at them.
with_files = pytest.mark.parametrize("engine", ["whoosh:"], indirect=True)
# For tests of what is kept in the site's database, where no file can be lost.
with_tables = pytest.mark.parametrize("engine", ["modelsearch:"], indirect=True)


def row(pk: int, title: str = "", **fields: object) -> SearchEntry:
    """A row as the table holds it; engines never look into the table themselves."""
    values = {"kind": "page", "visibility": "public", "url": f"/{pk}/"} | fields
    return SearchEntry(pk=pk, title=title, changed_at=timezone.now(), **values)


def ask(typed: str, **fields: object) -> Request:
    values = {"visible": frozenset({"public"})} | fields
    return Request(question=read_question(typed, KINDS), **values)
