"""Councils and trusts, postcodes and towns."""

from django.db import models

from hub.places.points import Point
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


class OlderPeople(models.Model):
    """How many people aged 65 and over live in the area of one council.

    Loaded by the operator from a file of theirs (`load_older_people`); none comes with
    the site.
    """

    council = models.OneToOneField(
        Council, on_delete=models.CASCADE, related_name="older_people"
    )
    people = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "older people"

    def __str__(self) -> str:
        return f"{self.people} in {self.council}, {self.year}"


class Outcode(models.Model):
    """The first half of a postcode, or only its letters, and where that is.

    Areas (IP) and the districts of Northern Ireland (BT1) are seeded by migration from
    tables of our own; the districts of Great Britain come with `load_places`.
    """

    class Precision(models.TextChoices):
        """What the point is the middle of."""

        DISTRICT = "district", "The middle of the district's postcodes"
        TOWN = "town", "The post town of the district"
        AREA = "area", "The main town of the area"

    code = models.CharField(max_length=4, primary_key=True)
    town = models.CharField(max_length=40, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    precision = models.CharField(max_length=10, choices=Precision)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.latitude, self.longitude)


class Postcode(models.Model):
    """A full postcode, without its space; only where the operator has loaded them."""

    code = models.CharField(max_length=7, primary_key=True)
    latitude = models.FloatField()
    longitude = models.FloatField()

    def __str__(self) -> str:
        return f"{self.code[:-3]} {self.code[-3:]}"

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.latitude, self.longitude)


class Settlement(models.Model):
    """A city, town or village; `load_places` brings them."""

    name = models.CharField(max_length=120)
    # The keys of hub.core.vocabulary.Nation, as with councils.
    nation = models.CharField(max_length=20)
    population = models.PositiveIntegerField(help_text="0 where it is not known.")
    latitude = models.FloatField()
    longitude = models.FloatField()
    # The nearest postcode district, and its town where the name alone would not tell:
    # they set apart the places of one name.
    district = models.CharField(max_length=4, blank=True)
    near = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["name", "-population"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "district"], name="one_settlement_per_name_and_district"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.latitude, self.longitude)


class PlaceName(models.Model):
    """One name of a council or of a settlement, in the form names are compared in.

    See `hub.places.names.key_of`. Either `council` or `settlement` is given.
    """

    key = models.CharField(max_length=200, db_index=True)
    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, null=True, related_name="names"
    )
    settlement = models.ForeignKey(
        Settlement, on_delete=models.CASCADE, null=True, related_name="names"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(council=None) ^ models.Q(settlement=None),
                name="name_of_a_council_or_of_a_settlement",
            )
        ]

    def __str__(self) -> str:
        return self.key
