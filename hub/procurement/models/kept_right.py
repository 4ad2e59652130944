"""What clauses and routes share: the law they rest on, and when they are due again."""

import datetime as dt

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminDateInput


class KeptRight(models.Model):
    """Something that rests on law and is read through again by a day; abstract."""

    provisions = ParentalManyToManyField(
        "procurement.Provision",
        blank=True,
        related_name="%(class)ss",
        help_text="The sections of law it rests on. A change to one puts a notice here.",
    )
    law_checked_on = models.DateField(
        "checked against the law on",
        null=True,
        blank=True,
        help_text=(
            "The day somebody last checked it against the law. Changes to the law "
            "before that day no longer put a notice on it."
        ),
    )
    review_due_date = models.DateField(
        "review due on",
        null=True,
        blank=True,
        help_text="The day by which it is to be read through again.",
    )

    law_panels = [
        FieldPanel("provisions"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("law_checked_on", widget=AdminDateInput),
                        FieldPanel("review_due_date", widget=AdminDateInput),
                    ]
                )
            ],
            "Kept right",
        ),
    ]

    class Meta:
        abstract = True

    def is_review_overdue(self, today: dt.date | None = None) -> bool:
        """Say whether the day its review was due has passed."""
        due = self.review_due_date
        return due is not None and due < (today or timezone.localdate())
