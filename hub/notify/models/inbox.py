"""What people were told, and how they want to be."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone

from hub.notify.kinds import Way


class Preference(models.Model):
    """How a person wants to be told of one kind; without a row, the kind's own default."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences"
    )
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="one_way_for_each_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.kind}: {self.way}"


class NotificationQuerySet(models.QuerySet):
    """Reads of what people were told."""

    def for_digest(self, ways: Iterable[Way]) -> "NotificationQuerySet":
        """Keep what is to go in a digest: not mailed yet, and not opened here."""
        return self.filter(way__in=ways, mailed_at=None, seen_at=None)


class Notification(models.Model):
    """One thing a person is told of: once, whoever tells it again."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=40)
    about = models.CharField(
        max_length=120, help_text="A key of the thing, for example forum.post:77."
    )
    title = models.CharField(max_length=300)
    text = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500)
    visibility = models.CharField(
        max_length=60,
        blank=True,
        help_text="The key its reader must hold; empty for what is theirs alone.",
    )
    way = models.CharField(max_length=10, choices=Way)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(blank=True, null=True)
    mailed_at = models.DateTimeField(
        blank=True,
        null=True,
        help_text="When it went into a letter of its own or a digest.",
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], name="told_once_of_each_thing"
            )
        ]
        indexes = [
            models.Index(
                fields=["person", "-made_at"], name="notification_of_person_by_age"
            ),
            models.Index(
                fields=["way", "person"],
                condition=models.Q(mailed_at=None, seen_at=None),
                name="notifications_yet_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.title
