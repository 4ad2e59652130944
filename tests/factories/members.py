"""People of the network for tests: members, applicants and who invites them."""

from django.utils import timezone

from hub.accounts.models import User
from hub.core.models import Topic
from hub.members.models import Application, Invitation, PersonKind, Profile
from hub.members.profiles.actions import new_slug


def make_applicant(
    name: str = "Grace",
    *,
    email: str = "",
    is_confirmed: bool = True,
    **fields: object,
) -> Application:
    """Add somebody who signed up and was not let in yet."""
    user = User.objects.create_user(
        email or f"{name.lower()}@example.org",
        "a long password for tests",
        display_name=name,
        approved_at=None,
    )
    values = {
        "kind": PersonKind.FOUNDER,
        "why": f"Why {name} wants to join.",
        "confirmed_at": timezone.now() if is_confirmed else None,
    }
    return Application.objects.create(user=user, **(values | fields))


def make_invitation(
    inviter: User, email: str = "grace@example.org", **fields: object
) -> Invitation:
    """Add a member's invitation."""
    return Invitation.objects.create(inviter=inviter, email=email, **fields)


def make_member(
    name: str = "Ada", *, helps: tuple[str, ...] = (), **fields: object
) -> Profile:
    """Add a member who is in the people finder."""
    address = f"{name.lower().replace(' ', '.')}@members.example"
    user = User.objects.create_user(address, "a long password", display_name=name)
    values = {"slug": new_slug(), "is_listed": True} | fields
    profile = Profile.objects.create(user=user, **values)
    profile.can_help_with.set(Topic.objects.filter(slug__in=helps))
    return profile
