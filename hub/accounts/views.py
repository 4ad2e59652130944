"""Signing in and up."""

from typing import Any

from allauth.account.views import LoginView, SignupByPasskeyView, SignupView
from allauth.core import ratelimit
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hub.accounts.least_time import LeastTime


class SignInView(LoginView):
    """allauth's page, without its circle for members who knock at the editor."""

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Sign in; tell a member without the right to edit that they have none.

        Wagtail sends them here, and allauth would send them straight back.
        """
        asked = request.GET.get("next", "")
        if (
            request.user.is_authenticated
            and asked.startswith(reverse("wagtailadmin_home"))
            and not request.user.has_perm("wagtailadmin.access_admin")
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SignUpView(LeastTime, SignupView):
    """allauth's page, which does not tell by its time whether an address is known."""


class SignUpByPasskeyView(LeastTime, SignupByPasskeyView):
    """The same without a password."""


class PasskeySignInView(LoginWebAuthnView):
    """allauth's page, which limits only what is sent to it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what a passkey has to sign; too often from one address is refused."""
        refused = ratelimit.consume_or_429(
            request, action="begin_passkey_login", limit_get=True
        )
        return refused or super().get(request, *args, **kwargs)
