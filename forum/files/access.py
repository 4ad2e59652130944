"""Who may add files, and who may fetch one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from forum.adapter.visibility import can_read_post, handler_of
from forum.files.models import PostFile
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic


def may_attach(user: Any, board: Forum, request: Any = None) -> bool:
    """Say whether `user` may add files to messages on `board`."""
    return user.is_authenticated and handler_of(request).can_attach_files(board, user)


def may_fetch(file: PostFile, user: Any, request: Any = None) -> bool:
    """Say whether `user` may have the file: who may read its message, and fetch files.

    A file that waits for its message is its sender's alone.
    """
    if file.post is None:
        return user.is_authenticated and file.uploaded_by_id == user.pk
    board = file.post.topic.forum
    handler = handler_of(request)
    return can_read_post(file.post, user, request) and handler.can_download_files(
        board, user
    )


def with_whether_files(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Load with each topic whether any of its messages has files."""
    files = PostFile.objects.filter(post__topic=OuterRef("pk")).order_by()
    return topics.annotate(has_files=Exists(files))


def show_files(
    posts: Iterable[Post],
    board: Forum,
    user: Any,
    request: Any,
    *,
    are_there: bool = True,
) -> None:
    """Give each post, of those `user` is about to see, the files to show with it.

    One query for all of them; none where it is known that there are no files.
    """
    posts = list(posts)
    by_post: dict[int, list[PostFile]] = {}
    if are_there and handler_of(request).can_download_files(board, user):
        for file in PostFile.objects.filter(post__in=[post.pk for post in posts]):
            by_post.setdefault(file.post_id, []).append(file)
    for post in posts:
        post.shown_files = by_post.get(post.pk, [])


def may_send_files(request: Any, board_pk: int) -> bool:
    """Say whether what was sent to a board is worth looking at; it may not be there."""
    boards = {board.pk: board for board in handler_of(request)._get_all_forums()}
    board = boards.get(board_pk)
    return board is not None and may_attach(request.user, board, request)
