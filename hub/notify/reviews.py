"""Editors are told when the review of a page is due: each app says which pages have one."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from hub.core.visibility import page_keys
from hub.notify.actions import tell
from hub.notify.kinds import Kind, Way, register

DUE = "review-due"
_ABOUT = "review"
_reviewed: list[type[Page]] = []


def register_reviewed(*models: type[Page]) -> None:
    """Let the editors of these kinds of pages hear of reviews; repeating changes nothing.

    Each has a field `review_due_date`.
    """
    _reviewed.extend(model for model in models if model not in _reviewed)


def reviewed_models() -> tuple[type[Page], ...]:
    """Return the kinds of pages that are to be read through again by a day."""
    return tuple(_reviewed)


def register_kinds() -> None:
    """Let editors be told; once, when the app is ready."""
    register(
        Kind(
            key=DUE,
            label="Reviews that are due",
            explanation="The day has come by which a page is to be read through again.",
            default=Way.AT_ONCE,
            is_for=_may_publish_pages,
            visibility_of=_keys_now,
        )
    )


def tell_due(today: dt.date | None = None) -> int:
    """Tell those who may publish each page whose review is due; return how many are due.

    Each is told once for each day that a review is due on, however often this is called.
    """
    today = today or timezone.localdate()
    due = list(_due(today))
    keys = page_keys(due)
    for page in due:
        # A page for a few has no key that says who may read of it: nobody is told.
        if keys[page.pk] is not None:
            _tell(page, keys[page.pk])
    return len(due)


@transaction.atomic
def _tell(page: Page, key: str) -> None:
    policy = PagePermissionPolicy()
    tell(
        kind=DUE,
        people=policy.users_with_permission_for_instance("publish", page),
        about=_about(page),
        title=f"The review of “{page.title}” is due",
        text=f"It was to be read through again by {_in_words(page.review_due_date)}.",
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        visibility=key,
    )


def _due(today: dt.date) -> Iterator[Page]:
    for model in _reviewed:
        yield from (
            model.objects.live().filter(review_due_date__lte=today).order_by("pk")
        )


def _about(page: Page) -> str:
    return f"{_ABOUT}:{page.pk}:{page.review_due_date.isoformat()}"


def _in_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _may_publish_pages(person: Any) -> bool:
    return PagePermissionPolicy().user_has_permission(person, "publish")


def _keys_now(abouts: Iterable[str]) -> Mapping[str, str | None]:
    """Return each page's key; none when it is gone, hidden or has been reviewed since."""
    abouts = list(abouts)
    ids = {int(about.split(":")[1]) for about in abouts}
    pages: list[Page] = []
    for model in _reviewed:
        pages += model.objects.filter(pk__in=ids, review_due_date__isnull=False)
    keys = page_keys(pages)
    now = {_about(page): keys[page.pk] for page in pages}
    return {about: now.get(about) for about in abouts}
