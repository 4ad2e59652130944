"""Find a place by its name: a nation, a region, a council or a settlement."""

import re
from collections.abc import Sequence
from functools import cache

from hub.places import seed
from hub.places.answers import Ambiguous, Answer, Area, Choice, Found, Precision
from hub.places.models import Council, PlaceName, Region, Settlement
from hub.places.names import bare_council_key, key_of
from hub.places.points import Point

#: A place that is so many times larger than all others of its name is meant without asking.
FAR_LARGER = 10
#: A city of its council's name has at least so many people; a village is another place.
CITY = 20_000
AT_MOST = 12

NATIONS = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern_ireland": "Northern Ireland",
}
_NATION_KEYS = {
    "england": "england",
    "lloegr": "england",
    "scotland": "scotland",
    "alba": "scotland",
    "yr alban": "scotland",
    "wales": "wales",
    "cymru": "wales",
    "northern ireland": "northern_ireland",
    "ni": "northern_ireland",
    "tuaisceart eireann": "northern_ireland",
    "gogledd iwerddon": "northern_ireland",
}
_REGION_KEYS = {
    **{key_of(region.label): region for region in Region},
    "yorkshire": Region.YORKSHIRE,
    "yorkshire and humberside": Region.YORKSHIRE,
    "yorkshire and the humber": Region.YORKSHIRE,
    "eastern england": Region.EAST_OF_ENGLAND,
    "east anglia": Region.EAST_OF_ENGLAND,
    "greater london": Region.LONDON,
}
_MIDLANDS = (Region.WEST_MIDLANDS, Region.EAST_MIDLANDS)


def find(text: str) -> Answer | None:
    """Return what bears the name, or None when nothing does."""
    key = key_of(text)
    wide = _nation_or_region(key)
    if wide is not None:
        return wide
    name, where = _parted(text)
    bare = bare_council_key(key)
    rows = _named({key, name, bare})
    for candidate, told_apart_by in ((key, ""), (name, where), (bare, "")):
        named = [row for row in rows if row.key == candidate]
        if candidate and named:
            return _answer(text, named, told_apart_by)
    return _post_town(key)


def _nation_or_region(key: str) -> Answer | None:
    plain = re.sub(r"^the ", "", key)
    if plain in ("midlands",):
        return Ambiguous(
            "Midlands", tuple(Choice(each.label, each.label) for each in _MIDLANDS)
        )
    if plain in _NATION_KEYS:
        nation = _NATION_KEYS[plain]
        return Area(NATIONS[nation], nation=nation)
    region = _REGION_KEYS.get(plain) or _REGION_KEYS.get(
        plain.removesuffix(" england").removesuffix(" of")
    )
    if region is None:
        return None
    return Area(region.label, region=region.value, centre=_city(key_of(region.label)))


def _city(key: str) -> Found | None:
    """Return the city that bears the name of its region, as London does."""
    towns = _largest_first(row.settlement for row in _named({key}) if row.settlement)
    return _found(towns[0]) if towns and towns[0].population >= CITY else None


def _parted(text: str) -> tuple[str, str]:
    """Return the keys of a name and of what tells it apart: "Newport, Wales"."""
    name, comma, where = text.rpartition(",")
    if comma:
        return key_of(name), key_of(where)
    for nation in _NATION_KEYS:
        key = key_of(text)
        if key.endswith(f" {nation}"):
            return key.removesuffix(f" {nation}"), nation
    return "", ""


def _named(keys: set[str]) -> Sequence[PlaceName]:
    return PlaceName.objects.filter(key__in=keys - {""}).select_related(
        "council", "settlement"
    )


def _answer(asked: str, named: Sequence[PlaceName], where: str) -> Answer:
    councils = [row.council for row in named if row.council]
    towns = _largest_first(row.settlement for row in named if row.settlement)
    told = [town for town in towns if where in _told_apart_by(town)]
    if where and told:
        return _of_settlements(asked, told)
    councils.sort(key=lambda council: not council.has_adult_social_care)
    # Councils of Northern Ireland leave care to trusts: there the town is meant.
    if councils and (councils[0].has_adult_social_care or not towns):
        return _of_council(councils[0], towns)
    return _of_settlements(asked, towns)


def _largest_first(towns: object) -> list[Settlement]:
    once = {town.pk: town for town in towns}
    return sorted(once.values(), key=lambda town: (-town.population, town.pk))


def _told_apart_by(town: Settlement) -> set[str]:
    nation = {key for key, value in _NATION_KEYS.items() if value == town.nation}
    return nation | {key_of(town.district), key_of(town.near)}


def _of_council(council: Council, towns: list[Settlement]) -> Area:
    city = next(
        (
            town
            for town in towns
            if town.population >= CITY and town.nation == council.nation
        ),
        None,
    )
    others = [town for town in towns if town is not city]
    return Area(
        council.name,
        council=council,
        centre=_found(city) if city else None,
        others=_choices(others),
    )


def _of_settlements(asked: str, towns: list[Settlement]) -> Answer:
    largest, *others = towns
    if others and largest.population < FAR_LARGER * max(others[0].population, 1):
        return Ambiguous(asked, _choices(towns))
    return _found(largest, others)


def _found(town: Settlement, others: Sequence[Settlement] = ()) -> Found:
    return Found(town.name, town.point, Precision.PLACE, others=_choices(others))


def _choices(towns: Sequence[Settlement]) -> tuple[Choice, ...]:
    return tuple(_choice(town) for town in towns[:AT_MOST])


def _choice(town: Settlement) -> Choice:
    code = f" ({town.district})" if town.district else ""
    near = f", near {town.near}" if town.near else ""
    label = f"{town.name}{near}{code}, {NATIONS.get(town.nation, '')}".rstrip(", ")
    return Choice(label, f"{town.name}, {town.district or NATIONS[town.nation]}")


def _post_town(key: str) -> Found | None:
    """Return a post town from our own tables: all there is without the packages."""
    return _post_towns().get(key)


@cache
def _post_towns() -> dict[str, Found]:
    towns: dict[str, Found] = {}
    for row in [*seed.areas(), *seed.northern_irish_districts()]:
        point = Point(row["latitude"], row["longitude"])
        found = Found(row["town"], point, Precision.PLACE, is_approximate=True)
        towns.setdefault(key_of(row["town"]), found)
    return towns
