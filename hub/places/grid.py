"""From the national grid of Great Britain to latitude and longitude.

Written from the formulae that Ordnance Survey publishes in "A guide to coordinate systems
in Great Britain" (annexe C: grid to ellipsoid; annexe B: between ellipsoids and, by
Helmert's transformation, between datums). Good to about five metres.
"""

import math
from dataclasses import dataclass

from hub.places.points import Point


@dataclass(frozen=True, slots=True)
class _Ellipsoid:
    a: float
    b: float

    @property
    def e2(self) -> float:
        """The eccentricity, squared."""
        return 1 - (self.b / self.a) ** 2

    def across(self, latitude: float) -> float:
        """Return the radius of curvature across the meridian."""
        return self.a / math.sqrt(1 - self.e2 * math.sin(latitude) ** 2)


_AIRY = _Ellipsoid(6377563.396, 6356256.909)
_WGS84 = _Ellipsoid(6378137.0, 6356752.3141)
# The projection of the national grid.
_SCALE = 0.9996012717
_LAT0, _LON0 = math.radians(49), math.radians(-2)
_E0, _N0 = 400_000.0, -100_000.0
# Helmert from OSGB36 to WGS84: metres, parts of one, radians.
_SHIFT = (446.448, -125.157, 542.060)
_STRETCH = 1 - 20.4894e-6
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))


def point_of_grid(easting: float, northing: float) -> Point:
    """Return the point in WGS 84 of a place on the national grid, in metres."""
    latitude, longitude = _to_airy(easting, northing)
    return _to_wgs84(latitude, longitude)


def _meridian(latitude: float) -> float:
    """Return the developed arc of the meridian from the true origin."""
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    less, more = latitude - _LAT0, latitude + _LAT0
    arc = (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
    arc -= (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
    arc += 15 / 8 * (n**2 + n**3) * math.sin(2 * less) * math.cos(2 * more)
    arc -= 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    return _AIRY.b * _SCALE * arc


def _to_airy(easting: float, northing: float) -> tuple[float, float]:
    latitude = _LAT0
    rest = northing - _N0
    while abs(rest) >= 0.00001:
        latitude += rest / (_AIRY.a * _SCALE)
        rest = northing - _N0 - _meridian(latitude)
    across = _SCALE * _AIRY.across(latitude)
    along = across * (1 - _AIRY.e2) / (1 - _AIRY.e2 * math.sin(latitude) ** 2)
    eta2 = across / along - 1
    tan, sec = math.tan(latitude), 1 / math.cos(latitude)
    e = easting - _E0
    north = tan / (2 * along * across) * e**2
    north -= (
        tan
        / (24 * along * across**3)
        * (5 + 3 * tan**2 + eta2 - 9 * tan**2 * eta2)
        * e**4
    )
    north += tan / (720 * along * across**5) * (61 + 90 * tan**2 + 45 * tan**4) * e**6
    east = sec / across * e
    east -= sec / (6 * across**3) * (across / along + 2 * tan**2) * e**3
    east += sec / (120 * across**5) * (5 + 28 * tan**2 + 24 * tan**4) * e**5
    east -= (
        sec
        / (5040 * across**7)
        * (61 + 662 * tan**2 + 1320 * tan**4 + 720 * tan**6)
        * e**7
    )
    return latitude - north, _LON0 + east


def _to_wgs84(latitude: float, longitude: float) -> Point:
    across = _AIRY.across(latitude)
    x = across * math.cos(latitude) * math.cos(longitude)
    y = across * math.cos(latitude) * math.sin(longitude)
    z = across * (1 - _AIRY.e2) * math.sin(latitude)
    rx, ry, rz = _TURN
    tx, ty, tz = _SHIFT
    x, y, z = (
        tx + _STRETCH * x - rz * y + ry * z,
        ty + rz * x + _STRETCH * y - rx * z,
        tz - ry * x + rx * y + _STRETCH * z,
    )
    flat = math.hypot(x, y)
    up = math.atan2(z, flat * (1 - _WGS84.e2))
    for _ in range(5):
        up = math.atan2(z + _WGS84.e2 * _WGS84.across(up) * math.sin(up), flat)
    return Point(math.degrees(up), math.degrees(math.atan2(y, x)))
