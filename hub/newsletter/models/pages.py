"""Newsletters as pages: the list of them, and each one."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from hub.core.models import BasePage
from hub.core.visibility import keys_for, pages_visible_to
from hub.newsletter.blocks import NewsletterBody
from hub.newsletter.picked import parts_of
from hub.search.narrowing import page_of

_PAGE_SIZE = 20


class NewsletterIndexPage(BasePage):
    """Every newsletter there was, the newest first; stands under home."""

    # Found through what is in it.
    searchable = False

    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletter.NewsletterPage"]
    max_count = 1

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add one page of the newsletters that this person may see."""
        context = super().get_context(request, *args, **kwargs)
        below = NewsletterPage.objects.child_of(self)
        shown = pages_visible_to(request.user, below)
        newest_first = shown.order_by("-first_published_at", "-pk")
        paginator = Paginator(newest_first, _PAGE_SIZE)
        return context | {"listed": page_of(paginator, request.GET.get("page"))}


class NewsletterPage(BasePage):
    """One newsletter: a page on the web, and a mail to those who chose it."""

    parent_page_types = ["newsletter.NewsletterIndexPage"]
    subpage_types: list[str] = []

    body = StreamField(
        NewsletterBody(),
        blank=True,
        help_text="What the mail says too; its subject is the title of the page.",
    )

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the things it tells of, as far as this person may see them."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"parts": parts_of(self.body, keys_for(request.user))}
