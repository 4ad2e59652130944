"""Addresses that somebody vouches for: allauth then asks for no confirmation."""

from allauth.account.models import EmailAddress
from django.db import transaction

from hub.accounts.models import User


@transaction.atomic
def vouch_for(user: User) -> None:
    """Make the user's address their one address, confirmed by whoever set it."""
    own = EmailAddress.objects.filter(user=user)
    own.exclude(email__iexact=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user,
        email=user.email,
        defaults={"verified": True, "primary": True},
    )
