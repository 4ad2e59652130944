"""Full postcodes from the operator's files: each layout, and what is wrong with a file."""

import gzip
import zipfile

import pytest
from django.core.management import CommandError, call_command

from hub.places import packages
from hub.places.finding import Precision, find_place
from hub.places.models import Outcode, Postcode

pytestmark = pytest.mark.django_db

CODE_POINT = '"IP1 1AA",10,615838,244034,"E92000001"\n"IP1 9ZZ",90,0,0,"E92000001"\n'
HEADINGS = "pcd7,pcd8,pcds,dointr,doterm,east1m,lad25cd,lat,long,imd25ind"
DIRECTORY = (
    f"{HEADINGS}\n"
    "IP1 1AA,IP1  1AA,IP1 1AA,198001,,615838,E07000202,52.0553,1.1469,1\n"
    "IP1 1AB,IP1  1AB,IP1 1AB,198001,200412,615838,E07000202,52.0553,1.1469,1\n"
    "BT1 5GS,BT1  5GS,BT1 5GS,198001,,333600,N09000003,54.5965,-5.9302,1\n"
    "JE2 3AB,JE2  3AB,JE2 3AB,198001,,,L99999999,99.999999,0,1\n"
)


def codes():
    return set(Postcode.objects.values_list("code", flat=True))


def loaded(path, *options):
    call_command("load_postcodes", path, *options, verbosity=0)


def test_postcodes_of_code_point_open_are_loaded_with_their_district(tmp_path):
    (tmp_path / "ip.csv").write_text(CODE_POINT)

    loaded(tmp_path / "ip.csv")

    assert codes() == {"IP11AA"}
    found = find_place("IP1 1AA")
    assert found.precision is Precision.POSTCODE
    assert found.point.latitude == pytest.approx(52.0528, abs=0.01)
    assert Outcode.objects.get(code="IP1").precision == "district"


def test_living_postcodes_of_the_directory_are_loaded_without_northern_ireland(
    tmp_path,
):
    (tmp_path / "ONSPD.csv").write_text("\ufeff" + DIRECTORY, encoding="utf-8")

    loaded(tmp_path / "ONSPD.csv")

    assert codes() == {"IP11AA"}
    assert find_place("BT1 5GS").is_approximate


def test_northern_ireland_is_loaded_when_asked_for(tmp_path):
    (tmp_path / "ONSPD.csv").write_text(DIRECTORY)

    loaded(tmp_path / "ONSPD.csv", "--include-ni")

    assert codes() == {"IP11AA", "BT15GS"}
    assert not find_place("BT1").is_approximate


@pytest.mark.parametrize(
    "headings", ["pcd,dointr,doterm,lat,long", "Postcode,x,y,Latitude,Longitude"]
)
def test_columns_go_by_pattern(tmp_path, headings):
    (tmp_path / "a.csv").write_text(f"{headings}\nIP1 1AA,1,,52.0553,1.1469\n")

    loaded(tmp_path / "a.csv")

    assert codes() == {"IP11AA"}


def test_zip_is_read_once_and_its_documents_are_not(tmp_path):
    with zipfile.ZipFile(tmp_path / "onspd.zip", "w") as archive:
        archive.writestr("Data/ONSPD_AUG_2026_UK.csv", DIRECTORY)
        archive.writestr("Data/multi_csv/ONSPD_IP.csv", "broken")
        archive.writestr("Documents/names.csv", "code,name\n1,One\n")

    loaded(tmp_path / "onspd.zip")

    assert codes() == {"IP11AA"}


def test_package_is_read_where_no_file_is_given(tmp_path, monkeypatch):
    path = tmp_path / "ip.csv.gz"
    path.write_bytes(gzip.compress(CODE_POINT.encode()))
    monkeypatch.setattr(packages, "postcode_files", lambda: [path])

    call_command("load_postcodes", verbosity=0)

    assert codes() == {"IP11AA"}


def test_new_file_takes_the_place_of_what_was_loaded(tmp_path):
    Postcode.objects.create(code="LS11AA", latitude=53.8, longitude=-1.5)
    (tmp_path / "ip.csv").write_text(CODE_POINT)

    loaded(tmp_path / "ip.csv")
    loaded(tmp_path / "ip.csv")

    assert codes() == {"IP11AA"}


WRONG = {
    "not there": (None, "No such file or directory"),
    "empty": (b"", "no column for postcode, latitude, longitude"),
    "other table": (b"a,b\n1,2\n", "no column for postcode, latitude, longitude"),
    "no longitude": (b"pcds,lat\nIP1 1AA,52\n", "no column for longitude"),
    "nothing living": (f"{HEADINGS}\n".encode(), "no postcode in it"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "no column"),
    "zip without": (b"PK\x05\x06" + bytes(18), "holds no CSV file"),
}


@pytest.mark.parametrize(("data", "why"), WRONG.values(), ids=WRONG.keys())
def test_file_that_is_none_is_named_in_a_sentence_and_changes_nothing(
    tmp_path, data, why
):
    Postcode.objects.create(code="LS11AA", latitude=53.8, longitude=-1.5)
    path = tmp_path / "mine.csv"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(CommandError) as told:
        loaded(path)

    assert "mine.csv" in str(told.value)
    assert why in str(told.value)
    assert codes() == {"LS11AA"}
