"""A topic in a list: drawn from what its row shows, and from nothing else.

A row that is drawn again with the same words is not put together again: most lists show
the same topics to everybody who opens them, and this was half the time of a board's page.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from forum.adapter.models import TopicTag
from forum.forum_conversation.models import Topic
from hub.accounts.models import FORMER_MEMBER, User
from hub.design.components.rendering import plain


class Link(NamedTuple):
    """Words that lead somewhere."""

    name: str
    url: str


class Tagged(NamedTuple):
    """A tag under the name that the words about a topic look for."""

    tag: "TagShown"


class TagShown(NamedTuple):
    """What is shown of a tag."""

    name: str
    slug: str


class Asked(NamedTuple):
    """That the topic is a question, and whether it has an accepted answer."""

    accepted: bool


@dataclass(frozen=True, slots=True)
class TopicRow:
    """All that a row shows, as one asker sees it; `new_count` is 0 where none is known."""

    subject: str
    url: str
    author: str
    replies: int
    posted: datetime | None
    latest: Link | None
    board: Link | None
    unread: bool
    new_count: int
    approved: bool
    is_topic: bool
    is_sticky: bool
    is_announce: bool
    is_locked: bool
    question: Asked | None
    tags: tuple[Tagged, ...]

    @classmethod
    def of(cls, topic: Topic, *, unread: bool, board: bool) -> "TopicRow":
        """Return the row of a topic, which is loaded as lists load it."""
        question = getattr(topic, "question", None)
        return cls(
            subject=topic.subject,
            url=topic.get_absolute_url(),
            author=_name(topic.poster),
            replies=max(topic.posts_count - 1, 0),
            posted=topic.last_post_on,
            latest=_latest(topic),
            board=_board(topic) if board else None,
            unread=unread,
            new_count=getattr(topic, "new_count", None) or 0,
            approved=topic.approved,
            is_topic=topic.is_topic,
            is_sticky=topic.is_sticky,
            is_announce=topic.is_announce,
            is_locked=topic.is_locked,
            question=question
            and Asked(getattr(question, "accepted", None) is not None),
            tags=tuple(_tagged(row) for row in topic.topic_tags.all()),
        )

    def drawn(self) -> SafeString:
        """Return the row as HTML; with Django's debug pages, from the template as it is."""
        return _draw(self) if settings.DEBUG else _drawn(self)


def _draw(row: TopicRow) -> SafeString:
    return render_to_string("forum/topic_row.html", {"row": plain(row)})


_drawn = lru_cache(maxsize=1_000)(_draw)


def _name(person: User | None) -> str:
    return str(person.get_display_name()) if person else FORMER_MEMBER


def _latest(topic: Topic) -> Link | None:
    if topic.last_post is None or topic.posts_count <= 1:
        return None
    number = topic.last_post_id
    address = f"{topic.get_absolute_url()}?post={number}#post-{number}"
    return Link(_name(topic.last_post.poster), address)


def _board(topic: Topic) -> Link:
    return Link(topic.forum.name, topic.forum.get_absolute_url())


def _tagged(row: TopicTag) -> Tagged:
    return Tagged(TagShown(row.tag.name, row.tag.slug))
