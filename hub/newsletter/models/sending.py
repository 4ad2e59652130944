"""The sending of a newsletter, once for each page."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Sending(models.Model):
    """A newsletter on its way to those who chose it.

    What it says was fixed when it was sent off; what happens to the page afterwards
    changes no mail. Letters are put in the outbox in the order of people, so that one
    that was stopped goes on where it was (`put_until`).
    """

    class State(models.TextChoices):
        """How it stands."""

        UNDER_WAY = "under_way", "On its way"
        PAUSED = "paused", "Paused"
        CANCELLED = "cancelled", "Cancelled"
        DONE = "done", "Done"

    page = models.OneToOneField(
        "newsletter.NewsletterPage", models.CASCADE, related_name="sending"
    )
    state = models.CharField(max_length=10, choices=State, default=State.UNDER_WAY)
    subject = models.CharField(max_length=255)
    wording = models.JSONField(help_text="See hub.newsletter.wording.")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="+",
    )
    put_until = models.BigIntegerField(
        default=0, help_text="The last person whose letter was put in the outbox."
    )
    is_put = models.BooleanField(default=False, help_text="Whether all letters are in.")
    ended_at = models.DateTimeField(blank=True, null=True)
    # What became of the letters, for when the outbox has forgotten them.
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        permissions = [("send_newsletter", "Can send newsletters")]

    def __str__(self) -> str:
        return self.subject

    @property
    def prefix(self) -> str:
        """Return how the keys of its letters begin."""
        return f"newsletter:{self.page_id}:"

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will go out."""
        return self.state in {self.State.CANCELLED, self.State.DONE}
