"""Answer from the table itself, for as long as no index can be read.

Slower and plainer than an engine: newest first, word stems looked for as parts of
words. It keeps what must never give way: visibility before counting.
"""

from django.db.models import Q

from hub.search.engine import Matches, Request
from hub.search.facets import FacetCounts, values_of
from hub.search.models import SearchEntry
from hub.search.queries import Phrase

_FIELDS = ("title", "summary", "body", "where")
# The one word whose stem stands in no text as it is written.
_WRITTEN = {"coop": ("co-op", "coop")}


def find_in_table(request: Request) -> Matches:
    """Answer a request from the rows, without an index."""
    found = SearchEntry.objects.visible_to(request.visible).filter(_condition(request))
    for phrase in request.question.unwanted:
        found = found.exclude(_holds(phrase))
    counted = FacetCounts(request.chosen)
    rows = found.order_by("-changed_at", "pk").only("kind", "facets", "changed_at")
    ids = [row.pk for row in rows if counted.take(values_of(row))]
    page = ids[request.first : request.first + request.number]
    return Matches(page, len(ids), counted.reach, counted.counts())


def _condition(request: Request) -> Q:
    condition = Q()
    for wanted in request.question.wanted:
        any_way = Q()
        for phrase in wanted:
            any_way |= _holds(phrase)
        condition = condition & any_way if request.needs_all else condition | any_way
    return condition


def _holds(phrase: Phrase) -> Q:
    """Every word of the phrase somewhere in the entry."""
    condition = Q()
    for stem in phrase:
        anywhere = Q()
        for written in _WRITTEN.get(stem, (_beginning(stem),)):
            for name in _FIELDS:
                anywhere |= Q(**{f"{name}__icontains": written})
        condition &= anywhere
    return condition


def _beginning(stem: str) -> str:
    """Return what a stem shares with its words: "communiti" and "community"."""
    return stem[:-1] if len(stem) > 3 and stem.endswith("i") else stem
