"""Tell members what newly matches the searches they saved.

Nothing is told twice, whoever is stopped and whenever; and nothing that its owner may
not see at that moment. See `SearchMail` for how.
"""

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from hub.accounts.models import User
from hub.core.visibility import keys_for
from hub.search.answers import newly_found
from hub.search.facets import FACETS
from hub.search.mailed import said_in_mail
from hub.search.models import SavedSearch, SearchEntry, SearchMail, ToldEntry
from hub.search.saved_actions import stop_token
from hub.search.sources import thing_labels

logger = logging.getLogger(__name__)

MOST_LISTED = 20
# After this a mail that was begun and not sent is not being sent just now: its run was
# stopped in the middle.
_LONGEST_RUN = timedelta(hours=1)
_REMEMBERED = timedelta(days=7)


@dataclass(slots=True)
class Sent:
    """What a run did: mails sent, refused by the mail server, and of unknown fate."""

    sent: int = 0
    refused: int = 0
    uncertain: int = 0


def send_alerts() -> Sent:
    """Send one mail for each saved search that something new matches.

    Raises EngineError when the index cannot be read, and whatever the mail server's
    refusing to talk at all raises; the next run goes on where this one stopped.
    """
    done = Sent()
    active = SavedSearch.objects.filter(owner__is_active=True).exclude(owner__email="")
    for pk in list(active.order_by("pk").values_list("pk", flat=True)):
        # Read anew: somebody may have been switched off, or have deleted it, meanwhile.
        saved = active.select_related("owner").filter(pk=pk).first()
        if saved is not None:
            _tell(saved, done)
    return done


def unfinished() -> int:
    """Count the mails of the last days that were begun and, as far as we know, not sent."""
    now = timezone.now()
    return SearchMail.objects.filter(
        begun_at__range=(now - _REMEMBERED, now - _LONGEST_RUN), sent_at=None
    ).count()


def _tell(saved: SavedSearch, done: Sent) -> None:
    try:
        mail, entries = _make(saved)
    except IntegrityError:
        # Another run is at this very search, and was first.
        return
    if mail is None:
        return
    connection = get_connection()
    # Before the mail is begun: a server that cannot be reached costs nothing.
    connection.open()
    try:
        if _begin(mail):
            _hand_over(mail, _message(saved, entries, connection), done)
    finally:
        connection.close()


@transaction.atomic
def _make(saved: SavedSearch) -> tuple[SearchMail | None, list[SearchEntry]]:
    """Note what is to be told now, and return it; (None, []) when nothing is new."""
    _lock(saved)
    # Of a run that was stopped before it could send: what it noted is told now, unless
    # the owner may not see it any more.
    saved.mails.filter(begun_at=None).delete()
    told = set(saved.told.values_list("entry_key", flat=True))
    params = QueryDict(saved.address)
    found = newly_found(
        params.get("q", ""),
        visible=keys_for(saved.owner),
        chosen={kind.name: params.getlist(kind.name) for kind in FACETS},
        since=saved.saved_at,
    )
    entries = [entry for entry in found if entry.key not in told]
    if not entries:
        return None, []
    mail = saved.mails.create()
    ToldEntry.objects.bulk_create(
        ToldEntry(saved_search=saved, mail=mail, entry_key=entry.key)
        for entry in entries
    )
    return mail, entries


@transaction.atomic
def _begin(mail: SearchMail) -> bool:
    """Take the mail for this run; false when another run has taken or replaced it."""
    _lock(mail.saved_search)
    waiting = SearchMail.objects.filter(pk=mail.pk, begun_at=None)
    return bool(waiting.update(begun_at=timezone.now()))


def _lock(saved: SavedSearch) -> None:
    """Let no other run note or begin anything of this search until the transaction ends."""
    list(SavedSearch.objects.select_for_update().filter(pk=saved.pk).values_list("pk"))


def _hand_over(mail: SearchMail, message: EmailMultiAlternatives, done: Sent) -> None:
    row = SearchMail.objects.filter(pk=mail.pk)
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        # The server said no, so nothing went out: the next run tries again.
        row.update(begun_at=None)
        done.refused += 1
        _log("refused", mail, error)
    except (smtplib.SMTPException, OSError) as error:
        # It went away in the middle, and may have taken the mail: never twice.
        done.uncertain += 1
        _log("uncertain", mail, error)
    else:
        row.update(sent_at=timezone.now())
        done.sent += 1


def _log(what: str, mail: SearchMail, error: Exception) -> None:
    logger.warning(
        "A mail about a saved search was not sent",
        extra={
            "event": f"search.alert.{what}",
            "saved_search": mail.saved_search_id,
            "reason": type(error).__name__,
        },
    )


def _message(
    saved: SavedSearch, entries: Sequence[SearchEntry], connection: object
) -> EmailMultiAlternatives:
    stop = urljoin(settings.BASE_URL, reverse("search:stop", args=[stop_token(saved)]))
    context = {
        "saved": saved,
        "name": saved.owner.get_display_name(),
        "things": _listed(saved.owner, entries[:MOST_LISTED]),
        "further": max(0, len(entries) - MOST_LISTED),
        "results_url": urljoin(settings.BASE_URL, saved.results_url),
        "saved_url": urljoin(settings.BASE_URL, reverse("search:saved")),
        "stop_url": stop,
    }
    subject = render_to_string("search/email/alert_subject.txt", context)
    message = EmailMultiAlternatives(
        subject=settings.EMAIL_SUBJECT_PREFIX + " ".join(subject.split()),
        body=render_to_string("search/email/alert.txt", context),
        to=[saved.owner.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    message.attach_alternative(
        render_to_string("search/email/alert.html", context), "text/html"
    )
    return message


def _listed(owner: User, entries: Sequence[SearchEntry]) -> list[dict[str, str]]:
    labels, said = thing_labels(), said_in_mail(owner, entries)
    return [
        {
            "title": said[entry.key].title,
            "kind": labels.get(entry.kind, entry.kind),
            "where": said[entry.key].where,
            "url": urljoin(settings.BASE_URL, said[entry.key].url),
        }
        for entry in entries
    ]
