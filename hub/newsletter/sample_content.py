"""Put the list of newsletters in its place; the first one is for people to write."""

from hub.core.sample import place_page
from hub.newsletter.models import NewsletterIndexPage

AFTER = ("home",)

_SUMMARY = (
    "What the network's coordinators want everybody to know, now and then. "
    "Members can have it by e-mail."
)


def load() -> None:
    """Add the list, unless it is there."""
    home = NewsletterIndexPage.allowed_parent_page_models()[0].objects.get()
    place_page(
        home,
        NewsletterIndexPage,
        slug="newsletters",
        title="Newsletters",
        summary=_SUMMARY,
    )
