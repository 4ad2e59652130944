"""Letters that belong together: hold them, let them go, drop them, count them.

They are known by their composer and by how their keys begin. Only letters that wait are
touched: one that is being handed to the mail server can no longer be called back.
"""

from datetime import UTC, datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from hub.notify.models import Letter
from hub.notify.outbox import wake_carriers

# Letters that are held are due on this day, which no run of the sender reaches.
HELD_UNTIL = datetime(2200, 1, 1, tzinfo=UTC)


def hold(*, composer: str, prefix: str) -> int:
    """Let none of them go until they are released; return how many were held."""
    return _waiting(composer, prefix).update(due_at=HELD_UNTIL)


def release(*, composer: str, prefix: str) -> int:
    """Let those go that are held; return how many."""
    held = _waiting(composer, prefix).filter(due_at__gte=HELD_UNTIL)
    released = held.update(due_at=timezone.now())
    if released:
        wake_carriers()
    return released


def drop(*, composer: str, prefix: str) -> int:
    """Send none of those that wait; return how many."""
    return _waiting(composer, prefix).update(state=Letter.State.DROPPED)


def tally(*, composer: str, prefix: str) -> dict[str, int]:
    """Return how many there are in each state; states without any are left out."""
    letters = Letter.objects.filter(composer=composer, key__startswith=prefix)
    counted = letters.order_by().values("state").annotate(number=Count("pk"))
    return dict(counted.values_list("state", "number"))


def _waiting(composer: str, prefix: str) -> QuerySet[Letter]:
    return Letter.objects.filter(
        composer=composer, key__startswith=prefix, state=Letter.State.WAITING
    )
