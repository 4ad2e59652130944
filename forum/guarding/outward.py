"""Links that lead off the hub, counted where readers would find them: in the HTML."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings

from forum.adapter.markup import render


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.addresses += [value or "" for name, value in attrs if name == "href"]


def outward_links(text: str) -> list[str]:
    """Return the addresses that `text` links to beyond the hub.

    Mentions, and links to pages of the hub, lead nowhere else and do not count.
    """
    links = _Links()
    links.feed(render(text))
    return [address for address in links.addresses if _leads_away(address)]


def _leads_away(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    own = urlsplit(settings.BASE_URL)
    if not parts.scheme and not parts.netloc:
        return False
    return parts.netloc.lower() != own.netloc.lower()
