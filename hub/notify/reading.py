"""What a person was told and may still read: the one place that decides it."""

from collections.abc import Iterable

from hub.accounts.models import User
from hub.core.visibility import MEMBERS, PUBLIC, keys_for
from hub.notify.kinds import UnknownKind, kind_of
from hub.notify.models import Notification

# What every member holds, so that nobody need be asked.
_EVERYBODYS = frozenset({"", PUBLIC, MEMBERS})


def current_keys(told: Iterable[Notification]) -> dict[int, str | None]:
    """Return the key that each carries now, by primary key; None for what is gone.

    As many queries as there are kinds that have to look.
    """
    keys: dict[int, str | None] = {}
    by_kind: dict[str, list[Notification]] = {}
    for one in told:
        by_kind.setdefault(one.kind, []).append(one)
    for key, ones in by_kind.items():
        try:
            ask = kind_of(key).visibility_of
        except UnknownKind:
            # Its app was taken away, and with it who could say who may read it.
            keys.update((one.pk, None) for one in ones)
            continue
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
