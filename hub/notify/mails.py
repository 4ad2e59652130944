"""One look for every mail: a subject, and the same words as text and as HTML."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse

from hub.accounts.models import User
from hub.notify.kinds import kind_of
from hub.notify.outbox import Mail
from hub.notify.tokens import choices_token, stop_token

_LONGEST_SUBJECT = 150


def render_mail(
    name: str,
    context: Mapping[str, Any],
    person: User | None,
    *,
    kind: str | Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Make a mail of the templates <name>_subject.txt, <name>.txt and <name>.html.

    The two bodies extend notify/email/base.txt and base.html; what the text parts hold
    is not escaped, whoever wrote it. With a `kind`, or several, the mail says how to stop
    its like, in its foot and in the headers that mail programs read (RFC 8058); account
    mail has none. `url|absolute` (`{% load mail %}`) makes an address whole.
    Raises UnknownKind.
    """
    kinds = [kind] if isinstance(kind, str) and kind else list(kind)
    given = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.BASE_URL,
        "name": person.get_display_name() if person else "",
        **(_ways_out(person, kinds) if person and kinds else {}),
        **context,
    }
    subject = " ".join(_plain(f"{name}_subject.txt", given).split())
    if len(subject) > _LONGEST_SUBJECT:
        subject = subject[: _LONGEST_SUBJECT - 1].rstrip() + "…"
    return Mail(
        subject=f"{settings.EMAIL_SUBJECT_PREFIX}{subject}",
        text=_plain(f"{name}.txt", given).strip() + "\n",
        html=get_template(f"{name}.html").render(given),
        headers={**_stop_headers(given.get("stop_url")), **(headers or {})},
    )


def absolute(url: str) -> str:
    """Return an address of the site with its scheme and host."""
    return urljoin(f"{settings.BASE_URL}/", url)


def _ways_out(person: User, kinds: Sequence[str]) -> dict[str, str]:
    stop = reverse("notify:stop", args=[stop_token(person, kinds)])
    choices = reverse("notify:mail_choices", args=[choices_token(person)])
    return {
        "kind_label": "; ".join(kind_of(kind).label for kind in kinds),
        "stop_url": absolute(stop),
        "choices_url": absolute(choices),
    }


def _stop_headers(url: str | None) -> dict[str, str]:
    if not url:
        return {}
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _plain(template: str, given: Mapping[str, Any]) -> str:
    # Text is not HTML: an apostrophe in a title stays one.
    return get_template(template).template.render(Context(given, autoescape=False))
