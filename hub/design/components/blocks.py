"""Components with a body: `{% card … %}…{% endcard %}` and its like."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.design.components.rendering import (
    component,
    heading_level,
    link_or_nothing,
    one_of,
)

register = template.Library()

# Each tone has its icon and a word, so that colour never carries meaning alone.
NOTICE_TONES = {
    "information": ("information-circle", "Information"),
    "success": ("check-circle", "Done"),
    "warning": ("exclamation-triangle", "Warning"),
    "error": ("x-circle", "Error"),
}


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "information") -> SafeString:
    """Draw a message set apart from the text; see templates/components/notice.html."""
    icon, word = NOTICE_TONES[one_of(tone, NOTICE_TONES, "A notice's tone")]
    return component(
        "notice", content=content, title=title, tone=tone, icon=icon, word=word
    )


@register.simple_block_tag
def card(
    content: str,
    title: str,
    url: str = "",
    eyebrow: str = "",
    figure: str = "",
    level: int = 3,
) -> SafeString:
    """Draw a thing among others in a grid; see templates/components/card.html."""
    return component(
        "card",
        content=content,
        title=title,
        url=link_or_nothing(url),
        eyebrow=eyebrow,
        figure=figure,
        level=heading_level(level),
    )


@register.simple_block_tag
def list_row(
    content: str,
    title: str,
    url: str = "",
    meta: str = "",
    initials: str = "",
    image: str = "",
    level: int = 3,
) -> SafeString:
    """Draw a thing in a list, one below the other; see templates/components/list_row.html."""
    return component(
        "list_row",
        content=content,
        title=title,
        url=link_or_nothing(url),
        meta=meta,
        initials=initials,
        image=link_or_nothing(image),
        level=heading_level(level),
    )


@register.simple_block_tag
def page_heading(
    content: str, title: str, lead: str = "", level: int = 1
) -> SafeString:
    """Draw the title of a page, its tags above it and its lead below."""
    return component(
        "page_heading",
        content=content,
        title=title,
        lead=lead,
        level=heading_level(level),
    )


@register.simple_block_tag
def glance(content: str, title: str, level: int = 2) -> SafeString:
    """Draw the few facts that a reader wants first; see templates/components/glance.html."""
    return component("glance", content=content, title=title, level=heading_level(level))


@register.simple_block_tag
def panel(content: str, title: str = "", level: int = 2) -> SafeString:
    """Draw a plain box; see templates/components/panel.html."""
    return component("panel", content=content, title=title, level=heading_level(level))


@register.simple_block_tag
def empty_state(content: str, title: str, level: int = 2) -> SafeString:
    """Say that nothing is here, and what to do next; see templates/components/empty_state.html."""
    return component(
        "empty_state", content=content, title=title, level=heading_level(level)
    )


@register.simple_block_tag
def clause_block(content: str, id: str = "") -> SafeString:
    """Draw wording that may be copied; see templates/components/clause_block.html."""
    return component("clause_block", content=content, id=id)


@register.simple_block_tag
def heading(content: str, level: int, block: str) -> SafeString:
    """Draw the heading of a component: `level` from 1 to 6, `block` its BEM name."""
    # Not in a template: an element whose name is a variable is more than linters read.
    return format_html(
        '<h{0} class="{1}__title">{2}</h{0}>', heading_level(level), block, content
    )
