"""Editors are told when the review of a guide is due."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from hub.core.visibility import page_keys
from hub.guidance.models import GuidePage
from hub.notify.actions import tell
from hub.notify.kinds import Kind, Way, register

DUE = "review-due"
_ABOUT = "guidance.guide"


def register_kinds() -> None:
    """Let editors be told; once, when the app is ready."""
    register(
        Kind(
            key=DUE,
            label="Reviews that are due",
            explanation="The day has come by which a guide is to be read through again.",
            default=Way.AT_ONCE,
            is_for=_may_publish_pages,
            visibility_of=_keys_now,
        )
    )


def tell_due(today: dt.date | None = None) -> int:
    """Tell those who may publish each guide whose review is due; return how many are due.

    Each is told once for each day that a review is due on, however often this is called.
    """
    today = today or timezone.localdate()
    due = list(_due(today))
    keys = page_keys(due)
    for guide in due:
        # A guide for a few has no key that says who may read of it: nobody is told.
        if keys[guide.pk] is not None:
            _tell(guide, keys[guide.pk])
    return len(due)


@transaction.atomic
def _tell(guide: GuidePage, key: str) -> None:
    policy = PagePermissionPolicy()
    tell(
        kind=DUE,
        people=policy.users_with_permission_for_instance("publish", guide),
        about=_about(guide),
        title=f"The review of “{guide.title}” is due",
        text=f"It was to be read through again by {_in_words(guide.review_due_date)}.",
        url=reverse("wagtailadmin_pages:edit", args=[guide.pk]),
        visibility=key,
    )


def _due(today: dt.date) -> Iterable[GuidePage]:
    return GuidePage.objects.live().filter(review_due_date__lte=today).order_by("pk")


def _about(guide: GuidePage) -> str:
    return f"{_ABOUT}:{guide.pk}:{guide.review_due_date.isoformat()}"


def _in_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _may_publish_pages(person: Any) -> bool:
    return PagePermissionPolicy().user_has_permission(person, "publish")


def _keys_now(abouts: Iterable[str]) -> Mapping[str, str | None]:
    """Return each guide's key; none when it is gone, hidden or has been reviewed since."""
    abouts = list(abouts)
    ids = {int(about.split(":")[1]) for about in abouts}
    guides = list(GuidePage.objects.filter(pk__in=ids, review_due_date__isnull=False))
    keys = page_keys(guides)
    now = {_about(guide): keys[guide.pk] for guide in guides}
    return {about: now.get(about) for about in abouts}
