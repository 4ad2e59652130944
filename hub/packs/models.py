"""Packs and what is in them."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hub.packs.holding import Holder

LONGEST_NAME = 100
LONGEST_NOTE = 1000


class PackQuerySet(models.QuerySet):
    """Packs."""

    def of(self, holder: Holder) -> Self:
        """Keep those of one member, or of one visitor."""
        if holder.person is not None:
            return self.filter(owner=holder.person)
        return self.filter(visitor=holder.visitor) if holder.visitor else self.none()

    def shared(self) -> Self:
        """Keep those that a secret link leads to; whoever leaves shares nothing more."""
        return self.exclude(share_token=None).exclude(owner__is_active=False)

    def forgotten(self, before: dt.datetime) -> Self:
        """Keep the packs of visitors who have worked on none of theirs since."""
        active = Pack.objects.filter(owner=None, used_at__gte=before)
        return self.filter(owner=None).exclude(visitor__in=active.values("visitor"))

    def latest_first(self) -> Self:
        """Put the one worked on last on top."""
        return self.order_by("-used_at", "-pk")

    def with_counts(self) -> Self:
        """Count what is in each."""
        return self.annotate(item_count=models.Count("items"))


class Pack(models.Model):
    """What somebody collects; a member's, or a visitor's by the secret in their session.

    `settled` holds what was put into placeholders, by their names (see
    `hub.packs.filling`).
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="packs",
    )
    visitor = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.CharField(max_length=LONGEST_NAME)
    settled = models.JSONField(default=dict, blank=True)
    share_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)

    objects = PackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, visitor="")
                | (Q(owner__isnull=True) & ~Q(visitor="")),
                name="pack_is_a_members_or_a_visitors",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return where its owner works on it."""
        return reverse("packs:pack", args=[self.pk])

    @property
    def shared_path(self) -> str:
        """Where whoever has the secret link reads it; "" while it is not shared."""
        return (
            reverse("packs:shared", args=[self.share_token]) if self.is_shared else ""
        )

    @property
    def is_shared(self) -> bool:
        """Whether there is a secret link."""
        return self.share_token is not None


class PackItem(models.Model):
    """One thing in a pack, known by its kind and key: plug-ins bring kinds with them.

    `version` is that of the wording it was added with, where a thing has versions.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=30)
    thing_id = models.PositiveBigIntegerField()
    version = models.CharField(max_length=12, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "kind", "thing_id"], name="one_thing_once_per_pack"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id} in pack {self.pack_id}"
