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


# Takes the letter (person loaded); None when it is not to be sent any more.
Composer = Callable[[Letter], Mail | None]


class UnknownComposer(LookupError):
    """No app has registered this composer."""


_composers: dict[str, Composer] = {}


def register_composer(name: str, composer: Composer) -> None:
    """Let letters name `composer`; repeating it changes nothing."""
    _composers[name] = composer


def composer_of(name: str) -> Composer:
    """Return the composer of this name; raises UnknownComposer."""
    try:
        return _composers[name]
    except KeyError:
        raise UnknownComposer(name) from None


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
