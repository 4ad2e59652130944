"""What the list of guides can be narrowed by."""

from django.db.models import QuerySet
from django.http import QueryDict

from hub.core.models import Audience, Topic
from hub.core.vocabulary import UK_NATIONS
from hub.search.narrowing import NarrowedList, Question


def guide_list(guides: QuerySet, params: QueryDict) -> NarrowedList:
    """Return `guides`, narrowed by reader, nation and topic as `params` asks."""
    audiences = Audience.objects.values_list("key", "label")
    topics = Topic.objects.values_list("slug", "name")
    questions = [
        Question("audience", "Written for", "audiences__key", list(audiences)),
        Question("nation", "Nation", "nations__nation", UK_NATIONS),
        Question("topic", "Topic", "page_topics__tag__slug", list(topics)),
    ]
    return NarrowedList(guides, questions, params)
