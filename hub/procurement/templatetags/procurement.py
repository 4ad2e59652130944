"""What the law says of a page, for clauses, routes and guides alike."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.downloads.blocks import Run
from hub.procurement.law.changes import changes_for, sections_of
from hub.procurement.standing import standing_of

register = template.Library()


@register.inclusion_tag("procurement/law_changes.html")
def law_changes(thing: Any) -> dict[str, object]:
    """Say which sections it rests on have changed since it was checked."""
    return {"changes": changes_for(thing)}


@register.inclusion_tag("procurement/sections.html")
def sections(thing: Any) -> dict[str, object]:
    """List the sections it rests on."""
    return {"sections": sections_of(thing)}


@register.simple_tag
def wording_run(run: Run) -> SafeString:
    """Draw some words of wording: a placeholder, what was put into one, or a term."""
    if run.is_blank:
        return format_html(
            '<span class="clause__placeholder" data-blank="{}">[{}]</span>',
            run.key,
            run.text,
        )
    if run.key:
        return format_html(
            '<span class="clause__settled" data-blank="{}">{}</span>', run.key, run.text
        )
    if run.href.startswith("#"):
        return format_html(
            '<a class="term" href="{0}" aria-describedby="{1}-means">{2}</a>',
            run.href,
            run.href[1:],
            run.text,
        )
    return format_html("{}", run.text)


@register.simple_tag
def standing(status: str) -> tuple[str, str, str]:
    """Return how far wording of this status may be relied on: tone, title, text."""
    return standing_of(status)
