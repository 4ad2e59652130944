"""Search within a section: the one search, kept to the things that a list holds.

The list keeps its facets and their counts (`hub.search.narrowing`), which then follow
the words; what is found stands best first.
"""

from collections.abc import Callable, Sequence

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.http import QueryDict
from wagtail.models import Page

from hub.core.visibility import Asker, keys_for
from hub.search.answers import found_keys
from hub.search.queries import MOST_LETTERS

# From the keys of entries to the listed things they stand for, in order.
Listed = Callable[[QuerySet, Sequence[str]], list[int]]


def words_of(params: QueryDict) -> str:
    """Return what was typed into the box of a section, on one line."""
    return " ".join(params.get("q", "").split())[:MOST_LETTERS]


def own_things(listed: QuerySet, keys: Sequence[str]) -> list[int]:
    """Return the primary keys in the keys of entries of the listed model."""
    beginning = f"{listed.model._meta.label_lower}:"
    return [
        int(key.removeprefix(beginning)) for key in keys if key.startswith(beginning)
    ]


def pages_or_their_parents(listed: QuerySet, keys: Sequence[str]) -> list[int]:
    """Return the listed pages that were found, or whose own pages were found."""
    places = dict(listed.order_by().values_list("path", "pk"))
    found = [int(key.rpartition(":")[2]) for key in keys]
    paths = dict(Page.objects.filter(pk__in=found).values_list("pk", "path"))
    standing = (
        places.get(path) or places.get(path[: -Page.steplen])
        for path in (paths.get(pk, "") for pk in found)
    )
    return list(dict.fromkeys(pk for pk in standing if pk is not None))


def keep_found(
    listed: QuerySet,
    words: str,
    *,
    kind: str,
    user: Asker,
    standing_for: Listed = own_things,
) -> QuerySet:
    """Keep what the search finds for these words, best first; all when there are none."""
    if not words:
        return listed
    keys = found_keys(words, visible=keys_for(user), kind=kind)
    pks = standing_for(listed, keys)
    if not pks:
        return listed.none()
    return listed.filter(pk__in=pks).order_by(in_this_order(pks))


def in_this_order(pks: Sequence[int]) -> StrIndex:
    """Return the place of a row in this order: where its number stands in one text.

    A thousand conditions would say the same, and take many times as long.
    """
    order = Value(f",{','.join(map(str, pks))},")
    number = Concat(Value(","), Cast("pk", CharField()), Value(","))
    return StrIndex(order, number)
