"""The door to procurement: what is here, and what it is not."""

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from hub.core.blocks import StoryBody
from hub.core.models import BasePage
from hub.procurement.models.clause import ClausePage
from hub.procurement.models.clause_index import ClauseIndexPage
from hub.procurement.models.route import RouteIndexPage, RoutePage


class ProcurementIndexPage(BasePage):
    """Where somebody who buys or sells care begins; stands under home."""

    # Found through what is in it.
    searchable = False

    parent_page_types = ["home.HomePage"]
    subpage_types = ["procurement.RouteIndexPage", "procurement.ClauseIndexPage"]
    max_count = 1

    body = StreamField(
        StoryBody(), blank=True, help_text="What is here, and what it is not."
    )

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the routes, and the doors with what stands behind each."""
        context = super().get_context(request, *args, **kwargs)
        routes = RoutePage.objects.visible_to(request.user).in_order().for_rows()
        return context | {
            "routes": routes,
            "clause_count": ClausePage.objects.visible_to(request.user).count(),
            "route_index": RouteIndexPage.objects.index_under(self),
            "clause_index": ClauseIndexPage.objects.index_under(self),
        }
