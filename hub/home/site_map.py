"""The pages of the tree on the map for search engines."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import cached_property
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from hub.core.site_map import Section, register
from hub.core.visibility import pages_visible_to


@register("pages")
class PageSection(Section):
    """Every page that visitors may read."""

    @cached_property
    def site(self) -> Site | None:
        """The site whose pages these are, with its root."""
        sites = Site.objects.select_related("root_page")
        return sites.filter(is_default_site=True).first()

    def items(self) -> PageQuerySet:
        """Return the pages of the site in the order of the tree."""
        if self.site is None:
            return Page.objects.none()
        pages = Page.objects.descendant_of(self.site.root_page, inclusive=True)
        return pages_visible_to(AnonymousUser(), pages).order_by("path")

    def location(self, item: Page) -> str:
        """Return the address of a page, without the site's name."""
        return item.relative_url(self.site)

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page was last published."""
        return item.last_published_at
