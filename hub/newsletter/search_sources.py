"""Newsletters as search entries."""

from hub.newsletter.models import NewsletterPage
from hub.search.sources import PageSource, register


@register
class NewsletterSource(PageSource):
    """Every newsletter that may be found."""

    model = NewsletterPage
    kind = "newsletter"
    label = "Newsletter"
    label_plural = "Newsletters"

    def body(self, page: NewsletterPage) -> str:
        """Return the words of the newsletter; the things it tells of have their own."""
        return self.text_of(page.body)
