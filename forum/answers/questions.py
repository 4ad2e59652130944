"""The questions in the forum: which wait for a reply, which are open, which are answered."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextChoices
from django.db.models.functions import Cast

from forum.adapter.visibility import visible_topics
from forum.forum_conversation.models import Post, Topic
from hub.core.models import Topic as Tag
from hub.search.narrowing import Question


class State(TextChoices):
    """How far a question has come."""

    UNANSWERED = "unanswered", "Without a reply"
    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"


def questions_for(user: Any, request: Any = None) -> QuerySet[Topic]:
    """Return the questions that `user` may read, the newest first."""
    asked = visible_topics(user, request).filter(question__isnull=False)
    return asked.order_by("-created", "-pk")


def in_state(questions: QuerySet[Topic], state: str) -> QuerySet[Topic]:
    """Keep the questions that have come so far.

    Open is what has no accepted answer; without a reply is what nobody but the asker
    wrote in.
    """
    if state == State.ANSWERED:
        return questions.filter(question__accepted__isnull=False)
    still_open = questions.filter(question__accepted__isnull=True)
    if state == State.OPEN:
        return still_open
    others = ~Q(poster=OuterRef("poster")) | Q(poster=None)
    replies = Post.objects.filter(others, topic=OuterRef("pk"), approved=True)
    return still_open.filter(~Exists(replies.exclude(pk=OuterRef("first_post"))))


def narrowed_by(boards: list[Any]) -> list[Question]:
    """Return what the list may be narrowed by; one query."""
    on_boards = [(str(board.pk), board.name) for board in boards if board.is_forum]
    tags = [(tag.slug, tag.name) for tag in Tag.objects.all()]
    return [
        Question("board", "Board", Cast("forum", CharField()), on_boards),
        Question("tag", "Topic", "topic_tags__tag__slug", tags),
    ]
