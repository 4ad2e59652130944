"""Gives every request its permission handler, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from forum.forum_permission.handler import PermissionHandler


class ForumPermissionMiddleware:
    """Set `request.forum_permission_handler` (P5).

    Machina's own opens a session for every visitor on every address, so that no page of
    the site could be cached. That session served visitors who post, whom we do not have.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, with a handler that remembers answers for its lifetime."""
        request.forum_permission_handler = PermissionHandler()
        return self.get_response(request)
