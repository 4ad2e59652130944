"""Load the home page and the standard pages."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from hub.core.sample import place_page, read_entry, story_from_markdown
from hub.home.models import HomePage, StandardPage

_FOLDER = Path(__file__).parent / "sample" / "pages"


def load() -> None:
    """Put the home page at the root of the site, and the standard pages under it."""
    home = _home_page()
    for path in sorted(_FOLDER.glob("*.md")):
        front, body = read_entry(path)
        place_page(
            home,
            StandardPage,
            slug=path.stem,
            title=front["title"],
            summary=front.get("summary", ""),
            body=story_from_markdown(body, filled=["kept", "data_credits"]),
        )


def _home_page() -> HomePage:
    existing = HomePage.objects.first()
    if existing is not None:
        return existing
    root = Page.get_first_root_node()
    home = place_page(
        root,
        HomePage,
        slug="hub",
        title=settings.SITE_NAME,
        heading="Care co-ops, finding and helping each other.",
        summary=(
            "A directory of co-operative care providers, the evidence that they work, "
            "and the model wording to commission them, kept by the people who do it."
        ),
    )
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": port,
            "site_name": settings.SITE_NAME,
            "root_page": home,
        },
    )
    # Wagtail's first migration leaves a page that only says welcome.
    Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk).delete()
    return home
