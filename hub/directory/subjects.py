"""From an organisation on to clauses and case studies: those that name it, or its subjects.

Both are strangers to the directory, known by the relation they give organisations; where
that is not there, nothing is shown.
"""

from dataclasses import dataclass

from django.db.models import Count, Manager
from wagtail.models import Page

from hub.core.visibility import Asker, pages_visible_to
from hub.directory.models import Organisation

_MOST = 3


@dataclass(frozen=True, slots=True)
class Further:
    """Some pages to go on to, and what they have to do with the organisation."""

    title: str
    pages: list[Page]


def further_from(
    organisation: Organisation, user: Asker, *, has_stories: bool
) -> list[Further]:
    """Return clauses and case studies that `user` may see; none in a first preview.

    An organisation that `has_stories` has them in a place of their own.
    """
    if organisation.pk is None:
        return []
    topics = [topic.pk for topic in organisation.topics.all()]
    found = []
    if hasattr(organisation, "clauses"):
        rows = organisation.clauses
        named = list(pages_visible_to(user, rows.all()).order_by("title", "pk"))
        found = [
            Further("Model clauses that name it", named)
            if named
            else Further("Model clauses on its subjects", _alike(rows, topics, user))
        ]
    if hasattr(organisation, "case_studies") and not has_stories:
        stories = _alike(organisation.case_studies, topics, user)
        found.append(Further("Case studies on its subjects", stories))
    return [one for one in found if one.pages]


def _alike(rows: Manager, topics: list[int], user: Asker) -> list[Page]:
    """Return those that share most topics, by title where they share as many."""
    if not topics:
        return []
    pages = rows.model.objects.filter(page_topics__tag__in=topics)
    shared = pages_visible_to(user, pages).annotate(
        shared=Count("page_topics", distinct=True)
    )
    return list(shared.order_by("-shared", "title", "pk")[:_MOST])
