"""What is kept of how far a person has read."""

from typing import Any

from forum.forum_conversation.models import Topic
from forum.forum_tracking import waiting
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_part() -> None:
    """Count marks among what is kept, also those that wait."""
    register(
        Part(
            key="forum_reading",
            label="How far you have read on the forum",
            why="So that it can show what is new to you.",
            kept_for="As long as your account, or the discussion.",
            export=_read,
            erase=_erase,
            covers=(
                "forum_tracking.forumreadtrack.user",
                "forum_tracking.topicreadtrack.user",
            ),
        )
    )


def _read(person: User) -> Rows:
    """Return boards and discussions with up to when they were read."""
    boards = rows_of(
        ForumReadTrack.objects.filter(user=person).order_by("pk"),
        {"Read the whole board": "forum__name", "Up to": "mark_time"},
    )
    marks: dict[int, Any] = dict(
        TopicReadTrack.objects.filter(user=person).values_list("topic", "mark_time")
    )
    for mark in waiting.found(user=person):
        marks[mark.topic] = max(mark.moment, marks.get(mark.topic, mark.moment))
    names = Topic.objects.filter(pk__in=marks).order_by("pk")
    return boards + [
        {"Read the discussion": subject, "Up to": marks[pk].isoformat()}
        for pk, subject in names.values_list("pk", "subject")
    ]


def _erase(person: User) -> None:
    ForumReadTrack.objects.filter(user=person).delete()
    TopicReadTrack.objects.filter(user=person).delete()
    waiting.forget(person)
