"""Where a member writes: on a board, in a topic, or over a post of theirs.

A place is named in a few characters: `board:5`, `board:5:<a thing of the hub>`,
`topic:9`, `post:77`. What a name leads to is looked up for whoever asks: a place where
they may not write (any more) is none.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from forum.adapter.visibility import can_read_post
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic

_NAME = re.compile(r"(board|topic|post):([0-9]{1,15})(?::([\w.:-]{1,80}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the asker may write: what it is, and the address of its form."""

    name: str
    title: str
    address: str


def on_board(board: Forum, about: str = "") -> str:
    """Name the place of a new topic, perhaps about a thing of the hub."""
    name = f"board:{board.pk}"
    named = f"{name}:{about}"
    return named if about and _NAME.fullmatch(named) else name


def in_topic(topic: Topic) -> str:
    """Name the place of a reply."""
    return f"topic:{topic.pk}"


def over_post(post: Post) -> str:
    """Name the place of an edit."""
    return f"post:{post.pk}"


def found(names: Iterable[str], request: HttpRequest) -> dict[str, Place]:
    """Return the places with these names at which the asker may write.

    The same few queries, however many names.
    """
    parsed = {name: match for name in names if (match := _NAME.fullmatch(name))}
    places: list[Place] = []
    for kind, find in _FINDERS.items():
        of_kind = {name: one for name, one in parsed.items() if one[1] == kind}
        if of_kind:
            places += find(of_kind, request)
    return {place.name: place for place in places}


def _new_topics(names: dict[str, re.Match], request: HttpRequest) -> list[Place]:
    handler, user = request.forum_permission_handler, request.user
    boards = {
        board.pk: board
        for board in handler._get_all_forums()
        if board.is_forum and handler.can_add_topic(board, user)
    }
    places = []
    for name, match in names.items():
        board = boards.get(int(match[2]))
        if board is None:
            continue
        # Whether the thing is (still) for the asker, the form finds out.
        about = match[3] or ""
        address = reverse(
            "forum_conversation:topic_create", args=[board.slug, board.pk]
        )
        query = f"?{urlencode({'about': about})}" if about else ""
        places.append(Place(name, f"A new topic on {board.name}", f"{address}{query}"))
    return places


def _replies(names: dict[str, re.Match], request: HttpRequest) -> list[Place]:
    # Those that wait, too: moderators ask their authors in them.
    topics = Topic.objects.filter(pk__in=_numbers(names.values()))
    handler, user = request.forum_permission_handler, request.user
    return [
        Place(
            in_topic(topic),
            f"A reply in {topic.subject}",
            topic.address("post_create"),
        )
        for topic in topics.select_related("forum")
        if in_topic(topic) in names
        and handler.can_read_topic(topic, user)
        and handler.can_add_post(topic, user)
    ]


def _edits(names: dict[str, re.Match], request: HttpRequest) -> list[Place]:
    handler, user = request.forum_permission_handler, request.user
    posts: QuerySet[Post] = Post.objects.filter(
        pk__in=_numbers(names.values())
    ).select_related("topic__forum", "poster")
    return [
        Place(
            over_post(post),
            f"A change to your message in {post.topic.subject}"
            if post.poster_id == user.pk
            else f"A change to a message in {post.topic.subject}",
            edit_address(post),
        )
        for post in posts
        if over_post(post) in names
        and handler.can_read_topic(post.topic, user)
        and can_read_post(post, user, request)
        and handler.can_edit_post(post, user)
    ]


def edit_address(post: Post) -> str:
    """Return the address of the form that changes a post."""
    if post.pk == post.topic.first_post_id:
        return post.topic.address("topic_update")
    return post.address("post_update")


def _numbers(matches: Collection[re.Match]) -> list[int]:
    return [int(match[2]) for match in matches]


_FINDERS: dict[str, Callable[[dict[str, Any], HttpRequest], list[Place]]] = {
    "board": _new_topics,
    "topic": _replies,
    "post": _edits,
}
