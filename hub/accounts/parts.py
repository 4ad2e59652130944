"""What an account itself keeps of a person: name and address, ways of signing in."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from hub.accounts.models import FORMER_MEMBER, User
from hub.accounts.personal import Part, Rows, register, rows_of

ACCOUNT = "account"
_DAYS = settings.SESSION_COOKIE_AGE // (24 * 60 * 60)


def register_parts() -> None:
    """Count these parts among what is kept."""
    register(
        Part(
            key=ACCOUNT,
            label="Your account",
            why="To let you in, and to put a name beside what you write.",
            kept_for=(
                "Until you leave. An empty account without name and address stays, so "
                "that other people's discussions stay whole."
            ),
            export=_account,
            erase=_empty_account,
            covers=("accounts.user_groups.user", "accounts.user_user_permissions.user"),
        )
    )
    register(
        Part(
            key="signing-in",
            label="How and where you sign in",
            why="To keep your account safe, and to show you where it is open.",
            kept_for=(
                f"A sign-in ends after {_DAYS} days at the latest; addresses, passkeys "
                "and codes are kept until you remove them or leave."
            ),
            export=_signing_in,
            erase=_end_signing_in,
            covers=(
                "account.emailaddress.user",
                "mfa.authenticator.user",
                "usersessions.usersession.user",
                "wagtailusers.userprofile.user",
            ),
        )
    )


def _account(person: User) -> Rows:
    return rows_of(
        User.objects.filter(pk=person.pk),
        {
            "Name": "display_name",
            "E-mail address": "email",
            "Joined": "date_joined",
            "Let in": "approved_at",
            "Last signed in": "last_login",
        },
    ) + rows_of(person.groups.all(), {"Group": "name"})


def _empty_account(person: User) -> None:
    """Take name, address and every right away; nobody signs in with it again."""
    person.email = f"erased-{person.pk}-{secrets.token_hex(8)}@erased.invalid"
    person.display_name = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = person.leaves_at = None
    person.set_unusable_password()
    person.erased_at = timezone.now()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    # What was done to the account is noted with the name it had.
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
    ).update(label=FORMER_MEMBER, data={})


def _signing_in(person: User) -> Rows:
    return [
        *rows_of(
            EmailAddress.objects.filter(user=person),
            {"E-mail address": "email", "Confirmed": "verified", "Main": "primary"},
        ),
        *rows_of(
            Authenticator.objects.filter(user=person),
            {"Second step": "type", "Since": "created_at", "Last used": "last_used_at"},
        ),
        *rows_of(
            UserSession.objects.filter(user=person),
            {
                "Browser": "user_agent",
                "Internet address": "ip",
                "Signed in": "created_at",
                "Last seen": "last_seen_at",
            },
        ),
    ]


def _end_signing_in(person: User) -> None:
    end_sessions(person)
    for model in (EmailAddress, Authenticator, UserProfile):
        model.objects.filter(user=person).delete()


def end_sessions(person: User) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()
