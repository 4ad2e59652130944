"""The abstract page under every page type of the hub."""

from http import HTTPMethod
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.functional import cached_property
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction, Revision

from hub.core.publishing import look_at


class PageTopic(ItemBase):
    """One page is about one topic."""

    tag = models.ForeignKey(
        "core.Topic", on_delete=models.CASCADE, related_name="page_topics"
    )
    content_object = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="page_topics"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="one_topic_once_per_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_object} is about {self.tag}"


class BasePage(Page):
    """What every page of the hub has: a summary and topics.

    Abstract over Wagtail's own Page, which is deliberately not swapped out: that door
    opens one way only, and packages may not follow through it.
    """

    summary = models.TextField(
        max_length=300,
        blank=True,
        help_text="One or two sentences, shown in lists and search results.",
    )
    topics = ClusterTaggableManager(
        through=PageTopic,
        blank=True,
        verbose_name="topics",
        help_text="What this is about. Choose from the list.",
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [*Page.promote_panels, FieldPanel("topics")]

    # A page is read: nothing here takes what a form sends.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish a revision once every app has looked at it; together, or not at all."""
        look_at(self, revision)
        super().publish(revision, *args, **kwargs)

    @property
    def lead(self) -> str:
        """The sentence under the title."""
        return self.summary

    @property
    def description(self) -> str:
        """What search engines and link previews are told."""
        return self.search_description or self.summary

    @cached_property
    def _view_restrictions(self) -> QuerySet[PageViewRestriction]:
        return super().get_view_restrictions()

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what restricts the page; asked twice for each page that is served."""
        return self._view_restrictions

    @cached_property
    def _live_ancestors(self) -> list[Page]:
        # The root page is nobody's home; depth 1 is left out.
        return list(self.get_ancestors().filter(depth__gt=1, live=True))

    def breadcrumb(self) -> list[tuple[str, str | None]]:
        """Return (label, address) from home down to here; the last has no address."""
        trail: list[tuple[str, str | None]] = [
            ("Home" if page.depth == 2 else page.title, page.url)
            for page in self._live_ancestors
        ]
        return [*trail, (self.title, None)]
