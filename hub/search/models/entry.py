"""The table of findable things: truth of the search, and its outbox."""

from collections.abc import Collection
from datetime import timedelta

from django.db import models
from django.utils import timezone


class SearchEntryQuerySet(models.QuerySet):
    """What is asked of the table."""

    def stale(self) -> "SearchEntryQuerySet":
        """Keep the entries the engine has not taken in their present form."""
        return self.exclude(revision=models.F("indexed_revision"))

    def waiting_longer_than(self, time: timedelta) -> "SearchEntryQuerySet":
        """Keep the stale entries that some drain should have carried long ago."""
        return self.stale().filter(written_at__lt=timezone.now() - time)

    def visible_to(self, keys: Collection[str]) -> "SearchEntryQuerySet":
        """Keep the entries there are for somebody who holds these visibility keys."""
        return self.filter(is_gone=False, visibility__in=keys)


class SearchEntry(models.Model):
    """One findable thing, written in the same transaction as the thing itself.

    `revision` counts its changes; `indexed_revision` is the last one the engine has
    taken. While they differ the entry is stale, and some drain will carry it over: a
    crash, a lock or a lost index can delay a result but not lose it. A thing that is
    gone stays as `is_gone` until the engine has dropped it.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30, db_index=True)
    title = models.CharField(max_length=300)
    # Text, because the path of a page deep in the tree has no fixed length.
    url = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    where = models.CharField(max_length=300, blank=True)
    visibility = models.CharField(max_length=60, db_index=True)
    facets = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=list, blank=True)
    # [[where in the body a part begins, its address], ...], in order.
    parts = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField()
    # When it could first be found; anew for a thing that was gone meanwhile.
    found_since = models.DateTimeField(default=timezone.now, db_index=True)
    # When the entry itself got its present form; `changed_at` tells of the thing.
    written_at = models.DateTimeField(default=timezone.now)
    is_gone = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    indexed_revision = models.PositiveIntegerField(default=0)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            models.Index(
                fields=["id"],
                condition=~models.Q(revision=models.F("indexed_revision")),
                name="search_entry_stale",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"
