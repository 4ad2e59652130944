import pytest
from django.core.cache import cache

from hub.members.models import Invitation, Membership
from hub.notify.models import Letter
from tests.factories.directory import make_organisation
from tests.factories.members import make_invitation

INVITATIONS = "/me/invitations/"


@pytest.fixture(autouse=True)
def no_limits_used(home):
    cache.clear()
    yield
    cache.clear()


def test_member_invites_somebody_who_gets_one_mail(person, client_for, delivered):
    client = client_for(person("Ada"))

    client.post(INVITATIONS, {"email": "Grace@Example.org", "note": "Do <come>."})

    mail = delivered()[-1]
    assert mail.to == ["grace@example.org"]
    assert "Ada invites you" in mail.subject
    assert "Do <come>." in mail.body
    assert "Do &lt;come&gt;." in mail.alternatives[0].content
    assert "http://localhost:8000/invitation/" in mail.body


def test_inviting_a_member_looks_the_same_and_sends_nothing(
    person, client_for, delivered
):
    client = client_for(person("Ada"))
    person("Grace")

    known = client.post(INVITATIONS, {"email": "grace@example.org"}, follow=True)
    unknown = client.post(INVITATIONS, {"email": "heidi@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert known.content.decode().count("grace@example.org") == 3
    assert unknown.content.decode().count("heidi@example.org") == 3
    assert [mail.to for mail in delivered()] == [["heidi@example.org"]]


def test_second_invitation_to_one_address_replaces_the_first(person, client_for):
    client = client_for(person("Ada"))
    for _ in range(2):
        client.post(INVITATIONS, {"email": "grace@example.org"})

    assert Invitation.objects.open().count() == 1


def test_invitation_taken_back_before_it_was_sent_is_not_sent(
    person, client_for, delivered
):
    client = client_for(person("Ada"))
    client.post(INVITATIONS, {"email": "grace@example.org"})
    client.post(f"{INVITATIONS}{Invitation.objects.get().pk}/take-back/")

    assert delivered() == []
    assert Letter.objects.get().state == Letter.State.DROPPED


def test_invitation_of_another_cannot_be_taken_back(person, client_for):
    invitation = make_invitation(person("Ada"))

    answer = client_for(person("Mallory")).post(
        f"{INVITATIONS}{invitation.pk}/take-back/"
    )

    assert answer.status_code == 404
    invitation.refresh_from_db()
    assert invitation.taken_back_at is None


def test_invitation_in_use_cannot_be_taken_back(person, client_for):
    from django.utils import timezone

    ada = person("Ada")
    invitation = make_invitation(ada, used_at=timezone.now())

    answer = client_for(ada).post(
        f"{INVITATIONS}{invitation.pk}/take-back/", follow=True
    )

    assert "has joined by this" in answer.content.decode()


def test_organisation_is_offered_to_its_owner_alone(person, client_for):
    organisation = make_organisation("Equal Care")
    owner = person("Olive")
    Membership.objects.create(user=owner, organisation=organisation, role="owner")

    assert "Equal Care" in client_for(owner).get(INVITATIONS).content.decode()
    other = client_for(person("Mallory"))
    assert "Equal Care" not in other.get(INVITATIONS).content.decode()
    other.post(INVITATIONS, {"email": "g@example.org", "organisation": organisation.pk})
    assert Invitation.objects.get().organisation is None


def test_member_sees_no_invitation_of_another(person, client_for):
    make_invitation(person("Ada"), email="secret@example.org")

    page = client_for(person("Mallory")).get(INVITATIONS)

    assert "secret@example.org" not in page.content.decode()


def test_invitations_end_for_the_day(person, client_for, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/d/user"}
    client = client_for(person("Ada"))
    for name in ("a", "b", "c"):
        answer = client.post(INVITATIONS, {"email": f"{name}@example.org"})

    assert "enough for one day" in answer.content.decode()
    assert "c@example.org" in answer.content.decode()
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("email", ["", "nobody", "a\x00@example.org", "x" * 300])
def test_bad_address_is_explained_and_the_note_is_kept(person, client_for, email):
    answer = client_for(person("Ada")).post(
        INVITATIONS, {"email": email, "note": "Kept words"}
    )

    assert "There is a problem" in answer.content.decode()
    assert "Kept words" in answer.content.decode()


def test_visitor_is_led_to_the_sign_in_page(client):
    assert client.get(INVITATIONS).url.startswith("/accounts/login/")


def test_list_asks_the_database_as_often_for_many(
    person, client_for, django_assert_num_queries, django_assert_max_num_queries
):
    ada = person("Ada")
    client = client_for(ada)
    make_invitation(ada, organisation=make_organisation())
    client.get(INVITATIONS)
    with django_assert_max_num_queries(25) as few:
        client.get(INVITATIONS)
    for number in range(29):
        make_invitation(ada, email=f"{number}@example.org")

    with django_assert_num_queries(len(few)):
        client.get(INVITATIONS)
