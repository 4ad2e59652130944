"""What members do with saved searches."""

from django.core import signing
from django.db import transaction

from hub.accounts.models import User
from hub.search.models import SavedSearch
from hub.search.saved_question import Kept

MOST_EACH = 20
_signer = signing.Signer(salt="hub.search.saved")


class TooManySaved(Exception):
    """This member has saved as many searches as fit."""


class NotToBeSaved(Exception):
    """The question asks nothing, or is too long to keep."""


@transaction.atomic
def save_search(*, owner: User, kept: Kept) -> SavedSearch:
    """Save a question for a member; one saved before stays as it is.

    Raises NotToBeSaved and TooManySaved.
    """
    if not kept.words or kept.is_too_long:
        raise NotToBeSaved
    # The owner's row is the lock: two windows at once do not save one too many.
    User.objects.select_for_update().get(pk=owner.pk)
    saved = owner.saved_searches.filter(address=kept.address).first()
    if saved is not None:
        return saved
    if owner.saved_searches.count() >= MOST_EACH:
        raise TooManySaved
    return owner.saved_searches.create(title=kept.title, address=kept.address)


def stop_token(saved: SavedSearch) -> str:
    """Return what proves, signed out as well, that somebody got the mails."""
    return _signer.sign(saved.pk)


def saved_by_token(token: str) -> SavedSearch | None:
    """Return the saved search of a token; None when it is gone.

    Raises BadSignature for a token that we have not made.
    """
    return SavedSearch.objects.filter(pk=_signer.unsign(token)).first()
