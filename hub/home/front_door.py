"""What stands on the home page beside its own words.

Plug-ins offer stories by registering a provider; the home page knows none of them.
"""

from collections.abc import Callable, Sequence

from wagtail.models import Page

from hub.core.visibility import Asker

SHOWN = 3
Provider = Callable[[Asker, int], Sequence[Page]]

_providers: list[Provider] = []


def register_highlights(provider: Provider) -> None:
    """Let `provider(user, number)` offer pages for the home page, best first."""
    if provider not in _providers:
        _providers.append(provider)


def highlights(user: Asker) -> list[Page]:
    """Return the pages to show `user`, at most `SHOWN`."""
    found: list[Page] = []
    for provider in _providers:
        found.extend(provider(user, SHOWN - len(found)))
    return found[:SHOWN]
