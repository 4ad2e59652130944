"""Sending a newsletter: off, on, paused, over."""

from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.accounts.models import User
from hub.newsletter.models import NewsletterPage, Sending
from hub.newsletter.taking import takers
from hub.newsletter.wording import wording_of
from hub.notify import holding
from hub.notify.models import Letter
from hub.notify.outbox import put, put_many

COMPOSER = "newsletter"
TEST_COMPOSER = "newsletter-test"
#: Letters are put in this many at a time, each lot whole or not at all.
BATCH = 500
_State = Sending.State
_Fate = Letter.State


class NotPublished(Exception):
    """Only what everybody can read on the web is sent by mail."""


class SentBefore(Exception):
    """A newsletter is sent once."""


class NotNowPossible(Exception):
    """The sending does not stand so that this could be done with it."""


def send(*, page: NewsletterPage, by: User) -> Sending:
    """Fix what the page says now, and begin to send it to those who chose newsletters.

    Raises NotPublished and SentBefore.
    """
    page = NewsletterPage.objects.get(pk=page.pk)
    if not page.live:
        raise NotPublished
    try:
        with transaction.atomic():
            sending = Sending.objects.create(
                page=page,
                subject=page.title,
                wording=wording_of(page),
                begun_by=by,
            )
    except IntegrityError:
        raise SentBefore from None
    return sending


def carry_on(sending: Sending, *, most: int | None = None) -> None:
    """Put in the letters that are not in the outbox yet, `most` of them at once.

    Stopped anywhere, it goes on there when it is called again; called twice at once,
    each letter is still put in once.
    """
    put_now = 0
    while (most is None or put_now < most) and (number := _put_batch(sending.pk)):
        put_now += number


@transaction.atomic
def _put_batch(pk: int) -> int:
    sending = _locked(pk)
    if sending.is_put or sending.state != _State.UNDER_WAY:
        return 0
    people = list(takers().filter(pk__gt=sending.put_until).only("pk")[:BATCH])
    put_many(
        Letter(
            key=f"{sending.prefix}{person.pk}",
            composer=COMPOSER,
            person=person,
            about={"sending": sending.pk},
        )
        for person in people
    )
    if people:
        sending.put_until = people[-1].pk
    sending.is_put = len(people) < BATCH
    sending.save(update_fields=["put_until", "is_put"])
    return len(people)


@transaction.atomic
def pause(*, sending: Sending) -> None:
    """Let no more letters go; those being handed over go still.

    Raises NotNowPossible.
    """
    _move(sending, {_State.UNDER_WAY}, _State.PAUSED)
    holding.hold(composer=COMPOSER, prefix=sending.prefix)


@transaction.atomic
def resume(*, sending: Sending) -> None:
    """Let the letters go again. Raises NotNowPossible."""
    _move(sending, {_State.PAUSED}, _State.UNDER_WAY)
    holding.release(composer=COMPOSER, prefix=sending.prefix)


@transaction.atomic
def cancel(*, sending: Sending) -> None:
    """Send it to nobody else, ever. Raises NotNowPossible."""
    _move(sending, {_State.UNDER_WAY, _State.PAUSED}, _State.CANCELLED)
    holding.drop(composer=COMPOSER, prefix=sending.prefix)
    Sending.objects.filter(pk=sending.pk).update(ended_at=timezone.now())


def send_test(*, page: NewsletterPage, to: User) -> None:
    """Send what would be sent to one person, who counts for nothing by it."""
    said = as_it_would_go(page)
    put(
        key=f"newsletter-test:{page.pk}:{to.pk}:{uuid4()}",
        composer=TEST_COMPOSER,
        person=to,
        about={"subject": said.title, "wording": wording_of(said)},
    )


def as_it_would_go(page: NewsletterPage) -> NewsletterPage:
    """Return what is published of `page`; of one that is not published, the draft."""
    return page if page.live else page.get_latest_revision_as_object()


def carry_on_all() -> None:
    """Take every sending further: for each run of the sender of mail.

    Letters that were held while their sending went on again (one may have been in the
    sender's hands at that moment) are let go.
    """
    for sending in Sending.objects.filter(state=_State.UNDER_WAY):
        carry_on(sending)
        holding.release(composer=COMPOSER, prefix=sending.prefix)
        _close(sending.pk)


@transaction.atomic
def _close(pk: int) -> None:
    """Note what became of the letters, when all have gone their way."""
    sending = _locked(pk)
    if sending.state != _State.UNDER_WAY or not sending.is_put:
        return
    counted = holding.tally(composer=COMPOSER, prefix=sending.prefix)
    if any(counted.get(state) for state in (_Fate.WAITING, _Fate.HANDING)):
        return
    sending.state, sending.result, sending.ended_at = (
        _State.DONE,
        counted,
        timezone.now(),
    )
    sending.save(update_fields=["state", "result", "ended_at"])


def _move(sending: Sending, allowed: set[str], to: str) -> None:
    if _locked(sending.pk).state not in allowed:
        raise NotNowPossible
    Sending.objects.filter(pk=sending.pk).update(state=to)
    sending.state = to


def _locked(pk: int) -> Sending:
    return Sending.objects.select_for_update().get(pk=pk)
