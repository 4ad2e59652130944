"""Who is new: their first posts wait for a moderator, and count as few."""

from typing import Any

from django.conf import settings

from forum.forum_conversation.models import Post


def is_newcomer(person: Any) -> bool:
    """Say whether too few posts of `person` have been approved so far.

    Whoever works in the admin is known, and never a newcomer.
    """
    needed = settings.FORUM_HOLD_FIRST_POSTS
    if not needed or person.opens_admin:
        return False
    approved = Post.objects.filter(poster=person, approved=True)
    return approved[:needed].count() < needed


def must_wait(handler: Any, board: Any, person: Any) -> bool:
    """Say whether what `person` writes on `board` waits; a moderator's own does not."""
    return not handler.can_approve_posts(board, person) and is_newcomer(person)
