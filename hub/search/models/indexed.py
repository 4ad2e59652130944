"""What the engine over Wagtail's search backends holds of the entries."""

from collections.abc import Mapping, Sequence

from django.db import models
from wagtail.search import index


class IndexState(models.Model):
    """Which generation of indexed entries is in use; one row, or none at first.

    `version` counts the writes to it; `format` names how words are compared in it.
    """

    generation = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField()
    format = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"generation {self.generation}, version {self.version}"


class IndexedEntry(index.Indexed, models.Model):
    """An entry in the form the engine has taken, in one generation of the index.

    Its texts go to Wagtail's search backend and are not kept here. What filters and
    counts need is kept; one that is gone stays until the next rebuild, so that every
    process learns of it.
    """

    generation = models.PositiveIntegerField()
    entry_pk = models.PositiveBigIntegerField()
    visibility = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    title_length = models.PositiveIntegerField()
    first_word = models.CharField(max_length=15)
    is_gone = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField()

    # Only the engine writes, and only while it is in use: neither saving nor Wagtail's
    # own update_index touch these. No boosts: those on a field would move the weights
    # of Wagtail's own search for pages.
    search_auto_update = False
    _plain = {"es_extra": {"analyzer": "whitespace", "include_in_all": False}}
    search_fields = [
        index.SearchField("title", **_plain),
        index.SearchField("summary", **_plain),
        index.SearchField("body", **_plain),
        index.AutocompleteField(
            "starts",
            es_extra={"analyzer": "whitespace", "search_analyzer": "whitespace"},
        ),
        index.FilterField("visibility"),
        index.FilterField("facet_values"),
        index.FilterField("entry_pk"),
        index.FilterField("changed_at"),
    ]
    # Folded and stemmed; set on the way to the backend.
    title = headline = summary = body = starts = ""
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name_plural = "indexed entries"
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "entry_pk"], name="search_indexed_once"
            )
        ]
        indexes = [
            models.Index(fields=["generation", "version"], name="search_indexed_since")
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_pk}"

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet:
        """Leave nothing to Wagtail's update_index, which knows no texts of ours."""
        return cls.objects.none()

    @property
    def facet_values(self) -> Sequence[str]:
        """Return every value with the name of its facet: "kind:guide"."""
        held: Mapping[str, Sequence[str]] = self.values
        return [f"{name}:{value}" for name, own in held.items() for value in own]
