"""The home page, and pages for everything that needs only words."""

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from hub.core.models import BasePage
from hub.home.blocks import PageBody
from hub.home.front_door import highlights


class HomePage(BasePage):
    """The front door: one sentence, one search box, three doors."""

    # What stands on it is found through the pages it leads to.
    searchable = False

    parent_page_types = ["wagtailcore.Page"]
    # Any page type that names the home page as its parent, so that a plug-in's pages
    # may stand here without the platform knowing them.
    subpage_types = None
    max_count = 1

    heading = models.CharField(
        max_length=120, help_text="The one sentence at the top of the site."
    )

    content_panels = [*BasePage.content_panels, FieldPanel("heading")]

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add what stands on the front door."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"highlights": highlights(request.user)}


class StandardPage(BasePage):
    """A page of words: about, joining, accessibility, privacy."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    body = StreamField(PageBody(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
