"""Who asks."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hub.accounts.models import User


class LetInMiddleware:
    """Take whoever was not let in for a visitor, should they ever have a session.

    Applicants get none when they sign in. This is the second lock on that door: every
    page that asks for a member asks `request.user` alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look no earlier than somebody asks: a page for visitors opens no session."""
        request.user = SimpleLazyObject(lambda: _member_or_visitor(request))
        return self.get_response(request)


def _member_or_visitor(request: HttpRequest) -> User | AnonymousUser:
    user = get_user(request)
    is_in = user.is_authenticated and user.approved_at is not None
    return user if is_in else AnonymousUser()
