"""Results ready to show, read from the table by those who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.search.utils import normalise_query_string

from hub.search.models import SearchEntry
from hub.search.snippets import marked, part_at, passage
from hub.search.sources import source_of, thing_labels

# The colour in which each kind is told from the others; its name is always beside it.
_TONES = {
    "case_study": "sun",
    "clause": "sky",
    "route": "sky",
    "page": "plain",
    "document": "plain",
}
_MOST_BETS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, ready to show; `title` and `snippet` are marked and escaped."""

    kind: str
    kind_label: str
    title: SafeString
    snippet: SafeString
    url: str
    where: str
    changed_at: datetime | None
    facts: Sequence[str] = ()

    @property
    def tone(self) -> str:
        """The tone of the tag that names the kind."""
        return _TONES.get(self.kind, "brand")


def hits_of(
    ids: Sequence[int], visible: frozenset[str], stems: frozenset[str]
) -> list[Hit]:
    """Return the entries with these primary keys that the asker may see, in order."""
    rows = SearchEntry.objects.visible_to(visible).in_bulk(ids)
    labels = thing_labels()
    return [_hit(rows[pk], labels, stems) for pk in ids if pk in rows]


def best_bets(text: str, visible: frozenset[str], stems: frozenset[str]) -> list[Hit]:
    """Return what editors chose for these very words, if the asker may see it.

    A promoted page stands for its entry, and so does an address on this site.
    """
    promoted = SearchPromotion.objects.filter(
        query__query_string=normalise_query_string(text)
    ).select_related("page")
    if not (chosen := [(one, _name(one)) for one in promoted]):
        return []
    names = [name for _, name in chosen]
    rows = SearchEntry.objects.visible_to(visible).filter(
        Q(key__in=names) | Q(url__in=names)
    )
    by_name = {name: row for row in rows for name in (row.key, row.url)}
    labels = thing_labels()
    return [
        _hit(by_name[name], labels, stems) if name in by_name else _link(one)
        for one, name in chosen
        if name in by_name or name == one.external_link_url
    ][:_MOST_BETS]


def _name(promotion: SearchPromotion) -> str:
    """Return the key or the path of the entry promoted, or the address elsewhere."""
    if promotion.page is not None:
        source = source_of(promotion.page.specific_class)
        return source.key(promotion.page.pk) if source else ""
    address = urlsplit(promotion.external_link_url)
    if address.netloc == urlsplit(settings.BASE_URL).netloc:
        return address.path
    return promotion.external_link_url


def _link(promotion: SearchPromotion) -> Hit:
    return Hit(
        kind="link",
        kind_label="Elsewhere",
        title=marked(promotion.external_link_text or promotion.external_link_url, ()),
        snippet=marked(promotion.description, ()),
        url=promotion.external_link_url,
        where=urlsplit(promotion.external_link_url).netloc,
        changed_at=None,
    )


def _hit(row: SearchEntry, labels: dict[str, str], stems: frozenset[str]) -> Hit:
    found = passage(row.summary, row.body, stems)
    return Hit(
        kind=row.kind,
        kind_label=labels.get(row.kind, row.kind),
        title=marked(row.title, stems),
        snippet=found.shown,
        url=part_at(row.parts, found.place) or row.url,
        where=row.where,
        changed_at=row.changed_at,
        facts=row.facts,
    )
