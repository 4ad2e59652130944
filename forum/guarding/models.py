"""The community agreement, version by version, and who accepted which."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions about versions of the agreement."""

    def current(self) -> "Agreement | None":
        """Return the version that holds now."""
        return self.order_by("-number").first()

    def to_accept_by(self, person: Any) -> "Agreement | None":
        """Return the version that `person` has to accept before they write, if any.

        Whoever accepted a version is asked again once a newer one says so.
        """
        newest = self.current()
        if newest is None:
            return None
        asking = self.filter(asks_again=True).aggregate(last=models.Max("number"))
        accepted = Acceptance.objects.filter(
            person=person, agreement__number__gte=asking["last"] or 0
        )
        return None if accepted.exists() else newest


class Agreement(models.Model):
    """One version of what members agree to. It is never changed: a newer one follows."""

    number = models.PositiveIntegerField("version", unique=True, editable=False)
    text = RichTextField(
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link"],
        help_text="In plain words. It begins as the version that holds now.",
    )
    change = models.CharField(
        "what is new",
        max_length=300,
        blank=True,
        help_text="One sentence for members who know the version before.",
    )
    asks_again = models.BooleanField(
        "ask everybody again",
        default=True,
        help_text=(
            "Members accept this version before they write again. Leave it out where "
            "only a slip of the pen is put right."
        ),
    )
    published_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "community agreement"

    def __str__(self) -> str:
        return f"Version {self.number}"


class AcceptanceQuerySet(models.QuerySet["Acceptance"]):
    """Questions about who accepted what."""

    def of(self, person: Any) -> Self:
        """Keep those of one person, the newest version first."""
        return (
            self.filter(person=person)
            .select_related("agreement")
            .order_by("-agreement__number")
        )


class Acceptance(models.Model):
    """A person accepted a version."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="acceptances"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="accepted_agreements",
    )
    accepted_at = models.DateTimeField(default=timezone.now)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "person"], name="one_acceptance_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.person}"
