"""What an address of the moderators' own pages names, if the asker looks after it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from forum.adapter.reporting import boards_moderated_by
from forum.adapter.visibility import handler_of
from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from hub.accounts.models import User
from hub.members.models import Profile

#: How people without a profile are named in an address.
ACCOUNT = "account-"


def topic_to_arrange(request: HttpRequest, number: int) -> Topic:
    """Return a topic that the asker may move.

    Raises PermissionDenied for whoever moves no topics at all, whatever the number; and
    Http404 for others where there is no such topic for them.
    """
    boards = boards_to_arrange(request)
    if not boards:
        raise PermissionDenied
    topic = movable_topic(request, number)
    if topic is None:
        raise Http404("There is no such topic.")
    return topic


def boards_to_arrange(request: HttpRequest) -> list[Forum]:
    """Return the boards between which the asker may move topics."""
    return handler_of(request).get_target_forums_for_moved_topics(request.user)


def movable_topic(request: HttpRequest, number: int) -> Topic | None:
    """Return the topic of that number, if the asker may move it."""
    boards = [board.pk for board in boards_to_arrange(request)]
    topics = Topic.objects.select_related("forum", "poster")
    return topics.filter(pk=number, forum__in=boards).first()


def refuse_others(request: HttpRequest) -> list[Forum]:
    """Return the boards that the asker moderates; PermissionDenied for nobody's."""
    boards = boards_moderated_by(request.user, request)
    if not boards:
        raise PermissionDenied
    return boards


def person_named(slug: str) -> User:
    """Return the member of that address; Http404 for nobody and for who has left."""
    profile = Profile.objects.select_related("user").filter(slug=slug).first()
    person: Any = profile.user if profile else _by_number(slug)
    if person is None or person.erased_at or person.approved_at is None:
        raise Http404("There is no such member.")
    return person


def slug_of(person: User) -> str:
    """Return how an address names `person`."""
    profile = getattr(person, "profile", None)
    return profile.slug if profile else f"{ACCOUNT}{person.pk}"


def _by_number(slug: str) -> User | None:
    number = slug.removeprefix(ACCOUNT)
    if number == slug or not number.isascii() or not number.isdecimal():
        return None
    found = (
        User.objects.filter(pk=int(number), profile=None) if len(number) < 10 else ()
    )
    return next(iter(found), None)
