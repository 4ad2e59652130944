"""Whoever is switched off is signed out everywhere, and stays so."""

from typing import Any

from allauth.account.signals import email_changed
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest

from hub.accounts.models import User

# In this order: most browsers also name those they descend from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@transaction.atomic
def end_all(user: User) -> None:
    """End every session of a person."""
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def end_others(user: User, request: HttpRequest) -> None:
    """End every session of a person but the one that asks."""
    others = UserSession.objects.filter(user=user)
    for session in others.exclude(session_key=request.session.session_key):
        session.end()


def device_name(user_agent: str) -> str:
    """Return the browser and the system as people call them, as far as they say it."""
    browser = _first_of(_BROWSERS, user_agent)
    system = _first_of(_SYSTEMS, user_agent)
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "Unknown browser"


def _first_of(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")


def _way_in_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    end_others(user, request)


def _saved(instance: User, **kwargs: Any) -> None:
    if not instance.is_active:
        end_all(instance)


def connect() -> None:
    """End sessions when somebody is switched off, and others when a way in changes."""
    for signal in (
        authenticator_added,
        authenticator_removed,
        authenticator_reset,
        email_changed,
    ):
        # Changing the password ends the others by itself: Django's sessions hold its hash.
        signal.connect(_way_in_changed, dispatch_uid="accounts.sessions")
    post_save.connect(_saved, sender=User, dispatch_uid="accounts.sessions")
