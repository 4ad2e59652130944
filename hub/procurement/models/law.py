"""The law that clauses and routes rest on, by name."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from hub.core.vocabulary import UK_NATIONS


class LegalBasis(ClusterableModel):
    """An Act or a set of regulations, and the nations it is in force in.

    Only what can be stated with certainty stands here; an address is given only where
    it is known to be right.
    """

    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="The short title with its year, as printed on the Act or regulations.",
    )
    url = models.URLField(
        "address",
        blank=True,
        help_text="Its page on legislation.gov.uk. Leave empty if you are not sure.",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("url"),
        InlinePanel("nations", label="Nation", max_num=len(UK_NATIONS)),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = "law"
        verbose_name_plural = "law"

    def __str__(self) -> str:
        return self.name


class LegalBasisNation(models.Model):
    """One nation in which a law bears on care or its procurement."""

    legal_basis = ParentalKey(
        "procurement.LegalBasis", on_delete=models.CASCADE, related_name="nations"
    )
    nation = models.CharField(
        max_length=20, choices=UK_NATIONS, help_text="A nation it applies in."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["legal_basis", "nation"], name="one_nation_once_per_law"
            )
        ]

    def __str__(self) -> str:
        return self.get_nation_display()
