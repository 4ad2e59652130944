"""The people finder: what members may narrow it by, and what words find.

Whoever is in it asked to be. A part that its owner hides neither finds nor counts.
"""

from django.db.models import Q, QuerySet

from hub.core.models import Topic
from hub.core.vocabulary import Nation
from hub.members.models import PersonKind
from hub.members.profiles.seen import KINDS, seen_by_members
from hub.places.models import Region
from hub.search.narrowing import Question

PAGE_SIZE = 20
# More words than this narrow nothing further, and cost time.
_MOST_WORDS = 8
# Only what a profile shows: of an organisation in the directory, published entries.
_BY_ORGANISATION = (
    (
        "user__memberships__organisation__name",
        Q(user__memberships__organisation__live=True),
    ),
    ("organisation__name", Q(organisation__live=True, user__memberships=None)),
    ("organisation_name", Q(organisation=None, user__memberships=None)),
)
_BY_WORDS = {
    "name": "user__display_name",
    "role": "role",
    "place": "place",
    "languages": "languages",
    "can_help_with": "can_help_with__name",
}


def questions() -> list[Question]:
    """Return what the list may be narrowed by, in the order shown; one query."""
    topics = [(topic.slug, topic.name) for topic in Topic.objects.all()]
    kinds = [
        (value, KINDS.get(value) or "Something else") for value in PersonKind.values
    ]
    by_place = seen_by_members("place")
    return [
        Question(
            "helps",
            "Can help with",
            "can_help_with__slug",
            topics,
            seen_by_members("can_help_with"),
        ),
        Question("nation", "Nation", "nation", Nation.choices, by_place),
        Question("region", "Region of England", "region", Region.choices, by_place),
        Question("who", "Who they are", "kind", kinds, seen_by_members("role")),
    ]


def found_by(words: str, listed: QuerySet) -> QuerySet:
    """Keep the people who show members each of these words somewhere."""
    for word in words.split()[:_MOST_WORDS]:
        somewhere = Q()
        for part, lookup in _BY_WORDS.items():
            somewhere |= seen_by_members(part) & Q(**{f"{lookup}__icontains": word})
        for lookup, shown in _BY_ORGANISATION:
            named = shown & Q(**{f"{lookup}__icontains": word})
            somewhere |= seen_by_members("organisation") & named
        found = listed.model.objects.filter(somewhere).order_by().values("pk")
        listed = listed.filter(pk__in=found)
    return listed
