"""What is kept of a person about answers: what they found useful, what they accepted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from forum.adapter.visibility import UNREADABLE, visible_posts
from forum.answers.models import AcceptedAnswer, UsefulMark
from forum.forum_conversation.models import Post
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register


def register_part() -> None:
    """Count useful marks and accepted answers among what is kept."""
    register(
        Part(
            key="answers",
            label="Answers you accepted or found useful",
            why="So that others see which answers helped.",
            kept_for=(
                "Until you take them back or leave. An answer that you accepted stays "
                "accepted, without your name; your own answers stay accepted unless "
                "you have your words removed."
            ),
            export=lambda person: _useful(person) + _accepted(person),
            erase=_erase,
            covers=(
                "forum_answers.usefulmark.member",
                "forum_answers.acceptedanswer.accepted_by",
            ),
        )
    )


def _useful(person: User) -> Rows:
    rows = UsefulMark.objects.filter(member=person).select_related("post__topic__forum")
    readable = _readable(person, rows)
    return [
        _said("Found useful in the discussion", row.post, row.made_at, readable)
        for row in rows
    ]


def _accepted(person: User) -> Rows:
    rows = AcceptedAnswer.objects.filter(accepted_by=person)
    rows = rows.select_related("post__topic__forum").order_by("accepted_at")
    readable = _readable(person, rows)
    return [
        _said(
            "Accepted an answer in the discussion", row.post, row.accepted_at, readable
        )
        for row in rows
    ]


def _readable(person: User, rows: Iterable[Any]) -> set[int]:
    """Return which of the posts the person may read now; discussions are moved."""
    posts = visible_posts(person).filter(pk__in=[row.post_id for row in rows])
    return set(posts.values_list("pk", flat=True))


def _said(
    what: str, post: Post, moment: datetime, readable: set[int]
) -> dict[str, Any]:
    shown = post.pk in readable
    return {
        what: post.topic.subject if shown else UNREADABLE,
        "On": moment.isoformat(),
        "Address": post.get_absolute_url() if shown else "",
    }


def _erase(person: User) -> None:
    UsefulMark.objects.filter(member=person).delete()
    AcceptedAnswer.objects.filter(accepted_by=person).update(accepted_by=None)
    if person.erases_posts:
        # What is left of the answer says nothing.
        AcceptedAnswer.objects.filter(post__poster=person).delete()
