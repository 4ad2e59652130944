"""Gives every request its permission handler, and nothing else."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from forum.forum_permission.handler import PermissionHandler

#: The handler of the request that is being answered, while nothing is to be written.
_reading: ContextVar[PermissionHandler | None] = ContextVar("reading", default=None)


def handler_of_the_request() -> PermissionHandler | None:
    """Return the handler of a request that only reads, where there is one.

    The rest of the hub asks what somebody may read without a request in hand. While
    something is written permissions may change, and a new handler has to look.
    """
    return _reading.get()


class ForumPermissionMiddleware:
    """Set `request.forum_permission_handler` (P5).

    Machina's own opens a session for every visitor on every address, so that no page of
    the site could be cached. That session served visitors who post, whom we do not have.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, with a handler that remembers answers for its lifetime."""
        handler = request.forum_permission_handler = PermissionHandler()
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        before = _reading.set(handler)
        try:
            return self.get_response(request)
        finally:
            _reading.reset(before)
