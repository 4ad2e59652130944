"""What `find_place` answers."""

from dataclasses import dataclass

from django.db.models import TextChoices

from hub.places.models import Council
from hub.places.points import Point


class Precision(TextChoices):
    """How exactly a point is known."""

    POSTCODE = "postcode", "the postcode"
    DISTRICT = "district", "the middle of the postcode district"
    AREA = "area", "the main town of the postcode area"
    PLACE = "place", "the middle of the place"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several places of a name; `value` finds just that one when asked again."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    """A point: `label` is what it is called ("IP1 1AA", "Ipswich").

    `note` is a sentence where less is known than was asked for; `others` bear the same
    name and are much smaller.
    """

    label: str
    point: Point
    precision: Precision
    is_approximate: bool = False
    note: str = ""
    others: tuple[Choice, ...] = ()

    @property
    def words(self) -> str:
        """How near it is known: "near BT1, approximate"."""
        return f"near {self.label}" + (", approximate" if self.is_approximate else "")


@dataclass(frozen=True, slots=True)
class Area:
    """An area with a border: one council's, one region of England, or one nation.

    Exactly one of `council`, `region` (key of `Region`) and `nation` (key) is given.
    `centre` is the city of the same name, where there is one: miles count from there.
    `others` bear the same name.
    """

    label: str
    council: Council | None = None
    region: str = ""
    nation: str = ""
    centre: Found | None = None
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places bear the name that was asked for; the largest comes first."""

    asked: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing is known by that name; `sentence` says so, and what would be understood."""

    asked: str
    sentence: str


Answer = Found | Area | Ambiguous | NotFound
