"""The step that a lawyer takes before wording may be called current."""

import hashlib
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from wagtail.models import AbstractGroupApprovalTask, TaskState

from hub.core.vocabulary import ClauseStatus
from hub.procurement.wording import tidy

if TYPE_CHECKING:
    from hub.procurement.models import ClausePage


def digest_of(wording: str) -> str:
    """Return what stands for one wording, whatever the line ends it was typed with."""
    return hashlib.sha256(tidy(wording).encode()).hexdigest()


class LegalReviewQuerySet(models.QuerySet):
    """Reviews by lawyers."""

    def of(self, clause: "ClausePage") -> Self:
        """Keep the reviews of the wording that `clause` has now, under its version."""
        return self.filter(
            clause_id=clause.pk,
            version=clause.version,
            digest=digest_of(clause.wording),
        )


class LegalReview(models.Model):
    """A lawyer passed one wording of a clause; never edited afterwards."""

    clause = models.ForeignKey(
        "procurement.ClausePage", on_delete=models.CASCADE, related_name="legal_reviews"
    )
    version = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="legal_reviews",
    )
    reviewed_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    objects = LegalReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "version", "digest"], name="one_review_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause_id} version {self.version}"


class LegalReviewTask(AbstractGroupApprovalTask):
    """A workflow step for lawyers: approving it makes the wording of a clause current."""

    class Meta:
        verbose_name = "legal review"
        verbose_name_plural = "legal reviews"

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any
    ) -> None:
        """Pass the wording when the step is approved, then go on as any step does."""
        if action_name == "approve":
            pass_wording(
                task_state=task_state, reviewer=user, note=kwargs.get("comment", "")
            )
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """Return what an administrator reads when choosing a kind of step."""
        return (
            "Lawyers in the chosen groups approve the wording, which becomes current."
        )


def pass_wording(*, task_state: TaskState, reviewer: Any, note: str = "") -> None:
    """Note that the wording under review was passed, and make it the current one."""
    clause = task_state.revision.as_object()
    if not hasattr(clause, "legal_reviews"):
        return
    LegalReview.objects.get_or_create(
        clause_id=clause.pk,
        version=clause.version,
        digest=digest_of(clause.wording),
        defaults={"reviewer": reviewer, "note": note},
    )
    clause.status = ClauseStatus.CURRENT
    task_state.revision = clause.save_revision(user=reviewer)
    task_state.save(update_fields=["revision"])
    # What it holds of the clause is from before; the next step is to begin with this.
    task_state.workflow_state.refresh_from_db()
