"""When a member was here last.

A visit is a run of pages of the forum with less than an hour between two of them, on
whatever device. Kept in the shared cache: a GET writes nothing to the database, and what
is lost with the cache is only where "new since your last visit" begins.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

#: A visit ends when this long no page of the forum was opened.
ENDS_AFTER = timedelta(hours=1)
#: Pages sooner after one another than this are not noted one by one.
NOTED_EVERY = timedelta(minutes=5)
#: Where nothing is known of the visit before.
OTHERWISE = timedelta(days=7)
_KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: until when it has lasted, and when the one before it ended."""

    latest: datetime
    before: datetime | None


def note(user: Any) -> Visit | None:
    """Note that `user` opened a page of the forum now; return their visit."""
    if not user.is_authenticated:
        return None
    now = timezone.now()
    known = of(user)
    if known is not None and now - known.latest < NOTED_EVERY:
        return known
    if known is None:
        visit = Visit(now, None)
    elif now - known.latest > ENDS_AFTER:
        visit = Visit(now, known.latest)
    else:
        visit = Visit(now, known.before)
    cache.set(_key(user), (visit.latest, visit.before), _KEPT_FOR.total_seconds())
    return visit


def of(user: Any) -> Visit | None:
    """Return what is known of the visit of `user`."""
    kept = cache.get(_key(user))
    return Visit(*kept) if kept else None


def forget(user: Any) -> None:
    """Know nothing of the visits of `user` any more."""
    cache.delete(_key(user))


def _key(user: Any) -> str:
    return f"forum.visit.{user.pk}"
