"""Distances over the ground, against distances that are published."""

import pytest

from hub.places.points import Point, box_around, miles_between

# One degree along a meridian is 69.09 miles on a sphere of the mean radius; the others
# are well-known great-circle distances between city centres, in miles.
LONDON = Point(51.5074, -0.1278)
EDINBURGH = Point(55.9533, -3.1883)
BELFAST = Point(54.5973, -5.9301)
CARDIFF = Point(51.4816, -3.1791)


@pytest.mark.parametrize(
    ("one", "other", "miles"),
    [
        (Point(52, 0), Point(53, 0), 69.09),
        (LONDON, EDINBURGH, 332),
        (LONDON, CARDIFF, 131),
        (LONDON, BELFAST, 322),
    ],
)
def test_distance_of_a_known_pair_is_within_one_per_cent(one, other, miles):
    assert miles_between(one, other) == pytest.approx(miles, rel=0.01)


def test_box_holds_what_lies_just_within_and_leaves_out_what_lies_far_beyond():
    box = box_around(LONDON, 25)

    north = Point(LONDON.latitude + 24.9 / 69.09, LONDON.longitude)
    assert miles_between(LONDON, north) < 25
    assert box.south < LONDON.latitude < north.latitude < box.north
    assert not box.west < CARDIFF.longitude < box.east
