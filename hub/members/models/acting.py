"""Who acts for which organisation."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from hub.members.acting.querysets import ClaimQuerySet, MembershipQuerySet
from hub.members.models.joining import Decided, Decision


class Membership(models.Model):
    """A person acts for an organisation in the directory."""

    class Role(models.TextChoices):
        """What they may do for it."""

        OWNER = "owner", "Owner: keeps the entry, and who may"
        EDITOR = "editor", "Editor: keeps the entry"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        "directory.Organisation", models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.EDITOR)
    since = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "user__display_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="one_role_of_a_person_in_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


class Claim(Decided):
    """A member says that they act for an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims"
    )
    organisation = models.ForeignKey(
        "directory.Organisation", models.CASCADE, related_name="claims"
    )
    grounds = models.TextField(
        max_length=600, help_text="How a coordinator can tell that this is so."
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(state=Decision.WAITING),
                name="one_waiting_claim_of_a_person_to_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"
