"""Render every published page and search all kinds, without a server."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from hub.core.visibility import keys_for
from hub.directory.models import Organisation
from hub.search.answers import search
from hub.search.models import SearchEntry

QUESTION = "care"


class Command(BaseCommand):
    """What a reviewer without a browser runs: it fails when anything does."""

    help = "Render every published page and run one search over all kinds of content."

    def handle(self, **options: object) -> None:
        """Ask for every address; name each that does not answer 200."""
        host = urlsplit(settings.BASE_URL)
        client = Client(
            SERVER_NAME=host.hostname or "localhost", raise_request_exception=False
        )
        secure = host.scheme == "https"
        wrong = []
        addresses = list(_addresses())
        for address in addresses:
            response = client.get(address, secure=secure)
            if response.status_code != 200:
                wrong.append(f"{address}: {response.status_code}")
        self.stdout.write(f"{len(addresses)} pages asked for, {len(wrong)} failed.")
        wrong.extend(self._search(client, secure=secure))
        if wrong:
            raise CommandError("\n".join(wrong))

    def _search(self, client: Client, *, secure: bool) -> Iterator[str]:
        kinds = list(
            SearchEntry.objects.filter(visibility__in=_seen_by_visitors())
            .order_by("kind")
            .values_list("kind", flat=True)
            .distinct()
        )
        for kind in kinds:
            found = search(
                QUESTION, visible=_seen_by_visitors(), chosen={"kind": [kind]}
            )
            response = client.get(
                reverse("search:results"), {"q": QUESTION, "kind": kind}, secure=secure
            )
            self.stdout.write(f"Search for “{QUESTION}”, {kind}: {found.total} found.")
            shown = response.content.decode()
            if response.status_code != 200 or not found.hits:
                yield f"Search finds no {kind} for “{QUESTION}”."
            elif found.hits[0].url not in shown:
                yield f"The results page does not show the first {kind}."
        if not kinds:
            yield "Nothing can be found: the search has no entries."


def _seen_by_visitors() -> frozenset[str]:
    return keys_for(AnonymousUser())


def _addresses() -> Iterator[str]:
    """Yield the address of everything that is published."""
    for page in Page.objects.live().public().filter(depth__gt=1):
        yield urlsplit(page.get_full_url()).path
    yield reverse("directory:list")
    for organisation in Organisation.objects.listed():
        yield organisation.get_absolute_url()
    yield reverse("search:results")
    yield reverse("design:style_guide")
    yield from (
        SearchEntry.objects.filter(kind="topic", visibility__in=_seen_by_visitors())
        .order_by("key")
        .values_list("url", flat=True)
    )
    yield reverse("account_login")
    yield reverse("home:alive")
