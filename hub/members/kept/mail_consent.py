"""Consent to mail is noted, with the sentence that was put, whenever it changes."""

from typing import Any

from hub.accounts.models import User
from hub.members.models import Consent
from hub.notify.kinds import Way, kind_of
from hub.notify.signals import way_chosen


def connect() -> None:
    """Hear of every choice of a way; once, when the app is ready."""
    way_chosen.connect(_note, dispatch_uid="members.mail_consent")


def _note(
    sender: type, *, person: User, kind: str, before: Way, way: Way, **kwargs: Any
) -> None:
    sentence = kind_of(kind).consent
    was_given, is_given = before != Way.NONE, way != Way.NONE
    if sentence and was_given != is_given:
        Consent.objects.create(
            user=person, what=kind, wording=sentence, is_given=is_given
        )
