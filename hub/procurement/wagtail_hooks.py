"""The law, what is due, and drafts from a pattern, for editors."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from hub.procurement.drafting.views import new_clause
from hub.procurement.due.report import PERMISSION, DueReport
from hub.procurement.models import (
    ClauseIndexPage,
    LegalBasis,
    Provision,
    Threshold,
)


class LegalBasisViewSet(ModelViewSet):
    """The list of law that clauses and routes may rest on."""

    model = LegalBasis
    icon = "doc-full"
    menu_label = "Law"
    add_to_admin_menu = True
    inspect_view_enabled = False
    list_display = ["name", "url"]
    search_fields = ["name"]


class ProvisionViewSet(SnippetViewSet):
    """The sections of law, where a change is marked."""

    model = Provision
    icon = "doc-full-inverse"
    menu_label = "Sections of law"
    list_display = ("__str__", "about", "state", "changed_on")
    list_filter = ("law", "state")
    search_fields = ("about", "section", "summary")


class ThresholdViewSet(SnippetViewSet):
    """Sums above which other rules hold, with their dates and sources."""

    model = Threshold
    icon = "order"
    menu_label = "Thresholds"
    list_display = ("name", "nation", "amount", "valid_from", "valid_to")
    list_filter = ("nation", "regime")


class ToolkitGroup(SnippetViewSetGroup):
    """What the procurement toolkit rests on."""

    menu_label = "Law and thresholds"
    menu_icon = "doc-full"
    menu_order = 170
    items = (ProvisionViewSet, ThresholdViewSet)


register_snippet(ToolkitGroup)


@hooks.register("register_admin_viewset")
def register_law() -> LegalBasisViewSet:
    """Put the list in the menu."""
    return LegalBasisViewSet("law")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the report, and the patterns for new clauses, their places."""
    return [
        path("reports/due/", DueReport.as_view(), name="due_report"),
        path("clauses/new/<int:pk>/", new_clause, name="new_clause"),
    ]


class _DueItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_reports_menu_item")
def due_item() -> MenuItem:
    """Offer the report to those who may see it."""
    return _DueItem(
        "What is due",
        reverse("due_report"),
        name="due",
        icon_name="calendar-alt",
        order=1100,
    )


@hooks.register("register_page_header_buttons")
def begin_from_a_pattern(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the patterns on the page of the library."""
    is_library = isinstance(page.specific_deferred, ClauseIndexPage)
    if is_library and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            "New clause from a pattern",
            reverse("new_clause", args=[page.pk]),
            icon_name="doc-full",
            priority=5,
        )
