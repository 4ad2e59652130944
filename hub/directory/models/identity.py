"""How others know an organisation: its numbers in registers, its inspections."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey

from hub.directory.registers import is_like_a_number, normalised
from hub.directory.vocabulary import IdentifierScheme, RatingGrade, Regulator


class Identifier(models.Model):
    """One organisation's number in one register.

    A number belongs to one organisation only; a second that claims it is refused.
    """

    organisation = ParentalKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField("register", max_length=20, choices=IdentifierScheme)
    number = models.CharField(max_length=30)

    class Meta:
        ordering = ["scheme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"],
                name="one_organisation_per_number_in_a_register",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.number}"

    def clean(self) -> None:
        """Write the number as its register does; refuse one that is another's.

        And one that no register could have given.
        """
        super().clean()
        self.number = normalised(self.scheme, self.number)
        longest = self._meta.get_field("number").max_length
        if not is_like_a_number(self.number) or len(self.number) > longest:
            raise ValidationError(
                {"number": "A number in a register has digits, and letters at most."}
            )
        same = Identifier.objects.filter(scheme=self.scheme, number=self.number)
        others = same.exclude(pk=self.pk).exclude(organisation=self.organisation_id)
        if taken := others.select_related("organisation").first():
            raise ValidationError(
                {"number": f"{taken} already belongs to {taken.organisation.name}."}
            )


class Rating(models.Model):
    """What a regulator said of an organisation, when, and where it can be read."""

    organisation = ParentalKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="ratings"
    )
    regulator = models.CharField(max_length=20, choices=Regulator)
    grade = models.CharField(max_length=30, choices=RatingGrade)
    service = models.CharField(
        max_length=120,
        blank=True,
        help_text="Which of its services was inspected, where it has several.",
    )
    rated_on = models.DateField("date of the report")
    url = models.URLField("address of the report")

    class Meta:
        ordering = ["-rated_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_regulator_display()}: {self.get_grade_display()}"

    def clean(self) -> None:
        """Refuse a report that is yet to come, and an address that is no page's."""
        super().clean()
        if self.url and not self.url.startswith("https://"):
            raise ValidationError({"url": "Give an address that begins with https://."})
        if self.rated_on and self.rated_on > timezone.localdate():
            raise ValidationError({"rated_on": "That day is yet to come."})

    @property
    def where_to_check(self) -> str:
        """Where the rating as it is today can be read."""
        short = {Regulator.CQC: "CQC", Regulator.RQIA: "RQIA"}
        return f"on {short.get(self.regulator, self.get_regulator_display())}"
