"""Points on the ground, and how far apart they are."""

import math
from dataclasses import dataclass

_EARTH_MILES = 3958.7613
_MILES_PER_DEGREE = _EARTH_MILES * math.pi / 180


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the ground in degrees (WGS 84), north and east counted up."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two parallels and two meridians, in degrees."""

    south: float
    west: float
    north: float
    east: float


def miles_between(one: Point, other: Point) -> float:
    """Return the distance over the ground in miles, on a sphere of the earth's mean radius."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    up = math.sin((north - south) / 2) ** 2
    along = math.radians(other.longitude - one.longitude) / 2
    chord = up + math.cos(south) * math.cos(north) * math.sin(along) ** 2
    return 2 * _EARTH_MILES * math.asin(math.sqrt(chord))


def box_around(point: Point, miles: float) -> Box:
    """Return the least box that holds all within `miles` of `point`, away from the poles."""
    up = miles / _MILES_PER_DEGREE
    widest = min(abs(point.latitude) + up, 89.0)
    along = up / math.cos(math.radians(widest))
    return Box(
        point.latitude - up,
        point.longitude - along,
        point.latitude + up,
        point.longitude + along,
    )
