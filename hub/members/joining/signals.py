"""What joining does when an address is confirmed or a person switched off."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed

from hub.members.joining.actions import confirm


def _confirmed(email_address: EmailAddress, **kwargs: Any) -> None:
    confirm(user=email_address.user)


def connect() -> None:
    """Listen to allauth."""
    email_confirmed.connect(_confirmed, dispatch_uid="members.joining")
