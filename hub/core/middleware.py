"""Requests that are plainly broken are turned away before anything reads them."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

# Wagtail's editor writes inline scripts and styles in a few places (date choosers,
# inline panels), so it cannot live under the public policy.
_EDITOR_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "frame-ancestors 'self'; base-uri 'none'"
)
_PERMISSIONS = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "browsing-topics=(), interest-cohort=()"
)


_PRIVACY = {
    "wagtailadmin_collections:edit",  # saves, then moves
    "wagtailadmin_collections:set_privacy",
    "wagtailadmin_pages:set_privacy",
}

# In characters, percent signs and all. Every filter of the directory ticked at once takes
# about 7,000, and no form sends more; what follows a page's address is looked at, and
# repeated by its links, so that its length is work.
_LONGEST_ADDRESS = 20_000


class SecurityHeadersMiddleware:
    """Add the headers that Django and django-csp leave to the site."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the remaining security headers set."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        if request.method == "HEAD" and not response.streaming:
            # Its length is told; the words themselves are not sent.
            response.content = b""
        if request.path.startswith("/admin/"):
            response.headers["Content-Security-Policy"] = _policy_in_admin(response)
        return response


def _policy_in_admin(response: HttpResponse) -> str:
    """Return the editor's policy; a preview keeps the public one, but may be framed.

    Wagtail renders a preview as a request for the page's public address, so it comes
    with the strict policy already.
    """
    public = response.headers.get("Content-Security-Policy")
    if public is None:
        return _EDITOR_POLICY
    return public.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


class CleanRequestMiddleware:
    """Refuse addresses, queries and cookies with NUL bytes or broken UTF-8.

    PostgreSQL refuses NUL in text and would turn such a request into a server error;
    refusing it here says plainly whose mistake it is. So are addresses beyond any
    length that a person or a filter makes.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 to a request that no view could read."""
        if len(request.get_full_path()) > _LONGEST_ADDRESS:
            raise BadRequest("The address is too long.")
        if "\x00" in request.path_info:
            raise BadRequest("The address holds a NUL byte.")
        # A quoted cookie is unescaped on reading, so a NUL can arrive as \000.
        if any("\x00" in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie holds a NUL byte.")
        for key, values in request.GET.lists():
            if any("\x00" in text or "\ufffd" in text for text in (key, *values)):
                raise BadRequest("The address holds bytes that are not text.")
        return self.get_response(request)


class WholePrivacyMiddleware:
    """Change who may see a page or a collection, and everything it follows, or nothing.

    Wagtail saves a restriction without a transaction; a process that dies right after
    would leave what is now hidden to be found.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        """Put the views that hide or show into transactions."""
        if request.method == "POST" and request.resolver_match.view_name in _PRIVACY:
            return transaction.atomic(view)(request, *args, **kwargs)
        return None
