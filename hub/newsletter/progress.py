"""How far a sending has come: numbers asked of the outbox."""

from dataclasses import dataclass

from hub.newsletter.actions import COMPOSER
from hub.newsletter.models import Sending
from hub.newsletter.taking import takers
from hub.notify import holding
from hub.notify.models import Letter

_Fate = Letter.State


@dataclass(frozen=True, slots=True)
class Progress:
    """How many letters have fared how."""

    sent: int = 0
    waiting: int = 0
    dropped: int = 0
    uncertain: int = 0
    given_up: int = 0

    @property
    def total(self) -> int:
        """Return how many people it is for."""
        return self.sent + self.waiting + self.dropped + self.uncertain + self.given_up

    @property
    def is_over(self) -> bool:
        """Say whether nothing waits any more."""
        return not self.waiting


def progress_of(sending: Sending) -> Progress:
    """Return how the letters of `sending` have fared."""
    counted = sending.result or holding.tally(composer=COMPOSER, prefix=sending.prefix)
    waiting = counted.get(_Fate.WAITING, 0) + counted.get(_Fate.HANDING, 0)
    if not sending.is_put and not sending.is_over:
        waiting += takers().filter(pk__gt=sending.put_until).count()
    return Progress(
        sent=counted.get(_Fate.SENT, 0),
        waiting=waiting,
        dropped=counted.get(_Fate.DROPPED, 0),
        uncertain=counted.get(_Fate.UNCERTAIN, 0),
        given_up=counted.get(_Fate.DEAD, 0),
    )
