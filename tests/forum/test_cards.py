"""Who wrote a message: what the author shows of themselves, and no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from machina.apps.forum_permission.shortcuts import assign_perm

from hub.members.models import Membership, Profile
from tests.factories import forum as make
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


def profile(user, **fields) -> Profile:
    values = {"slug": f"slug{user.pk}", "name_seen_by": "public"} | fields
    return Profile.objects.create(user=user, **values)


def page_of(client, topic) -> str:
    return client.get(topic.get_absolute_url()).text


OPEN = {
    f"{part}_seen_by": "public" for part in ("name", "role", "organisation", "place")
}


def test_author_is_shown_with_role_organisation_and_place(client, topic, member):
    profile(member, role="Care manager", place="Ipswich", region="east", **OPEN)
    for name in ("Alder Co-op", "Birch Co-op"):
        Membership.objects.create(user=member, organisation=make_organisation(name))
    page = page_of(client, topic)
    assert "Care manager" in page
    assert "Ipswich" in page
    assert '<a href="/co-ops/alder-co-op/">Alder Co-op</a>' in page
    assert '<a href="/co-ops/birch-co-op/">Birch Co-op</a>' in page
    assert f'href="/people/slug{member.pk}/"' in page


@pytest.mark.parametrize("part", ["role", "organisation", "place"])
def test_part_for_members_is_hidden_from_visitors(
    client, client_for, topic, member, other, part
):
    organisation = make_organisation("HIDDEN Co-op") if part == "organisation" else None
    words = {} if organisation else {part: "HIDDEN words"}
    shown = OPEN | {f"{part}_seen_by": "members"}
    profile(member, organisation=organisation, **words, **shown)
    assert "HIDDEN" not in page_of(client, topic)
    assert "HIDDEN" in page_of(client_for(other), topic)


def test_hidden_name_hides_every_part(client_for, topic, member, other):
    shown = OPEN | {"name_seen_by": "hidden"}
    profile(member, role="HIDDEN role", place="HIDDEN place", **shown)
    page = page_of(client_for(other), topic)
    assert "HIDDEN" not in page
    assert f"/people/slug{member.pk}/" not in page


def test_organisation_that_is_not_published_is_not_shown(client, topic, member):
    draft = make_organisation("HIDDEN Draft", live=False)
    profile(member, **OPEN)
    Membership.objects.create(user=member, organisation=draft)
    assert "HIDDEN" not in page_of(client, topic)


def test_organisation_in_words_is_shown_without_a_link(client, topic, member):
    profile(member, organisation_name="<b>Our Co-op</b>", **OPEN)
    page = page_of(client, topic)
    assert "<span>&lt;b&gt;Our Co-op&lt;/b&gt;</span>" in page


@pytest.mark.parametrize("change", ["is_active", "leaves_at"])
def test_former_member_has_no_card(client, topic, member, change):
    from django.utils import timezone

    profile(member, role="HIDDEN role", **OPEN)
    value = {"is_active": False, "leaves_at": timezone.now()}[change]
    type(member).objects.filter(pk=member.pk).update(**{change: value})
    assert "HIDDEN" not in page_of(client, topic)


def test_address_is_never_shown(client, client_for, topic, member, other):
    profile(member, role="Care manager", **OPEN)
    for one in (client, client_for(other)):
        assert "@example.org" not in page_of(one, topic)


def test_moderators_carry_a_badge_in_words(client, topic, moderator, other):
    make.reply(topic, other)
    assert "Moderator</span>" not in page_of(client, topic)
    make.reply(topic, moderator)
    assert page_of(client, topic).count("Moderator</span>") == 2  # the name, the badge
    type(moderator).objects.filter(pk=moderator.pk).update(is_active=False)
    assert "Moderator</span>" not in page_of(client, topic)


def test_moderator_of_another_board_carries_no_badge_here(client, topic, other):
    elsewhere = make.board("Elsewhere")
    assign_perm("can_approve_posts", other, elsewhere)
    make.reply(topic, other)
    assert ">Moderator<" not in page_of(client, topic)
    assign_perm("can_approve_posts", other, topic.forum)
    assert ">Moderator<" in page_of(client, topic)


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_cards_cost_the_same_for_fifteen_authors(
    client, client_for, topic, other, person, who
):
    asker = client if who == "visitor" else client_for(other)

    def write(number: int) -> None:
        author = person(f"Author {number}")
        profile(author, organisation=make_organisation(f"Co-op {number}"), **OPEN)
        acting = make_organisation(f"Acting {number}")
        Membership.objects.create(user=author, organisation=acting)
        make.reply(topic, author, f"I am @slug{author.pk}")

    def queries() -> list[str]:
        page_of(asker, topic)
        with CaptureQueriesContext(connection) as captured:
            page_of(asker, topic)
        return [query["sql"] for query in captured]

    write(0)
    one = queries()
    for number in range(1, 15):
        write(number)
    fifteen = queries()
    assert page_of(asker, topic).count("/co-ops/acting-") == 15
    assert len(fifteen) == len(one), fifteen
