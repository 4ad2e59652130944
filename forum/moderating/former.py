"""Where a topic that was moved, or joined another one, is found now."""

from typing import Any

from django.http import Http404, HttpRequest

from forum.adapter.visibility import handler_of, readable_boards
from forum.forum_conversation.models import Post, Topic
from forum.moderating.models import FormerPlace

#: A topic may move on while its old address is read; more often than this it does not.
_TRIES = 3
#: So many of the topics that have left are announced on a board.
SHOWN = 10


def topic_now_at(
    board: int, number: int, request: HttpRequest, *, hold: bool = False
) -> Topic:
    """Return the topic to which an old address leads, if the asker may read it there.

    Raises Http404, as for an address that never was. A board that visitors could not read
    then tells nobody else what once stood on it.
    """
    for _ in range(_TRIES):
        place = FormerPlace.objects.filter(board=board, number=number).first()
        if place is None or not _may_follow(place, request):
            break
        topics = Topic.objects.select_related("forum", "poster")
        if hold:
            topics = topics.select_for_update(of=("self",))
        topic = topics.filter(pk=place.topic_id).first()
        if topic is not None:
            if handler_of(request).can_read_topic(topic, request.user):
                return topic
            break
    raise Http404("There is no such topic.")


def _may_follow(place: FormerPlace, request: HttpRequest) -> bool:
    if place.was_public:
        return True
    handler = handler_of(request)
    boards = {board.pk: board for board in handler._get_all_forums()}
    board = boards.get(place.board_id)
    return board is not None and handler.can_read_forum(board, request.user)


def post_elsewhere(topic: Topic, number: str, request: HttpRequest) -> Post | None:
    """Return the approved post of that number in another topic, if the asker may read it.

    Links to a message keep working when it was split off, or its topic was merged.
    """
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    posts = Post.objects.filter(pk=int(number), approved=True, topic__approved=True)
    post = posts.exclude(topic=topic.pk).select_related("topic__forum").first()
    if post is None:
        return None
    may_read = handler_of(request).can_read_forum(post.topic.forum, request.user)
    return post if may_read else None


def topics_moved_from(board: Any, request: HttpRequest) -> list[FormerPlace]:
    """Return what left `board` lately, as far as the asker may read where it is now."""
    # Most boards have none, which is asked more cheaply than all that a row shows.
    if not FormerPlace.objects.made_lately(board).exists():
        return []
    readable = [one.pk for one in readable_boards(request.user, request)]
    return list(FormerPlace.objects.shown_on(board, readable)[:SHOWN])
