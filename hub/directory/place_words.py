"""What the directory's page says of the place that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.directory.asked import WITHIN, Asked, works_in
from hub.places.finding import Ambiguous, Area, Choice, Found, NotFound

# More values than these are no advice: all filters are cleared above.
_MOST_VALUES = 10


@dataclass(frozen=True, slots=True)
class Link:
    """Another state of the page, in words."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """How a place was understood: a sentence, and which others it may have been.

    `problem` stands in its stead where the place is not known, or is one of several.
    """

    sentence: str = ""
    note: str = ""
    problem: str = ""
    middle: Link | None = None
    others: Sequence[Link] = ()


def place_words(asked: Asked) -> PlaceWords:
    """Say how the place of this state was understood."""
    place = asked.place
    if isinstance(place, Found):
        sentence = f"Within {asked.within} miles, {place.words}."
        return PlaceWords(sentence, place.note, others=_others(asked, place.others))
    if isinstance(place, Area):
        others = _others(asked, place.others)
        middle = _from_its_middle(asked, place)
        return PlaceWords(f"{works_in(place)}.", middle=middle, others=others)
    if isinstance(place, Ambiguous):
        problem = f"There are several places called “{place.asked}”. Which one is it?"
        return PlaceWords(problem=problem, others=_others(asked, place.choices))
    return PlaceWords(problem=place.sentence if isinstance(place, NotFound) else "")


def ways_out(asked: Asked) -> list[Link]:
    """Return what to try where nothing is found: a wider circle first."""
    ways = []
    if asked.point:
        wider = [miles for miles in WITHIN if miles > asked.within]
        ways += [
            Link(f"Look within {miles} miles", asked.address(within=miles))
            for miles in wider[:2]
        ]
    if asked.point or isinstance(asked.place, Area):
        anywhere = asked.address(near=None, within=None)
        ways.append(Link("Look everywhere", anywhere))
    chips = asked.filter_chips()[:_MOST_VALUES]
    ways += [Link(f"Without “{chip.label}”", chip.remove_url) for chip in chips]
    if asked.words:
        ways.append(Link(f"Without the words “{asked.words}”", asked.address(q=None)))
    return ways


def _others(asked: Asked, choices: Sequence[Choice]) -> list[Link]:
    return [
        Link(choice.label, asked.address(near=choice.value, within=asked.within))
        for choice in choices
    ]


def _from_its_middle(asked: Asked, area: Area) -> Link | None:
    """Offer the city of a council: not all that are there say whom they serve."""
    if area.centre is None or area.council is None:
        return None
    nation = area.council.nation.replace("_", " ").title()
    label = f"Or within {asked.within} miles of the middle of {area.centre.label}"
    near = f"{area.centre.label}, {nation}"
    return Link(label, asked.address(near=near, within=asked.within))
