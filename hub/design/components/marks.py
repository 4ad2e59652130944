"""Small marks within a line: icon, tag, avatar, the hub's own mark."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_outline

from hub.design.components.rendering import link_or_nothing, one_of, small

register = template.Library()

TAG_TONES = frozenset({"brand", "sun", "clay", "sky", "plain"})
AVATAR_SIZES = frozenset({"", "small", "large"})


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """Draw an outline icon by its heroicons name; an unknown name raises.

    It is hidden from screen readers: a word stands beside it.
    """
    return _icon(name, int(size))


@lru_cache(maxsize=200)
def _icon(name: str, size: int) -> SafeString:
    return heroicon_outline(name, size=size, **{"class": "icon", "aria-hidden": "true"})


@register.simple_tag
def tag(label: str, tone: str = "plain", url: str = "") -> SafeString:
    """Draw a word about a thing; see templates/components/tag.html."""
    one_of(tone, TAG_TONES, "A tag's tone")
    return small("tag", label=label, tone=tone, url=link_or_nothing(url))


@register.simple_tag
def avatar(name: str, size: str = "", image: str = "") -> SafeString:
    """Draw a person's picture, or anybody's initials, in a square."""
    one_of(size, AVATAR_SIZES, "An avatar's size")
    return small(
        "avatar", initials=initials_of(name), size=size, image=link_or_nothing(image)
    )


@register.simple_tag
def moment(when: datetime | None) -> SafeString:
    """Write a day and a time of day of the site, for people and for programs."""
    if when is None:
        return mark_safe("")
    local = timezone.localtime(when, timezone.get_default_timezone())
    return format_html(
        '<time datetime="{}">{}, {}</time>',
        local.isoformat(),
        _day(local.date()),
        local.strftime("%H:%M"),
    )


@lru_cache(maxsize=1_000)
def _day(day: date) -> str:
    return dateformat.format(day, "j F Y")


@register.simple_tag
def mark() -> SafeString:
    """Draw the hub's mark; see templates/components/mark.html."""
    return small("mark")


def initials_of(name: object) -> str:
    """Return up to two capitals: of the first and the last word that has a letter."""
    words = [word for word in str(name or "").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [words[0][0]]
    return "".join(letters).upper()
