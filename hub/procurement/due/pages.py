"""Which pages are due, and why; the same queries for any number of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from hub.core.vocabulary import ClauseStatus
from hub.procurement.law.changes import (
    RESTING,
    is_open,
    resting_model,
)
from hub.procurement.models import ClausePage, Provision


@dataclass(frozen=True, slots=True)
class Due:
    """One published page that somebody has to look at, with each reason in words."""

    page: Page
    reasons: tuple[str, ...]


def due_pages(user: Any, today: dt.date | None = None) -> list[tuple[str, list[Due]]]:
    """Return (kind, pages) of what is due among the pages that `user` may edit."""
    today = today or timezone.localdate()
    mine = PagePermissionPolicy().instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    found = []
    for name, label in RESTING.items():
        due = list(_due(resting_model(name), mine.values("pk"), today))
        if due:
            found.append((label, due))
    return found


def _due(model: type[Page], mine: Any, today: dt.date) -> Iterator[Due]:
    changed = Provision.objects.changed().values("pk")
    wanted = Q(review_due_date__lte=today) | Q(provisions__in=changed)
    if model is ClausePage:
        wanted |= Q(status__in=_TO_BE_PASSED)
    with_law = Prefetch("provisions", Provision.objects.with_law().in_order())
    pages = model.objects.live().filter(wanted, pk__in=mine).distinct()
    for page in pages.order_by("title", "pk").prefetch_related(with_law):
        if reasons := tuple(_reasons(page, today)):
            yield Due(page, reasons)


_TO_BE_PASSED = (ClauseStatus.DRAFT, ClauseStatus.UNDER_REVIEW)


def _reasons(page: Any, today: dt.date) -> Iterator[str]:
    for one in page.provisions.all():
        if is_open(one, page.law_checked_on):
            yield f"{one} is {one.standing(today)}."
    if page.review_due_date is not None and page.review_due_date <= today:
        day = page.review_due_date
        yield f"Its review was due on {day.day} {day:%B %Y}."
    if getattr(page, "status", "") in _TO_BE_PASSED:
        yield f"No lawyer has passed version {page.version}."
