"""What a member follows."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hub.notify.kinds import ALL_WAYS, Way

#: What can be followed, by kind and key; see `Follow.key`.
Place = tuple[str, str]


class FollowQuerySet(models.QuerySet):
    """Reads of what is followed."""

    def of(self, places: Iterable[Place]) -> Self:
        """Keep those of one of these places."""
        by_kind: dict[str, list[str]] = {}
        for kind, key in places:
            by_kind.setdefault(kind, []).append(key)
        wanted = Q(pk__in=[])
        for kind, keys in by_kind.items():
            wanted |= Q(kind=kind, key__in=keys)
        return self.filter(wanted)


class Follow(models.Model):
    """A member hears of what is new in one place, in a way of its own."""

    class Kind(models.TextChoices):
        """What is followed."""

        TOPIC = "topic", "Discussion"
        BOARD = "board", "Board"
        TAG = "tag", "Topic"
        PAGE = "page", "Page or organisation"
        ALL = "all", "Everything new"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(
        max_length=100,
        blank=True,
        help_text=(
            "The number of the discussion, board or topic; for a page or organisation, "
            "its kind and number; empty for everything."
        ),
    )
    way = models.CharField(max_length=10, choices=Way)
    made_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "key"], name="follow_each_thing_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="follows_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.key}".rstrip()

    @property
    def place(self) -> Place:
        """Return what is followed."""
        return self.kind, self.key

    @property
    def is_silenced(self) -> bool:
        """Say whether the member wants to hear nothing of it."""
        return self.way == Way.NONE

    @property
    def way_words(self) -> str:
        """Return the words for how the member hears of it."""
        return ALL_WAYS[Way(self.way)]
