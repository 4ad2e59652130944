"""The public bodies that are responsible for care in a place."""

from django.db import models

from hub.places.querysets import CouncilQuerySet


class Region(models.TextChoices):
    """The nine regions of England."""

    NORTH_EAST = "north_east", "North East"
    NORTH_WEST = "north_west", "North West"
    YORKSHIRE = "yorkshire_and_the_humber", "Yorkshire and The Humber"
    EAST_MIDLANDS = "east_midlands", "East Midlands"
    WEST_MIDLANDS = "west_midlands", "West Midlands"
    EAST_OF_ENGLAND = "east_of_england", "East of England"
    LONDON = "london", "London"
    SOUTH_EAST = "south_east", "South East"
    SOUTH_WEST = "south_west", "South West"


class Council(models.Model):
    """A council, or one of Northern Ireland's health and social care trusts.

    `code` is the code that the Office for National Statistics gives the area; trusts
    have none. Seeded by migration from `data/councils.csv`.
    """

    class Kind(models.TextChoices):
        """Which kind of public body it is."""

        COUNCIL = "council", "Council"
        TRUST = "trust", "Health and social care trust"

    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=40, choices=Region, blank=True)
    # The keys of hub.core.vocabulary.Nation; places stands beside core and knows no more.
    nation = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COUNCIL)
    has_adult_social_care = models.BooleanField(
        default=True,
        help_text="Whether it is responsible for adult social care in its area.",
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="one_council_per_code",
            )
        ]

    def __str__(self) -> str:
        return self.name
