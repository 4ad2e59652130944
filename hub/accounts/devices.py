"""Devices that people have signed in on before, remembered by a signed cookie.

The cookie holds the numbers of accounts and nothing else, and opens nothing: with it a
sign-in is not announced by mail. Visitors get none.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from hub.accounts.models import User

COOKIE = "known-device"
_DAYS = 365
_MOST_ACCOUNTS = 5
_signer = Signer(salt="hub.accounts.device")


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> bool:
    """Remember that `user` signs in on this device; return whether that is new."""
    known = _accounts(request.COOKIES.get(COOKIE, ""))
    number = str(user.pk)
    is_new = number not in known
    kept = [number, *(other for other in known if other != number)][:_MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        _signer.sign(".".join(kept)),
        max_age=_DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return is_new


def _accounts(cookie: str) -> list[str]:
    try:
        return _signer.unsign(cookie).split(".")
    except BadSignature:
        return []
