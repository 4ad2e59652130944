"""Who is let in without waiting for a coordinator, and who the coordinators are."""

from urllib.parse import urlsplit

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.db.models import QuerySet

from hub.accounts.models import User
from hub.members.models import Application, Decision, Membership

PERMISSION = "members.change_application"


def coordinators() -> QuerySet[User]:
    """Return the people who decide applications."""
    return AuthenticationBackend().with_perm(PERMISSION)


def way_of(application: Application) -> str:
    """Return what lets a confirmed applicant in at once; empty when they wait."""
    if application.state != Decision.WAITING:
        return ""
    if settings.APPROVE_INVITED and _is_invited(application):
        return Application.Way.INVITATION
    if settings.APPROVE_BY_DOMAIN and _is_at_domain(application):
        return Application.Way.DOMAIN
    return ""


def _is_invited(application: Application) -> bool:
    invitation = application.invitation
    return (
        invitation is not None
        and invitation.used_by_id == application.user_id
        and invitation.inviter.is_active
    )


def _is_at_domain(application: Application) -> bool:
    """Tell whether the address is at the website of an organisation with an owner here."""
    organisation = application.organisation
    if organisation is None or not organisation.live:
        return False
    domain = domain_of(organisation.website)
    is_claimed = Membership.objects.filter(
        organisation=organisation,
        role=Membership.Role.OWNER,
        user__is_active=True,
    ).exists()
    at = application.user.email.rpartition("@")[2]
    return bool(domain) and is_claimed and at == domain


def domain_of(website: str) -> str:
    """Return the host of a website without its www; empty when there is none."""
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")
