"""One's own packs: their list, order, notes, names and end; another's is not there."""

import pytest
from django.test import Client

from hub.packs.models import Pack
from tests.factories.packs import make_own_pack, put_in
from tests.factories.procurement import make_clause
from tests.test_roles_and_urls import told

MISSING = 999_999_999
HOSTILE = {
    "markup": "<script>alert(1)</script> ]]> <!-- &amp;",
    "formula": '=HYPERLINK("https://x.example")',
    "right-to-left": "שלום \u202eבֹּקֶר‏ العربية",
    "emoji": "👩🏽‍🤝‍👩🏿",
    "brackets": "[[rate| ]] [[ ]] {{ x }} {% y %} ((",
    "nul": "a\x00b\x1bc\ud7ff",
}


def titles(client, pack) -> list[str]:
    response = client.get(f"/packs/{pack.pk}/")
    return [one.title for one in response.context["held"]]


def item_of(pack, thing):
    return pack.items.get(thing_id=thing.pk)


def test_list_shows_ones_own_packs_and_nobody_elses(member_client, member, person):
    make_own_pack(member, name="Home care")
    make_own_pack(person("Olga Other"), name="Secret plans")

    page = member_client.get("/packs/").text

    assert "Home care" in page
    assert "Secret plans" not in page
    assert "Secret plans" not in Client().get("/packs/").text


def test_empty_pack_is_begun_with_a_name(member_client, member):
    response = member_client.post("/packs/new/", {"name": "  Night \n care "})

    pack = Pack.objects.get()
    assert response.url == f"/packs/{pack.pk}/"
    assert (pack.owner, pack.name) == (member, "Night care")
    assert "There is nothing in it yet" in member_client.get(response.url).text


def test_things_move_up_and_down_one_by_one(member_client, member, every_thing):
    first, second, third, *_ = every_thing
    pack = make_own_pack(member, first, second, third)

    def move(thing, to):
        address = f"/packs/{pack.pk}/things/{item_of(pack, thing).pk}/move/"
        assert member_client.post(address, {"to": to}).status_code == 302
        return titles(member_client, pack)

    assert move(third, "up") == [str(first), str(third), str(second)]
    assert move(first, "down") == [str(third), str(first), str(second)]
    # At either end, and told nonsense, it stays.
    assert move(third, "up") == [str(third), str(first), str(second)]
    assert move(second, "down") == [str(third), str(first), str(second)]
    assert move(first, "sideways") == [str(third), str(first), str(second)]


def test_thing_is_taken_out(member_client, member, things):
    pack = make_own_pack(member, things.clause, things.route)
    item = item_of(pack, things.clause)

    member_client.post(f"/packs/{pack.pk}/things/{item.pk}/remove/")

    assert titles(member_client, pack) == [str(things.route)]


def test_note_is_written_and_shown_with_its_thing(member_client, member, things):
    pack = make_own_pack(member, things.clause)
    address = f"/packs/{pack.pk}/things/{item_of(pack, things.clause).pk}/note/"

    member_client.post(address, {"note": "Ask the board.\r\n\r\nThen the lawyer."})

    assert "Then the lawyer." in member_client.get(f"/packs/{pack.pk}/").text
    assert "Ask the board." in member_client.get(address).text


def test_note_that_is_too_long_is_said_beside_its_field_and_not_lost(
    member_client, member, things
):
    pack = make_own_pack(member, things.clause)
    address = f"/packs/{pack.pk}/things/{item_of(pack, things.clause).pk}/note/"

    response = member_client.post(address, {"note": "n" * 100_000})

    assert "Use at most 1000 characters." in response.text
    assert "n" * 100_000 in response.text
    assert item_of(pack, things.clause).note == ""


def test_pack_is_renamed_and_bad_names_are_kept_in_the_form(member_client, member):
    pack = make_own_pack(member)
    address = f"/packs/{pack.pk}/rename/"
    assert pack.name in member_client.get(address).text

    member_client.post(address, {"name": "Night care"})
    too_long = member_client.post(address, {"name": "x" * 101})

    assert Pack.objects.get().name == "Night care"
    assert "Use at most 100 characters." in too_long.text
    assert "x" * 101 in too_long.text


