import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session

from casestudies.models import CaseStudyPage
from forum.adapter.visibility import visible_topics
from hub.accounts import personal
from hub.accounts.models import User
from hub.home.models import HomePage, StandardPage
from hub.procurement.models import ClausePage, RoutePage
from tests.browser.pages import PAGE_TYPES
from tests.factories.casestudies import make_case_studies, make_case_study


def published(story, day):
    moment = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
    CaseStudyPage.objects.filter(pk=story.pk).update(first_published_at=moment)


def test_home_shows_its_sentence_one_search_box_and_three_doors(home, client):
    page = BeautifulSoup(client.get("/").content, "html5lib")

    assert page.h1.text == "Care co-ops together."
    assert [form["action"] for form in page.select("main form")] == ["/search/"]
    assert [door["href"] for door in page.select(".doors h2 a")] == [
        "/co-ops/",
        "/guides/",
        "/procurement/",
    ]
    assert page.title.text.startswith("Care Co-op Hub: ")


def test_home_shows_the_newest_three_case_studies_and_no_draft(home, client):
    index = make_case_studies(home)
    for day in (2, 4, 1, 3):
        published(make_case_study(index, f"Story {day}"), day)
    make_case_study(index, "Secret", live=False)

    response = client.get("/")

    shown = [story.title for story in response.context["highlights"]]
    assert shown == ["Story 4", "Story 3", "Story 2"]
    assert b"Secret" not in response.content


def test_home_without_case_studies_has_no_empty_heading(home, client):
    assert b"What care co-ops have shown" not in client.get("/").content


@pytest.mark.parametrize("number", [1, 30])
def test_home_takes_the_same_number_of_queries_for_any_number(
    home, client, django_assert_num_queries, number
):
    index = make_case_studies(home)
    for one in range(number):
        make_case_study(index, f"Story {one}", models=("worker",))
    client.get("/")

    with django_assert_num_queries(8):
        client.get("/")


def test_standard_page_shows_its_words(home, client):
    page = StandardPage(title="About", slug="about", summary="In short.")
    page.body = [("text", "<p>Who we are.</p>")]
    home.add_child(instance=page)

    shown = BeautifulSoup(client.get("/about/").content, "html5lib")

    assert shown.h1.text == "About"
    assert "In short." in shown.main.text
    assert shown.find("p", string="Who we are.") is not None
    assert shown.find("meta", {"name": "description"})["content"] == "In short."


def test_table_of_what_is_kept_names_every_part(home, client):
    page = StandardPage(title="Privacy", slug="privacy", body=[("kept", None)])
    home.add_child(instance=page)

    shown = BeautifulSoup(client.get("/privacy/").content, "html5lib")

    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in shown.select("main tbody tr")
    ]
    assert len(rows) > 10
    assert rows == [[one.label, one.why, one.kept_for] for one in personal.parts()]


def test_there_is_one_home_page_and_only_under_the_root(home):
    assert not HomePage.can_create_at(home.get_parent())
    assert not StandardPage.can_create_at(home.get_parent())
    assert StandardPage.can_create_at(home)


#: The numbers in these are those of a site of its own, not of a database that others used.
NUMBERED = ("/forum/working-in-care-",)
#: Signing in, joining and beginning a pack are forms, which need a token.
FORMS = ("/accounts/", "/packs/new/", "/packs/add/")


def public_addresses():
    discussion = visible_topics(AnonymousUser()).first()
    clause, route = ClausePage.objects.first(), RoutePage.objects.first()
    return [
        *(
            url
            for url in PAGE_TYPES.values()
            if not url.startswith((*FORMS, *NUMBERED))
        ),
        "/",
        "/about/",
        "/co-ops/",
        "/co-ops/leading-lives/",
        "/case-studies/",
        "/case-studies/leading-lives/",
        "/guides/",
        "/guides/starting-a-care-co-op/",
        "/procurement/",
        "/procurement/clauses/",
        clause.url,
        "/procurement/routes/",
        route.url,
        "/forum/",
        discussion.forum.get_absolute_url(),
        discussion.get_absolute_url(),
        discussion.address("topic_print"),
        "/search/",
        "/search/?q=care",
        "/style-guide/",
        "/privacy/",
        "/healthz",
        "/readyz",
        "/robots.txt",
    ]


# One test, because loading the starter content is the slow part of it.
def test_visitor_leaves_no_trace_and_is_shown_no_address_of_a_person(
    starter_content, client
):
    for address in public_addresses():
        response = client.get(address)
        html = response.content.decode()
        wanted = 404 if address == PAGE_TYPES["not found"] else 200

        assert (address, response.status_code) == (address, wanted)
        assert (address, dict(response.cookies)) == (address, {})
        assert "csrfmiddlewaretoken" not in html, address
        assert User.objects.exists()
        assert not [user for user in User.objects.all() if user.email in html], address
        # The same page for every visitor: nothing in it is made for this one.
        assert client.get(address).content.decode() == html, address
    assert Session.objects.count() == 0
