"""Who makes guidance from discussions: editors, from what they may read."""

from typing import Any

from django.db.models import QuerySet

from forum.adapter.visibility import readable_boards, visible_topics
from forum.forum_conversation.models import Post, Topic
from forum.into_guidance.models import Proposal
from hub.accounts.roles import Role, roles_of

_MAKERS = {Role.EDITOR, Role.ADMINISTRATOR}
#: More messages than this are no longer picked one by one.
MOST_LISTED = 500


def may_make_guidance(user: Any) -> bool:
    """Say whether `user` is an editor; no query for who does not work in the admin."""
    if not user.is_authenticated or not user.opens_admin:
        return False
    return bool(_MAKERS & roles_of(user))


def topics_for(user: Any, request: Any = None) -> QuerySet[Topic]:
    """Return the topics from which `user`, an editor, may make guidance."""
    return visible_topics(user, request).select_related("forum")


def proposals_for(user: Any, request: Any = None) -> QuerySet[Proposal]:
    """Return the proposals from boards that `user`, an editor, may read."""
    boards = [board.pk for board in readable_boards(user, request)]
    return Proposal.objects.filter(topic__forum__in=boards)


def messages_of(topic: Topic) -> QuerySet[Post]:
    """Return the approved messages of a topic, in order."""
    posts = topic.posts.filter(approved=True).select_related("poster")
    return posts.order_by("created", "pk")[:MOST_LISTED]


def can_be_asked(post: Post) -> bool:
    """Say whether the author is there to be asked: no former member is."""
    author = post.poster
    return (
        author is not None
        and author.is_active
        and author.approved_at is not None
        and author.erased_at is None
    )
