"""Forget what was told and sent long ago."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from hub.notify.models import Letter, Notification

_DAY = 24 * 60 * 60


def forget_old_daily() -> None:
    """Forget what is old, unless some process has done so today."""
    if cache.add("hub.notify.forgotten", True, _DAY):
        forget_old()


def forget_old() -> None:
    """Remove letters and notifications whose time is over; what waits is kept."""
    now = timezone.now()
    over = [state for state in Letter.State if state not in _NOT_OVER]
    Letter.objects.filter(
        state__in=over, due_at__lt=now - timedelta(days=settings.KEEP_LETTERS_DAYS)
    ).delete()
    Notification.objects.filter(
        made_at__lt=now - timedelta(days=settings.KEEP_NOTIFICATIONS_DAYS)
    ).delete()


_NOT_OVER = frozenset({Letter.State.WAITING, Letter.State.HANDING})
