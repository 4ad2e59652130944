"""That an organisation is a co-op, checked by somebody."""

from django.conf import settings
from django.db import models

from hub.directory.vocabulary import VerificationCriterion


class Verification(models.Model):
    """A coordinator found that an organisation is a co-op, for a time.

    Beside the entry rather than in it: drafts of the entry neither hold nor change it.
    """

    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="verifications"
    )
    criterion = models.CharField(max_length=30, choices=VerificationCriterion)
    evidence = models.TextField(
        max_length=500, help_text="What was looked at, so that others can look too."
    )
    evidence_url = models.URLField("address of the evidence", blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="verifications",
    )
    verified_on = models.DateField()
    valid_until = models.DateField()

    class Meta:
        ordering = ["-verified_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("verified_on")),
                name="a_verification_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_criterion_display()}"
