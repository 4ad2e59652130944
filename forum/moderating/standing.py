"""Who keeps order in the forum, and who is kept from writing for a while."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from forum.adapter.permissions import MODERATING
from forum.adapter.visibility import handler_of
from forum.moderating.models import Suspension


def keeps_order(user: Any, request: Any = None) -> bool:
    """Say whether `user` may warn and suspend: who looks after every board.

    Somebody who looks after one board alone decides about its messages, not about people.
    """
    if not (user.is_authenticated and user.is_active and user.approved_at):
        return False
    if user.is_superuser:
        return True
    if suspension_of(user, request) is not None:
        return False
    return user.groups.filter(name__in=MODERATING).exists()


def looks_after_all(user: Any, request: Any = None) -> bool:
    """Say whether `user` decides about messages on every board; without a query."""
    handler = handler_of(request)
    boards = handler._get_all_forums()
    return all(handler.can_approve_posts(board, user) for board in boards)


def may_act_on(moderator: Any, person: Any, request: Any = None) -> bool:
    """Say whether `moderator` may warn or suspend `person`.

    Nobody acts on themselves or on an administrator; on others who keep order only
    administrators do.
    """
    if moderator.pk == person.pk or person.is_superuser or person.erased_at:
        return False
    if not keeps_order(moderator, request):
        return False
    keeps = person.is_staff or person.groups.filter(name__in=MODERATING).exists()
    return moderator.is_superuser or not keeps


def suspension_of(user: Any, request: Any = None) -> Suspension | None:
    """Return what keeps `user` from writing now, asked once in a request."""
    return handler_of(request).suspension_of(user or AnonymousUser())
