"""Terms: what a word means here, and what it means in a contract."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class TermQuerySet(models.QuerySet):
    """Terms of the glossary."""

    def by_name(self) -> Self:
        """Put terms in alphabetical order, capitals among the others."""
        return self.order_by(models.functions.Lower("name"), "pk")


class Term(models.Model):
    """One term; `contract_meaning` is how a contract would define it."""

    slug = models.SlugField(
        unique=True, help_text="Its place on the page of the glossary; never changes."
    )
    name = models.CharField(
        max_length=100, unique=True, help_text="As it is mostly written."
    )
    other_names = models.TextField(
        blank=True,
        help_text="Other forms in which it stands in texts, one a line.",
    )
    meaning = models.TextField(
        help_text="What it means, in one or two plain sentences."
    )
    is_defined_term = models.BooleanField(
        "a defined term",
        default=False,
        help_text="Contract wording uses it with a capital, and has to define it.",
    )
    contract_meaning = models.TextField(
        "meaning in a contract",
        blank=True,
        help_text="The definition as it could stand in a contract; for defined terms.",
    )
    see = models.ManyToManyField(
        "self", blank=True, help_text="Terms that help to understand this one."
    )

    objects = TermQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("other_names"),
        FieldPanel("meaning"),
        MultiFieldPanel(
            [FieldPanel("is_defined_term"), FieldPanel("contract_meaning")],
            "In a contract",
        ),
        FieldPanel("see"),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its place on the page of the glossary."""
        return f"{reverse('glossary:terms')}#{self.slug}"

    def clean(self) -> None:
        """Ask a defined term for its definition."""
        super().clean()
        if self.is_defined_term and not self.contract_meaning.strip():
            raise ValidationError(
                {"contract_meaning": "A defined term needs its meaning in a contract."}
            )

    @property
    def forms(self) -> list[str]:
        """Every form in which it stands in texts, its name first."""
        others = [line.strip() for line in self.other_names.splitlines()]
        return list(dict.fromkeys([self.name, *filter(None, others)]))
