"""Asking to join, and being asked to."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from hub.members.joining.querysets import (
    INVITATION_DAYS,
    ApplicationQuerySet,
    InvitationQuerySet,
)
from hub.members.models.profile import PersonKind


class Decision(models.TextChoices):
    """What became of something that somebody asked for."""

    WAITING = "waiting", "Waiting"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Decided(models.Model):
    """Something asked for, which a coordinator decides; abstract."""

    state = models.CharField(
        max_length=10, choices=Decision, default=Decision.WAITING, db_index=True
    )
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(blank=True, null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="+",
    )
    reason = models.TextField(
        blank=True, help_text="Told to the person who asked, word for word."
    )

    class Meta:
        abstract = True


class Invitation(models.Model):
    """A member asks somebody to join, perhaps to act for an organisation with them.

    The link holds a signed number and nothing else; it works once, for 14 days, and not
    after it was taken back.
    """

    inviter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations"
    )
    email = models.EmailField("e-mail address")
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.CASCADE,
        blank=True,
        null=True,
        related_name="invitations",
    )
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(blank=True, null=True)
    used_at = models.DateTimeField(blank=True, null=True)
    used_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="came_by",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether the link still works."""
        is_fresh = self.made_at > timezone.now() - timedelta(days=INVITATION_DAYS)
        return is_fresh and not self.used_at and not self.taken_back_at

    @property
    def where_it_stands(self) -> str:
        """Return in words what became of it."""
        if self.used_at:
            return "used"
        if self.taken_back_at:
            return "taken back"
        return "open" if self.is_open else "too old"


class Application(Decided):
    """A person who wants to join says who they are and why.

    Made when they sign up; a coordinator sees it once the address is confirmed.
    """

    class Way(models.TextChoices):
        """What let a person in."""

        COORDINATOR = "coordinator", "A coordinator"
        DOMAIN = "domain", "The address is at the organisation's own domain"
        INVITATION = "invitation", "A member's invitation"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="application"
    )
    kind = models.CharField(max_length=20, choices=PersonKind)
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="applications",
    )
    proposed_organisation = models.CharField(
        max_length=150, blank=True, help_text="One that the directory does not have."
    )
    why = models.CharField(max_length=300)
    invitation = models.ForeignKey(
        Invitation,
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="applications",
    )
    confirmed_at = models.DateTimeField(
        "address confirmed at", blank=True, null=True, db_index=True
    )
    way = models.CharField(max_length=12, choices=Way, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_state_display().lower()}"
