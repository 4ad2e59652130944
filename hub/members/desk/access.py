"""Who may come to the desk, and what all its pages share."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.members.acting.rules import DESK

A_PAGE = 30


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk, in Wagtail's frame, for coordinators alone."""

    page_title = "Desk"
    header_icon = "clipboard-list"
    is_first = False

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Refuse everybody else, as Wagtail refuses."""
        if not request.user.has_perm(DESK):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the desk."""
        trail = [*self.breadcrumbs_items]
        if not self.is_first:
            trail.append({"url": reverse_lazy("desk"), "label": "Desk"})
        return [*trail, {"url": "", "label": self.get_page_title()}]

    def page_of(self, things: QuerySet) -> Page:
        """Return the page of a list that the address asks for."""
        return Paginator(things, A_PAGE).get_page(self.request.GET.get("p"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page itself shows."""
        return super().get_context_data(**kwargs) | self.shown()

    def shown(self) -> Mapping[str, Any]:
        """Return what the page itself shows."""
        return {}
