"""People in the Wagtail admin, and who may read restricted pages."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.models import BaseViewRestriction, Page
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from hub.accounts.account_page import fit_account_page
from hub.accounts.models import User
from hub.accounts.roles import may_change

_KEEP = (
    "People are not deleted: what they wrote would go with them, and other people's "
    "answers too. Switch the account off instead."
)

fit_account_page()


@hooks.register("before_delete_user")
def people_are_switched_off(request: HttpRequest, user: User) -> HttpResponse:
    """Refuse to delete a person, and say what to do instead."""
    messages.error(request, _KEEP)
    return redirect("wagtailusers_users:edit", user.pk)


# Registered after Wagtail's own action of this name, so that it takes its place.
@hooks.register("register_bulk_action", order=1)
class KeepPeople(DeleteBulkAction):
    """Refuses to delete people, however many are chosen, before asking anything."""

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Go back to the list with the reason."""
        messages.error(request, _KEEP)
        return redirect("wagtailusers_users:index")

    @classmethod
    def execute_action(
        cls, objects: Iterable[Model], **kwargs: object
    ) -> tuple[int, int]:
        """Delete nobody, should anything else call this."""
        return 0, 0


@hooks.register("register_bulk_action", order=1)
class AssignRole(AssignRoleBulkAction):
    """Puts people into groups; only administrators choose among all of them."""

    def check_perm(self, obj: Model) -> bool:
        """Refuse coordinators, who make board moderators one by one."""
        return self.request.user.is_superuser


@hooks.register("register_bulk_action", order=1)
class SwitchOnOrOff(SetActiveStateBulkAction):
    """Switches accounts on and off: those that are theirs to change."""

    def check_perm(self, obj: Model) -> bool:
        """Refuse what the person's own page would refuse."""
        return may_change(self.request.user, obj)

    @classmethod
    def execute_action(
        cls, objects: Iterable[User], mark_as_active: bool = False, **kwargs: object
    ) -> tuple[int, int]:
        """Save each of them: what listens to people has to hear of it."""
        others = [person for person in objects if person != kwargs.get("user")]
        with transaction.atomic():
            for person in others:
                person.is_active = mark_as_active
                person.save(update_fields=["is_active"])
        return len(others), 0


# Before Wagtail's own check, which sends everybody to the sign-in page: that would tell
# what there is, and send a signed-in person in a circle.
@hooks.register("before_serve_page", order=-1)
def page_for_others(
    page: Page, request: HttpRequest, serve_args: list, serve_kwargs: dict
) -> None:
    """Answer for a page that is not for the asker as for one that is not there."""
    _hide_from_outsiders(request, page.get_view_restrictions())


@hooks.register("before_serve_document", order=-1)
def document_for_others(document: AbstractDocument, request: HttpRequest) -> None:
    """Answer for a document that is not for the asker as for one that is not there."""
    _hide_from_outsiders(request, document.collection.get_view_restrictions())


def _hide_from_outsiders(
    request: HttpRequest, restrictions: Iterable[BaseViewRestriction]
) -> None:
    for restriction in restrictions:
        if restriction.restriction_type == BaseViewRestriction.PASSWORD:
            # Whoever was given the address was given the password: Wagtail asks for it.
            continue
        if not restriction.accept_request(request):
            raise Http404
