"""The files of what is found: the same things as the list, and nothing hidden."""

import csv
import datetime as dt
import io
import json
import random

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from hub.directory.export.columns import COLUMNS
from hub.directory.export.rows import PART
from hub.directory.listing import PAGE_SIZE
from hub.directory.models import Identifier, Organisation, Rating, Verification
from tests.factories.directory import make_organisation

CSV = "/co-ops/export.csv"
GEOJSON = "/co-ops/export.geojson"
POINTS = "/co-ops/points.geojson"
LIST = "/co-ops/"
SECRET = "QX7 9ZZ"


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8")


def rows(client, query="") -> list[dict[str, str]]:
    text = text_of(client.get(f"{CSV}?{query}"))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def features(client, query="", address=GEOJSON) -> list[dict]:
    response = client.get(f"{address}?{query}")
    text = text_of(response) if response.streaming else response.content
    return json.loads(text)["features"]


def listed(client, query="") -> list[int]:
    """The numbers on all pages of the list."""
    first = client.get(f"{LIST}?{query}").context["page"]
    found = list(first)
    for number in range(2, first.paginator.num_pages + 1):
        page = client.get(f"{LIST}?{query}&page={number}").context["page"]
        found += list(page)
    return found


def test_rows_hold_what_is_known_in_words_of_the_codebook(home, client):
    alder = make_organisation(
        "Alder",
        models=("worker", "platform"),
        services=("home_care",),
        councils=("suffolk", "norfolk"),
        helps=("training",),
        nation="england",
        colleagues=12,
        email="hello@alder.example",
        email_shown_to="public",
        confirmed_on=dt.date(2026, 3, 1),
    )
    Organisation.objects.filter(pk=alder.pk).update(
        latitude=52.0567, longitude=-1.1482, precision="postcode"
    )
    Identifier.objects.create(organisation=alder, scheme="GB-COH", number="00000001")
    Rating.objects.create(
        organisation=alder,
        regulator="cqc",
        grade="good",
        rated_on=dt.date(2026, 1, 2),
        url="https://alder.example",
    )

    (row,) = rows(client)

    assert row["id"] == str(alder.pk)
    assert row["page"] == "http://localhost:8000/co-ops/alder/"
    assert row["ownership_models"] == "worker;platform"
    assert row["services"] == "home_care"
    assert row["councils_served"] == "Norfolk;Suffolk"
    assert row["can_help_with"] == "training"
    assert row["size_band"] == "under_50"
    assert (row["latitude"], row["longitude"]) == ("52.0567", "-1.1482")
    assert row["email"] == "hello@alder.example"
    assert row["identifiers"] == "GB-COH-00000001"
    assert row["ratings"] == "cqc:good:2026-01-02"
    assert row["confirmed_on"] == "2026-03-01"
    assert row["website"] == row["founded_year"] == row["verified_by"] == ""


def test_verification_is_told_while_it_stands_and_not_after(home, client):
    today = timezone.localdate()
    for name, until in (("Alder", today), ("Birch", today - dt.timedelta(days=1))):
        Verification.objects.create(
            organisation=make_organisation(name),
            criterion="rules",
            evidence="Its rules.",
            verified_on=today - dt.timedelta(days=9),
            valid_until=until,
        )

    alder, birch = rows(client)

    assert (alder["verified_by"], alder["verified_until"]) == (
        "rules",
        today.isoformat(),
    )
    assert birch["verified_by"] == birch["verified_until"] == ""


def test_files_hold_places_east_before_north_and_what_has_none(home, client):
    alder, birch = make_organisation("Alder"), make_organisation("Birch")
    Organisation.objects.filter(pk=alder.pk).update(latitude=53.8, longitude=-1.55)

    first, second = features(client)

    assert first["id"] == alder.pk
    assert first["geometry"] == {"type": "Point", "coordinates": [-1.55, 53.8]}
    assert first["properties"]["name"] == "Alder"
    assert first["properties"]["website"] is None
    assert second["id"] == birch.pk
    assert second["geometry"] is None


