"""The way back for somebody who asked to leave, while there is one."""

from django.core import signing

from hub.accounts.models import User

_SALT = "hub.accounts.leaving"


def stay_token(person: User) -> str:
    """Return what proves that it is the one who leaves; it ends with this leaving."""
    if person.leaves_at is None:
        raise ValueError("Only somebody who leaves can come back.")
    return signing.dumps([person.pk, person.leaves_at.isoformat()], salt=_SALT)


def leaver_of(token: str) -> User | None:
    """Return who leaves by this token; None when they are back, or erased.

    Raises BadSignature for a token that we have not made.
    """
    pk, leaves_at = signing.loads(token, salt=_SALT)
    person = User.objects.filter(pk=pk, erased_at=None).first()
    if person is None or person.leaves_at is None:
        return None
    return person if person.leaves_at.isoformat() == leaves_at else None
