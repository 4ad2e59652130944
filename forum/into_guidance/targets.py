"""What a discussion can become: kinds of page, found by name.

The forum imports no other plug-in; a kind whose app is not installed is not offered.
"""

from typing import Any

from django.apps import apps
from wagtail.fields import StreamField
from wagtail.models import Page

from hub.core.blocks import StoryBody

_KINDS = {
    "guide": ("A guide", "guidance.GuidePage"),
    "case_study": ("A case study", "casestudies.CaseStudyPage"),
}


class NoShelf(Exception):
    """There is nowhere that this editor may put such a page."""


def choices() -> list[tuple[str, str]]:
    """Return the kinds of page that there are, for a form."""
    return [(key, label) for key, (label, _) in _KINDS.items() if page_type(key)]


def page_type(key: str) -> type[Page] | None:
    """Return the page type of a kind, if its app is installed."""
    try:
        return apps.get_model(_KINDS[key][1])
    except (KeyError, LookupError):
        return None


def story_field(kind: type[Page]) -> StreamField | None:
    """Return the field of a page type that holds its story, if it has one."""
    stories = (
        field
        for field in kind._meta.fields
        if isinstance(field, StreamField) and isinstance(field.stream_block, StoryBody)
    )
    return next(stories, None)


def body_field(kind: type[Page]) -> StreamField:
    """Return the field that holds the story of a page type that is known to have one."""
    field = story_field(kind)
    if field is None:
        raise LookupError(f"{kind.__name__} has no story.")
    return field


def shelf_for(user: Any, kind: type[Page]) -> Page:
    """Return the page below which `user` may put one of this kind. Raises NoShelf."""
    for parent_type in kind.allowed_parent_page_models():
        for parent in parent_type.objects.order_by("path"):
            if parent.permissions_for_user(user).can_add_subpage():
                return parent
    raise NoShelf
