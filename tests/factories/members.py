"""People of the network for tests: applicants and who invites them."""

from django.utils import timezone

from hub.accounts.models import User
from hub.members.models import Application, Invitation, PersonKind


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
