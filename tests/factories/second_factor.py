"""Authenticator apps in tests."""

import time

from allauth.mfa.totp.internal import auth
from django.test import Client

from hub.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_totp(user: User, secret: str = SECRET) -> None:
    """Give a person an authenticator app."""
    auth.TOTP.activate(user, secret)


def totp_now(secret: str = SECRET) -> str:
    """Return what the app shows."""
    counter = int(time.time()) // 30
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def begin_sign_in(client: Client, address: str, password: str, **more: str) -> object:
    """Give address and password."""
    sent = {"login": address, "password": password, **more}
    return client.post("/accounts/login/", sent)
