"""Letters sent soon after they are put in, by a thread of this very process.

The embedded default: no worker is needed, and no request waits for a mail server. What a
process that ends leaves behind is sent by the next one that wakes, or by `send_mail`.
"""

import atexit
import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from filelock import FileLock, Timeout

from hub.notify.models import Letter
from hub.notify.retention import forget_old_daily
from hub.notify.sending import send_due

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 10
_SHORTEST_SECONDS, _LONGEST_SECONDS = 30, 15 * 60
_beginning = Lock()
_news = Event()
_ending = Event()
_thread: Thread | None = None


def send_soon() -> None:
    """Send what is due after the commit; where a worker does that, leave it to it."""
    if settings.SEND_MAIL == "inline":
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    _news.set()
    _in_background(_deliver)


def _in_background(work: Callable[[], None]) -> None:
    """Start the one thread of this process unless it is at work."""
    global _thread
    with _beginning:
        if _thread is None or not _thread.is_alive():
            _thread = Thread(target=work, name="mail-courier", daemon=True)
            _thread.start()


def _deliver() -> None:
    """Send until nothing waits, sleeping while what waits is not due."""
    global _thread
    pause = 0.0
    while not _ending.is_set():
        _news.clear()
        pause = _turn(pause)
        if pause:
            _news.wait(pause)
            continue
        with _beginning:
            # Under the lock: who puts a letter in now starts another thread.
            if not _news.is_set():
                _thread = None
                return


def _turn(pause: float) -> float:
    """Send what is due; return the seconds to sleep, 0 when nothing waits."""
    longer = min(max(2 * pause, _SHORTEST_SECONDS), _LONGEST_SECONDS)
    try:
        # One process at a time talks to the mail server; the others wait for their turn.
        with FileLock(settings.DATA_DIR / "mail.lock").acquire(
            timeout=_PATIENCE_SECONDS
        ):
            forget_old_daily()
            is_away = send_due(should_stop=_ending.is_set).is_away
        return longer if is_away else _seconds_to_next()
    except Timeout:
        return _SHORTEST_SECONDS
    except (DatabaseError, OSError) as error:
        logger.warning(
            "Letters wait",
            extra={"event": "mail.deferred", "reason": type(error).__name__},
        )
        return longer
    finally:
        connection.close()


def _seconds_to_next() -> float:
    waiting = Letter.objects.filter(state=Letter.State.WAITING).order_by("due_at")
    next_at = waiting.values_list("due_at", flat=True).first()
    if next_at is None:
        return 0
    seconds = (next_at - timezone.now()).total_seconds()
    # One that is due and was not sent is in another run's hand.
    return min(max(seconds, _SHORTEST_SECONDS), _LONGEST_SECONDS)


@atexit.register
def _end() -> None:
    """Let the letter in hand be sent before the process ends."""
    _ending.set()
    _news.set()
    thread = _thread
    if thread is not None and thread.is_alive():
        thread.join(timeout=20)
