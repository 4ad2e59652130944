"""Mail that is to be sent, is being sent, or was."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class LetterQuerySet(models.QuerySet):
    """Reads of the outbox."""

    def in_need(self) -> "LetterQuerySet":
        """Keep what is not sent unless somebody says so: given up, or in doubt."""
        return self.filter(state__in=[Letter.State.DEAD, Letter.State.UNCERTAIN])


class Letter(models.Model):
    """One e-mail to one person.

    It says who composes it (`composer`) and of what (`about`), and is composed when it is
    sent: what the person may not read by then, or does not want any more, is left out.
    The key makes it unique: whoever puts it in again changes nothing.
    """

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "Waiting"
        HANDING = "handing", "Being handed to the mail server"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "Not needed any more"
        UNCERTAIN = "uncertain", "Perhaps sent: the mail server went away"
        DEAD = "dead", "Given up"

    key = models.CharField(max_length=160, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        blank=True,
        null=True,
        related_name="letters",
    )
    # For people who have no account (an invitation), and account mail to a new address.
    address = models.EmailField(blank=True)
    composer = models.CharField(max_length=40)
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(blank=True, null=True)
    sent_at = models.DateTimeField(blank=True, null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="letters_that_are_due")
        ]

    def __str__(self) -> str:
        return self.key
