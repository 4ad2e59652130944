"""What a member has read is carried over before they write."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from forum.forum_conversation.addresses import READING
from forum.forum_tracking.carrying import carry_over


class CarryOverMiddleware:
    """Carry over the waiting marks of whoever writes in the forum.

    Outside the transaction of the view: a form that is refused keeps them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *args: Any) -> None:
        """Carry them over where the view is the forum's."""
        if request.method in READING or not _is_of_forum(request):
            return
        if request.user.is_authenticated:
            carry_over(user=request.user)


def _is_of_forum(request: HttpRequest) -> bool:
    return request.resolver_match.route.startswith("forum/")