def test_files_say_what_they_are_and_where_their_columns_are_explained(home, client):
    for address, kind in ((CSV, "text/csv; charset=utf-8"), (GEOJSON, "geo+json")):
        response = client.get(address)

        assert kind in response["Content-Type"]
        assert "attachment; filename=" in response["Content-Disposition"]
        assert '/co-ops/codebook/>; rel="describedby"' in response["Link"]
        assert '#licence>; rel="license"' in response["Link"]
    assert text_of(client.get(CSV)).startswith("\ufeffid,page,name,")
    assert text_of(client.head(CSV)) == ""


def test_empty_find_is_a_file_with_a_header_alone(home, client):
    assert rows(client, "kind=funder") == []
    assert features(client, "kind=funder") == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("-2 < 3", "'-2 < 3"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("\t=1", "'=1"),
        ("a\r\n=1", "a =1"),
        ("a;=1+1", "a,=1+1"),
        ("a; ＠x", "a, ＠x"),
        ("one; two", "one; two"),
        ('say "yes", co-op', 'say "yes", co-op'),
    ],
)
def test_no_cell_is_a_formula(home, client, typed, written):
    make_organisation("Alder", summary=typed, place=typed, membership=typed)

    (row,) = rows(client)

    assert (row["summary"], row["place"], row["membership"]) == (written,) * 3


def test_no_one_of_several_values_is_a_formula(home, client):
    alder = make_organisation("Alder", councils=("suffolk", "norfolk"))
    council = alder.councils_served.get(slug="suffolk")
    council.name = "=cmd;x"
    council.save()

    (row,) = rows(client)

    assert row["councils_served"] == "'=cmd,x;Norfolk"


@pytest.fixture
def guarded(home):
    """What nobody may learn, beside an entry that says everything."""
    make_organisation(
        "Alder",
        address="1 Hidden Lane",
        postcode="ls1 1ba",
        masks_address=True,
        email="inside@alder.example",
        phone="020 7946 0001",
        phone_shown_to="nobody",
    )
    make_organisation("Secret", live=False, postcode=SECRET, place="Nowhere")
    make_organisation(
        "Birch",
        address="2 Open Street",
        postcode="LS1 4DY",
        phone="020 7946 0002",
        phone_shown_to="public",
    )


@pytest.mark.parametrize("address", [CSV, GEOJSON, POINTS])
def test_file_leaks_no_masked_address_hidden_contact_or_draft(
    guarded, client, django_user_model, address
):
    member = django_user_model.objects.create_user(email="member@hub.example")

    for who in (None, member):
        if who:
            client.force_login(who)
        response = client.get(address)
        text = text_of(response) if response.streaming else response.content.decode()

        for hidden in (
            "Hidden Lane",
            "1ba",
            "1BA",
            "inside@",
            "0001",
            "Secret",
            "Nowhere",
            SECRET,
        ):
            assert hidden not in text
        assert "Alder" in text


def test_what_is_shown_to_everybody_is_in_the_file(guarded, client):
    alder, birch = rows(client)

    assert (alder["postcode"], alder["address"]) == ("LS1", "")
    assert (birch["postcode"], birch["address"]) == ("LS1 4DY", "2 Open Street")
    assert birch["phone"] == "020 7946 0002"


@pytest.mark.parametrize("written", ["LS1 1BA", "ls11ba", "LS1  1BA", " LS1 1BA "])
def test_masked_postcode_however_written_keeps_its_second_half(home, client, written):
    make_organisation("Alder", postcode=written.strip(), masks_address=True)

    assert rows(client)[0]["postcode"] == "LS1"


def test_masked_postcode_that_is_none_is_left_out(home, client):
    make_organisation("Alder", postcode="1 LS 1BA", masks_address=True)

    assert rows(client)[0]["postcode"] == ""


def test_entry_hidden_while_a_file_is_read_is_not_in_its_rest(home, client):
    for number in range(PART + 1):
        make_organisation(f"Org {number:03}")
    response = client.get(CSV)
    lines = iter(response.streaming_content)
    next(lines)
    Organisation.objects.filter(name=f"Org {PART:03}").update(live=False)

    rest = b"".join(lines).decode()

    assert "Org 000" in rest
    assert f"Org {PART:03}" not in rest


