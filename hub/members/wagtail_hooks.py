"""The coordinators' desk in the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.members.acting.confirming import LOG_ACTION
from hub.members.acting.rules import DESK
from hub.members.desk.application_views import ApplicationsView, ApplicationView
from hub.members.desk.bulk import ConfirmAction
from hub.members.desk.claim_views import ClaimsView, ClaimView
from hub.members.desk.numbers_views import NumbersView
from hub.members.desk.views import Desk, DeskPanel, OwnerlessView, StaleView
from hub.members.models import ReasonTemplate


class ReasonTemplateViewSet(SnippetViewSet):
    """The words that coordinators start their answers from."""

    model = ReasonTemplate
    icon = "mail"
    menu_label = "Words for answers"
    menu_name = "reason-templates"
    add_to_settings_menu = True
    list_display = ("title", "use")
    list_filter = ("use",)
    search_fields = ("title", "text")
    copy_view_enabled = False
    panels = (
        FieldPanel("use"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("order"),
    )


register_snippet(ReasonTemplateViewSet)
hooks.register("register_bulk_action", ConfirmAction)


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern]:
    """Give the desk its places."""
    one = "<int:pk>/"
    return [
        path("desk/", Desk.as_view(), name="desk"),
        path(
            "desk/applications/", ApplicationsView.as_view(), name="desk_applications"
        ),
        path(
            f"desk/applications/{one}",
            ApplicationView.as_view(),
            name="desk_application",
        ),
        path("desk/claims/", ClaimsView.as_view(), name="desk_claims"),
        path(f"desk/claims/{one}", ClaimView.as_view(), name="desk_claim"),
        path("desk/stale/", StaleView.as_view(), name="desk_stale"),
        path("desk/ownerless/", OwnerlessView.as_view(), name="desk_ownerless"),
        path("desk/numbers/", NumbersView.as_view(), name="desk_numbers"),
    ]


class _DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DESK)


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    """Offer the desk to coordinators, before everything else."""
    return _DeskItem(
        "Desk", reverse("desk"), name="desk", icon_name="clipboard-list", order=50
    )


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Show coordinators what waits as soon as they come in."""
    panels.append(DeskPanel(request))


@hooks.register("register_permissions")
def permission_to_use() -> QuerySet[Permission]:
    """Let administrators say which groups use the desk."""
    return Permission.objects.filter(
        content_type__app_label="members", codename="use_desk"
    )


@hooks.register("register_log_actions")
def name_confirming(actions: LogActionRegistry) -> None:
    """Say in an entry's history that somebody confirmed it."""
    actions.register_action(LOG_ACTION, "Confirm", "Confirmed as still right")
