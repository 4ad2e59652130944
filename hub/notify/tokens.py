"""What stands in a mail's links, and proves, signed out as well, whose mail it was in."""

from collections.abc import Iterable

from django.core.signing import BadSignature, Signer

from hub.accounts.models import User

_stops = Signer(salt="hub.notify.stop")
_choices = Signer(salt="hub.notify.choices")


class UnknownToken(LookupError):
    """We have not made this token, or the person is gone."""


def stop_token(person: User, kinds: Iterable[str]) -> str:
    """Return what ends the mail of these kinds to one person."""
    return _stops.sign(f"{person.pk}.{','.join(kinds)}")


def choices_token(person: User) -> str:
    """Return what opens a person's choices of how to be told."""
    return _choices.sign(str(person.pk))


def person_and_kinds_by(token: str) -> tuple[User, list[str]]:
    """Return whose mail of which kinds the token ends; raises UnknownToken."""
    pk, _, kinds = _read(_stops, token).partition(".")
    return _person(pk), kinds.split(",")


def person_by(token: str) -> User:
    """Return whose choices the token opens; raises UnknownToken."""
    return _person(_read(_choices, token))


def _read(signer: Signer, token: str) -> str:
    try:
        return signer.unsign(token)
    except BadSignature:
        raise UnknownToken from None


def _person(pk: str) -> User:
    person = User.objects.filter(pk=int(pk), erased_at=None).first()
    if person is None:
        raise UnknownToken
    return person
