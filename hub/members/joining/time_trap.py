"""Tell people from programs by the time a form takes, without asking anybody anything.

A form carries a signed note of when it was drawn. It opens one door once: a note that
was kept and sent again, with other answers, is refused.
"""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import get_random_string

_signer = TimestampSigner(salt="hub.members.joining")
_QUICKEST = 3
_SLOWEST = 24 * 60 * 60


class TooQuick(ValidationError):
    """No person fills in the form as fast as that; the note is still good."""


class NotFresh(ValidationError):
    """The note is too old, used, or none of ours: the form needs a new one."""


def new_note() -> str:
    """Return a note of now."""
    return _signer.sign(get_random_string(16))


def check(note: str) -> None:
    """Raise TooQuick or NotFresh for a note that opens nothing."""
    try:
        _signer.unsign(note, max_age=_SLOWEST)
    except BadSignature:
        raise NotFresh(
            "This page has been open for more than a day. Nothing is lost: please send "
            "it again."
        ) from None
    if cache.get(_key(note)):
        raise NotFresh("This form was sent already. To send it anew, send it again.")
    try:
        _signer.unsign(note, max_age=_QUICKEST)
    except BadSignature:
        return
    raise TooQuick(
        "That was quicker than we expect of a person. Please wait a moment, then send "
        "it again."
    )


def spend(note: str) -> bool:
    """Use the note up; false when somebody was first."""
    return cache.add(_key(note), True, timeout=_SLOWEST)


def _key(note: str) -> str:
    return f"joining-note:{note.partition(':')[0]}"
