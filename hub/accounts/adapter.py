"""How allauth behaves here."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hub.accounts.leaving import stay_token
from hub.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for people whose accounts the coordinators opened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep sign-up closed: coordinators open accounts."""
        return False

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

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether to go on to `url` after signing in; a broken one is not safe."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            # Python's parser raises on such as "//[", and allauth lets it through.
            return False
