"""How many people aged 65 and over there are, from files that operators have."""

import pytest
from django.core.management import CommandError, call_command

from hub.places.models import Council, OlderPeople

pytestmark = pytest.mark.django_db

SUFFOLK, HARTLEPOOL = "E10000029", "E06000001"


@pytest.fixture
def load(tmp_path, capsys):
    """Load a file of this text; return what the command says."""

    def load(text: str, **options: object) -> str:
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        call_command("load_older_people", str(path), **options)
        return capsys.readouterr().out

    return load


def known() -> dict[str, tuple[int, int, str]]:
    rows = OlderPeople.objects.select_related("council")
    return {row.council.code: (row.people, row.year, row.source) for row in rows}


def test_file_with_everything_in_it_is_loaded(load):
    said = load(
        f'gss_code,population_65_plus,year,source\n{SUFFOLK},"180,000",2024,Count A\n'
        "E07000200,9,2024,Count A\n"
    )

    assert known() == {SUFFOLK: (180_000, 2024, "Count A")}
    assert "known for 1 areas" in said
    assert "no councils here: E07000200" in said
    assert "Not in the file: Aberdeen City" in said


@pytest.mark.parametrize(
    "heading",
    [
        "lad23cd,65+",
        "LADCD,Population 65 and over",
        "Area Code,aged 65 plus",
        "ladcode21,people_65_and_older",
        "\ufeffcode,65_over",
    ],
)
def test_columns_are_found_by_what_files_call_them(load, heading):
    load(f"{heading}\n{HARTLEPOOL},20000\n", year=2024, source="Count B")

    assert known() == {HARTLEPOOL: (20_000, 2024, "Count B")}


def test_ages_and_bands_from_65_to_the_open_end_are_added_up(load):
    load(
        "code,name,age_60_64,age_65,age_66_69,70 to 79,80-89,90+\n"
        f"{SUFFOLK},Suffolk,1000,1,2,3,4,5\n",
        year=2024,
        source="Count C",
    )

    assert known()[SUFFOLK][0] == 15


def test_second_file_replaces_the_first(load):
    load(f"code,65+\n{SUFFOLK},1\n{HARTLEPOOL},2\n", year=2023, source="Old")
    load(f"code,65+\n{SUFFOLK},3\n", year=2024, source="New")

    assert known() == {SUFFOLK: (3, 2024, "New")}


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", {}, "No column holds the codes"),
        ("name,65+\nSuffolk,1\n", {}, "No column holds the codes"),
        (f"code,people\n{SUFFOLK},1\n", {}, "No column holds the people aged 65"),
        (f"code,65,66,68+\n{SUFFOLK},1,1,1\n", {}, "the first that is missing: 67"),
        (f"code,60-69,70+\n{SUFFOLK},1,1\n", {}, "the first that is missing: 65"),
        (f"code,65-69,65,66,70+\n{SUFFOLK},1,1,1,1\n", {}, "left out or twice"),
        (f"code,65+\n{SUFFOLK},some\n", {}, "Line 2: “some” under 65+ is no number"),
        (f"code,65+\n{SUFFOLK},-1\n", {}, "Line 2: “-1” under 65+ is no number"),
        (f"code,65+\n{SUFFOLK},99999999\n", {}, "99,999,999 people are too many"),
        (f"code,65+\n{SUFFOLK},1\n{SUFFOLK},2\n", {}, "Line 3: E10000029 is there a"),
        (f"code,65+\n{SUFFOLK}\n", {}, "Line 2: “” under 65+ is no number"),
        ("code,65+\nX1,1\n", {}, "No row bears the code of a council"),
        (f"code,65+\n{SUFFOLK},1\n", {"year": None}, "There is no column year"),
        (f"code,65+\n{SUFFOLK},1\n", {"source": ""}, "There is no column source"),
        (f"code,65+,year\n{SUFFOLK},1,soon\n", {"year": None}, "Line 2: “soon” is no"),
        (b"code,65+\n\xff\xfe,1\n", {}, "It is not in UTF-8"),
        (f'code,65+\n{SUFFOLK},"1\0"\n', {}, "is no number"),
    ],
    ids=range(17),
)
def test_file_that_cannot_be_right_is_named_and_changes_nothing(
    load, text, options, said
):
    suffolk = Council.objects.get(code=SUFFOLK)
    OlderPeople.objects.create(council=suffolk, people=7, year=2020, source="Before")

    with pytest.raises(CommandError) as refused:
        load(text, **{"year": 2024, "source": "Count", **options})

    assert "people.csv: " in str(refused.value)
    assert said in str(refused.value)
    assert known() == {SUFFOLK: (7, 2020, "Before")}


def test_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="It cannot be read: No such file"):
        call_command("load_older_people", str(tmp_path / "none.csv"))
