"""Whoever is switched off is signed out everywhere, and stays so."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models.signals import post_save

from hub.accounts.models import User


@transaction.atomic
def end_all(user: User) -> None:
    """End every session of a person."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _saved(instance: User, **kwargs: Any) -> None:
    if not instance.is_active:
        end_all(instance)


def connect() -> None:
    """End sessions when somebody is switched off."""
    post_save.connect(_saved, sender=User, dispatch_uid="accounts.sessions")
