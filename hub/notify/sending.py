"""Send the letters that are due: each once, whoever is stopped and whenever.

A run takes a letter for itself (`begun_at`), composes it, and talks to the mail server up
to the last line. Then it notes that the letter is being handed over, sends the end, and
notes the answer. A run that was killed before the note has sent nothing, and another
tries again; after it nobody knows, and the letter stands before the administrators.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hub.core.db.durable import durable_commits
from hub.notify import fate
from hub.notify.messages import message_of
from hub.notify.models import Letter
from hub.notify.outbox import NotNow, fillers

logger = logging.getLogger(__name__)

# A letter that was begun so long ago is not being sent just now: its run was killed.
LONGEST_TURN = timedelta(minutes=10)
_BATCH = 100


@dataclass(slots=True)
class Done:
    """What a run did, and whether it ended early because the mail server was away."""

    sent: int = 0
    dropped: int = 0
    postponed: int = 0
    dead: int = 0
    uncertain: int = 0
    is_away: bool = False


class _Taken(Exception):
    """Another run has taken the letter, or it was taken back."""


def send_due(
    *,
    should_stop: Callable[[], bool] = lambda: False,
    longest_turn: timedelta = LONGEST_TURN,
) -> Done:
    """Send what is due, over one connection; stops between two letters when told to.

    Not to be called in a transaction: each step is committed before the next is made.
    """
    for fill in fillers():
        fill()
    _note_the_killed(longest_turn)
    with durable_commits():
        run = _Run(longest_turn)
        try:
            for pk in run.due():
                if should_stop() or not run.connect():
                    break
                run.send(pk)
        finally:
            run.close()
    return run.done


def due(longest_turn: timedelta = LONGEST_TURN) -> QuerySet[Letter]:
    """Return the letters whose time has come, and that no run has in hand."""
    now = timezone.now()
    free = Q(begun_at=None) | Q(begun_at__lt=now - longest_turn)
    return Letter.objects.filter(free, state=Letter.State.WAITING, due_at__lte=now)


def _note_the_killed(longest_turn: timedelta) -> None:
    """Set apart what was being handed over when its run was killed."""
    before = timezone.now() - longest_turn
    killed = Letter.objects.filter(state=Letter.State.HANDING, begun_at__lt=before)
    killed.update(
        state=Letter.State.UNCERTAIN,
        error="The sending was killed while the letter was handed over.",
    )


class _Run:
    """One run: its connection, and what it has done."""

    def __init__(self, longest_turn: timedelta) -> None:
        self.done = Done()
        self._longest_turn = longest_turn
        self._connection = get_connection()
        self._is_open = False

    def due(self) -> Iterator[int]:
        """Yield what is due, oldest first; a batch of keys in memory at a time."""
        while True:
            ready = due(self._longest_turn).order_by("due_at", "pk")
            batch = list(ready.values_list("pk", flat=True)[:_BATCH])
            if not batch:
                return
            yield from batch

    def connect(self) -> bool:
        """Open the connection unless it is open; false when the server is away.

        Before a letter is taken: a server that cannot be reached costs no letter a try.
        """
        if not self._is_open:
            try:
                self._connection.open()
            except (SMTPException, OSError) as error:
                self.done.is_away = True
                logger.warning(
                    "Mail server away; letters wait",
                    extra={"event": "mail.away", "reason": type(error).__name__},
                )
                return False
            self._is_open = True
        return True

    def close(self) -> None:
        """Take leave of the server; what was sent is sent, whether it listens or not."""
        self._is_open = False
        try:
            self._connection.close()
        except (SMTPException, OSError):
            self._connection = get_connection()

    def send(self, pk: int) -> None:
        """Take the letter, and send it unless it is not wanted any more."""
        begun = timezone.now()
        if not due(self._longest_turn).filter(pk=pk).update(begun_at=begun):
            return
        letter = Letter.objects.select_related("person").filter(pk=pk).first()
        if letter is None:
            return
        try:
            message = message_of(letter)
        except NotNow as later:
            fate.postpone(letter, later.until)
            self.done.postponed += 1
        except Exception as error:
            logger.exception(
                "A letter could not be composed",
                extra={"event": "mail.not_composed", "letter": letter.key},
            )
            self._count(fate.failed(letter, f"Not composed: {type(error).__name__}"))
        else:
            if message is None:
                fate.settle(letter, Letter.State.DROPPED)
                self.done.dropped += 1
            else:
                self._hand_over(letter, message, begun)

    def _hand_over(self, letter: Letter, message: object, begun: datetime) -> None:
        is_handed = False

        def note() -> None:
            nonlocal is_handed
            _note_handing(letter, begun)
            is_handed = True

        try:
            if hasattr(self._connection, "hand_over"):
                self._connection.hand_over(message, note)
            else:
                note()
                self._connection.send_messages([message])
        except _Taken:
            self.close()
        except (SMTPException, OSError, ValueError) as error:
            self._count(fate.refused(letter, error, is_handed=is_handed))
            self.close()
        else:
            fate.settle(letter, Letter.State.SENT, sent_at=timezone.now())
            self.done.sent += 1

    def _count(self, state: str) -> None:
        match state:
            case Letter.State.DEAD:
                self.done.dead += 1
            case Letter.State.UNCERTAIN:
                self.done.uncertain += 1
            case _:
                self.done.postponed += 1


def _note_handing(letter: Letter, begun: datetime) -> None:
    """Commit that the letter is being handed over; raises _Taken when it is not ours."""
    ours = Letter.objects.filter(
        pk=letter.pk, state=Letter.State.WAITING, begun_at=begun
    )
    with transaction.atomic(durable=True):
        if not ours.update(state=Letter.State.HANDING):
            raise _Taken
