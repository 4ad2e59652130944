"""What the list of guides can be narrowed by."""

from django.db.models import QuerySet
from django.http import QueryDict

from hub.core.models import Audience, Topic
from hub.core.visibility import Asker
from hub.core.vocabulary import UK_NATIONS
from hub.search.narrowing import NarrowedList, Question
from hub.search.section import keep_found, pages_or_their_parents, words_of


def guide_list(guides: QuerySet, params: QueryDict, user: Asker) -> NarrowedList:
    """Return `guides`, narrowed by words, reader, nation and topic as `params` asks.

    Words may stand in a guide or in one of its parts.
    """
    audiences = Audience.objects.values_list("key", "label")
    topics = Topic.objects.values_list("slug", "name")
    questions = [
        Question("audience", "Written for", "audiences__key", list(audiences)),
        Question("nation", "Nation", "nations__nation", UK_NATIONS),
        Question("topic", "Topic", "page_topics__tag__slug", list(topics)),
    ]
    words = words_of(params)
    found = keep_found(
        guides,
        words,
        kind="guide",
        user=user,
        standing_for=pages_or_their_parents,
    )
    return NarrowedList(found, questions, params, kept={"q": words})
