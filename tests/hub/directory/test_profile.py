import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from hub.directory.addresses import check_slug
from hub.directory.models import Organisation
from hub.directory.urls import urlpatterns
from hub.places.models import Postcode
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation
from tests.factories.places import make_places


def facts(response):
    page = BeautifulSoup(response.content, "html5lib")
    names = [name.text for name in page.select("dl dt")]
    return dict(zip(names, [one.text for one in page.select("dl dd")], strict=True))


def test_profile_shows_what_is_known_and_leaves_out_the_rest(home, client):
    make_organisation(
        models=("worker",),
        services=("home_care",),
        councils=("suffolk",),
        place="Calder Valley",
        nation="england",
        region="yorkshire_and_the_humber",
        colleagues=40,
    )

    response = client.get("/co-ops/equal-care/")

    assert facts(response) == {
        "Where": "Calder Valley",
        "Nation": "England",
        "Region": "Yorkshire and The Humber",
        "Councils served": "Suffolk",
        "Services": "Home care",
        "People working in it": "about 40",
        "Last confirmed": (
            "Not yet confirmed by the organisation; "
            "taken from the sources named on this page"
        ),
    }


def test_profile_links_topics_into_the_list(home, client):
    make_organisation(helps=("training",), seeks=("policy",))

    page = BeautifulSoup(client.get("/co-ops/equal-care/").content, "html5lib")

    links = {link["href"] for link in page.select(".panel a")}
    assert {"/co-ops/?helps=training", "/co-ops/?seeks=policy"} <= links


def test_profile_names_its_sources(home, client):
    make_organisation(sources=2)

    response = client.get("/co-ops/equal-care/")

    assert b"Source 0" in response.content
    assert b"Source 1" in response.content


def test_profile_shows_published_case_studies_alone(home, client):
    organisation = make_organisation()
    index = make_case_studies(home)
    make_case_study(index, "Shown story", organisation=organisation)
    make_case_study(index, "Secret story", organisation=organisation, live=False)
    make_case_study(index, "Other story")

    response = client.get("/co-ops/equal-care/")

    stories = response.context["case_studies"]
    assert [story.title for story in stories] == ["Shown story"]
    assert b"/case-studies/shown-story/" in response.content
    assert b"Secret" not in response.content


def test_profile_of_a_draft_is_not_found_even_for_an_administrator(
    home, client, person, client_for
):
    make_organisation(live=False)

    assert client.get("/co-ops/equal-care/").status_code == 404
    root = client_for(person(is_superuser=True))
    assert root.get("/co-ops/equal-care/").status_code == 404


def test_unpublished_edit_is_not_shown_until_it_is_published(home, client):
    organisation = make_organisation(models=("worker",))
    organisation.name = "Renamed"
    organisation.summary = "Rewritten."
    organisation.ownership_models.clear()
    revision = organisation.save_revision()

    before = client.get("/co-ops/equal-care/").content
    listed = client.get("/co-ops/").content
    revision.publish()
    after = client.get("/co-ops/equal-care/").content

    assert b"Equal Care" in before
    assert b"Worker-owned" in before
    assert b"Renamed" not in before + listed
    assert b"Renamed" in after
    assert b"Worker-owned" not in after


def test_profile_that_is_unpublished_is_gone(home, client):
    organisation = make_organisation()
    assert client.get("/co-ops/equal-care/").status_code == 200

    organisation.unpublish()

    assert client.get("/co-ops/equal-care/").status_code == 404
    assert b"Equal Care" not in client.get("/co-ops/").content


def test_text_of_a_profile_is_escaped(home, client):
    make_organisation(
        name="<b>Bold</b>", slug="equal-care", membership="<script>alert(1)</script>"
    )

    response = client.get("/co-ops/equal-care/")

    assert b"<script>alert" not in response.content
    assert b"<b>Bold" not in response.content


def test_profile_links_what_it_does_and_where_into_the_list(home, client):
    make_organisation(
        models=("worker",), services=("home_care",), councils=("suffolk",)
    )

    page = BeautifulSoup(client.get("/co-ops/equal-care/").content, "html5lib")

    links = {link["href"] for link in page.select("main a")}
    assert {
        "/co-ops/?council=suffolk",
        "/co-ops/?service=home_care",
        "/co-ops/?model=worker",
    } <= links


@pytest.mark.parametrize(
    ("fields", "near"),
    [
        ({"postcode": "ip1 1aa"}, "IP1+1AA"),
        ({"postcode": "IP1 1AA", "masks_address": True}, "IP1"),
        ({"postcode": "IP1 9ZZ"}, "IP1"),
        ({"place": "Bangor", "nation": "wales"}, "Bangor%2C+Wales"),
        ({"postcode": "BT1 5GS"}, "BT1"),
        ({"postcode": "QQ1 1AA", "place": "Ipswich"}, "Ipswich"),
    ],
)
def test_profile_leads_to_what_is_near_as_exactly_as_all_may_know(
    home, client, fields, near
):
    make_places()
    Postcode.objects.create(code="IP11AA", latitude=52.0553, longitude=1.1469)
    make_organisation(**fields)

    page = client.get("/co-ops/equal-care/")

    assert f'href="/co-ops/?near={near}"' in page.text
    assert f'href="/co-ops/?near={near}&amp;view=map"' in page.text
    found = client.get(page.context["nearby"]["list"])
    assert "Equal Care" in found.text


def test_profile_of_one_whose_point_is_not_known_leads_to_nothing_near(home, client):
    make_organisation(place="Here and there")

    page = client.get("/co-ops/equal-care/")

    assert page.context["nearby"] == {}
    assert "Near here" not in page.text


def test_slug_that_the_directory_needs_for_a_page_of_its_own_is_refused(db):
    organisation = Organisation(
        name="A", slug="codebook", kind="funder", summary="What it is."
    )

    with pytest.raises(ValidationError) as refused:
        organisation.full_clean()

    assert refused.value.message_dict == {
        "slug": [
            "“codebook” is the address of a page of the directory itself. "
            "Choose another, for example “codebook-co-op”."
        ]
    }


def test_every_fixed_address_that_looks_like_a_slug_is_refused():
    fixed = [
        str(one.pattern).strip("/")
        for one in urlpatterns
        if str(one.pattern).endswith("/") and "<" not in str(one.pattern)
    ]

    assert "codebook" in fixed
    for slug in fixed:
        with pytest.raises(ValidationError):
            check_slug(slug)


def test_any_other_slug_is_free(db):
    Organisation(name="A", slug="codebooks", kind="funder", summary="S").full_clean()


@pytest.mark.parametrize("number", [1, 30])
def test_profile_takes_the_same_number_of_queries_for_any_number(
    home, client, django_assert_num_queries, number
):
    organisation = make_organisation(
        models=("worker",), helps=("training",), sources=number
    )
    index = make_case_studies(home)
    for one in range(number):
        make_case_study(index, f"Story {one}", organisation=organisation)
    client.get("/co-ops/equal-care/")

    with django_assert_num_queries(19):
        client.get("/co-ops/equal-care/")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Equal Care Co-op", "EC"), ("be-caring", "BC"), ("E3M", "E"), ("& Sons", "S")],
)
def test_initials_are_the_first_letters_of_two_words(name, initials):
    assert Organisation(name=name).initials == initials


def test_row_says_where_and_how_large_in_one_line():
    row = Organisation(
        place="Suffolk", founded_year=2012, size="36 teams", colleagues=9
    )

    assert row.row_meta == "Suffolk · founded 2012 · 36 teams"
    assert Organisation().row_meta == ""
