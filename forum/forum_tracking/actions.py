"""Moving a member's marks on: to what they were shown, and never back."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db import IntegrityError, transaction
from django.db.models import Model, OuterRef, Subquery
from django.utils import timezone

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import marks
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack


def read_up_to(*, topic: Topic, user: Any, moment: datetime, is_last: bool) -> None:
    """Note that `user` was shown the topic's posts up to `moment`.

    `is_last` says that there is none after it: then the board may be read altogether,
    which is one mark in place of many.
    """
    if not (is_last and _whole_board_is_read(topic, user, moment)):
        marked = getattr(topic, "topic_mark", None) is not None
        _advance(TopicReadTrack, moment, is_marked=marked, user=user, topic=topic)


def read_page(*, topic: Topic, user: Any, page: Page) -> None:
    """Note that `user` was shown a page of the topic, which is loaded with its marks."""
    posts, mark = list(page), marks.mark_of(topic)
    if posts and (mark is None or mark < posts[-1].created):
        moment, is_last = posts[-1].created, not page.has_next()
        read_up_to(topic=topic, user=user, moment=moment, is_last=is_last)


def follow_own_post(*, post: Post) -> None:
    """Count a member's own post as read, if they had read all that others wrote.

    Called in the transaction that saves the post, before the topic's counts are brought
    up to date; and once more when it is approved. One query where nothing is to be noted.
    """
    author = post.poster
    of_others = Post.objects.filter(topic=OuterRef("pk"), approved=True).exclude(
        poster=author
    )
    latest = of_others.order_by("-created").values("created")[:1]
    topics = marks.with_marks(Topic.objects.all(), author)
    topic = topics.annotate(others_on=Subquery(latest)).get(pk=post.topic_id)
    mark, others_on = marks.mark_of(topic), topic.others_on
    if mark is not None and mark >= post.created:
        return
    if others_on is None or (mark is not None and mark >= others_on):
        read_up_to(topic=topic, user=author, moment=post.created, is_last=True)


@transaction.atomic
def read_everything(*, boards: list[Forum], user: Any) -> None:
    """Note that `user` wants to see nothing that is on these boards now as new."""
    rows = [ForumReadTrack(forum=board, user=user) for board in boards]
    # Saving a row sets its mark to now; see the model.
    ForumReadTrack.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "forum"],
        update_fields=["mark_time"],
    )
    TopicReadTrack.objects.filter(
        topic__forum__in=boards, user=user, mark_time__lte=timezone.now()
    ).delete()


def _whole_board_is_read(topic: Topic, user: Any, moment: datetime) -> bool:
    """Mark the board instead of the topic, if nothing else on it is unread."""
    on_board = Topic.objects.filter(forum=topic.forum_id, approved=True).exclude(
        pk=topic.pk
    )
    # Loaded before it is asked: what is posted in between is newer, and unread.
    newest = topic.forum.last_post_on
    if marks.unread_by(on_board, user).exists():
        return False
    moment = max(moment, newest) if newest else moment
    with transaction.atomic():
        marked = getattr(topic, "board_mark", None) is not None
        whose = {"user": user, "forum_id": topic.forum_id}
        _advance(ForumReadTrack, moment, is_marked=marked, **whose)
        TopicReadTrack.objects.filter(
            user=user, topic__forum=topic.forum_id, mark_time__lte=moment
        ).delete()
    return True


def _advance(
    model: type[Model], moment: datetime, *, is_marked: bool, **whose: Any
) -> None:
    """Set the mark to `moment` where there is none, or an older one.

    `is_marked` says what is likely, and is tried first: one statement, and right for any.
    """
    rows = model.objects.filter(**whose, mark_time__lt=moment)
    if is_marked and rows.update(mark_time=moment):
        return
    try:
        with _undone_alone():
            # As it stands: saved in the usual way, the mark would be set to now.
            model(mark_time=moment, **whose).save_base(raw=True, force_insert=True)
    except IntegrityError:
        rows.update(mark_time=moment)


def _undone_alone() -> AbstractContextManager[Any]:
    """Keep a transaction usable after a statement failed; without one it is usable."""
    inside = transaction.get_connection().in_atomic_block
    return transaction.atomic() if inside else nullcontext()
