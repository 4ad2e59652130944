"""What the asker may not see shows nowhere: the hidden thing is there, and findable."""

from urllib.parse import quote, quote_plus

import pytest
from wagtail.models import PageViewRestriction

from hub.home.models import StandardPage
from hub.search import outbox
from hub.search.carrying import bring_up_to_date
from tests.hub.search.engines import with_files

SECRET = "quokkatown"


@pytest.fixture
def secret(put):
    put("Rotas in public", body="Leeds")
    return put(
        f"Rotas in {SECRET}", body=f"{SECRET} board minutes", visibility="members"
    )


@pytest.mark.parametrize(
    "typed", [SECRET, f"rotas {SECRET}", f'"board minutes" {SECRET}', f"leeds {SECRET}"]
)
def test_search_by_a_visitor_hides_members_things_everywhere(
    secret, client, ask, typed
):
    results = ask(typed)
    page = client.get("/search/", {"q": typed})

    assert secret.url not in [hit.url for hit in results.hits]
    assert results.total == sum(results.counts.get("kind", {}).values()) <= 1
    said = page.content.decode()
    # The words come back in the box and, in two ways of quoting, in addresses.
    for echo in (typed, quote(typed, safe=""), quote_plus(typed)):
        said = said.replace(echo, "")
    assert "minutes" not in said.replace("board minutes", "")
    assert f"Rotas in <mark>{SECRET}" not in said


def test_search_for_a_hidden_word_answers_like_one_for_no_word(secret, ask):
    hidden, absent = ask(SECRET), ask("zzzzzz")
    assert (hidden.total, hidden.counts, hidden.is_relaxed) == (0, {}, False)
    assert (absent.total, absent.counts, absent.is_relaxed) == (0, {}, False)


def test_relax_notice_does_not_depend_on_hidden_things(secret, ask):
    # The member finds one with all words; the visitor must be told of some, not of all.
    assert ask(f"rotas {SECRET}", "members").whole == 1
    hidden, absent = ask(f"rotas {SECRET}"), ask("rotas zzzzzz")
    assert (hidden.whole, hidden.is_relaxed) == (0, True)
    assert (absent.whole, absent.is_relaxed) == (0, True)


def test_search_by_a_member_finds_members_things(secret, client_for, person):
    response = client_for(person()).get("/search/", {"q": SECRET})
    assert [hit.url for hit in response.context["results"].hits] == [secret.url]


@pytest.mark.parametrize("keys", [(), ("members",), ("board:8",)])
def test_search_without_the_board_key_finds_no_board_thing(put, ask, keys):
    put("Rotas", visibility="board:7")
    results = ask("rotas", *keys)
    assert (results.total, results.counts) == (0, {})


def test_search_with_the_board_key_finds_the_board_thing(put, ask):
    put("Rotas", visibility="board:7")
    assert ask("rotas", "board:7").total == 1


def test_thing_hidden_but_not_yet_drained_is_in_no_count(put, ask):
    row = put("Rotas", key="one")
    entry = {
        name: getattr(row, name) for name in ("kind", "title", "url", "changed_at")
    }
    from hub.search.entries import Entry

    outbox.put(Entry(key="one", visibility="members", **entry), drain=False)
    results = ask("rotas")
    assert (results.total, results.counts, results.hits) == (0, {}, [])


@with_files
def test_table_answers_hide_members_things_too(secret, ask, engine):
    (engine.folder / "current").unlink()
    results = ask(SECRET)
    assert results.is_degraded
    assert (results.total, results.counts) == (0, {})
    assert ask(SECRET, "members").total == 1


@pytest.mark.parametrize(
    ("restriction", "visitor", "member"),
    [
        (PageViewRestriction.LOGIN, 0, 1),
        (PageViewRestriction.PASSWORD, 0, 0),
        (PageViewRestriction.GROUPS, 0, 0),
    ],
)
def test_page_behind_a_restriction_is_found_only_by_those_let_in(
    engine, home, ask, restriction, visitor, member
):
    page = home.add_child(instance=StandardPage(title="Rotas", slug="rotas"))
    page.save_revision().publish()
    bring_up_to_date()
    assert ask("rotas").total == 1

    made = PageViewRestriction.objects.create(page=page, restriction_type=restriction)
    assert (ask("rotas").total, ask("rotas", "members").total) == (visitor, member)
    bring_up_to_date()
    assert (ask("rotas").total, ask("rotas", "members").total) == (visitor, member)

    made.delete()
    bring_up_to_date()
    assert ask("rotas").total == 1
