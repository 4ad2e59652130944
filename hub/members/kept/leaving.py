"""Leaving the network: asked for, thought over, and then erased."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hub.accounts import personal
from hub.accounts.leaving import stay_token
from hub.accounts.models import User
from hub.accounts.parts import ACCOUNT, end_sessions
from hub.directory.models import Organisation
from hub.members.models import Membership
from hub.members.profiles.actions import sweep_photos
from hub.notify import outbox
from hub.notify.models import Letter, Notification, Preference

logger = logging.getLogger(__name__)

COMPOSER = "leaving"


class LastAdministrator(Exception):
    """Without this person nobody could keep the site."""


def only_owned_by(person: User) -> QuerySet[Organisation]:
    """Return the organisations that nobody else here is an owner of."""
    owning = Membership.objects.filter(
        organisation=OuterRef("pk"), role=Membership.Role.OWNER
    )
    others = owning.filter(user__is_active=True).exclude(user=person)
    return Organisation.objects.filter(
        Exists(owning.filter(user=person)), ~Exists(others)
    ).order_by("name", "pk")


@transaction.atomic
def ask_to_leave(*, person: User, erases_posts: bool) -> User:
    """Hide an account at once, and have it erased after the days of grace.

    They are signed out everywhere, and told by mail with the way back. Raises
    LastAdministrator.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.leaves_at is not None:
        return person
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if person.is_superuser and not administrators.exclude(pk=person.pk).exists():
        raise LastAdministrator
    person.leaves_at = timezone.now() + timedelta(days=settings.LEAVING_GRACE_DAYS)
    person.erases_posts = erases_posts
    person.is_active = False
    person.save(update_fields=["leaves_at", "erases_posts", "is_active"])
    end_sessions(person)
    outbox.put(
        key=f"leaving:{stay_token(person)}"[:160],
        composer=COMPOSER,
        person=person,
        about={"leaves_at": person.leaves_at.isoformat()},
    )
    return person


@transaction.atomic
def come_back(*, person: User) -> bool:
    """Undo a leaving while there is time; return whether there was."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.leaves_at is None or person.erased_at is not None:
        return False
    person.leaves_at = None
    person.is_active = True
    person.erases_posts = False
    person.save(update_fields=["leaves_at", "is_active", "erases_posts"])
    return True


def erase_due_accounts() -> tuple[int, int]:
    """Erase the accounts whose time has come; return how many, and how many failed.

    Each is erased whole or not at all, so that a run may be stopped and repeated.
    """
    due = User.objects.filter(
        leaves_at__lte=timezone.now(), is_active=False, erased_at=None
    )
    erased = failed = 0
    for pk in list(due.order_by("leaves_at", "pk").values_list("pk", flat=True)):
        try:
            erased += erase_account(pk=pk)
        except Exception:
            # One that cannot be erased must not keep the others waiting.
            failed += 1
            logger.exception(
                "An account was not erased",
                extra={"event": "leaving.failed", "person": pk},
            )
    sweep_photos()
    return erased, failed


@transaction.atomic
def erase_account(*, pk: int) -> bool:
    """Erase what is kept of one person, if they still leave; return whether they did."""
    person = User.objects.select_for_update().get(pk=pk)
    if (
        person.erased_at is not None
        or person.is_active
        or person.leaves_at is None
        or person.leaves_at > timezone.now()
    ):
        return False
    # Also mail to the address alone, which no part finds by its person.
    Letter.objects.filter(Q(person=person) | Q(address__iexact=person.email)).delete()
    Notification.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
    # The account comes last: the others may need its address.
    for part in sorted(personal.parts(), key=lambda part: part.key == ACCOUNT):
        part.erase(person)
    return True
