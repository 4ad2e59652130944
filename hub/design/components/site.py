"""Parts of every page that depend on where it stands or on who reads it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

SECTIONS = (
    ("/co-ops/", "Find a co-op"),
    ("/case-studies/", "Case studies"),
    ("/guides/", "Guides"),
    ("/procurement/", "Procurement"),
    ("/forum/", "Forum"),
)
_ADDRESSES = tuple(url for url, _ in SECTIONS)
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


@register.simple_tag(takes_context=True)
def site_header(context: Context) -> SafeString:
    """Draw the header; an error page may be drawn without any request."""
    request = context.get("request")
    path = getattr(request, "path", "")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        where = tuple(_current(url, path) for url in (*_ADDRESSES, "/search/"))
        return (_draw_for_visitors if settings.DEBUG else _drawn_for_visitors)(where)
    own = {
        "sections": _sections([_current(url, path) for url in _ADDRESSES]),
        "search_current": _current("/search/", path),
        "signed_in": True,
        "counts": [count(user) for count in _header_counts],
        "name": str(user),
        "may_edit": user.opens_admin,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("includes/header.html", own)


def _draw_for_visitors(where: tuple[str, ...]) -> SafeString:
    *sections, search = where
    shown = {"sections": _sections(sections), "search_current": search}
    return render_to_string("includes/header.html", shown)


#: It is the same for every visitor: there is one for each place in the site.
_drawn_for_visitors = lru_cache(maxsize=100)(_draw_for_visitors)


def _sections(current: Iterable[str]) -> list[SectionLink]:
    return [
        SectionLink(url, label, one)
        for (url, label), one in zip(SECTIONS, current, strict=True)
    ]


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
