"""Holding the rows that an act changes: always topics, then boards, each by number.

A reply holds its topic and then the board, so whoever takes them in this order waits for
it and is waited for, and nobody blocks anybody.
"""

from collections.abc import Iterable

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic


def hold_topics(numbers: Iterable[int]) -> dict[int, Topic]:
    """Hold these topics, as far as they are there still; called in a transaction."""
    wanted = (
        Topic.objects.filter(pk__in=set(numbers))
        .select_for_update(of=("self",))
        .select_related("forum", "poster")
        .order_by("pk")
    )
    return {topic.pk: topic for topic in wanted}


def hold_boards(numbers: Iterable[int]) -> dict[int, Forum]:
    """Hold these boards; called once the topics are held."""
    wanted = Forum.objects.select_for_update(of=("self",)).filter(pk__in=set(numbers))
    return {board.pk: board for board in wanted.order_by("pk")}


def hold_posts(numbers: Iterable[int]) -> list[Post]:
    """Hold these posts with their topics and boards, as far as they are there still."""
    numbers = set(numbers)
    of = Post.objects.filter(pk__in=numbers).values_list("topic", flat=True)
    topics = hold_topics(of)
    rows = (
        Post.objects.filter(pk__in=numbers, topic__in=topics)
        .select_for_update(of=("self",))
        .select_related("poster")
        .order_by("pk")
    )
    posts = list(rows)
    boards = hold_boards(topic.forum_id for topic in topics.values())
    for post in posts:
        post.topic = topics[post.topic_id]
        post.topic.forum = boards[post.topic.forum_id]
    return posts
