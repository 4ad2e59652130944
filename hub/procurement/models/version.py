"""Each wording that a clause was published with."""

from typing import Self

from django.db import models

from hub.core.vocabulary import ClauseStatus


class ClauseVersionQuerySet(models.QuerySet):
    """Published versions."""

    def newest_first(self) -> Self:
        """Put the version published last on top."""
        return self.order_by("-published_at", "-pk")


class ClauseVersion(models.Model):
    """A wording as it was published; never edited afterwards.

    A plain foreign key on purpose: rows under a ParentalKey travel in the page's
    revisions, and publishing an old revision would take newer versions away.
    """

    clause = models.ForeignKey(
        "procurement.ClausePage", on_delete=models.CASCADE, related_name="versions"
    )
    version = models.CharField(max_length=12)
    version_date = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    is_minor = models.BooleanField(default=False)
    wording = models.TextField()
    status = models.CharField(max_length=20, choices=ClauseStatus)
    published_at = models.DateTimeField(auto_now_add=True)

    objects = ClauseVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "version"], name="one_version_once_per_clause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause_id} version {self.version}"
