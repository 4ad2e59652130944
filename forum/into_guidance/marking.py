"""Which links of a discussion lead to what was made from it."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from forum.forum_conversation.models import Topic
from forum.into_guidance.models import Proposal

#: A thing that a discussion is about: the key of its kind, and its own.
Link = tuple[int, int]


def made_from(topic: Topic, links: Collection[Link]) -> frozenset[Link]:
    """Return those of the topic's links that lead to a page made from it.

    One query where any leads to a page, and none where none does.
    """
    kind = ContentType.objects.get_for_model(Page).pk
    pages = [pk for of_kind, pk in links if of_kind == kind]
    if not pages:
        return frozenset()
    made = Proposal.objects.filter(topic=topic, page__in=pages)
    return frozenset((kind, pk) for pk in made.values_list("page_id", flat=True))
