"""Discussions as search entries: one for each approved topic, its replies as parts."""

from textwrap import shorten

from django.db.models import Prefetch, QuerySet

from forum.adapter.models import Question, TopicTag
from forum.adapter.visibility import board_key
from forum.answers.models import AcceptedAnswer
from forum.answers.words import words_of
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from hub.core.models import Topic as Tag
from hub.search.entries import Entry, Part
from hub.search.sources import RecordSource, register

#: So much of a long discussion is searched: about fifty pages.
LONGEST_BODY = 100_000


@register
class DiscussionSource(RecordSource):
    """Every approved topic, findable by those who may read its board.

    A topic is saved whenever one of its posts is written, changed, approved, moved or
    deleted (`Topic.update_trackers`), so listening to topics is enough for posts.
    """

    model = Topic
    kind = "topic"
    label = "Discussion"
    label_plural = "Forum discussions"
    affected_by = {
        # A board's new name is part of each entry. Its counters are written without this
        # signal: a reply must not rewrite the entries of the whole board.
        Forum: lambda board: board.topics.all(),
        TopicTag: lambda row: Topic.objects.filter(pk=row.topic_id),
        Question: lambda row: Topic.objects.filter(pk=row.topic_id),
        AcceptedAnswer: lambda row: Topic.objects.filter(pk=row.question_id),
        Tag: lambda tag: Topic.objects.filter(topic_tags__tag=tag),
    }

    def queryset(self) -> QuerySet[Topic]:
        """Return the topics with what their entries need."""
        approved = Post.objects.filter(approved=True).order_by("created", "pk")
        return Topic.objects.select_related(
            "forum", "question__accepted"
        ).prefetch_related(
            "topic_tags__tag", Prefetch("posts", approved, to_attr="approved_posts")
        )

    def entry(self, obj: Topic) -> Entry | None:
        """Return the entry of a topic, or None while it waits for approval."""
        if not obj.approved:
            return None
        opening, *replies = _within_reach(obj)
        return Entry(
            key=f"forum_conversation.topic:{obj.pk}",
            kind=self.kind,
            title=obj.subject,
            url=obj.get_absolute_url(),
            changed_at=obj.last_post_on or obj.created,
            summary=shorten(opening.text, 300, placeholder=" …"),
            body=opening.text,
            visibility=board_key(obj.forum_id),
            where=f"Forum › {obj.forum.name}",
            facets={"topic": tuple(row.tag.slug for row in obj.topic_tags.all())}
            | _asked(obj),
            facts=(_replies(len(obj.approved_posts) - 1), *_answered(obj)),
            parts=tuple(reply for reply in replies if reply.text),
        )


def _within_reach(topic: Topic) -> list[Part]:
    """Return the opening post and the replies, as far as they are searched."""
    parts, left = [], LONGEST_BODY
    for post in topic.approved_posts:
        text = words_of(post)[:left]
        left -= len(text)
        # The topic as it is in hand, with its board: no query for each post.
        post.topic = topic
        parts.append(Part(text, post.get_absolute_url()))
    return parts or [Part("", "")]


def _is_answered(topic: Topic) -> bool:
    return hasattr(topic, "question") and hasattr(topic.question, "accepted")


def _asked(topic: Topic) -> dict[str, tuple[str, ...]]:
    """Return how far a question has come, as a facet."""
    if not hasattr(topic, "question"):
        return {}
    return {"question": ("answered" if _is_answered(topic) else "open",)}


def _answered(topic: Topic) -> tuple[str, ...]:
    return ("Answered",) if _is_answered(topic) else ()


def _replies(count: int) -> str:
    if count < 1:
        return "No replies yet"
    return "1 reply" if count == 1 else f"{count} replies"
