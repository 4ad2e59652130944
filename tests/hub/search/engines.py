"""What the engines' tests share with the processes they start."""

from django.utils import timezone

from hub.search.engine import Request
from hub.search.models import SearchEntry
from hub.search.queries import read_question

KINDS = ("organisation", "case_study", "guide", "route", "clause", "page", "topic")


# Every engine that holds the contract, by its address; a new one joins here.
ENGINES = ["whoosh:"]


def row(pk: int, title: str = "", **fields: object) -> SearchEntry:
    """A row as the table holds it; engines never look into the table themselves."""
    values = {"kind": "page", "visibility": "public", "url": f"/{pk}/"} | fields
    return SearchEntry(pk=pk, title=title, changed_at=timezone.now(), **values)


def ask(typed: str, **fields: object) -> Request:
    values = {"visible": frozenset({"public"})} | fields
    return Request(question=read_question(typed, KINDS), **values)
