"""Members ask somebody to join."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.joining.invitation_tokens import invitation_token
from hub.members.models import Invitation
from hub.notify.mails import render_mail
from hub.notify.models import Letter
from hub.notify.outbox import Mail, put, register_composer

MOST_OPEN = 20


class TooManyOpen(Exception):
    """As many of this member's invitations are open as fit."""


class IsUsed(Exception):
    """Somebody has joined by it."""


@transaction.atomic
def invite(
    *, inviter: User, email: str, note: str = "", organisation: Organisation | None
) -> Invitation:
    """Ask somebody to join; whoever has an account already is not written to.

    The row is made all the same, so that the inviter cannot tell. One that is open for
    this address already is taken back for the new one. Raises TooManyOpen.
    """
    # The inviter's row is the lock: two windows at once do not invite one too many.
    User.objects.select_for_update().get(pk=inviter.pk)
    email = User.objects.normalize_email(email)
    own = Invitation.objects.open().filter(inviter=inviter)
    own.filter(email=email).update(taken_back_at=timezone.now())
    if own.count() >= MOST_OPEN:
        raise TooManyOpen
    invitation = Invitation.objects.create(
        inviter=inviter, email=email, note=note, organisation=organisation
    )
    put(
        key=f"invitation:{invitation.pk}",
        composer="invitation",
        address=email,
        about={"invitation": invitation.pk},
    )
    return invitation


@transaction.atomic
def take_back(*, invitation: Invitation) -> None:
    """End an invitation; doing it again changes nothing. Raises IsUsed."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.used_at:
        raise IsUsed
    if not locked.taken_back_at:
        locked.taken_back_at = timezone.now()
        locked.save(update_fields=["taken_back_at"])


def _compose(letter: Letter) -> Mail | None:
    open_ones = Invitation.objects.open().select_related("inviter", "organisation")
    invitation = open_ones.filter(pk=letter.about.get("invitation")).first()
    if invitation is None or User.objects.filter(email=invitation.email).exists():
        return None
    link = reverse("members:invitation", args=[invitation_token(invitation)])
    return render_mail(
        "members/email/invitation", {"invitation": invitation, "link": link}, None
    )


def register() -> None:
    """Let the outbox send invitations."""
    register_composer("invitation", _compose)
