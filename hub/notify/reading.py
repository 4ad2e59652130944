"""What a person was told and may still read: the one place that decides it."""

from collections.abc import Iterable

from django.urls import reverse

from hub.accounts.models import User
from hub.core.visibility import MEMBERS, PUBLIC, keys_for
from hub.design.components.site import HeaderCount
from hub.notify.kinds import Asking, UnknownKind, kind_of
from hub.notify.models import Notification

MOST_SHOWN = 500
MOST_COUNTED = 100

# What every member holds, so that nobody need be asked.
_EVERYBODYS = frozenset({"", PUBLIC, MEMBERS})


def current_keys(told: Iterable[Notification]) -> dict[int, str | None]:
    """Return the key that each carries now, by primary key; None for what is gone.

    As many queries as there are ways to look: kinds that share one are asked together.
    """
    keys: dict[int, str | None] = {}
    by_asking: dict[Asking | None, list[Notification]] = {}
    for one in told:
        try:
            by_asking.setdefault(kind_of(one.kind).visibility_of, []).append(one)
        except UnknownKind:
            # Its app was taken away, and with it who could say who may read it.
            keys[one.pk] = None
    for ask, ones in by_asking.items():
        now = ask([one.about for one in ones]) if ask else None
        for one in ones:
            keys[one.pk] = one.visibility if now is None else now.get(one.about)
    return keys


def still_readable(person: User, told: Iterable[Notification]) -> list[Notification]:
    """Keep what `person` may read now, in the order given."""
    told = list(told)
    keys = current_keys(told)
    if not {key for key in keys.values() if key is not None} <= _EVERYBODYS:
        held = keys_for(person) | _EVERYBODYS
    else:
        held = _EVERYBODYS
    return [one for one in told if keys[one.pk] in held]


def inbox_of(person: User) -> list[Notification]:
    """Return what a person was told lately and may read now, newest first.

    The older ones are not shown: nobody pages through five hundred, and what may be read
    has to be known of all that are counted.
    """
    return still_readable(person, person.notifications.all()[:MOST_SHOWN])


def count_unseen(person: User) -> int:
    """Count what a person was told, has not opened, and may read now; 100 at most.

    One query, and more only for somebody who was told of what not every member reads.
    """
    unseen = person.notifications.filter(seen_at=None)
    return len(still_readable(person, unseen.only(*_NEEDED_TO_JUDGE)[:MOST_COUNTED]))


_NEEDED_TO_JUDGE = ("pk", "person", "kind", "about", "visibility")


def unseen_in_header(person: User) -> HeaderCount:
    """Return the way to the notifications, with how many are new."""
    return HeaderCount(reverse("notify:inbox"), "Notifications", count_unseen(person))
