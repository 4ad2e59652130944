"""Telling people of things."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from hub.accounts.models import User
from hub.core.visibility import holders_of
from hub.notify.choosing import ways_about
from hub.notify.composing import COMPOSER
from hub.notify.fate import keeps_secrets
from hub.notify.kinds import Way, kind_of
from hub.notify.models import Letter, Notification
from hub.notify.outbox import put_many, wake_carriers

_BATCH = 500


@transaction.atomic
def tell(
    *,
    kind: str,
    people: Iterable[User],
    about: str,
    title: str,
    url: str,
    text: str = "",
    visibility: str = "",
) -> None:
    """Tell `people` of one thing, each in the way they chose, and each once.

    Called in the transaction of what happened. `about` names the thing; `visibility` is
    the key its readers must hold, empty for what is theirs alone. Who may not read it, or
    is switched off, is told nothing. Raises UnknownKind.
    """
    told = {
        "kind": kind_of(kind).key,
        "about": about,
        "title": _fitting(title, 300),
        "text": _fitting(text, 500),
        "url": url,
        "visibility": visibility,
    }
    for some in _batches(people):
        _tell(holders_of(visibility, filter(_is_member, some)), told)


def _tell(people: list[User], told: dict[str, str]) -> None:
    pairs = [(person.pk, told["about"]) for person in people]
    wanted = ways_about(pairs, told["kind"])
    ways = {pk: way for (pk, _), way in wanted.items()}
    before = Notification.objects.filter(
        person__in=list(ways), kind=told["kind"], about=told["about"]
    )
    already = set(before.values_list("person_id", flat=True))
    new = {pk: way for pk, way in ways.items() if way != Way.NONE and pk not in already}
    Notification.objects.bulk_create(
        [Notification(person_id=pk, way=way, **told) for pk, way in new.items()],
        batch_size=_BATCH,
        # Another process may tell of the same thing just now.
        ignore_conflicts=True,
    )
    thing = {"kind": told["kind"], "about": told["about"]}
    letters = [
        Letter(
            key=_letter_key(pk, **thing),
            person_id=pk,
            composer=COMPOSER,
            about=thing,
            due_at=timezone.now(),
        )
        for pk, way in new.items()
        if way == Way.AT_ONCE
    ]
    if letters:
        put_many(letters)


def _letter_key(pk: int, kind: str, about: str) -> str:
    thing = sha256(f"{kind}|{about}".encode()).hexdigest()
    return f"notification:{thing}:{pk}"


def _is_member(person: User) -> bool:
    is_in = person.is_active and person.approved_at is not None
    return is_in and person.erased_at is None


def _batches(people: Iterable[User]) -> Iterator[list[User]]:
    """Yield people some at a time: five thousand are never in memory at once."""
    if isinstance(people, QuerySet):
        people = people.iterator(chunk_size=_BATCH)
    rest = iter(people)
    while some := list(islice(rest, _BATCH)):
        yield some


def _fitting(words: str, length: int) -> str:
    # No database keeps a NUL as text.
    return Truncator(words.replace("\x00", "").strip()).chars(length)


def mark_seen(told: Notification) -> None:
    """Count a notification as read."""
    Notification.objects.filter(pk=told.pk, seen_at=None).update(seen_at=timezone.now())


def mark_all_seen(person: User) -> None:
    """Count everything that a person was told as read."""
    person.notifications.filter(seen_at=None).update(seen_at=timezone.now())


def try_again(letter: Letter) -> bool:
    """Let a letter that was given up, or is in doubt, be sent; false when it is neither.

    One that held secrets holds them no more, and cannot be sent.
    """
    if keeps_secrets(letter.composer) and not letter.about:
        return False
    over = Letter.objects.filter(
        pk=letter.pk, state__in=[Letter.State.DEAD, Letter.State.UNCERTAIN]
    )
    with transaction.atomic():
        found = over.update(
            state=Letter.State.WAITING,
            attempts=0,
            begun_at=None,
            due_at=timezone.now(),
            error="",
        )
        wake_carriers()
    return bool(found)
