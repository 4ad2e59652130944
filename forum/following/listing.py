"""What a member follows, and what is new there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from forum.adapter.models import DiscussionLink, TopicTag
from forum.following.forms import ways_for
from forum.following.models import Follow
from forum.following.subjects import Subject, seen
from forum.forum_conversation.models import Topic
from forum.forum_tracking.handler import TrackingHandler


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is followed; `subject` is None when the member cannot see it now."""

    follow: Follow
    subject: Subject | None

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.subject.title if self.subject else "Something that is not there now"

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Return the ways to hear of it."""
        return ways_for(self.follow.kind)


def rows_of(follows: Sequence[Follow], request: HttpRequest) -> list[Row]:
    """Return these follows with what the asker may see of what is followed."""
    subjects = seen([one.place for one in follows], request)
    return [Row(one, subjects.get(one.place)) for one in follows]


def new_in(follows: Iterable[Follow], request: HttpRequest) -> QuerySet[Topic]:
    """Return the discussions with unread messages in what is followed, newest first."""
    keys: dict[str, list[str]] = {kind: [] for kind in Follow.Kind}
    silenced = []
    for one in follows:
        if one.is_silenced:
            silenced.append(int(one.key))
        else:
            keys[one.kind].append(one.key)
    unread = TrackingHandler(request).unread_topics(request.user)
    unread = unread.exclude(pk__in=silenced)
    if keys[Follow.Kind.ALL]:
        return unread
    tagged = TopicTag.objects.filter(tag__in=map(int, keys[Follow.Kind.TAG]))
    return unread.filter(
        Q(pk__in=[int(key) for key in keys[Follow.Kind.TOPIC]])
        | Q(forum__in=[int(key) for key in keys[Follow.Kind.BOARD]])
        | Q(pk__in=tagged.values("topic"))
        | Q(pk__in=_about(keys[Follow.Kind.PAGE]).values("topic"))
    )


def _about(references: Iterable[str]) -> QuerySet[DiscussionLink]:
    by_kind: dict[str, list[int]] = {}
    for reference in references:
        kind, _, number = reference.partition(":")
        by_kind.setdefault(kind, []).append(int(number))
    wanted = Q(pk__in=[])
    for kind, numbers in by_kind.items():
        try:
            model = apps.get_model(kind)
        except LookupError:
            continue
        named = ContentType.objects.get_for_model(model)
        wanted |= Q(content_type=named, object_id__in=numbers)
    return DiscussionLink.objects.filter(wanted)
