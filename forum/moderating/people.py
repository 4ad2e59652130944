"""Warning members, and keeping them from writing for a while."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum.moderating.log import Kind, note_person
from forum.moderating.models import MemberWarning, Rule, Suspension
from forum.moderating.standing import may_act_on
from forum.moderating.telling import tell_of_act
from hub.accounts.models import User


class NotYours(Exception):
    """This person is not for this moderator to warn or to suspend."""


@transaction.atomic
def warn(*, person: User, moderator: Any, rule: str, words: str) -> MemberWarning:
    """Tell a member in private which part of the agreement they broke.

    Raises NotYours.
    """
    person = _held(person, moderator)
    warning = MemberWarning.objects.create(
        person=person, moderator=moderator, rule=rule, words=words
    )
    reason = f"{Rule(rule).label}.\n\n{words}"
    act = note_person(Kind.WARN, actor=moderator, person=person, reason=reason)
    tell_of_act(act, "The moderators have a word with you")
    return warning


@transaction.atomic
def suspend(
    *, person: User, moderator: Any, ends_at: datetime, reason: str
) -> Suspension:
    """Keep a member from writing until `ends_at`; they stay signed in and can read.

    A suspension that holds already is replaced. Raises NotYours.
    """
    person = _held(person, moderator)
    _lift_all(person, moderator)
    suspension = Suspension.objects.create(
        person=person, moderator=moderator, ends_at=ends_at, reason=reason
    )
    act = note_person(
        Kind.SUSPEND,
        actor=moderator,
        person=person,
        reason=f"Until {suspension.until}.\n\n{reason}",
    )
    tell_of_act(act, f"You cannot write in the forum until {suspension.until}")
    return suspension


@transaction.atomic
def lift(*, person: User, moderator: Any, reason: str = "") -> bool:
    """Let a suspended member write again at once; false when nothing held.

    Raises NotYours.
    """
    person = _held(person, moderator)
    if not _lift_all(person, moderator):
        return False
    act = note_person(Kind.LIFT, actor=moderator, person=person, reason=reason)
    tell_of_act(act, "You can write in the forum again")
    return True


def _held(person: User, moderator: Any) -> User:
    """Hold the account, so that two moderators act one after the other."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not may_act_on(moderator, person):
        raise NotYours
    return person


def _lift_all(person: User, moderator: Any) -> int:
    held = Suspension.objects.in_force().filter(person=person)
    return held.update(lifted_at=timezone.now(), lifted_by=moderator)
