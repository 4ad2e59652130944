"""What a row of the directory's list shows, without asking for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from hub.directory.asked import Asked, in_order
from hub.directory.distance import miles_in_words
from hub.directory.models import Organisation
from hub.directory.vocabulary import PointPrecision
from hub.places.finding import Found

_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One organisation in the list: the rest is what it answered to the questions."""

    organisation: Organisation
    distance: str
    models: Sequence[str]
    ratings: Sequence[str]
    helps: str
    seeks: str
    is_verified: bool

    @property
    def meta(self) -> str:
        """How far it is, where, and how large, in one quiet line."""
        parts = (self.distance, self.organisation.row_meta)
        return " · ".join(part for part in parts if part)


def cards_of(asked: Asked, page: Page) -> list[Card]:
    """Return the rows of one page of what is found; one query."""
    found = in_order(list(page), Organisation.objects.all())
    return [_card(asked, organisation) for organisation in found]


def _card(asked: Asked, organisation: Organisation) -> Card:
    key = organisation.pk
    return Card(
        organisation,
        _distance(asked, organisation),
        asked.labels("model", key),
        asked.labels("rating", key),
        _in_a_line(asked.labels("helps", key)),
        _in_a_line(asked.labels("seeks", key)),
        bool(asked.labels("verified", key)),
    )


def _distance(asked: Asked, organisation: Organisation) -> str:
    miles = asked.distance_of(organisation)
    if miles is None:
        return ""
    is_rough = organisation.precision != PointPrecision.POSTCODE
    if isinstance(asked.place, Found):
        is_rough |= asked.place.is_approximate
    return f"{miles_in_words(miles, is_approximate=is_rough)} away"


def _in_a_line(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _AT_MOST} more" if len(labels) > _AT_MOST else ""
    return ", ".join(label.lower() for label in labels[:_AT_MOST]) + more
