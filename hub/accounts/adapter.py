"""How allauth behaves here."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hub.accounts.devices import remember_device
from hub.accounts.leaving import stay_token
from hub.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in, as far as it knows nothing of joining: see `hub.members.joining.adapter`."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "rate_limited": "That was too often. Wait a few minutes, then try again.",
        "incorrect_code": "That code is not right.",
    }

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link to a new password, at the site's own address.

        The address a request came in by may carry a port or spelling of its sender's.
        """
        asked = urlsplit(super().get_reset_password_from_key_url(key))
        return f"{settings.BASE_URL}{asked.path}"

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Offer the way back to somebody who leaves; the others hear that it is off.

        They have shown their password. Coming back signs nobody in.
        """
        if user.leaves_at is not None and user.erased_at is None:
            return redirect("members:stay", token=stay_token(user))
        return super().respond_user_inactive(request, user)

    def pre_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse | None:
        """Note whether they were here before, which signing in overwrites."""
        request.is_first_sign_in = user.last_login is None
        return super().pre_login(request, user, **kwargs)

    def post_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse:
        """Remember the device; write to its owner when it is one they never used."""
        response = super().post_login(request, user, **kwargs)
        is_new = remember_device(request, response, user)
        if is_new and not getattr(request, "is_first_sign_in", False):
            self.send_notification_mail("account/email/new_device", user)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether to go on to `url` after signing in; a broken one is not safe."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            # Python's parser raises on such as "//[", and allauth lets it through.
            return False
