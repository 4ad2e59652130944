"""Case studies, their outcomes and their evidence."""

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from casestudies.querysets import CaseStudyPageManager
from hub.core.blocks import StoryBody
from hub.core.models import BasePage, SourceRow
from hub.core.vocabulary import EvidenceStrength, Nation


class CaseStudyIndexPage(BasePage):
    """The list of case studies, newest first, with filters."""

    # Found through the case studies in it.
    searchable = False

    parent_page_types = ["home.HomePage"]
    subpage_types = ["casestudies.CaseStudyPage"]
    max_count = 1

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the case studies this person may see, and the filters in use."""
        from casestudies.listing import listing_context

        context = super().get_context(request, *args, **kwargs)
        return context | listing_context(self, request)


class CaseStudyPage(BasePage):
    """One account of care done co-operatively, with outcomes and their evidence."""

    parent_page_types = ["casestudies.CaseStudyIndexPage"]
    subpage_types: list[str] = []

    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        blank=True,
        null=True,
        related_name="case_studies",
        help_text="Whose story it is, when it is one organisation's.",
    )
    council = models.ForeignKey(
        "places.Council",
        on_delete=models.SET_NULL,
        blank=True,
        null=True,
        related_name="case_studies",
        help_text="The council or trust in whose area it happened.",
    )
    nation = models.CharField(max_length=20, choices=Nation, blank=True)
    country = models.CharField(
        max_length=60, blank=True, help_text="For stories from outside the UK."
    )
    place = models.CharField(max_length=120, blank=True, help_text="In words.")
    services = ParentalManyToManyField(
        "core.CareService", blank=True, related_name="case_studies"
    )
    people_supported = ParentalManyToManyField(
        "core.SupportedGroup", blank=True, related_name="case_studies"
    )
    ownership_models = ParentalManyToManyField(
        "core.OwnershipModel", blank=True, related_name="case_studies"
    )
    audiences = ParentalManyToManyField(
        "core.Audience", blank=True, related_name="case_studies"
    )
    clauses = ParentalManyToManyField(
        "procurement.ClausePage",
        blank=True,
        related_name="case_studies",
        help_text="Model clauses that bear on what this story shows.",
    )
    headline_figure = models.CharField(
        max_length=40, blank=True, help_text="The one figure on its card: 36 teams."
    )
    headline_label = models.CharField(
        max_length=120, blank=True, help_text="What that figure is."
    )
    body = StreamField(
        StoryBody(),
        blank=True,
        help_text="The need, what was done, what changed, what was learnt.",
    )

    objects = CaseStudyPageManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("council"),
                FieldPanel("nation"),
                FieldPanel("country"),
                FieldPanel("place"),
            ],
            heading="Who and where",
        ),
        MultiFieldPanel(
            [
                FieldPanel("services"),
                FieldPanel("people_supported"),
                FieldPanel("ownership_models"),
                FieldPanel("audiences"),
                FieldPanel("clauses"),
            ],
            heading="What it is about",
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel("headline_figure"), FieldPanel("headline_label")],
            heading="On its card",
        ),
        FieldPanel("body"),
        InlinePanel("outcomes", label="Outcome"),
        InlinePanel("sources", label="Source"),
    ]

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the story's facts, outcomes and relations."""
        from casestudies.listing import story_context

        context = super().get_context(request, *args, **kwargs)
        return context | story_context(self, request)

    @property
    def where(self) -> str:
        """Where it happened, in as few words as are known."""
        council = self.council.name if self.council else ""
        return self.place or council or self.country or self.get_nation_display()

    @property
    def card_line(self) -> str:
        """Who owns it and where it is, in one quiet line; read with `for_cards`."""
        models = ", ".join(model.label for model in self.ownership_models.all())
        return " · ".join(part for part in (models, self.where) if part)


class Outcome(Orderable):
    """Something that changed, by how much, on whose word."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="outcomes")
    measure = models.CharField(max_length=200, help_text="What was counted or seen.")
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, help_text="The figure or state reached.")
    unit = models.CharField(max_length=60, blank=True)
    period = models.CharField(
        max_length=120, blank=True, help_text="When, or how long."
    )
    source = models.CharField(max_length=250, help_text="Who says so, and where.")
    source_url = models.URLField("address of the source", blank=True)
    evidence = models.CharField(
        "evidence strength", max_length=30, choices=EvidenceStrength
    )

    panels = [
        FieldPanel("measure"),
        FieldPanel("before"),
        FieldPanel("after"),
        FieldPanel("unit"),
        FieldPanel("period"),
        FieldPanel("source"),
        FieldPanel("source_url"),
        FieldPanel("evidence"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "outcome"

    def __str__(self) -> str:
        return f"{self.measure}: {self.after}"


class CaseStudySource(SourceRow):
    """A source that a case study rests on."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="sources")
