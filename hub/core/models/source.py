"""Where a claim comes from."""

from django.db import models
from wagtail.admin.panels import FieldPanel


class SourceRow(models.Model):
    """One source that something on a page or record rests on; abstract.

    A subclass adds the ParentalKey to what it supports.
    """

    title = models.CharField(max_length=250)
    publisher = models.CharField(max_length=150, blank=True)
    part = models.CharField(
        max_length=200, blank=True, help_text="Chapter, page or interview."
    )
    url = models.URLField("address", blank=True)
    supports = models.CharField(
        max_length=400, blank=True, help_text="Which statement here rests on it."
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    # Lets editors put sources in order.
    sort_order_field = "sort_order"

    panels = [
        FieldPanel("title", help_text="Of the report, book or page."),
        FieldPanel("publisher", help_text="Who stands behind it."),
        FieldPanel("part"),
        FieldPanel("url", help_text="Where it can be read, if it can."),
        FieldPanel("supports"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return ", ".join(
            part for part in (self.title, self.publisher, self.part) if part
        )
