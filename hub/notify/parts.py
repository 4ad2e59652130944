"""What is kept of a person here: choices, notifications, letters."""

from typing import Any

from django.conf import settings

from hub.accounts import personal
from hub.accounts.models import User
from hub.notify.kinds import UnknownKind, Way, kind_of


def register() -> None:
    """Say what is kept, why and for how long."""
    for part in _parts():
        personal.register(part)


def _parts() -> list[personal.Part]:
    return [
        personal.Part(
            "preferences",
            "How you want to be told",
            "So that you hear of what matters to you, in the way you chose.",
            "As long as you have an account.",
            _preferences,
            lambda person: _delete(person.preferences),
            ("notify.preference.person",),
        ),
        personal.Part(
            "notifications",
            "What you were told",
            "So that you find on the site what you were told.",
            f"{settings.KEEP_NOTIFICATIONS_DAYS} days.",
            _notifications,
            lambda person: _delete(person.notifications),
            ("notify.notification.person",),
        ),
        personal.Part(
            "letters",
            "E-mail that was sent to you",
            "So that nothing is sent twice, and a failure can be looked into.",
            f"{settings.KEEP_LETTERS_DAYS} days after it was sent; the words themselves "
            "are not kept.",
            _letters,
            lambda person: _delete(person.letters),
            ("notify.letter.person",),
        ),
    ]


def _delete(rows: Any) -> None:
    rows.all().delete()


def _preferences(person: User) -> personal.Rows:
    return [
        {"About": _label(one.kind), "How": _words(one.kind, Way(one.way))}
        for one in person.preferences.order_by("kind")
    ]


def _notifications(person: User) -> personal.Rows:
    return [
        {
            "About": _label(one.kind),
            "Title": one.title,
            "Text": one.text,
            "Address": one.url,
            "Told at": one.made_at.isoformat(),
            "Read at": one.seen_at.isoformat() if one.seen_at else "",
        }
        for one in person.notifications.iterator()
    ]


def _letters(person: User) -> personal.Rows:
    return [
        {
            "What": one.composer,
            "State": one.get_state_display(),
            "Made at": one.made_at.isoformat(),
            "Sent at": one.sent_at.isoformat() if one.sent_at else "",
        }
        for one in person.letters.iterator()
    ]


def _words(kind: str, way: Way) -> str:
    try:
        return kind_of(kind).choices.get(way, way.label)
    except UnknownKind:
        return way.label


def _label(kind: str) -> str:
    try:
        return kind_of(kind).label
    except UnknownKind:
        return kind
