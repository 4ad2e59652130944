"""Whose packs somebody works on: a member's own, or those of a visitor's browser."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from hub.accounts.models import User

#: The name in a session under which a visitor's secret lies.
SESSION_NAME = "packs"
#: A visitor's packs end with the session that leads to them.
KEPT_FOR = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)


@dataclass(frozen=True, slots=True)
class Holder:
    """A member, or a visitor by the secret in their session, or nobody yet."""

    person: User | None = None
    visitor: str = ""


def holder_of(request: HttpRequest) -> Holder:
    """Return who asks; this opens no session."""
    if request.user.is_authenticated:
        return Holder(person=request.user)
    return Holder(visitor=request.session.get(SESSION_NAME, ""))


def open_session(request: HttpRequest) -> Holder:
    """Return who asks, and let a visitor's session last from now on."""
    holder = holder_of(request)
    if holder.person is None:
        holder = Holder(visitor=holder.visitor or secrets.token_urlsafe(32))
        request.session[SESSION_NAME] = holder.visitor
    return holder
