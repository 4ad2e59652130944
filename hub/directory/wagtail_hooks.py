"""Organisations in the Wagtail admin, with drafts, workflow and history."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from hub.accounts.models import User
from hub.directory.editing.bulk import ACTIONS
from hub.directory.editing.columns import COLUMNS, with_columns
from hub.directory.editing.filters import OrganisationFilterSet
from hub.directory.editing.panels import ORGANISATION
from hub.directory.editing.verifying import ENDED, PERMISSION, VERIFIED, VerifyView
from hub.directory.models import Organisation


class OrganisationViewSet(SnippetViewSet):
    """Edit the directory's entries."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    list_display = ["name", "kind", "where", *COLUMNS, "live"]
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "summary", "place"]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_handler = ORGANISATION

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Read the entries with what the columns say of them."""
        return with_columns(Organisation.objects.all())


class DirectoryGroup(SnippetViewSetGroup):
    """The directory, and the words it is described with."""

    menu_label = "Directory"
    menu_icon = "group"
    menu_order = 150
    items = (OrganisationViewSet,)


register_snippet(DirectoryGroup)

for _action in ACTIONS:
    hooks.register("register_bulk_action", _action)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give verification its place."""
    return [
        path(
            "directory/verify/<int:pk>/", VerifyView.as_view(), name="directory_verify"
        )
    ]


@hooks.register("register_snippet_listing_buttons")
def verify_button(
    snippet: object, user: User, next_url: str | None = None
) -> Iterator[ListingButton]:
    """Offer verification beside each entry, to those who may."""
    if isinstance(snippet, Organisation) and user.has_perm(PERMISSION):
        yield ListingButton(
            "Verify",
            reverse("directory_verify", args=[snippet.pk]),
            icon_name="check",
            priority=25,
        )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name what the history says of verification."""
    actions.register_action(VERIFIED, "Verify as a co-op", "Verified as a co-op")
    actions.register_action(ENDED, "End verification", "Ended the verification")
