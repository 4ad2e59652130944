"""People in the search: only those who want to be, by what they show."""

import pytest
from django.utils import timezone

from hub.core.models import Topic
from hub.core.visibility import MEMBERS, PUBLIC
from hub.members.models import Membership, Profile
from hub.members.profiles.actions import ensure_profile
from hub.search.collecting import collect_entries
from hub.search.models import SearchEntry
from tests.factories.directory import make_organisation
from tests.factories.members import make_member


def entry(profile) -> SearchEntry | None:
    key = f"members.profile:{profile.pk}"
    return SearchEntry.objects.filter(key=key, is_gone=False).first()


def words_of(row) -> str:
    return f"{row.title} {row.summary} {row.body} {row.where} {row.facets} {row.facts}"


@pytest.mark.parametrize(("seen_by", "key"), [("public", PUBLIC), ("members", MEMBERS)])
def test_person_in_the_finder_is_found_by_those_who_see_the_name(home, seen_by, key):
    profile = make_member("Ada", name_seen_by=seen_by)
    row = entry(profile)
    assert (row.kind, row.title, row.visibility) == ("person", "Ada", key)
    assert row.url == profile.get_absolute_url()


def test_person_who_is_not_in_the_finder_is_not_found(home):
    assert entry(make_member("Ada", is_listed=False)) is None
    assert entry(make_member("Bea", name_seen_by="hidden")) is None


def test_public_entry_holds_public_parts_alone(home):
    profile = make_member(
        "Ada",
        name_seen_by="public",
        role="Nightmanager",
        place="Snodbury",
        place_seen_by="public",
        nation="wales",
        languages="Klingon",
        languages_seen_by="hidden",
        helps=("training",),
    )
    words = words_of(entry(profile))
    assert "Snodbury" in words
    assert "wales" in words
    for hidden in ("Nightmanager", "Klingon", "training", "Training"):
        assert hidden not in words


def test_members_entry_holds_nothing_hidden_and_no_address(home):
    profile = make_member(
        "Ada",
        role="Nightmanager",
        place="Snodbury",
        nation="wales",
        place_seen_by="hidden",
        helps=("training",),
    )
    words = words_of(entry(profile))
    assert "Nightmanager" in words
    assert "Training" in words
    for hidden in ("Snodbury", "wales", profile.user.email):
        assert hidden not in words


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"erased_at": timezone.now()},
        {"leaves_at": timezone.now()},
        {"approved_at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_person_who_is_not_here_any_more_is_found_no_more(home, change):
    profile = make_member("Ada")
    for name, value in change.items():
        setattr(profile.user, name, value)
    profile.user.save()
    assert entry(profile) is None
    gone = SearchEntry.objects.get(key=f"members.profile:{profile.pk}")
    assert "Ada" not in words_of(gone)
    collect_entries()
    assert entry(profile) is None


def test_opting_out_takes_the_entry_at_once(home):
    profile = make_member("Ada")
    profile.is_listed = False
    profile.save()
    assert entry(profile) is None


def test_entry_follows_topics_names_organisations_and_memberships(home):
    profile = make_member("Ada")
    profile.can_help_with.add(Topic.objects.get(slug="training"))
    assert entry(profile).facets["topic"] == ["training"]
    organisation = make_organisation("Equal Care")
    row = Membership.objects.create(user=profile.user, organisation=organisation)
    assert "Equal Care" in entry(profile).body
    organisation.name = "Equaller Care"
    organisation.save()
    assert "Equaller Care" in entry(profile).body
    row.delete()
    assert "Equaller" not in entry(profile).body
    profile.user.display_name = "Ada Other"
    profile.user.save()
    assert entry(profile).title == "Ada Other"


def test_deleted_profile_leaves_no_entry(home):
    profile = make_member("Ada")
    pk = profile.pk
    Profile.objects.all().delete()
    assert not SearchEntry.objects.filter(
        key=f"members.profile:{pk}", is_gone=False
    ).exists()


def test_switching_people_off_in_the_list_of_the_admin_takes_their_entries(
    home, person, client_for
):
    profile = make_member("Ada")
    admin = client_for(person("Root", is_superuser=True, is_staff=True))
    answer = admin.post(
        f"/admin/bulk/accounts/user/set_active_state/?id={profile.pk}",
        {"mark_as_active": "False"},
    )
    assert answer.status_code == 302
    profile.user.refresh_from_db()
    assert not profile.user.is_active
    assert entry(profile) is None


def test_profile_is_made_once_and_its_address_tells_no_name(home, person):
    ada = person("Ada")
    first = ensure_profile(person=ada, kind="manager")
    assert ensure_profile(person=ada, kind="founder").kind == "manager"
    assert "ada" not in first.slug
