"""What becomes of an application to join."""

import logging

from django.db import transaction
from django.utils import timezone

from hub.accounts.models import User
from hub.members.acting.actions import join_organisation
from hub.members.acting.rules import role_in
from hub.members.joining.rules import way_of
from hub.members.joining.told import tell_applicant, tell_coordinators
from hub.members.models import Application, Decision, Invitation, Membership

logger = logging.getLogger(__name__)


class NotConfirmed(Exception):
    """The address is not confirmed yet, so nobody knows whose it is."""


class AlreadyLetIn(Exception):
    """The person is a member; accounts are switched off, not declined."""


class IsWithdrawn(Exception):
    """The person does not want to join any more."""


class NoReason(Exception):
    """Who is declined is told why."""


@transaction.atomic
def confirm(*, user: User) -> None:
    """Note that the applicant's address is theirs; let them in at once, or queue them.

    Repeating it changes nothing; nor does it for people who never applied.
    """
    application = _locked(user=user)
    if application is None or application.confirmed_at:
        return
    application.confirmed_at = timezone.now()
    application.save(update_fields=["confirmed_at"])
    _use_invitation(application)
    if way := way_of(application):
        approve(application=application, by=None, way=way)
    elif application.state == Decision.WAITING:
        tell_coordinators(application)


@transaction.atomic
def approve(
    *,
    application: Application,
    by: User | None,
    way: str = Application.Way.COORDINATOR,
    reason: str = "",
) -> None:
    """Let the applicant in, and write to them; one who is in already stays so.

    `reason` is what a coordinator would say to them with it. Raises NotConfirmed and IsWithdrawn.
    """
    application = _again(application)
    if application.state == Decision.APPROVED:
        return
    if application.state == Decision.WITHDRAWN:
        raise IsWithdrawn
    if application.confirmed_at is None:
        raise NotConfirmed
    _decide(application, Decision.APPROVED, by=by, way=way, reason=reason.strip())
    user = application.user
    user.approved_at = application.decided_at
    user.save(update_fields=["approved_at"])
    _act_for_organisation(application)
    tell_applicant(application)


@transaction.atomic
def decline(*, application: Application, by: User, reason: str) -> None:
    """Decline, and tell the applicant why; one who was declined already stays so.

    Raises NotConfirmed, AlreadyLetIn, IsWithdrawn and NoReason.
    """
    application = _again(application)
    if application.state == Decision.DECLINED:
        return
    if application.state == Decision.APPROVED:
        raise AlreadyLetIn
    if application.state == Decision.WITHDRAWN:
        raise IsWithdrawn
    if application.confirmed_at is None:
        raise NotConfirmed
    if not reason.strip():
        raise NoReason
    _decide(application, Decision.DECLINED, by=by, reason=reason.strip())
    tell_applicant(application)


@transaction.atomic
def withdraw(*, application: Application) -> None:
    """Take the application back, at the applicant's wish.

    Raises AlreadyLetIn: members leave by another door.
    """
    application = _again(application)
    if application.state == Decision.APPROVED:
        raise AlreadyLetIn
    if application.state != Decision.WITHDRAWN:
        _decide(application, Decision.WITHDRAWN, by=application.user)


@transaction.atomic
def ask_again(*, application: Application) -> None:
    """Put an application that was withdrawn back in the queue."""
    application = _again(application)
    if application.state != Decision.WITHDRAWN:
        return
    application.state = Decision.WAITING
    application.made_at = timezone.now()
    application.decided_at = application.decided_by = None
    application.save()
    tell_coordinators(application)


@transaction.atomic
def correct(*, application: Application, why: str) -> None:
    """Change the sentence that coordinators read; a decision stands."""
    application = _again(application)
    if application.state == Decision.WAITING:
        application.why = why
        application.save(update_fields=["why"])


def _decide(
    application: Application,
    state: Decision,
    *,
    by: User | None,
    way: str = "",
    reason: str = "",
) -> None:
    application.state = state
    application.decided_at = timezone.now()
    application.decided_by = by
    application.way = way
    application.reason = reason
    application.save()
    logger.info(
        "An application was decided",
        extra={
            "event": f"members.application.{state}",
            "application": application.pk,
            "by": by.pk if by else None,
            "way": way,
        },
    )


def _use_invitation(application: Application) -> None:
    """Spend the invitation, if it is theirs; forget one that is not."""
    invitation = application.invitation
    if invitation is None:
        return
    spent = Invitation.objects.open().filter(
        pk=invitation.pk, email__iexact=application.user.email
    )
    if not spent.update(used_at=timezone.now(), used_by=application.user):
        application.invitation = None
        application.save(update_fields=["invitation"])
    else:
        invitation.refresh_from_db()


def _act_for_organisation(application: Application) -> None:
    """Let who was invited by an organisation's owner act for it with them."""
    invitation = application.invitation
    if invitation is None or invitation.organisation is None:
        return
    if role_in(invitation.inviter, invitation.organisation) == Membership.Role.OWNER:
        join_organisation(
            user=application.user,
            organisation=invitation.organisation,
            role=Membership.Role.EDITOR,
            by=invitation.inviter,
        )


def _again(application: Application) -> Application:
    """Read the application anew, so that two coordinators decide one after the other.

    What the caller holds is brought up to date when the transaction is through.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    transaction.on_commit(application.refresh_from_db, robust=True)
    return locked


def _locked(**which: object) -> Application | None:
    return Application.objects.select_for_update().filter(**which).first()
