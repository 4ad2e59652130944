"""Questions about guides and their parts."""

import datetime as dt
from typing import Self

from django.db.models import Manager, Model, QuerySet
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from hub.core.chosen import saved
from hub.core.visibility import Asker, pages_visible_to


class GuideQuerySet(PageQuerySet):
    """Guides and guide parts."""

    def visible_to(self, user: Asker) -> Self:
        """Keep what lists may show to `user`."""
        return pages_visible_to(user, self)

    def in_order(self) -> Self:
        """Put pages in the order that editors gave them in the tree."""
        return self.order_by("path")

    def for_rows(self) -> Self:
        """Fetch what a list row shows, in a fixed number of queries."""
        return self.prefetch_related("audiences", "nations")

    def due_for_review(self, today: dt.date) -> Self:
        """Keep guides whose review date has passed."""
        return self.filter(review_due_date__lt=today)


GuideManager = PageManager.from_queryset(GuideQuerySet)


def chosen_pages(chosen: Manager, user: Asker) -> PageQuerySet:
    """Return, of the pages an editor chose, those that `user` may see, by title."""
    return pages_visible_to(user, saved(chosen)).order_by("title", "pk")


def chosen_records(chosen: Manager) -> QuerySet[Model]:
    """Return, of the organisations an editor chose, those that are published."""
    return saved(chosen).filter(live=True).order_by("name", "pk")


def children_of(parent: Page, pages: GuideQuerySet) -> GuideQuerySet:
    """Keep those of `pages` that stand directly under `parent`, in tree order."""
    return pages.child_of(parent).in_order()
