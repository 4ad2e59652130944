"""What editors chose for a question."""

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from hub.home.models import StandardPage
from hub.search.carrying import bring_up_to_date


@pytest.fixture
def promote(db):
    """Promote a page or an address for some words."""

    def promoted(words, **what):
        query, _ = Query.objects.get_or_create(query_string=words)
        return SearchPromotion.objects.create(query=query, sort_order=0, **what)

    return promoted


@pytest.fixture
def page(home, engine):
    """A page of its own."""
    page = home.add_child(instance=StandardPage(title="How rotas work", slug="rotas"))
    page.save_revision().publish()
    bring_up_to_date()
    return page


def bets(results):
    return [hit.url for hit in results.best_bets]


def test_promoted_page_comes_first_and_only_once(promote, page, put, ask):
    for _ in range(3):
        put("Rotas, rotas, rotas")
    promote("our rotas", page=page)
    results = ask("  Our ROTAS ")
    assert bets(results) == ["/rotas/"]
    assert "/rotas/" not in [hit.url for hit in results.hits]
    assert bets(ask("rotas")) == []


def test_promoted_page_without_the_words_is_shown_all_the_same(promote, page, ask):
    promote("wombats", page=page)
    assert bets(ask("wombats")) == ["/rotas/"]


@pytest.mark.parametrize("hide", ["restrict", "unpublish"])
def test_promoted_page_that_the_asker_may_not_see_stays_hidden(
    promote, page, ask, hide
):
    promote("rotas", page=page)
    if hide == "restrict":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()
    bring_up_to_date()
    assert bets(ask("rotas")) == []


def test_address_on_this_site_stands_for_its_entry(promote, put, ask, settings):
    put("Leading Lives", key="leading-lives", kind="organisation")
    url = f"{settings.BASE_URL}/leading-lives/"
    promote("suffolk", external_link_url=url, external_link_text="x")
    assert [hit.kind for hit in ask("suffolk").best_bets] == ["organisation"]


def test_address_on_this_site_that_is_hidden_stays_hidden(promote, put, ask, settings):
    put("Leading Lives", key="leading-lives", visibility="members")
    url = f"{settings.BASE_URL}/leading-lives/"
    promote("suffolk", external_link_url=url, external_link_text="x")
    assert bets(ask("suffolk")) == []
    assert bets(ask("suffolk", "members")) == ["/leading-lives/"]


def test_address_elsewhere_is_shown_escaped(promote, engine, ask):
    promote(
        "law",
        external_link_url="https://example.org/law",
        external_link_text="<b>The law</b>",
        description="<script>",
    )
    (bet,) = ask("law").best_bets
    assert bet.url == "https://example.org/law"
    assert "<b>" not in bet.title
    assert "<script>" not in bet.snippet


def test_second_page_repeats_no_best_bet(promote, page, put, ask):
    for _ in range(12):
        put("Rotas")
    promote("rotas", page=page)
    assert bets(ask("rotas", page=2)) == []


def test_hidden_bets_take_no_place_from_one_that_may_be_seen(
    promote, put, ask, settings
):
    for number in range(4):
        put(f"Hidden {number}", key=f"hidden{number}", visibility="members")
        promote("law", external_link_url=f"{settings.BASE_URL}/hidden{number}/")
    put("Seen", key="seen")
    promote("law", external_link_url=f"{settings.BASE_URL}/seen/")
    assert bets(ask("law")) == ["/seen/"]
