"""Pages in the Wagtail admin: what Wagtail shows to people who may not do it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page


# Wagtail asks for the right only when the move is made; until then its page named the
# page to everybody who may open the admin, published or not.
@hooks.register("before_move_page")
def only_for_those_who_may(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuse to ask somebody about a move that is not theirs to make."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
