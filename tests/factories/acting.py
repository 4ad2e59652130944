"""Applicants, coordinators and people who act for organisations, for tests."""

from django.contrib.auth.models import Group
from django.utils import timezone

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.models import Application, Claim, Membership


def make_coordinator(name: str = "Cora") -> User:
    """Add a coordinator, with the rights that the map of roles gives."""
    user = make_member(name)
    user.groups.add(Group.objects.get(name="Coordinators"))
    return user


def make_member(name: str, *, email: str = "") -> User:
    """Add a person who was let in."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return User.objects.create_user(address, "a member's password", display_name=name)


def make_membership(
    user: User, organisation: Organisation, role: str = "owner"
) -> Membership:
    """Let a person act for an organisation."""
    return Membership.objects.create(user=user, organisation=organisation, role=role)


def make_claim(user: User, organisation: Organisation, **fields: object) -> Claim:
    """Let a person ask to act for an organisation."""
    values = {"grounds": "I am its care manager."}
    return Claim.objects.create(
        user=user, organisation=organisation, **(values | fields)
    )


def make_application(
    name: str = "Nia", *, email: str = "", confirmed: bool = True, **fields: object
) -> Application:
    """Let somebody ask to join; `confirmed=False` leaves their address unconfirmed."""
    user = make_member(name, email=email)
    User.objects.filter(pk=user.pk).update(approved_at=None)
    user.refresh_from_db()
    values = {
        "kind": "founder",
        "why": "I want to start a care co-op.",
        "confirmed_at": timezone.now() if confirmed else None,
    }
    return Application.objects.create(user=user, **(values | fields))
