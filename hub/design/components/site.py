"""Parts of every page that depend on where it stands or on who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import Context

register = template.Library()

SECTIONS = (
    ("/co-ops/", "Find a co-op"),
    ("/case-studies/", "Case studies"),
    ("/guides/", "Guides"),
    ("/procurement/", "Procurement"),
    ("/forum/", "Forum"),
)
# Django's message levels, as the notices call them.
MESSAGE_TONES = {"success": "success", "warning": "warning", "error": "error"}


@dataclass(frozen=True, slots=True)
class SectionLink:
    """One entry of the navigation; `current` is the value for aria-current."""

    url: str
    label: str
    current: str


@dataclass(frozen=True, slots=True)
class HeaderCount:
    """A link in the header of whoever is signed in, with how much is new behind it."""

    url: str
    label: str
    count: int
    most: int = 99

    @property
    def shown(self) -> str:
        """Return the number, or that it is many."""
        return str(self.count) if self.count <= self.most else f"{self.most}+"


_header_counts: list[Callable[[Any], HeaderCount]] = []


def register_header_count(count: Callable[[Any], HeaderCount]) -> None:
    """Let the header show what `count` says for the person who is signed in."""
    if count not in _header_counts:
        _header_counts.append(count)


@register.inclusion_tag("includes/header.html", takes_context=True)
def site_header(context: Context) -> dict[str, object]:
    """Draw the header; an error page may be drawn without any request."""
    request = context.get("request")
    path = getattr(request, "path", "")
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "sections": [
            SectionLink(url, name, _current(url, path)) for url, name in SECTIONS
        ],
        "search_current": _current("/search/", path),
        "signed_in": signed_in,
        "counts": [count(user) for count in _header_counts] if signed_in else [],
        "name": str(user) if signed_in else "",
        "may_edit": signed_in and user.opens_admin,
    }


@register.inclusion_tag("includes/messages.html", takes_context=True)
def site_messages(context: Context) -> dict[str, object]:
    """Draw what the last action has to say, as notices."""
    request = context.get("request")
    return {"notes": [] if request is None else _notes(request)}


def _notes(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (MESSAGE_TONES.get(message.level_tag, "information"), message.message)
        for message in get_messages(request)
    ]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""
