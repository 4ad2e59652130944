"""Questions about people and joining."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

INVITATION_DAYS = 14


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self) -> Self:
        """Keep those whose link still works."""
        return self.filter(
            used_at=None,
            taken_back_at=None,
            made_at__gt=timezone.now() - timedelta(days=INVITATION_DAYS),
            inviter__is_active=True,
        )


class ApplicationQuerySet(models.QuerySet):
    """Applications to join."""

    def waiting(self) -> Self:
        """Keep those that a coordinator can decide: waiting, the address confirmed."""
        return self.filter(state="waiting", confirmed_at__isnull=False)
