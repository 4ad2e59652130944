"""A letter as the message that the mail server gets."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import salted_hmac

from hub.accounts.models import User
from hub.notify.models import Letter
from hub.notify.outbox import Composer, composer_of


def message_of(letter: Letter) -> EmailMultiAlternatives | None:
    """Compose the letter; None when it is not to be sent any more.

    Raises UnknownComposer and NotNow.
    """
    composer = composer_of(letter.composer)
    if letter.person is not None and not _may_get(letter.person, letter, composer):
        return None
    address = letter.address or (letter.person.email if letter.person else "")
    mail = composer.compose(letter) if address else None
    if mail is None:
        return None
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[address],
        headers={
            "Message-ID": message_id(letter.key),
            "Auto-Submitted": "auto-generated",
            **mail.headers,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def message_id(key: str) -> str:
    """Return the Message-ID of the letter of this key: always the same, and telling nothing.

    For headers as well that name an earlier letter (In-Reply-To, References).
    """
    digest = salted_hmac("hub.notify.messages", key, algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{urlsplit(settings.BASE_URL).hostname}>"


def thread_headers(thread: str, person: User, *, opens: bool) -> dict[str, str]:
    """Return what lets mail programs show the mails of a thread to one person together.

    All of them name the mail that opened it, whether that was sent or not.
    """
    if not thread:
        return {}
    root = message_id(f"thread:{thread}:{person.pk}")
    if opens:
        return {"Message-ID": root}
    return {"In-Reply-To": root, "References": root}


def _may_get(person: User, letter: Letter, composer: Composer) -> bool:
    if person.erased_at is not None:
        # What is said to the address alone, a farewell, was put in for that address.
        return bool(letter.address)
    is_member = person.is_active and person.approved_at is not None
    return is_member or not composer.members_only
