"""Who may do what for an organisation: the one place that answers.

Each call asks the database, so that what was taken away ends with the next request.
"""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from hub.accounts.models import User
from hub.accounts.roles import Role, register_holder
from hub.directory.models import Organisation
from hub.members.acting.querysets import MembershipQuerySet
from hub.members.models import Membership

DESK = "members.use_desk"


def organisations_of(user: User | AnonymousUser) -> MembershipQuerySet:
    """Return the person's memberships, by the organisation's name."""
    if not user.is_authenticated:
        return Membership.objects.none()
    own = Membership.objects.in_force().filter(user=user)
    return own.select_related("organisation").order_by("organisation__name", "pk")


def role_in(user: User | AnonymousUser, organisation: Organisation) -> str | None:
    """Return what the person is for the organisation: owner, editor or nothing."""
    if organisation.pk is None:
        return None
    mine = organisations_of(user).filter(organisation=organisation)
    return mine.values_list("role", flat=True).first()


def may_keep(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Tell whether the person may keep the organisation's entry right."""
    return role_in(user, organisation) is not None


def may_manage_people(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Tell whether the person may say who acts for the organisation.

    Its owners may; coordinators may too, to set right what went wrong.
    """
    return role_in(user, organisation) == Membership.Role.OWNER or may_oversee(user)


def may_oversee(user: User | AnonymousUser) -> bool:
    """Tell whether the person is a coordinator."""
    return user.is_active and user.has_perm(DESK)


def coordinators() -> QuerySet[User]:
    """Return the people who decide claims to any organisation."""
    return AuthenticationBackend().with_perm(DESK)


def register_role() -> None:
    """Let the map of roles know who keeps an organisation; once, when the app is ready."""
    register_holder(
        Role.ORGANISATION_EDITOR, lambda user: organisations_of(user).exists()
    )
