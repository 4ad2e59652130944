"""For a reader who works in one nation: whether a page is written for it, or what is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from hub.core.visibility import pages_visible_to
from hub.core.vocabulary import UK_NATIONS

_MOST = 5


@dataclass(frozen=True, slots=True)
class NationAsked:
    """The nation in an address; `instead` are the nearest that are written for it."""

    key: str
    label: str
    is_valid: bool
    instead: list[Page]


def nation_asked(page: Any, request: HttpRequest) -> NationAsked | None:
    """Return the nation the address asks for, or None."""
    key = request.GET.get("nation", "")
    label = dict(UK_NATIONS).get(key)
    if label is None:
        return None
    is_valid = any(row.nation == key for row in page.nations.all())
    return NationAsked(
        key, label, is_valid, [] if is_valid else _instead(page, key, request)
    )


def _instead(page: Any, nation: str, request: HttpRequest) -> list[Page]:
    """Return others of the same kind, those of the same stage or procedure first."""
    others = pages_visible_to(request.user, type(page).objects.all())
    others = others.filter(nations__nation=nation).order_by("title").distinct()
    name = "stage" if hasattr(page, "stage") else "procedure"
    alike = [one for one in others if getattr(one, name) == getattr(page, name)]
    return (alike or list(others))[:_MOST]
