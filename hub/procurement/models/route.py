"""Routes: the ways in which a contract or grant can come about."""

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField

from hub.core.blocks import StoryBody
from hub.core.models import BasePage, SourceRow
from hub.core.vocabulary import UK_NATIONS, Procedure, Risk
from hub.procurement.models.kept_right import KeptRight
from hub.procurement.nations import nation_asked
from hub.procurement.querysets import (
    ProcurementManager,
    chosen_law,
    chosen_pages,
    published,
)


class RouteIndexPage(BasePage):
    """Every route, side by side; stands under the procurement page."""

    # Found through what is in it.
    searchable = False

    parent_page_types = ["procurement.ProcurementIndexPage"]
    subpage_types = ["procurement.RoutePage"]
    max_count = 1

    objects = ProcurementManager()

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the routes."""
        context = super().get_context(request, *args, **kwargs)
        routes = RoutePage.objects.visible_to(request.user).child_of(self)
        return context | {"routes": routes.in_order().for_rows()}


class RouteNation(models.Model):
    """One nation in which a route may be open."""

    route = ParentalKey(
        "procurement.RoutePage", on_delete=models.CASCADE, related_name="nations"
    )
    nation = models.CharField(
        max_length=20, choices=UK_NATIONS, help_text="A nation it may be open in."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "nation"], name="one_nation_once_per_route"
            )
        ]

    def __str__(self) -> str:
        return self.get_nation_display()


class RoutePage(KeptRight, BasePage):
    """One route: when it may be open, what to record, what can go wrong."""

    parent_page_types = ["procurement.RouteIndexPage"]
    subpage_types: list[str] = []

    procedure = models.CharField(
        max_length=30, choices=Procedure, help_text="The procedure it mostly uses."
    )
    risk = models.CharField(
        max_length=10,
        choices=Risk,
        help_text="How much care it asks of the one who uses it.",
    )
    when_to_use = models.TextField(
        help_text="When to consider it. An empty line starts a new paragraph."
    )
    short_why = models.TextField(
        blank=True,
        help_text="Why it may be open, in a sentence or two; the route finder shows it.",
    )
    what_to_record = models.TextField(
        blank=True, help_text="What to keep on file to defend the choice, one a line."
    )
    risks = models.TextField(
        blank=True, help_text="What can go wrong and what helps, one a line."
    )
    body = StreamField(StoryBody(), blank=True, help_text="The route explained.")
    legal_bases = ParentalManyToManyField(
        "procurement.LegalBasis",
        blank=True,
        related_name="routes",
        help_text="The law it rests on, by name.",
    )
    clauses = ParentalManyToManyField(
        "procurement.ClausePage",
        blank=True,
        related_name="routes",
        help_text="Clauses that go with it.",
    )
    organisations = ParentalManyToManyField(
        "directory.Organisation",
        blank=True,
        related_name="routes",
        help_text="Organisations that have come to work by it, or can tell of it.",
    )

    objects = ProcurementManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("procedure"),
        FieldPanel("risk"),
        InlinePanel("nations", label="Nation", max_num=len(UK_NATIONS)),
        FieldPanel("legal_bases", widget=CheckboxSelectMultiple),
        *KeptRight.law_panels,
        FieldPanel("short_why"),
        FieldPanel("when_to_use"),
        FieldPanel("body"),
        FieldPanel("what_to_record"),
        FieldPanel("risks"),
        FieldPanel("clauses", widget=CheckboxSelectMultiple),
        FieldPanel("organisations", widget=CheckboxSelectMultiple),
        InlinePanel("sources", label="Source"),
    ]

    @property
    def record_points(self) -> list[str]:
        """What to keep on file, point by point."""
        return _points(self.what_to_record)

    @property
    def risk_points(self) -> list[str]:
        """What can go wrong, point by point."""
        return _points(self.risks)

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the clauses that the reader may see."""
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "clauses": chosen_pages(self.clauses, request.user),
            "organisations": published(self.organisations),
            "nation": nation_asked(self, request),
            "legal_bases": chosen_law(self.legal_bases),
        }


def _points(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class RouteSource(SourceRow):
    """What a route's page rests on."""

    route = ParentalKey(
        "procurement.RoutePage", on_delete=models.CASCADE, related_name="sources"
    )