def states(count: int) -> list[str]:
    """Some states of the list, the same each time."""
    chance = random.Random(5)
    choices = {
        "model": ("worker", "platform", "community"),
        "service": ("home_care", "day_services"),
        "nation": ("england", "wales", "scotland"),
        "kind": ("care_provider", "funder"),
        "helps": ("training", "policy"),
        "sort": ("name", "newest", "distance", "nonsense"),
        "q": ("alder", "birch cedar", "zzzz", "="),
        "near": ("IP1 1AA", "nowhere at all", "Suffolk"),
        "view": ("map",),
    }
    return [
        "&".join(
            f"{name}={value}".replace(" ", "+")
            for name, values in choices.items()
            if chance.random() < 0.3
            for value in chance.sample(values, chance.randint(1, min(2, len(values))))
        )
        for _ in range(count)
    ]


def test_list_map_and_files_hold_the_same_in_every_state(home, indexed, client):
    chance = random.Random(6)
    for number in range(PAGE_SIZE + 14):
        made = make_organisation(
            f"{chance.choice(['Alder', 'Birch', 'Cedar'])} {number}",
            models=tuple(chance.sample(["worker", "platform", "community"], 2)),
            services=tuple(chance.sample(["home_care", "day_services"], 1)),
            nation=chance.choice(["england", "wales", "scotland", ""]),
            kind=chance.choice(["care_provider", "funder"]),
            helps=tuple(chance.sample(["training", "policy"], 1)),
        )
        if chance.random() < 0.6:
            Organisation.objects.filter(pk=made.pk).update(
                latitude=52 + chance.random(), longitude=1 + chance.random()
            )
    indexed()

    sizes = set()
    for query in states(25):
        on_the_list = listed(client, query)
        sizes.add(len(on_the_list))

        assert [int(row["id"]) for row in rows(client, query)] == on_the_list, query
        for address in (GEOJSON, POINTS):
            held = [one["id"] for one in features(client, query, address)]
            assert held == on_the_list, (query, address)
    assert len(sizes) > 5


@pytest.mark.parametrize(("address", "beside"), [(CSV, 10), (GEOJSON, 10), (POINTS, 1)])
@pytest.mark.parametrize("number", [1, 30])
def test_file_takes_the_same_number_of_queries_for_any_number(
    home, client, django_assert_num_queries, address, beside, number
):
    for one in range(number):
        made = make_organisation(
            f"Org {one}",
            models=("worker",),
            services=("home_care",),
            councils=("suffolk",),
            helps=("training",),
            seeks=("policy",),
        )
        Identifier.objects.create(
            organisation=made, scheme="GB-COH", number=f"{one:08}"
        )
    # The words on offer, which the state is read by.
    to_read_the_state = 1

    with django_assert_num_queries(to_read_the_state + 1 + beside):
        response = client.get(address)
        assert b"".join(response)


def test_codebook_explains_every_column_and_every_word(home, client):
    page = BeautifulSoup(client.get("/co-ops/codebook/").content, "html5lib")
    explained = [cell.text for cell in page.select("tbody th code")]
    header = text_of(client.get(CSV)).removeprefix("\ufeff").splitlines()[0].split(",")

    assert explained == header == [column.name for column in COLUMNS]
    assert "home_care" in page.select_one("#column-services").text
    assert "training" in page.select_one("#column-looking_for").text
    assert page.select_one("#licence")


def test_words_in_the_file_are_words_of_the_codebook(home, client):
    make_organisation(
        "Alder",
        models=("worker",),
        services=("home_care", "day_services"),
        helps=("training",),
        nation="england",
        region="east_of_england",
        legal_form="cio",
        stage="trading",
        colleagues=3,
    )
    (row,) = rows(client)

    for column in COLUMNS:
        if column.terms and column.name not in {"identifiers", "ratings"}:
            words = {value for value, _ in column.terms()}
            assert set(filter(None, row[column.name].split(";"))) <= words


def test_columns_have_names_of_their_own_and_a_sentence_each():
    names = [column.name for column in COLUMNS]

    assert len(set(names)) == len(names)
    assert all(column.meaning.endswith(".") for column in COLUMNS)
    assert names[0] == "id"


@pytest.mark.parametrize("name", ["export_csv", "export_geojson", "points", "codebook"])
def test_addresses_of_files_are_not_taken_for_organisations(home, client, name):
    assert client.get(reverse(f"directory:{name}")).status_code == 200
