"""Saved searches: saving, listing, deleting; and stopping the mails from a mail."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.search.models import SavedSearch
from hub.search.saved_actions import MOST_EACH, stop_token

ADD = "/search/saved/add/"
LIST = "/search/saved/"


@pytest.fixture
def ada(home, person):
    return person("Ada")


@pytest.fixture
def member(ada, client_for):
    return client_for(ada)


def save(owner, title="rotas", address="q=rotas") -> SavedSearch:
    return owner.saved_searches.create(title=title, address=address)


def test_saving_keeps_words_and_facets_in_one_form_whatever_their_order(
    member, ada, put
):
    put("Rotas")
    member.post(f"{ADD}?kind=guide&q=++Rotas+&kind=clause&page=3&x=1")
    member.post(f"{ADD}?q=Rotas&kind=clause&kind=guide")
    (saved,) = ada.saved_searches.all()
    assert saved.address == "q=Rotas&kind=guide&kind=clause"
    assert saved.title == "Rotas · Guides · Clauses"


def test_saving_drops_values_that_nobody_offers(member, ada, put):
    member.post(f"{ADD}?q=rotas&kind=nonsense&year=19&year=2026&nation=wales")
    (saved,) = ada.saved_searches.all()
    assert saved.address == "q=rotas&nation=wales&year=2026"


def test_looking_before_saving_says_what_matches_and_saves_nothing(member, put):
    put("Rotas in the week")
    put("Hidden rotas", visibility="board:7")
    page = member.get(f"{ADD}?q=rotas").text
    assert "1 thing that you may see matches it now" in page
    assert not SavedSearch.objects.exists()


def test_saving_a_visitor_signs_in_first_and_loses_nothing(client, home):
    for answer in (client.get(f"{ADD}?q=rotas"), client.post(f"{ADD}?q=rotas")):
        assert answer.url == "/accounts/login/?next=/search/saved/add/%3Fq%3Drotas"
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("address", ["q=", "", "q=" + "&kind=guide", "q=%22%22"])
def test_saving_nothing_is_refused_with_words(address, member, put):
    answer = member.post(f"{ADD}?{address}", follow=True)
    assert "Search for something first" in answer.text
    assert not SavedSearch.objects.exists()


def test_saving_one_too_many_is_refused_and_says_why(member, ada, put):
    for number in range(MOST_EACH):
        save(ada, address=f"q={number}")
    assert "Delete one of" in member.get(f"{ADD}?q=rotas").text
    assert "Delete one first" in member.post(f"{ADD}?q=rotas", follow=True).text
    assert ada.saved_searches.count() == MOST_EACH
    # What was saved before is not one more.
    assert "Saved." in member.post(f"{ADD}?q=0", follow=True).text


def test_list_shows_ones_own_and_nobody_elses(member, ada, person):
    save(ada, "<i>rotas</i>")
    save(person("Bea"), "a hidden matter")
    page = BeautifulSoup(member.get(LIST).content, "html5lib")
    (link,) = page.select("main .list-row a")
    assert link.get_text() == "<i>rotas</i>"
    assert link["href"] == "/search/?q=rotas"
    assert "a hidden matter" not in page.get_text()


def test_list_of_nothing_says_how_to_save(member):
    assert "Nothing saved yet" in member.get(LIST).text


def test_list_asks_the_database_the_same_for_many_rows(
    member, ada, django_assert_num_queries
):
    save(ada)
    member.get(LIST)
    with CaptureQueriesContext(connection) as one:
        member.get(LIST)
    for number in range(29):
        save(ada, address=f"q={number}")
    with django_assert_num_queries(len(one)):
        member.get(LIST)


def test_deleting_ones_own_takes_it_and_another_members_is_not_found(
    member, ada, person
):
    own, other = save(ada), save(person("Bea"))
    assert member.get(f"{LIST}{own.pk}/delete/").status_code == 405
    assert member.post(f"{LIST}{own.pk}/delete/").url == LIST
    assert member.post(f"{LIST}{other.pk}/delete/").status_code == 404
    assert list(SavedSearch.objects.all()) == [other]


def test_pages_of_saved_searches_are_closed_to_visitors(client, ada):
    saved = save(ada)
    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}{saved.pk}/delete/").status_code == 302
    assert SavedSearch.objects.exists()


def test_way_to_save_is_the_same_for_everybody_and_keeps_the_facets(rf):
    request = rf.get("/search/?q=rotas+week&kind=guide&page=2")
    page = BeautifulSoup(
        render_to_string("search/keep.html", request=request), "html5lib"
    )
    assert page.a["href"] == "/search/saved/add/?q=rotas+week&kind=guide"


# --- Stopping -------------------------------------------------------------------------


@pytest.fixture
def stop(ada):
    saved = save(ada)
    save(ada, "surplus", "q=surplus")
    return f"{LIST}stop/{stop_token(saved)}/"


def test_stopping_signed_out_asks_first_and_then_deletes(client, stop):
    asked = client.get(stop)
    assert "rotas" in asked.text
    assert SavedSearch.objects.count() == 2
    done = client.post(stop)
    assert "No more e-mail about this search" in done.text
    assert not asked.cookies
    assert not done.cookies
    assert [one.title for one in SavedSearch.objects.all()] == ["surplus"]


def test_stopping_by_a_mail_program_needs_no_cookie_and_no_token(stop):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert SavedSearch.objects.count() == 1


def test_stopping_twice_says_that_it_is_stopped(client, stop):
    client.post(stop)
    assert client.post(stop).status_code == 200
    assert "No more e-mail about this search" in client.get(stop).text
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize("token", ["1", "1:", "1:forged", "%C3%A9:x", "x" * 500])
def test_stopping_with_a_forged_address_is_not_found(token, client, ada):
    save(ada)
    assert client.post(f"{LIST}stop/{token}/").status_code == 404
    assert SavedSearch.objects.exists()


def test_stopping_with_another_saved_searchs_signature_is_not_found(client, ada):
    first, second = save(ada), save(ada, address="q=2")
    signature = stop_token(first).split(":")[1]
    assert client.post(f"{LIST}stop/{second.pk}:{signature}/").status_code == 404
    assert SavedSearch.objects.count() == 2