def test_pack_is_deleted_only_when_that_was_confirmed(member_client, member, things):
    pack = make_own_pack(member, things.clause)
    address = f"/packs/{pack.pk}/delete/"

    assert "cannot be undone" in member_client.get(address).text
    assert Pack.objects.exists()
    response = member_client.post(address, follow=True)

    assert f"Deleted: {pack.name}." in response.text
    assert not Pack.objects.exists()


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=list(HOSTILE))
def test_whatever_is_typed_breaks_no_page(member_client, member, things, typed):
    pack = make_own_pack(member, things.clause)
    item = item_of(pack, things.clause)
    sent = {
        "rename/": {"name": typed},
        f"things/{item.pk}/note/": {"note": typed},
        "fill/": {"settle-rate": typed},
    }
    for tail, fields in sent.items():
        address = f"/packs/{pack.pk}/{tail}"
        assert member_client.post(address, fields).status_code == 302, tail
        assert member_client.get(address).status_code == 200

    page = member_client.get(f"/packs/{pack.pk}/")

    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "\x00" not in page.text
    assert "\u202e" not in page.text
    assert member_client.get(f"/packs/{pack.pk}/pack.docx").status_code == 200


ADDRESSES = [
    ("get", "{pack}/"),
    ("get", "{pack}/pack.docx"),
    ("get", "{pack}/delete/"),
    ("post", "{pack}/delete/"),
    ("get", "{pack}/rename/"),
    ("post", "{pack}/rename/"),
    ("get", "{pack}/fill/"),
    ("post", "{pack}/fill/"),
    ("post", "{pack}/share/"),
    ("post", "{pack}/unshare/"),
    ("get", "{pack}/things/{item}/note/"),
    ("post", "{pack}/things/{item}/note/"),
    ("post", "{pack}/things/{item}/move/"),
    ("post", "{pack}/things/{item}/remove/"),
    ("post", "{pack}/things/{item}/newest/"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_pack_of_somebody_else_answers_as_one_that_never_was(
    client, member_client, person, things, method, address
):
    pack = make_own_pack(person("Olga Other"), things.clause)
    item = pack.items.get().pk
    theirs = f"/packs/{address.format(pack=pack.pk, item=item)}"
    absent = f"/packs/{address.format(pack=MISSING, item=item)}"
    for asker in (client, member_client):
        answer, no_answer = (
            getattr(asker, method)(theirs),
            getattr(asker, method)(absent),
        )
        assert answer.status_code == 404
        assert told(answer, theirs) == told(no_answer, absent)
    assert pack.items.get().note == ""


def test_thing_of_another_pack_is_not_reached_through_ones_own(
    member_client, member, person, things
):
    own = make_own_pack(member)
    other = make_own_pack(person("Olga Other"), things.clause)
    item = other.items.get().pk

    response = member_client.post(f"/packs/{own.pk}/things/{item}/remove/")

    assert response.status_code == 404
    assert other.items.exists()


@pytest.mark.parametrize("pk", ["0", "9" * 30, "9" * 5_000], ids=len)
def test_numbers_beyond_any_pack_are_not_found(member_client, pk):
    assert member_client.get(f"/packs/{pk}/").status_code == 404
    assert member_client.get(f"/packs/{pk}/pack.docx").status_code == 404
    assert member_client.post(f"/packs/{pk}/things/{pk}/move/").status_code == 404


def test_what_is_no_longer_published_is_not_named(member_client, member, things):
    hidden = make_clause(things.clauses, "Secret wording", summary="Secret summary.")
    pack = make_own_pack(member, things.clause, hidden)
    hidden.unpublish()
    things.organisation.unpublish()
    put_in(pack, things.organisation)

    page = member_client.get(f"/packs/{pack.pk}/").text

    assert "Clause: no longer available" in page
    assert "Organisation: no longer available" in page
    assert "Secret" not in page
    assert "Equal Care" not in page


PACK_QUERIES = 10


@pytest.mark.parametrize("count", [1, 30])
def test_pack_page_asks_the_same_number_of_questions(
    member_client, member, things, count, django_assert_max_num_queries
):
    clauses = [
        make_clause(things.clauses, f"Clause {number}") for number in range(count)
    ]
    pack = make_own_pack(
        member, things.route, things.guide, things.case, things.organisation, *clauses
    )
    member_client.get(f"/packs/{pack.pk}/")

    with django_assert_max_num_queries(PACK_QUERIES) as asked:
        member_client.get(f"/packs/{pack.pk}/")
    assert len(asked) == PACK_QUERIES


LIST_QUERIES = 4


@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_the_same_number_of_questions(
    member_client, member, count, django_assert_num_queries
):
    for number in range(count):
        make_own_pack(member, name=f"Pack {number}")

    with django_assert_num_queries(LIST_QUERIES):
        member_client.get("/packs/")
