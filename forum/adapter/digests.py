"""What a digest tells of the forum: what moves on the boards where a member writes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from forum.forum_conversation.models import Post, Topic
from hub.accounts.models import User
from hub.members.digest.sections import (
    Chooser,
    News,
    Section,
    register_owners,
    register_section,
)

_KEY = "forum_conversation.topic:"
#: A board is a member's own for as long after they last wrote there.
_WRITES_FOR = timedelta(days=365)


def register() -> None:
    """Add the boards to the digest, and say whose own a discussion is."""
    register_section(Section("boards", "On your boards", _by_board))
    register_owners(_owners)


def _by_board(news: Sequence[News]) -> Chooser:
    on_board: defaultdict[int, list[str]] = defaultdict(list)
    rows = Topic.objects.filter(pk__in=_topics(news)).values_list("pk", "forum")
    for topic, board in rows.order_by():
        on_board[board].append(f"{_KEY}{topic}")

    def choose(people: Sequence[User]) -> Mapping[int, Collection[str]]:
        written = (
            Post.objects.filter(
                poster__in=[person.pk for person in people],
                approved=True,
                created__gte=timezone.now() - _WRITES_FOR,
                topic__forum__in=on_board,
            )
            .order_by()
            .values_list("poster", "topic__forum")
            .distinct()
        )
        found: defaultdict[int, list[str]] = defaultdict(list)
        for person, board in written:
            found[person].extend(on_board[board])
        return found

    return choose


def _owners(news: Sequence[News]) -> Mapping[str, Collection[int]]:
    """Return who began each discussion and who wrote in it last.

    Whoever began it hears of replies by themselves.
    """
    rows = Topic.objects.filter(pk__in=_topics(news)).order_by()
    return {
        f"{_KEY}{topic}": {person for person in people if person is not None}
        for topic, *people in rows.values_list("pk", "poster", "last_post__poster")
    }


def _topics(news: Sequence[News]) -> list[int]:
    return [int(one.key.removeprefix(_KEY)) for one in news if one.key.startswith(_KEY)]
