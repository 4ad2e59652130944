"""The credits: of what is loaded, and of every package that carries data."""

import re
from pathlib import Path

import pytest

from hub.places import credits as module
from hub.places.credits import FROM_PACKAGES, credits_due
from hub.places.models import Council, OlderPeople, Postcode
from tests.factories.places import make_places

pytestmark = pytest.mark.django_db
PINNED = Path(__file__).parents[3] / "requirements-geodata.txt"


@pytest.fixture(autouse=True)
def nothing_loaded(settings, monkeypatch, tmp_path):
    settings.HAS_LEAFLET = False
    monkeypatch.setattr(module, "outline_file", lambda: tmp_path / "outline.json")


def labels() -> list[str]:
    return [credit.label for credit in credits_due()]


def test_every_package_of_data_has_its_credit():
    names = set(re.findall(r"^([a-z-]+)==", PINNED.read_text(), re.MULTILINE))

    assert names == {credit.package for credit in FROM_PACKAGES}


def test_site_without_data_credits_its_own_tables_alone():
    assert labels() == ["Tables of our own"]


def test_places_that_are_loaded_are_credited(settings, tmp_path):
    make_places()
    settings.HAS_LEAFLET = True
    (tmp_path / "outline.json").touch()

    assert labels()[1:] == ["Code-Point Open", "GeoNames", "GSHHG", "Leaflet"]


def test_full_postcodes_alone_are_credited():
    Postcode.objects.create(code="IP11AA", latitude=52.05, longitude=1.15)

    assert "Code-Point Open" in labels()


def test_map_pictures_and_people_are_credited_in_the_operators_words(settings):
    settings.MAP_TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"
    settings.MAP_TILE_CREDIT = "© the map makers"
    for council in Council.objects.all()[:3]:
        OlderPeople.objects.create(
            council=council, people=5, year=2024, source="A count <b>"
        )

    said = [credit.said for credit in credits_due()]

    assert said[1:] == ["© the map makers", "A count <b>, 2024."]
