"""What becomes of a letter: sent, not wanted, tried again, given up, or not known."""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hub.notify.models import Letter
from hub.notify.outbox import UnknownComposer, composer_of

logger = logging.getLogger(__name__)

# How long a letter waits after its first, second, … failure; after the last it is dead.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
_LONGEST_ERROR = 300
_NEEDS_NO_MORE = (Letter.State.SENT, Letter.State.DROPPED, Letter.State.DEAD)


def settle(letter: Letter, state: Letter.State, **changes: Any) -> str:
    """Note what became of the letter; secrets in it go when it needs no more sending."""
    if state in _NEEDS_NO_MORE and keeps_secrets(letter.composer):
        changes["about"] = {}
    changes.setdefault("error", "")
    Letter.objects.filter(pk=letter.pk).update(state=state, begun_at=None, **changes)
    return state


def keeps_secrets(composer: str) -> bool:
    """Say whether letters of this composer hold what nobody else may see."""
    try:
        return composer_of(composer).keeps_secrets
    except UnknownComposer:
        return False


def postpone(letter: Letter, until: datetime) -> str:
    """Let the letter wait, a minute at least, and count no failure."""
    soonest = timezone.now() + BACK_OFF[0]
    return settle(letter, Letter.State.WAITING, due_at=max(until, soonest))


def failed(letter: Letter, reason: str) -> str:
    """Count a failure: the letter waits longer each time, and dies of the last."""
    reason = reason[:_LONGEST_ERROR].replace("\x00", "")
    attempts = letter.attempts + 1
    if attempts > len(BACK_OFF):
        return _dies(letter, reason, attempts)
    return settle(
        letter,
        Letter.State.WAITING,
        attempts=attempts,
        due_at=timezone.now() + BACK_OFF[letter.attempts],
        error=reason,
    )


def refused(letter: Letter, error: Exception, *, is_handed: bool) -> str:
    """Note what the mail server's no, or its silence, means for the letter.

    A final no (5xx) to the recipient or the mail ends it. One to the sender is about
    this site, not about the letter, and may be mended: it counts as one for now (4xx).
    """
    code, words = _answer(error)
    reason = f"{type(error).__name__}: {words or error}"
    if 500 <= code < 600 and not isinstance(error, smtplib.SMTPSenderRefused):
        return _dies(letter, reason[:_LONGEST_ERROR], letter.attempts + 1)
    if is_handed and not 400 <= code < 600:
        logger.warning(
            "The mail server went away with a letter",
            extra={"event": "mail.uncertain", "letter": letter.key},
        )
        return settle(letter, Letter.State.UNCERTAIN, error=reason[:_LONGEST_ERROR])
    return failed(letter, reason)


def _dies(letter: Letter, reason: str, attempts: int) -> str:
    logger.warning(
        "A letter was given up", extra={"event": "mail.dead", "letter": letter.key}
    )
    return settle(
        letter,
        Letter.State.DEAD,
        attempts=attempts,
        error=reason.replace("\x00", ""),
    )


def _answer(error: Exception) -> tuple[int, str]:
    """Return the server's code and words; 0 when it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = max(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return 0, ""
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    return code, f"{code} {words}"
