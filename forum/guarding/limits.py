"""How often a member may write, counted by allauth's limiter in the shared cache.

The limiter's lock is only as good as the cache it lies in; the forms that ask hold the
member's row meanwhile, so that one member's posts are counted one after the other.
"""

from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from django.conf import settings

POST = "forum_post"
POST_AS_NEWCOMER = "forum_post_newcomer"
EDIT = "forum_edit"
UPLOAD = "forum_upload"

_SPANS = {"m": "a minute", "h": "an hour", "d": "a day"}
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class _Sending:
    """All that the limiter wants to know of a request: a form has none."""

    user: Any
    method: str = "POST"


def consume(person: Any, action: str) -> bool:
    """Count one more `action` of `person`; say whether it is within the limit."""
    return ratelimit.consume(_Sending(person), action=action, user=person)


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
