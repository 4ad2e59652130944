"""Guides: the list of them, a guide, and its parts."""

import datetime as dt

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField

from hub.core.blocks import StoryBody
from hub.core.models import BasePage, SourceRow
from hub.core.visibility import Asker
from hub.core.vocabulary import UK_NATIONS
from hub.guidance.narrowing import guide_list
from hub.guidance.querysets import (
    GuideManager,
    GuideQuerySet,
    children_of,
    chosen_pages,
    chosen_records,
)
from hub.search.section import words_of


class GuideIndexPage(BasePage):
    """Every guide, to narrow by reader, nation and topic; stands under home."""

    # Found through what is in it.
    searchable = False

    parent_page_types = ["home.HomePage"]
    subpage_types = ["guidance.GuidePage"]
    max_count = 1

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the guides that the address asks for."""
        context = super().get_context(request, *args, **kwargs)
        guides = children_of(self, GuidePage.objects.visible_to(request.user))
        narrowed = guide_list(guides, request.GET, request.user)
        return context | {
            "narrowed": narrowed,
            "words": words_of(request.GET),
            "guides": narrowed.results().for_rows(),
        }


class GuideNation(models.Model):
    """One nation that a guide is written for."""

    guide = ParentalKey(
        "guidance.GuidePage", on_delete=models.CASCADE, related_name="nations"
    )
    nation = models.CharField(
        max_length=20,
        choices=UK_NATIONS,
        help_text="A nation whose law and services this guide is right for.",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "nation"], name="one_nation_once_per_guide"
            )
        ]

    def __str__(self) -> str:
        return self.get_nation_display()


class GuidePage(BasePage):
    """One guide: what it covers, and its parts below it."""

    parent_page_types = ["guidance.GuideIndexPage"]
    subpage_types = ["guidance.GuidePartPage"]

    intro = StreamField(
        StoryBody(), blank=True, help_text="What the guide covers and whom it helps."
    )
    audiences = ParentalManyToManyField(
        "core.Audience",
        blank=True,
        related_name="guides",
        help_text="Whom it is written for. Readers can narrow the list by this.",
    )
    provisions = ParentalManyToManyField(
        "procurement.Provision",
        blank=True,
        related_name="guidepages",
        help_text="The sections of law it rests on. A change to one puts a notice here.",
    )
    law_checked_on = models.DateField(
        "checked against the law on",
        blank=True,
        null=True,
        help_text=(
            "The day somebody last checked it against the law. Changes to the law "
            "before that day no longer put a notice on it."
        ),
    )
    reviewed_date = models.DateField(
        "reviewed on",
        blank=True,
        null=True,
        help_text="When somebody last checked every part of it.",
    )
    review_due_date = models.DateField(
        "review due on",
        blank=True,
        null=True,
        help_text="After this day readers are told that its review is overdue.",
    )

    objects = GuideManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("audiences", widget=CheckboxSelectMultiple),
        InlinePanel("nations", label="Nation", max_num=len(UK_NATIONS)),
        MultiFieldPanel(
            [FieldPanel("reviewed_date"), FieldPanel("review_due_date")], "Review"
        ),
        FieldPanel("provisions"),
        FieldPanel("law_checked_on"),
        InlinePanel("sources", label="Source"),
    ]

    def is_review_overdue(self, today: dt.date | None = None) -> bool:
        """Say whether the day its review was due has passed."""
        due = self.review_due_date
        return due is not None and due < (today or timezone.localdate())

    def parts_for(self, user: Asker) -> GuideQuerySet:
        """Return the parts that `user` may see, in reading order."""
        return children_of(self, GuidePartPage.objects.visible_to(user))

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the parts, as the step list and as rows."""
        context = super().get_context(request, *args, **kwargs)
        parts = list(self.parts_for(request.user))
        return context | {
            "guide": self,
            "parts": parts,
            "first_part": parts[0] if parts else None,
            "review_overdue": self.is_review_overdue(),
        }


class GuideSource(SourceRow):
    """What a guide as a whole rests on."""

    guide = ParentalKey(
        "guidance.GuidePage", on_delete=models.CASCADE, related_name="sources"
    )


class GuidePartPage(BasePage):
    """One part of a guide, read in order or on its own."""

    parent_page_types = ["guidance.GuidePage"]
    subpage_types: list[str] = []

    body = StreamField(StoryBody(), help_text="The part itself.")
    related_clauses = ParentalManyToManyField(
        "procurement.ClausePage",
        blank=True,
        related_name="guide_parts",
        help_text="Model clauses that this part explains or leads to.",
    )
    related_organisations = ParentalManyToManyField(
        "directory.Organisation",
        blank=True,
        related_name="guide_parts",
        help_text="Organisations this part mentions, or that can help with it.",
    )

    objects = GuideManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("related_clauses", widget=CheckboxSelectMultiple),
        FieldPanel("related_organisations", widget=CheckboxSelectMultiple),
        InlinePanel("sources", label="Source"),
    ]

    @cached_property
    def guide(self) -> GuidePage:
        """The guide this is a part of."""
        return GuidePage.objects.parent_of(self).for_rows().get()

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the guide, its contents, and what comes before and after."""
        context = super().get_context(request, *args, **kwargs)
        parts = list(self.guide.parts_for(request.user))
        ids = [part.pk for part in parts]
        # A preview of an unpublished part stands in no list; it has no neighbours.
        place = ids.index(self.pk) if self.pk in ids else None
        return context | {
            "guide": self.guide,
            "parts": parts,
            "steps": [(part.title, part.url) for part in parts],
            "position": None if place is None else place + 1,
            "previous_part": parts[place - 1] if place else None,
            "next_part": _after(parts, place),
            "review_overdue": self.guide.is_review_overdue(),
            "clauses": chosen_pages(self.related_clauses, request.user),
            "organisations": chosen_records(self.related_organisations),
        }


def _after(parts: list[GuidePartPage], place: int | None) -> GuidePartPage | None:
    if place is None or place + 1 >= len(parts):
        return None
    return parts[place + 1]


class GuidePartSource(SourceRow):
    """What one part rests on, beyond the guide's own sources."""

    part_page = ParentalKey(
        "guidance.GuidePartPage", on_delete=models.CASCADE, related_name="sources"
    )
