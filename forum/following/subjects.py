"""What can be followed, as somebody sees it: its name and where it is found.

What they may not see is not there. How an address names it: "topic:12", "board:3",
"tag:7", "page:wagtailcore.page:5", "all:".
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from forum.adapter import links
from forum.adapter.visibility import readable_boards, visible_topics
from forum.following.models import Follow, Place
from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from hub.core.models import Topic as Tag

_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be followed, as far as somebody may see it."""

    kind: str
    key: str
    title: str
    url: str

    @property
    def place(self) -> Place:
        """Return what a follow of it holds."""
        return self.kind, self.key

    @property
    def choose_url(self) -> str:
        """Return where one follows it, chooses how, and stops."""
        return choose_url(self.place)


def choose_url(place: Place) -> str:
    """Return where one follows this, chooses how, and stops."""
    what = urlencode({"what": ":".join(place)})
    return f"{reverse('forum_following:choose')}?{what}"


def place_of(thing: Model) -> Place:
    """Return what a follow of a discussion, board, topic, page or record holds."""
    if isinstance(thing, Topic):
        return Follow.Kind.TOPIC, str(thing.pk)
    if isinstance(thing, Forum):
        return Follow.Kind.BOARD, str(thing.pk)
    if isinstance(thing, Tag):
        return Follow.Kind.TAG, str(thing.pk)
    return Follow.Kind.PAGE, links.reference(thing)


def find(what: str, request: HttpRequest) -> Subject | None:
    """Return what an address names, if the asker may see it."""
    kind, _, key = what.partition(":")
    place = (kind, key)
    return seen([place], request).get(place)


def seen(places: Collection[Place], request: HttpRequest) -> Mapping[Place, Subject]:
    """Return those of these places that the asker may see; so many queries as kinds."""
    keys: dict[str, list[str]] = {}
    for kind, key in places:
        keys.setdefault(kind, []).append(key)
    return {
        (kind, key): Subject(kind, key, title, url)
        for kind, some in keys.items()
        if kind in _FINDERS
        for key, (title, url) in _FINDERS[kind](some, request).items()
    }


_Found = dict[str, tuple[str, str]]


def _topics(keys: list[str], request: HttpRequest) -> _Found:
    topics = visible_topics(request.user, request).filter(pk__in=_numbers(keys))
    return {
        str(topic.pk): (topic.subject, topic.get_absolute_url())
        for topic in topics.select_related("forum")
    }


def _boards(keys: list[str], request: HttpRequest) -> _Found:
    wanted = set(_numbers(keys))
    return {
        str(board.pk): (board.name, board.get_absolute_url())
        for board in readable_boards(request.user, request)
        if board.pk in wanted and board.is_forum
    }


def _tags(keys: list[str], request: HttpRequest) -> _Found:
    return {
        str(tag.pk): (tag.name, reverse("forum_answers:tag", args=[tag.slug]))
        for tag in Tag.objects.filter(pk__in=_numbers(keys))
    }


def _things(keys: list[str], request: HttpRequest) -> _Found:
    return {
        key: (links.title_of(thing), links.url_of(thing))
        for key, thing in links.things_from(keys, request.user).items()
    }


def _everything(keys: list[str], request: HttpRequest) -> _Found:
    return {"": ("Everything new", reverse("forum:index"))} if "" in keys else {}


_FINDERS: dict[Any, Callable[[list[str], HttpRequest], _Found]] = {
    Follow.Kind.TOPIC: _topics,
    Follow.Kind.BOARD: _boards,
    Follow.Kind.TAG: _tags,
    Follow.Kind.PAGE: _things,
    Follow.Kind.ALL: _everything,
}


def _numbers(keys: list[str]) -> list[int]:
    return [
        int(key)
        for key in keys
        if key.isascii() and key.isdecimal() and len(key) <= _LONGEST_NUMBER
    ]
