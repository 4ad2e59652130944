"""Reports of posts: made by members, dealt with by moderators.

Nobody sees or closes reports of their own posts: not a moderator, and no administrator
either. They stay open for the other moderators of the board and the administrators; where
there is nobody else, until there is.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from forum.adapter.models import Report
from forum.adapter.telling_moderators import tell_of_report
from forum.adapter.visibility import handler_of
from forum.forum.models import Forum
from forum.forum_conversation.models import Post
from hub.accounts.models import User


class AlreadyReported(Exception):
    """A person reports a post once."""


@transaction.atomic
def report(*, post: Post, reporter: User, reason: str, words: str) -> Report:
    """Tell the moderators of `post`. Raises AlreadyReported."""
    # Of two reports at once the moderators are told as of one.
    list(Post.objects.select_for_update().filter(pk=post.pk).values_list("pk"))
    try:
        with transaction.atomic():
            made = Report.objects.create(
                post=post, reporter=reporter, reason=reason, words=words
            )
    except IntegrityError as error:
        raise AlreadyReported from error
    tell_of_report(made)
    return made


@transaction.atomic
def resolve(*, post: Post, moderator: User, note: str) -> int:
    """Close every open report of `post`, with a note; return how many there were."""
    from forum.moderating.log import Kind, note_post

    still_open = post.reports.select_for_update().filter(resolved_at=None)
    note_post(Kind.RESOLVE, actor=moderator, post=post, reason=note)
    return Report.objects.filter(pk__in=[one.pk for one in still_open]).update(
        resolved_at=timezone.now(), resolved_by=moderator, note=note
    )


def boards_moderated_by(user: Any, request: Any = None) -> list[Forum]:
    """Return the boards on which `user` decides about posts."""
    handler = handler_of(request)
    return [
        board
        for board in handler._get_all_forums()
        if handler.can_approve_posts(board, user)
    ]


def reported_posts(user: Any, request: Any = None) -> QuerySet[Post]:
    """Return the posts of others with open reports that `user` deals with, oldest first."""
    boards = [board.pk for board in boards_moderated_by(user, request)]
    still_open = Report.objects.filter(resolved_at=None).select_related("reporter")
    return (
        Post.objects.filter(topic__forum__in=boards, pk__in=still_open.values("post"))
        .exclude(poster=user.pk)
        .annotate(
            open_count=Count("reports", filter=Q(reports__resolved_at=None)),
            first_at=Min("reports__made_at", filter=Q(reports__resolved_at=None)),
        )
        .select_related("poster", "topic__forum")
        .prefetch_related(Prefetch("reports", still_open, to_attr="open_reports"))
        .order_by("first_at", "pk")
    )


def waiting_posts(user: Any, request: Any = None) -> QuerySet[Post]:
    """Return the posts that wait for approval on the boards of `user`."""
    boards = [board.pk for board in boards_moderated_by(user, request)]
    return Post.objects.filter(topic__forum__in=boards, approved=False)
