"""Search from the command line, as a visitor would."""

from argparse import ArgumentParser
from html import unescape

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand
from django.utils.html import strip_tags

from hub.core.visibility import keys_for
from hub.search.answers import search


class Command(BaseCommand):
    """Print the first page of results that everybody may see."""

    help = "Search what everybody may see."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the words."""
        parser.add_argument("words", nargs="+")

    def handle(self, **options: object) -> None:
        """Print one line for each result."""
        results = search(" ".join(options["words"]), visible=keys_for(AnonymousUser()))
        for hit in results.hits:
            title = unescape(strip_tags(hit.title))
            self.stdout.write(f"{hit.kind:<14} {title}  {hit.url}")
        self.stdout.write(f"{results.total} found.")
