"""Moving a member's marks on: to what they were shown, and never back."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db import IntegrityError, transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils import timezone

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import marks, waiting
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack


def read_up_to(*, topic: Topic, user: Any, moment: datetime, is_last: bool) -> None:
    """Note that `user` was shown the topic's posts up to `moment`.

    `is_last` says that there is none after it: then the board may be read altogether,
    which is one mark in place of many.
    """
    on_board = Topic.objects.filter(forum=topic.forum_id).exclude(pk=topic.pk)
    if not (is_last and _settled(topic.forum, on_board, user, moment)):
        marked = getattr(topic, "topic_mark", None) is not None
        _advance(TopicReadTrack, moment, is_marked=marked, user=user, topic=topic)


def read_page(*, topic: Topic, user: Any, page: Page) -> None:
    """Note that `user` was shown a page of the topic, which is loaded with its marks.

    Beside the database, see `waiting`. A page after one with something unread is not
    noted: a mark that jumps to the end would take along what was never shown.
    """
    posts, mark = list(page), marks.mark_of(topic)
    if not posts or (mark is not None and mark >= posts[-1].created):
        return
    if page.has_previous() and _is_unread_before(posts[0], topic, user):
        return
    waiting.note(waiting.Mark(user.pk, topic.pk, posts[-1].created))


def _is_unread_before(first: Post, topic: Topic, user: Any) -> bool:
    unread = marks.first_unread(topic, user)
    return unread is not None and (
        (unread.created, unread.pk) < (first.created, first.pk)
    )


def advance_topic(*, topic: Topic, user: Any, moment: datetime) -> bool:
    """Set the mark of a topic that is loaded with its marks; say whether that was news."""
    known = (topic.topic_mark, topic.board_mark)
    if any(mark is not None and mark >= moment for mark in known):
        return False
    marked = topic.topic_mark is not None
    _advance(TopicReadTrack, moment, is_marked=marked, user=user, topic=topic)
    return True


def settle_board(*, board: Forum, user: Any) -> None:
    """Mark the board in place of its topics, if nothing on it is unread."""
    if board.last_post_on:
        on_board = Topic.objects.filter(forum=board.pk)
        _settled(board, on_board, user, board.last_post_on)


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


def _settled(
    board: Forum, others: QuerySet[Topic], user: Any, moment: datetime
) -> bool:
    """Mark the board up to `moment` or later, if none of the others on it is unread."""
    # Loaded before it is asked: what is posted in between is newer, and unread.
    newest = board.last_post_on
    if marks.unread_by(others.filter(approved=True), user).exists():
        return False
    moment = max(moment, newest) if newest else moment
    with transaction.atomic():
        whose = {"user": user, "forum_id": board.pk}
        _advance(ForumReadTrack, moment, is_marked=True, **whose)
        TopicReadTrack.objects.filter(
            user=user, topic__forum=board.pk, mark_time__lte=moment
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
