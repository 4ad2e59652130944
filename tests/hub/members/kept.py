"""A person of whom everything is kept, for tests of handing out and erasing."""

from allauth.account.models import EmailAddress
from django.test import Client
from wagtail.log_actions import log

from hub.members.models import (
    Block,
    Claim,
    Consent,
    Introduction,
    Invitation,
    Membership,
)
from hub.members.profiles.actions import save_profile
from tests.factories.directory import make_organisation
from tests.factories.forum import board, reply, topic
from tests.factories.members import make_member
from tests.hub.members.pictures import squares

SECRET = "Zyzzyva"


def sign_in(person) -> Client:
    """Sign in as people do, so that it is noted where they are signed in."""
    client = Client()
    form = {"login": person.email, "password": "a long password"}
    assert client.post("/accounts/login/", form).status_code == 302
    return client


def person_of_whom_all_is_kept():
    """Return the profile of somebody whose every trace holds the word `SECRET`."""
    profile = make_member(f"{SECRET} Ada", role=f"{SECRET} manager", place=SECRET)
    ada, ben = profile.user, make_member("Ben").user
    save_profile(
        profile=profile,
        name=ada.display_name,
        can_help_with=[],
        topics=[],
        photo=squares(),
    )
    organisation = make_organisation("Equal Care")
    Membership.objects.create(user=ada, organisation=organisation, role="owner")
    Claim.objects.create(
        user=ada, organisation=make_organisation("Other"), grounds=SECRET
    )
    Invitation.objects.create(inviter=ada, email="c@example.org", note=SECRET)
    Invitation.objects.create(inviter=ben, email=ada.email, note=SECRET, used_by=ada)
    Introduction.objects.create(asker=ada, asked=ben, message=SECRET)
    Introduction.objects.create(asker=ben, asked=ada, message=f"Hello {SECRET}")
    Block.objects.create(blocker=ada, blocked=make_member("Cy").user)
    Consent.objects.create(user=ada, what="x", wording=f"I {SECRET}", is_given=True)
    EmailAddress.objects.update_or_create(user=ada, email=ada.email)
    ada.saved_searches.create(title=SECRET, address=f"q={SECRET}")
    made = topic(board("Members", public=False), ben, subject="Rotas")
    reply(made, ada, content=f"My {SECRET} words")
    log(instance=ada, action="wagtail.edit", user=ben)
    sign_in(ada)
    return profile
