"""Putting letters in the outbox: in the transaction of what they tell."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from hub.accounts.models import User
from hub.notify.models import Letter


@dataclass(frozen=True, slots=True)
class Mail:
    """What a composer makes: a subject, the same words as text and as HTML, headers."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


# Takes the letter (person loaded); None when it is not to be sent any more. May raise
# NotNow.
Compose = Callable[[Letter], Mail | None]


@dataclass(frozen=True, slots=True)
class Composer:
    """Who composes letters of a name, and how they are treated.

    With `keeps_secrets`, what a letter is about is emptied when it needs no more sending
    (a link that signs somebody in, say). Without `members_only` it goes to people who
    were not let in yet, or are switched off, as well.
    """

    compose: Compose
    keeps_secrets: bool = False
    members_only: bool = True


class NotNow(Exception):
    """A composer's answer: the letter waits until `until`, and nothing is counted."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class UnknownComposer(LookupError):
    """No app has registered this composer."""


_composers: dict[str, Composer] = {}


def register_composer(
    name: str,
    compose: Compose,
    *,
    keeps_secrets: bool = False,
    members_only: bool = True,
) -> None:
    """Let letters name who composes them, see Composer; repeating it changes nothing."""
    _composers[name] = Composer(compose, keeps_secrets, members_only)


def composer_of(name: str) -> Composer:
    """Return the composer of this name; raises UnknownComposer."""
    try:
        return _composers[name]
    except KeyError:
        raise UnknownComposer(name) from None


# Who is told that there is something to send; the sending knows the outbox, not the
# other way round.
_carriers: list[Callable[[], None]] = []


def register_carrier(wake: Callable[[], None]) -> None:
    """Have `wake` called in the transaction of whatever puts letters in."""
    if wake not in _carriers:
        _carriers.append(wake)


def wake_carriers() -> None:
    """Tell them that there is something to send."""
    for wake in _carriers:
        wake()


# Called when a run begins to send: whoever had no time to put all letters in goes on.
Filler = Callable[[], None]
_fillers: list[Filler] = []


def register_filler(filler: Filler) -> None:
    """Let `filler` put letters in when a run begins; repeating it changes nothing."""
    if filler not in _fillers:
        _fillers.append(filler)


def fillers() -> list[Filler]:
    """Return all of them."""
    return list(_fillers)


def put(
    *,
    key: str,
    composer: str,
    person: User | None = None,
    address: str = "",
    about: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
) -> None:
    """Put one letter in, to a person or to an address; one there already stays as it is."""
    put_many(
        [
            Letter(
                key=key,
                composer=composer,
                person=person,
                address=address,
                about=dict(about or {}),
                due_at=due_at or timezone.now(),
            )
        ]
    )


def put_many(letters: Iterable[Letter]) -> None:
    """Put letters in, 500 at a time; those whose key is there already stay as they are."""
    Letter.objects.bulk_create(letters, batch_size=500, ignore_conflicts=True)
    wake_carriers()
