"""How organisations stand to each other."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey

from hub.directory.vocabulary import RelationKind


class Relation(models.Model):
    """One organisation stands in a relation to another; kept once, shown at both ends.

    `other` is an entry of the directory; one that has none stands there by `other_name`.
    """

    organisation = ParentalKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(max_length=20, choices=RelationKind)
    other = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.CASCADE,
        related_name="relations_to_it",
        blank=True,
        null=True,
    )
    other_name = models.CharField(
        "or its name", max_length=150, blank=True, help_text="If it has no entry here."
    )

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "other"],
                name="one_relation_of_a_kind_between_two_organisations",
            ),
            models.CheckConstraint(
                condition=models.Q(other=None) ^ models.Q(other_name=""),
                name="a_relation_names_the_other_once",
            ),
            models.CheckConstraint(
                condition=models.Q(other=None)
                | ~models.Q(other=models.F("organisation")),
                name="no_relation_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other or self.other_name}"

    def clean(self) -> None:
        """Ask for the other once: an entry of the directory, or a name."""
        super().clean()
        self.other_name = self.other_name.strip()
        if self.other_id and self.other_name:
            raise ValidationError(
                {"other_name": "It has an entry here: leave its name away."}
            )
        if not (self.other_id or self.other_name):
            raise ValidationError({"other": "Say with whom."})
