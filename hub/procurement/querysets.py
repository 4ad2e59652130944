"""Questions about routes and clauses."""

from typing import Self

from django.db.models import Manager, QuerySet
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from hub.core.chosen import saved
from hub.core.visibility import Asker, pages_visible_to


class ProcurementQuerySet(PageQuerySet):
    """Routes and clauses."""

    def visible_to(self, user: Asker) -> Self:
        """Keep what lists may show to `user`."""
        return pages_visible_to(user, self)

    def in_order(self) -> Self:
        """Put pages in the order that editors gave them in the tree."""
        return self.order_by("path")

    def by_title(self) -> Self:
        """Put pages in alphabetical order."""
        return self.order_by("title", "pk")

    def for_rows(self) -> Self:
        """Fetch what a list row shows, in a fixed number of queries."""
        return self.prefetch_related("nations")

    def index_under(self, parent: Page) -> Page | None:
        """Return the published index page of this kind below `parent`, if there is one."""
        return self.child_of(parent).live().first()


ProcurementManager = PageManager.from_queryset(ProcurementQuerySet)


def chosen_pages(chosen: Manager, user: Asker) -> PageQuerySet:
    """Return, of the pages an editor chose, those that `user` may see, by title."""
    return pages_visible_to(user, saved(chosen)).order_by("title", "pk")


def chosen_law(chosen: Manager) -> QuerySet:
    """Return the law an editor chose, by name, each with its nations."""
    return saved(chosen).prefetch_related("nations").order_by("name")


def published(chosen: Manager) -> QuerySet:
    """Return, of the records an editor chose, those that are published, by name."""
    return saved(chosen).filter(live=True).order_by("name")
