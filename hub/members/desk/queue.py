"""What waits for a decision: the oldest first, the next one after each."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from hub.directory.models import Organisation
from hub.members.models import Application, Claim, Membership

Asked = TypeVar("Asked", bound=Model)


def applications() -> QuerySet[Application]:
    """Return the applications that can be decided: their addresses are confirmed."""
    waiting = Application.objects.waiting().filter(user__is_active=True)
    return waiting.order_by("made_at", "pk")


def claims() -> QuerySet[Claim]:
    """Return the claims to organisations that can be decided."""
    return Claim.objects.waiting()


def ownerless() -> QuerySet[Organisation]:
    """Return the organisations that people act for, none of them as an owner any more.

    Those whose owner is switched off or about to leave are among them.
    """
    acting = Membership.objects.filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(
        Exists(acting), ~Exists(acting.owners().in_force())
    ).order_by("name", "pk")


def next_after(waiting: QuerySet[Asked], done: Application | Claim) -> Asked | None:
    """Return the one that waits after `done`; after the last comes the first again."""
    later = Q(made_at__gt=done.made_at) | Q(made_at=done.made_at, pk__gt=done.pk)
    others = waiting.exclude(pk=done.pk)
    return others.filter(later).first() or others.first()
