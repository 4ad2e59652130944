"""What becomes of the words of people who leave: theirs may go, others' stay."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from forum.adapter.markup import render
from forum.adapter.models import Report
from forum.adapter.post_names import about
from forum.adapter.telling import KINDS
from forum.forum_conversation.models import Post, Topic
from forum.moderating.holding import hold_boards, hold_topics
from hub.accounts.models import User
from hub.notify.models import Notification

REMOVED = "(removed by its author)"


class WordsWouldGo(ProtectedError):
    """Deleting this account would delete what other people wrote."""


def keep_words(sender: Any, instance: User, **kwargs: Any) -> None:
    """Refuse to delete whoever has written in the forum, whichever way it is tried.

    Machina's tables would take the person's topics along, with everybody's replies.
    """
    posts = list(Post.objects.filter(poster=instance)[:1])
    topics = list(Topic.objects.filter(poster=instance)[:1])
    if posts or topics:
        raise WordsWouldGo(
            "This person has written in the forum: erase the account instead.",
            {*posts, *topics},
        )


@transaction.atomic
def forget(person: User) -> None:
    """Take `person` out of the forum, with their words if that is what they chose.

    Posts stay in their places, under the former member's name, so that other people's
    answers still stand in a discussion. What waits for approval was never public, and
    goes. The subject of a discussion that others joined stays; one without others goes.
    """
    _hold_what_changes(person)
    for post in Post.objects.filter(poster=person, approved=False):
        post.delete()
    Post.objects.filter(poster=person).update(username=None, update_reason=None)
    Report.objects.filter(reporter=person).update(reporter=None)
    Report.objects.filter(resolved_by=person).update(resolved_by=None)
    if person.erases_posts:
        _remove_words(person)


def _hold_what_changes(person: User) -> None:
    """Hold the topics, then their boards: afterwards each is changed with its board."""
    posts, topics = Post.objects.filter(poster=person), Topic.objects.none()
    if person.erases_posts:
        topics = Topic.objects.filter(poster=person)
    else:
        posts = posts.filter(approved=False)
    held = hold_topics(
        {*posts.values_list("topic", flat=True), *topics.values_list("pk", flat=True)}
    )
    hold_boards(topic.forum_id for topic in held.values())


def _remove_words(person: User) -> None:
    own = Post.objects.filter(poster=person)
    for topic in Topic.objects.filter(poster=person):
        if not topic.posts.exclude(poster=person).exists():
            topic.delete()
    _untell(list(own))
    # There is nothing left to decide about, and a report may repeat the words.
    Report.objects.filter(post__in=own).delete()
    topics = list(Topic.objects.filter(posts__poster=person).distinct())
    # Not saved one by one: that would look like editing, and tell of it.
    own.update(
        content=REMOVED, _content_rendered=render(REMOVED), updated=timezone.now()
    )
    for topic in topics:
        # Brings the search entry of the discussion up to date as well.
        topic.update_trackers()


def _untell(posts: list[Post]) -> None:
    """Take back what others were told with words of these posts in it."""
    Notification.objects.filter(
        kind__in=KINDS, about__in=[about(post) for post in posts]
    ).delete()
