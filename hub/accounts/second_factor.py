"""A second factor for everybody who can change what others read."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]

_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_ADMIN = "/admin/"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys and codes of this site, whatever address a request came in by."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or was used already.",
        "unverified_email": "Confirm your e-mail address first.",
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the host that passkeys belong to."""
        host = urlsplit(settings.BASE_URL).hostname or ""
        return {"id": host, "name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Name a new passkey, so that two can be told apart."""
        own = Authenticator.objects.filter(user_id=user.pk, type=type)
        return f"Passkey {own.count() + 1}"


class SecondFactorMiddleware:
    """Keeps the editor closed to staff until they have set up a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a page of the editor only with a second factor."""
        if (
            settings.REQUIRE_SECOND_FACTOR
            and request.path_info.startswith(_ADMIN)
            and request.path_info != reverse("wagtailadmin_logout")
            and lacks_second_factor(request.user)
        ):
            asked = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_second_factor')}?{asked}")
        return self.get_response(request)


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Tell whether the person needs a second factor and has none."""
    return (
        user.is_authenticated
        and user.has_perm("wagtailadmin.access_admin")
        and not is_mfa_enabled(user, _FACTORS)
    )


@login_required
@require_safe
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say why a second factor is needed, and lead to setting one up."""
    asked = request.GET.get("next", "")
    is_inside = asked.startswith(_ADMIN) and not asked.startswith("//")
    context = {
        "lacks": lacks_second_factor(request.user),
        "has": is_mfa_enabled(request.user, _FACTORS),
        "next": asked if is_inside else _ADMIN,
    }
    return render(request, "accounts/second_factor.html", context)
