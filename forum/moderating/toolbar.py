"""What a topic's page offers moderators, and says to whoever may not write."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from forum.adapter.visibility import handler_of
from forum.forum_conversation.models import Post, Topic
from forum.moderating.asking import ACCOUNT, slug_of
from forum.moderating.boards import describe
from forum.moderating.standing import looks_after_all


def for_topic(
    topic: Topic, posts: Iterable[Post], request: HttpRequest
) -> dict[str, Any]:
    """Return what the topic's page shows; a visitor's or a member's costs no query."""
    handler, user, board = handler_of(request), request.user, topic.forum
    approves = handler.can_approve_posts(board, user)
    # Who looks after every board also decides about people; their page asks more closely.
    orders = approves and looks_after_all(user, request)
    for post in posts:
        post.may_decide = approves and not post.approved
        post.may_see_member = orders and post.poster_id not in (None, user.pk)
        if post.may_see_member:
            post.member_slug = post.profile_slug or f"{ACCOUNT}{post.poster_id}"
    describe([board], request)
    moves = handler.can_move_topics(board, user)
    return {
        "moderation": {
            "lock": handler.can_lock_topics(board, user),
            "pin": handler.can_update_topics_to_sticky_topics(board, user),
            "move": moves,
            "split": moves and topic.posts_count > 1,
            "merge": moves and topic.approved,
            "delete": handler.can_delete_topics(board, user),
        },
        "suspension": handler.suspension_of(user),
    }


def lead_to_member(post: Post, request: HttpRequest) -> None:
    """Let moderators go from a single post to what they see of its author."""
    user = request.user
    others = post.poster_id not in (None, user.pk)
    post.may_see_member = others and looks_after_all(user, request)
    if post.may_see_member:
        post.member_slug = slug_of(post.poster)
