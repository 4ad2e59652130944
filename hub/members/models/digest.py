"""How far each member's digests have come, and what was mailed in them."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DigestMark(models.Model):
    """Until when things were looked at for one person's digests, mailed or not."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="digest_mark",
    )
    daily_until = models.DateTimeField(blank=True, null=True)
    weekly_until = models.DateTimeField(blank=True, null=True)
    news_until = models.DateTimeField(blank=True, null=True)

    def __str__(self) -> str:
        return f"{self.person_id}, {self.news_until}"


class DigestedEntry(models.Model):
    """A thing that a digest told one person of; kept for a while, and never told again.

    See `hub.members.digest.making.REMEMBERED`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digested"
    )
    entry_key = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "digested entries"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry_key"], name="digested_once_for_each_person"
            )
        ]

    def __str__(self) -> str:
        return self.entry_key
