"""Standard pages as search entries."""

from hub.home.models import StandardPage
from hub.search.sources import PageSource, register


@register
class StandardPageSource(PageSource):
    """Every page of words that may be found."""

    model = StandardPage
    kind = "page"
    label = "Page"
    label_plural = "Pages"

    def body(self, page: StandardPage) -> str:
        """Return the words of the page."""
        return self.text_of(page.body)
