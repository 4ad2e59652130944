"""How often somebody may do something, counted by allauth's limiter in the shared cache.

The limiter's lock is only as good as the cache it lies in; where two at the same moment
must not both be the last one, the member's row is held meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from hub.accounts.models import User

_SPANS = {"m": "a minute", "h": "an hour", "d": "a day"}
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class _Asking:
    """All that the limiter wants to know of a request.

    A form has none, and of one by GET it would count nothing.
    """

    user: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    META: Mapping[str, Any] = field(default_factory=dict)
    method: str = "POST"


def consume(person: Any, action: str) -> bool:
    """Count one more `action` of `person`; say whether it is within the limit."""
    return ratelimit.consume(_Asking(person), action=action, user=person)


@transaction.atomic
def consume_in_turn(person: Any, action: str, number: int = 1) -> bool:
    """Count `number` more of them, those of one member one after the other."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return all(consume(person, action) for _ in range(number))


def consume_from(request: HttpRequest, action: str) -> bool:
    """Count one more `action` from the address a request comes from, also by GET."""
    asking = _Asking(headers=request.headers, META=request.META)
    return ratelimit.consume(asking, action=action)


def in_words(action: str) -> str:
    """Return the limit as people say it: "5 a minute and 30 in 10 minutes"."""
    rates = [
        rate.strip().split("/")
        for rate in settings.ACCOUNT_RATE_LIMITS.get(action, "").split(",")
    ]
    said = [f"{amount} {_span(span)}" for amount, span, *_ in rates]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def _span(span: str) -> str:
    number, unit = span[:-1], span[-1:]
    if span in _SPANS or unit not in _UNITS:
        return _SPANS.get(span, span)
    return f"in {number} {_UNITS[unit]}"
