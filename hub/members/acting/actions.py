"""Acting for an organisation: who may, from when, and until when."""

from django.db import transaction
from django.utils import timezone

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.acting import news
from hub.members.acting.querysets import MembershipQuerySet
from hub.members.acting.rules import may_keep, may_manage_people, may_oversee
from hub.members.models import Claim, Decision, Membership

Role = Membership.Role
MOST_WAITING = 5


class NotAllowed(Exception):
    """This person may not do that, for this organisation or for themselves."""


class AlreadyActs(Exception):
    """This person acts for the organisation already."""


class AlreadyAsked(Exception):
    """This person's claim to the organisation waits already."""


class TooManyWaiting(Exception):
    """As many of this person's claims wait as may wait at once."""


class AlreadyDecided(Exception):
    """Somebody else was faster, or the claim was taken back."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim.state)
        self.claim = claim


class LastOwner(Exception):
    """Nobody would be left to say who acts for the organisation."""


@transaction.atomic
def claim(*, user: User, organisation: Organisation, grounds: str) -> Claim:
    """Ask to act for an organisation, and tell its owners.

    Raises AlreadyActs, AlreadyAsked and TooManyWaiting.
    """
    # The person's row is the lock: two windows at once do not ask twice.
    User.objects.select_for_update().get(pk=user.pk)
    if may_keep(user, organisation):
        raise AlreadyActs
    waiting = user.claims.filter(state=Decision.WAITING)
    if waiting.filter(organisation=organisation).exists():
        raise AlreadyAsked
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting
    made = Claim.objects.create(user=user, organisation=organisation, grounds=grounds)
    news.tell_of_claim(made)
    return made


@transaction.atomic
def withdraw(*, claim: Claim) -> None:
    """Take one's own claim back. Raises AlreadyDecided."""
    _decide(_waiting(claim), Decision.WITHDRAWN, claim.user, "")


@transaction.atomic
def approve(*, claim: Claim, by: User, role: str | None = None) -> Membership:
    """Let the person act for the organisation, and tell them and the others.

    The first is its owner: somebody has to be. Later ones are editors, unless `role`
    says otherwise. Raises NotAllowed and AlreadyDecided.
    """
    _lock(claim.organisation)
    claim = _waiting(claim)
    _refuse_unless_may_decide(claim, by)
    _decide(claim, Decision.APPROVED, by, "")
    if not _owners(claim.organisation).exists():
        role = Role.OWNER
    return join_organisation(
        user=claim.user,
        organisation=claim.organisation,
        role=role or Role.EDITOR,
        by=by,
    )


@transaction.atomic
def decline(*, claim: Claim, by: User, reason: str) -> None:
    """Say no, with the reason, word for word. Raises NotAllowed and AlreadyDecided."""
    claim = _waiting(claim)
    _refuse_unless_may_decide(claim, by)
    _decide(claim, Decision.DECLINED, by, reason)


@transaction.atomic
def join_organisation(
    *,
    user: User,
    organisation: Organisation,
    role: str = Role.EDITOR,
    by: User | None = None,
) -> Membership:
    """Let the person act for the organisation; who does already keeps their role.

    Whoever calls it has seen to it that `by` may say so.
    """
    membership, is_new = Membership.objects.get_or_create(
        user=user, organisation=organisation, defaults={"role": role}
    )
    if is_new:
        # What they asked for has come about, however it did.
        user.claims.filter(organisation=organisation, state=Decision.WAITING).update(
            state=Decision.APPROVED, decided_at=timezone.now(), decided_by=by
        )
        news.tell_of_joining(membership, by=by)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, by: User, role: str) -> None:
    """Make somebody an owner or an editor. Raises NotAllowed and LastOwner."""
    membership = _locked(membership, by)
    if membership.role == role:
        return
    if role != Role.OWNER:
        _refuse_last_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    news.tell_of_role(membership, by=by)


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    """End it for somebody else; it holds from their next request on.

    A coordinator may remove the last owner too: a wrong approval has to be undone.
    Raises NotAllowed and LastOwner.
    """
    membership = _locked(membership, by)
    if membership.user_id == by.pk or not may_oversee(by):
        _refuse_last_owner(membership)
    _end(membership, by)


@transaction.atomic
def leave(*, membership: Membership) -> None:
    """End it for oneself. Raises LastOwner."""
    _lock(membership.organisation)
    _refuse_last_owner(membership)
    _end(membership, membership.user)


def _end(membership: Membership, by: User) -> None:
    news.forget_what_was_told(membership)
    membership.delete()
    news.tell_of_leaving(membership, by=by)


def _lock(organisation: Organisation) -> None:
    """Let nobody else change who acts for it until the transaction ends."""
    list(
        Organisation.objects.select_for_update()
        .filter(pk=organisation.pk)
        .values_list("pk")
    )


def _locked(membership: Membership, by: User) -> Membership:
    """Return the membership as it is now, for one who may change it."""
    _lock(membership.organisation)
    if not may_manage_people(by, membership.organisation):
        raise NotAllowed
    now = Membership.objects.select_related("user", "organisation")
    fresh = now.filter(pk=membership.pk).first()
    if fresh is None:
        raise NotAllowed
    return fresh


def _owners(organisation: Organisation) -> MembershipQuerySet:
    return Membership.objects.in_force().owners().filter(organisation=organisation)


def _refuse_last_owner(membership: Membership) -> None:
    others = _owners(membership.organisation).exclude(pk=membership.pk)
    if membership.role == Role.OWNER and not others.exists():
        raise LastOwner


def _waiting(claim: Claim) -> Claim:
    """Return the claim as it is now, locked. Raises AlreadyDecided."""
    everything = Claim.objects.select_for_update(of=("self",))
    now = everything.select_related("user", "organisation").get(pk=claim.pk)
    if now.state != Decision.WAITING:
        raise AlreadyDecided(now)
    return now


def _refuse_unless_may_decide(claim: Claim, by: User) -> None:
    # Nobody decides their own, whoever they are.
    if claim.user_id == by.pk or not may_manage_people(by, claim.organisation):
        raise NotAllowed


def _decide(claim: Claim, state: str, by: User, reason: str) -> None:
    claim.state = state
    claim.decided_by = by
    claim.decided_at = timezone.now()
    claim.reason = reason
    claim.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    if state != Decision.WITHDRAWN:
        news.write_to_claimant(claim)
