"""What members do about being introduced to each other."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hub.accounts.models import User
from hub.members.models import Block, Introduction, Profile
from hub.notify import outbox
from hub.notify.actions import tell

KIND = "introductions"
COMPOSER = "introduction"
MOST_A_DAY = 5
# After a "no" nobody has to say it again soon.
QUIET_AFTER_NO = timedelta(days=30)
_State = Introduction.State


class NotToBeAsked(Exception):
    """There is no such person for this asker: hidden, not listed, gone, or themselves."""


class NotNow(Exception):
    """It cannot be asked at this time; the message says why, to the asker."""


class NotThere(Exception):
    """There is no such thing to answer, or not any more."""


@transaction.atomic
def ask(*, asker: User, asked: User, message: str) -> Introduction:
    """Ask somebody to be put in touch.

    Whoever is blocked gets the same answers as anybody: what they ask waits for ever.
    Raises NotToBeAsked and NotNow.
    """
    _lock(asker, asked)
    if asker.pk == asked.pk or not Profile.objects.listed().filter(user=asked).exists():
        raise NotToBeAsked
    _refuse_repeats(asker, asked)
    since = timezone.now() - timedelta(days=1)
    if asker.introductions_asked.filter(made_at__gte=since).count() >= MOST_A_DAY:
        raise NotNow(
            f"You have asked {MOST_A_DAY} people within a day. Ask again tomorrow."
        )
    made = Introduction.objects.create(asker=asker, asked=asked, message=message)
    if not Block.objects.filter(blocker=asked, blocked=asker).exists():
        tell(
            kind=KIND,
            people=[asked],
            about=about(made.pk),
            title=f"{asker} would like to be introduced to you",
            url=reverse("members:introductions"),
        )
    return made


def _refuse_repeats(asker: User, asked: User) -> None:
    between = Introduction.objects.filter(
        Q(asker=asker, asked=asked) | Q(asker=asked, asked=asker)
    )
    if between.filter(state=_State.ACCEPTED).exists():
        raise NotNow(f"You and {asked} have been introduced already.")
    own = between.filter(asker=asker)
    if own.filter(state=_State.WAITING).exists():
        raise NotNow(f"You have asked {asked} already. The answer is theirs to give.")
    theirs = between.filter(asker=asked, state=_State.WAITING)
    if theirs.exists() and not _blocks(asker, asked):
        raise NotNow(f"{asked} has asked you. You can answer under Introductions.")
    no_longer_ago = timezone.now() - QUIET_AFTER_NO
    if own.filter(state=_State.DECLINED, answered_at__gte=no_longer_ago).exists():
        raise NotNow(f"{asked} said no not long ago. Please leave it at that for now.")


def _blocks(blocker: User, blocked: User) -> bool:
    return Block.objects.filter(blocker=blocker, blocked=blocked).exists()


@transaction.atomic
def accept(*, pk: int, by: User) -> Introduction:
    """Say yes: each gets a mail with the other's name and address. Raises NotThere."""
    made = _waiting(pk, asked=by)
    _answer(made, _State.ACCEPTED)
    for person in (made.asker, made.asked):
        outbox.put(
            key=f"introduction:{made.pk}:{person.pk}",
            composer=COMPOSER,
            person=person,
            about={"introduction": made.pk},
        )
    return made


@transaction.atomic
def decline(*, pk: int, by: User) -> Introduction:
    """Say no; the asker sees it when they look, and is not written to. Raises NotThere."""
    return _answer(_waiting(pk, asked=by), _State.DECLINED)


@transaction.atomic
def withdraw(*, pk: int, by: User) -> Introduction:
    """Take back what one asked; the asked sees it no more. Raises NotThere."""
    return _answer(_waiting(pk, asker=by), _State.WITHDRAWN)


@transaction.atomic
def block(*, blocker: User, blocked: User) -> None:
    """Want nothing of somebody any more; they are not told."""
    if blocker.pk != blocked.pk:
        Block.objects.get_or_create(blocker=blocker, blocked=blocked)


@transaction.atomic
def unblock(*, pk: int, by: User) -> User:
    """End a block of one's own; return who was blocked. Raises NotThere."""
    row = by.blocks.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotThere
    row.delete()
    return row.blocked


def _waiting(pk: int, **whose: User) -> Introduction:
    """Return the introduction that waits, locked, if it is this person's to answer."""
    row = (
        Introduction.objects.between_members()
        .select_for_update(of=("self",))
        .filter(pk=pk, state=_State.WAITING, **whose)
        .select_related("asker", "asked")
        .first()
    )
    if row is None or ("asked" in whose and _blocks(row.asked, row.asker)):
        raise NotThere
    return row


def _answer(made: Introduction, state: str) -> Introduction:
    made.state = state
    made.answered_at = timezone.now()
    made.save(update_fields=["state", "answered_at"])
    return made


def about(pk: int) -> str:
    """Return how a notification names an introduction."""
    return f"members.introduction:{pk}"


def _lock(*people: User) -> None:
    """Let no other window or process ask or answer between these people meanwhile."""
    rows = User.objects.select_for_update().filter(pk__in=[one.pk for one in people])
    list(rows.order_by("pk").values_list("pk"))
