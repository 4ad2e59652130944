"""What people search for, for editors: in the Reports menu of the Wagtail admin."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.core.csv_cells import csv_attachment
from hub.search import log_store
from hub.search.log_store import KEPT_DAYS, Counted

PERMISSION = "search.view_searchlog"
PERIODS = (7, 30, KEPT_DAYS)
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One table of the report: what it shows, and what to say when it is empty."""

    slug: str
    title: str
    explanation: str
    empty: str
    rows: Sequence[Counted]


def listings(counted: Sequence[Counted]) -> list[Listing]:
    """Return the three tables, each with its first rows."""
    nothing = [row for row in counted if row.without_result]
    nothing.sort(key=lambda row: -row.without_result)
    ignored = [
        row for row in counted if not row.followed and row.without_result < row.asked
    ]
    return [
        Listing(
            "most",
            "Most frequent",
            "What people look for most.",
            "Nobody has searched in this time.",
            counted[:_ROWS],
        ),
        Listing(
            "nothing",
            "Without a result",
            "A synonym helps when the hub has it under another name; else somebody "
            "could write it.",
            "Every search found something.",
            nothing[:_ROWS],
        ),
        Listing(
            "ignored",
            "Results that nobody followed",
            "Something was found, and seems not to have been what was meant. A "
            "promoted result puts the right thing first.",
            "After every search that found something, somebody followed a result.",
            ignored[:_ROWS],
        ),
    ]


class SearchReport(WagtailAdminTemplateMixin, TemplateView):
    """What was searched for in the last days, and where it led."""

    page_title = "Searches"
    header_icon = "search"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]
    template_name = "search/admin/report.html"

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show it to those who may see it."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show the page, or the whole list as a file."""
        asked = request.GET.get("days", "")
        self.days = next((days for days in PERIODS if str(days) == asked), PERIODS[1])
        self.is_unreadable = False
        try:
            counted = log_store.totals(days=self.days, until=timezone.localdate())
        except (sqlite3.Error, OSError):
            counted, self.is_unreadable = [], True
        if request.GET.get("export") == "csv":
            return _file(counted, self.days)
        return self.render_to_response(self.get_context_data(counted=counted))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the tables, the choice of period and where to mend what is found."""
        context = super().get_context_data(**kwargs)
        return context | {
            "listings": listings(context["counted"]),
            "days": self.days,
            "periods": PERIODS,
            "is_unreadable": self.is_unreadable,
            "promote_url": _address_for(
                self.request,
                "wagtailsearchpromotions.add_searchpromotion",
                "wagtailsearchpromotions:add",
            ),
            "synonym_url": _address_for(
                self.request, "search.add_synonym", "wagtailsnippets_search_synonym:add"
            ),
        }


def _address_for(request: HttpRequest, permission: str, name: str) -> str:
    """Return an address of the admin, or nothing for somebody who may not go there."""
    return reverse(name) if request.user.has_perm(permission) else ""


def _file(counted: Sequence[Counted], days: int) -> HttpResponse:
    header = ["words", "searches", "without a result", "result followed"]
    rows = [[row.words, row.asked, row.without_result, row.followed] for row in counted]
    filename = f"searches-{days}-days-to-{timezone.localdate()}.csv"
    return csv_attachment(filename, [header, *rows])
