"""The secret link: to read, not to change; ended for good; telling nothing hidden."""

import pytest
from django.test import Client

from hub.packs.actions import share_pack, stop_sharing
from hub.packs.models import Pack
from tests.factories.packs import make_own_pack
from tests.factories.procurement import make_clause
from tests.test_roles_and_urls import told


@pytest.fixture
def shared(member, things):
    """A shared pack with a clause in it; (pack, address of the secret link)."""
    pack = make_own_pack(member, things.clause, rate="£14")
    share_pack(pack=pack)
    pack.refresh_from_db()
    return pack, pack.shared_path


def test_secret_link_is_made_by_a_button_and_shown(member_client, member, things):
    pack = make_own_pack(member, things.clause)

    page = member_client.post(f"/packs/{pack.pk}/share/", follow=True).text

    pack.refresh_from_db()
    assert f"http://testserver{pack.shared_path}" in page


def test_whoever_has_the_link_reads_the_wording_and_takes_it_away(client, shared):
    _, address = shared

    page = client.get(address)

    assert "Pay for travel time" in page.text
    assert "The Supplier will pay £14" in page.text
    assert client.get(f"{address}pack.docx").status_code == 200


def test_shared_page_keeps_its_address_to_itself_and_changes_nothing(client, shared):
    pack, address = shared
    for where in (address, f"{address}pack.docx"):
        response = client.get(where)
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert client.post(where).status_code == 405
    assert "<form" not in client.get(address).text
    assert f"/packs/{pack.pk}/" not in client.get(address).text


def test_link_that_was_ended_leads_nowhere_and_a_new_one_is_another(
    client, member_client, shared
):
    pack, address = shared
    member_client.post(f"/packs/{pack.pk}/unshare/")
    assert client.get(address).status_code == 404
    assert client.get(f"{address}pack.docx").status_code == 404

    member_client.post(f"/packs/{pack.pk}/share/")

    pack.refresh_from_db()
    assert pack.shared_path != address
    assert client.get(pack.shared_path).status_code == 200
    assert client.get(address).status_code == 404


def test_sharing_twice_keeps_the_link(member, things):
    pack = make_own_pack(member)

    assert share_pack(pack=pack) == share_pack(pack=pack)


def test_ended_link_answers_as_one_that_never_was(client, shared):
    pack, address = shared
    stop_sharing(pack=pack)
    never = "/packs/shared/never-was/"

    answer = client.get(address)

    assert answer.status_code == 404
    assert told(answer, address) == told(client.get(never), never)


def test_link_of_somebody_who_leaves_leads_nowhere(client, member, shared):
    _, address = shared
    assert client.get(address).status_code == 200
    member.is_active = False
    member.save()

    assert client.get(address).status_code == 404


def test_what_the_reader_may_not_see_is_not_told_by_the_link(
    client, member, things, member_client
):
    from wagtail.models import PageViewRestriction

    inside = make_clause(things.clauses, "Secret wording", summary="Secret summary.")
    pack = make_own_pack(member, inside, things.organisation)
    pack.items.update(note="Secret note.")
    share_pack(pack=pack)
    address = Pack.objects.get().shared_path
    PageViewRestriction.objects.create(
        page=inside, restriction_type=PageViewRestriction.LOGIN
    )
    things.organisation.unpublish()

    page = client.get(address).text

    assert "Clause: no longer available" in page
    assert "Secret" not in page
    assert "Equal Care" not in page
    # A member may read it, by the same link.
    assert "Secret summary." in member_client.get(address).text


@pytest.mark.parametrize("token", ["x", "None", "null", "0", "a" * 5_000], ids=len)
def test_token_that_was_never_given_is_not_found(member, token):
    make_own_pack(member)

    assert Client().get(f"/packs/shared/{token}/").status_code == 404


SHARED_QUERIES = 27


@pytest.mark.parametrize("count", [1, 30])
def test_shared_page_asks_the_same_number_of_questions(
    client, member, things, count, django_assert_max_num_queries
):
    clauses = [
        make_clause(things.clauses, f"Clause {number}") for number in range(count)
    ]
    pack = make_own_pack(
        member, things.route, things.case, things.organisation, *clauses
    )
    share_pack(pack=pack)
    pack.refresh_from_db()
    client.get(pack.shared_path)

    with django_assert_max_num_queries(SHARED_QUERIES) as asked:
        client.get(pack.shared_path)
    assert len(asked) == SHARED_QUERIES
