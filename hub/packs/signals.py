"""What a visitor collected is theirs when they sign in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from hub.accounts.models import User
from hub.packs.actions import keep_on_sign_in
from hub.packs.holding import SESSION_NAME


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    # The session has a new key by now, and still holds what the visitor's held.
    visitor = request.session.pop(SESSION_NAME, "")
    if visitor and keep_on_sign_in(person=user, visitor=visitor):
        messages.info(
            request,
            "What you collected before you signed in is kept in your account.",
            fail_silently=True,
        )


def connect() -> None:
    """Hear of every sign-in, whichever way it goes."""
    user_logged_in.connect(_signed_in, dispatch_uid="packs.signed_in")
