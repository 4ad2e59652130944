"""The law that clauses, routes and guides rest on: Acts, their sections, thresholds."""

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from hub.core.vocabulary import UK_NATIONS, LawState, Regime


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


class ProvisionQuerySet(models.QuerySet):
    """Sections of law."""

    def with_law(self) -> Self:
        """Fetch the Act of each and the nations, in a fixed number of queries."""
        return self.select_related("law").prefetch_related("nations")

    def in_order(self) -> Self:
        """Put sections under their Acts, in the order of the list."""
        return self.order_by("law__name", "sort_order", "pk")

    def changed(self) -> Self:
        """Keep what is marked as amended or repealed, or has run out."""
        return self.filter(
            ~Q(state=LawState.IN_FORCE) | Q(in_force_to__lt=timezone.localdate())
        )


class Provision(ClusterableModel):
    """A section of an Act or a set of regulations, or the whole where `section` is "".

    What rests on it is told when it is marked as amended or repealed. Dates are given
    only where they are known.
    """

    key = models.SlugField(
        unique=True, help_text="A short name that never changes, as pa2023-s16."
    )
    law = models.ForeignKey(
        LegalBasis, on_delete=models.CASCADE, related_name="provisions"
    )
    section = models.CharField(
        max_length=60,
        blank=True,
        help_text="As it is cited, for example section 16. Empty for the law as a whole.",
    )
    about = models.CharField(
        max_length=160, help_text="What it is about, in a few words."
    )
    summary = models.TextField(
        help_text="What it does, in general and in plain words. Not a legal opinion."
    )
    in_force_from = models.DateField(
        "in force from", null=True, blank=True, help_text="Empty if you are not sure."
    )
    in_force_to = models.DateField(
        "in force to", null=True, blank=True, help_text="The last day, if it has one."
    )
    url = models.URLField(
        "address", blank=True, help_text="Where the text itself can be read."
    )
    state = models.CharField(
        max_length=20,
        choices=LawState,
        default=LawState.IN_FORCE,
        help_text=(
            "Amended or repealed puts a notice on every clause, route and guide that "
            "rests on it, until each has been checked."
        ),
    )
    changed_on = models.DateField(
        "changed on",
        null=True,
        blank=True,
        help_text="The day the change came into force.",
    )
    change_note = models.CharField(
        max_length=300, blank=True, help_text="What changed, in one sentence."
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ProvisionQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("law"), FieldPanel("section")]),
        FieldPanel("key"),
        FieldPanel("about"),
        FieldPanel("summary"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_to")]),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldPanel("changed_on"),
                FieldPanel("change_note"),
            ],
            "What has become of it",
        ),
        InlinePanel("nations", label="Nation", min_num=1, max_num=len(UK_NATIONS)),
    ]

    class Meta:
        ordering = ["law__name", "sort_order", "pk"]
        verbose_name = "section of law"
        verbose_name_plural = "sections of law"
        constraints = [
            models.UniqueConstraint(
                fields=["law", "section"], name="one_section_once_per_law"
            ),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                name="law_ends_after_it_begins",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law}, {self.section}" if self.section else str(self.law)

    def clean(self) -> None:
        """Ask for the day of a change, which tells who has checked since."""
        super().clean()
        if self.state != LawState.IN_FORCE and self.changed_on is None:
            raise ValidationError(
                {"changed_on": "Give the day on which the change came into force."}
            )

    def standing(self, today: dt.date | None = None) -> str:
        """Return, in words, whether it is in force on a day; "" where nothing is odd."""
        today = today or timezone.localdate()
        if self.state == LawState.REPEALED:
            return "repealed"
        if self.in_force_to is not None and self.in_force_to < today:
            return "no longer in force"
        if self.in_force_from is not None and self.in_force_from > today:
            return "not yet in force"
        return "amended" if self.state == LawState.AMENDED else ""

    @property
    def last_change(self) -> dt.date | None:
        """The day since which anything that rests on it has to be checked again."""
        if self.state == LawState.IN_FORCE:
            return self.in_force_to
        return self.changed_on


class ProvisionNation(models.Model):
    """One nation in which a section applies."""

    provision = ParentalKey(
        "procurement.Provision", on_delete=models.CASCADE, related_name="nations"
    )
    nation = models.CharField(
        max_length=20, choices=UK_NATIONS, help_text="A nation it applies in."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "nation"], name="one_nation_once_per_provision"
            )
        ]

    def __str__(self) -> str:
        return self.get_nation_display()


class ThresholdQuerySet(models.QuerySet):
    """Sums above which other rules hold."""

    def on(self, day: dt.date) -> Self:
        """Keep those that hold on a day."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
        )


class Threshold(models.Model):
    """A sum above which other rules hold, from one day to another, with its source.

    One that is not known is not entered: the pages then say so.
    """

    name = models.CharField(
        max_length=160, help_text="What is meant, for example light-touch contracts."
    )
    nation = models.CharField(max_length=20, choices=UK_NATIONS, help_text="Where.")
    regime = models.CharField(
        max_length=30, choices=Regime, help_text="The rules that hold above it."
    )
    amount = models.DecimalField(
        "amount in pounds",
        max_digits=12,
        decimal_places=2,
        help_text="As published, in pounds.",
    )
    includes_vat = models.BooleanField(
        "VAT is included", default=False, help_text="As published."
    )
    valid_from = models.DateField("valid from", help_text="Its first day.")
    valid_to = models.DateField(
        "valid to", null=True, blank=True, help_text="Its last day, if it is known."
    )
    source_title = models.CharField("source", max_length=250, help_text="Who says so.")
    source_url = models.URLField("address of the source", help_text="Where it stands.")

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        ordering = ["nation", "name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="threshold_ends_after_it_begins",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="threshold_is_more_than_nothing",
                violation_error_message="The amount is more than nothing.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_nation_display()}, from {self.valid_from}"
