"""A person's page and picture: who sees which part."""

import re

import pytest
from django.utils import timezone

from hub.members.models import Membership
from hub.members.profiles.actions import save_profile
from tests.factories.directory import make_organisation
from tests.factories.members import make_member
from tests.hub.members.pictures import squares

PARTS = {
    "pronouns": ("pronouns", "they/them"),
    "role": ("role", "Care manager of nights"),
    "place": ("place", "Lower Snodbury"),
    "languages": ("languages", "Welsh and Klingon"),
    "organisation": ("organisation_name", "Unheard Of Care"),
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SEEN = [("public", 3), ("members", 2), ("hidden", 1)]


def page(client, profile):
    return client.get(profile.get_absolute_url())


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("seen_by", "how_many"), SEEN)
def test_part_is_on_the_page_for_those_it_is_for(
    home, client, member, client_for, part, seen_by, how_many
):
    field, words = PARTS[part]
    profile = make_member(
        "Ada", name_seen_by="public", **{field: words, f"{part}_seen_by": seen_by}
    )
    seen = [words in page(one, profile).text for one in (client, member)]
    assert seen == [how_many == 3, how_many >= 2]


def test_topics_are_on_the_page_for_those_they_are_for(home, client, member):
    profile = make_member("Ada", name_seen_by="public", helps=("training",))
    assert "Training" in page(member, profile).text
    assert "Training" not in page(client, profile).text


def test_part_is_never_seen_by_more_people_than_the_name(home, client, member):
    profile = make_member(
        "Ada", name_seen_by="members", role="Manager", role_seen_by="public"
    )
    assert page(client, profile).status_code == 404
    assert "Manager" in page(member, profile).text


def test_page_of_one_whose_name_is_hidden_is_their_own_alone(member, client_for):
    profile = make_member("Ada", name_seen_by="hidden", role="Manager")
    assert page(member, profile).status_code == 404
    own = page(client_for(profile.user), profile)
    assert "Nobody but you sees it" in own.text


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"approved_at": None},
        {"erased_at": timezone.now()},
        {"leaves_at": timezone.now()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_page_of_somebody_who_is_not_here_is_not_found(home, client, member, change):
    profile = make_member("Ada", name_seen_by="public")
    assert page(client, profile).status_code == 200
    for name, value in change.items():
        setattr(profile.user, name, value)
    profile.user.save()
    assert page(client, profile).status_code == 404
    assert page(member, profile).status_code == 404


def test_not_there_and_not_for_you_are_the_same_answer(home, client, member):
    profile = make_member("Ada", name_seen_by="hidden")
    for one in (client, member):
        for path in ("", "photo/", "introduce/"):
            hidden = one.get(f"{profile.get_absolute_url()}{path}")
            unknown = one.get(f"/people/nobodyhere/{path}")
            assert hidden.status_code == unknown.status_code
            shown = hidden.text.replace(profile.slug, "nobodyhere")
            assert TOKEN.sub("", shown) == TOKEN.sub("", unknown.text)


def test_organisations_acted_for_stand_in_place_of_the_one_named(member):
    acted = make_organisation("Equal Care")
    draft = make_organisation("Still Secret Care", live=False)
    profile = make_member("Ada", organisation_name="In words")
    assert "In words" in page(member, profile).text
    Membership.objects.create(user=profile.user, organisation=acted)
    Membership.objects.create(user=profile.user, organisation=draft)
    shown = page(member, profile).text
    assert acted.get_absolute_url() in shown
    assert "In words" not in shown
    assert "Still Secret" not in shown


def test_public_page_gives_a_visitor_no_cookie_and_names_no_address(client, home):
    profile = make_member("Ada", name_seen_by="public")
    response = page(client, profile)
    assert not response.cookies
    assert profile.user.email not in response.text


def with_photo(profile):
    save_profile(
        profile=profile,
        name=profile.user.display_name,
        can_help_with=[],
        topics=[],
        photo=squares(),
    )
    return profile


@pytest.mark.parametrize(("seen_by", "how_many"), SEEN)
def test_photo_goes_to_those_it_is_for(
    home, client, member, client_for, seen_by, how_many
):
    profile = with_photo(
        make_member("Ada", name_seen_by="public", photo_seen_by=seen_by)
    )
    askers = (client, member, client_for(profile.user))
    answers = [one.get(f"/people/{profile.slug}/photo/") for one in askers]
    codes = [answer.status_code for answer in answers]
    assert codes == [200 if place >= 3 - how_many else 404 for place in range(3)]
    shown = f"/people/{profile.slug}/photo/"
    assert [shown in page(one, profile).text for one in askers[:2]] == [
        how_many == 3,
        how_many >= 2,
    ]


def test_photo_is_sent_as_a_picture_and_kept_by_nobody_when_it_is_not_public(
    home, client, member
):
    profile = with_photo(make_member("Ada", name_seen_by="public"))
    private = member.get(f"/people/{profile.slug}/photo/?size=small")
    assert private["Content-Type"] == "image/jpeg"
    assert private["X-Content-Type-Options"] == "nosniff"
    assert private["Cache-Control"] == "private, no-cache"
    profile.photo_seen_by = "public"
    profile.save()
    public = client.get(f"/people/{profile.slug}/photo/")
    assert public["Cache-Control"] == "public, max-age=300"
    assert not public.cookies


def test_photo_of_an_odd_size_is_a_bad_request(home, client):
    profile = with_photo(make_member("Ada", name_seen_by="public"))
    for size in ("huge", "../../hub", "%2e%2e"):
        answer = client.get(f"/people/{profile.slug}/photo/?size={size}")
        assert answer.status_code == 400


def test_photo_of_somebody_switched_off_is_not_found(home, client):
    profile = with_photo(
        make_member("Ada", name_seen_by="public", photo_seen_by="public")
    )
    profile.user.is_active = False
    profile.user.save()
    assert client.get(f"/people/{profile.slug}/photo/").status_code == 404
