"""Members who are introduced to each other."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from hub.members.profiles.querysets import IntroductionQuerySet


class Introduction(models.Model):
    """One member asks to be put in touch with another.

    Neither address is shown before the asked has said yes.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Waiting for an answer"
        ACCEPTED = "accepted", "Introduced"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="introductions_asked"
    )
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="introductions"
    )
    message = models.TextField(max_length=1_000)
    state = models.CharField(
        max_length=10, choices=State, default=State.WAITING, db_index=True
    )
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(blank=True, null=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "asked"],
                condition=models.Q(state="waiting"),
                name="one_waiting_introduction_between_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(asker=models.F("asked")),
                name="nobody_is_introduced_to_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker} to {self.asked}"

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be answered."""
        return self.state == self.State.WAITING

    @property
    def is_accepted(self) -> bool:
        """Whether the two know each other's addresses."""
        return self.state == self.State.ACCEPTED

    @property
    def meta(self) -> str:
        """How it stands and since when, in one line."""
        day = date_format(localtime(self.answered_at or self.made_at), "j F Y")
        return f"{self.get_state_display()} · {day}"


class Block(models.Model):
    """One member wants nothing of another: no introduction, no mention."""

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks"
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blocker", "blocked"], name="one_block_between_two"
            )
        ]

    def __str__(self) -> str:
        return f"{self.blocker}, {self.blocked}"
