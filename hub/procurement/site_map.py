"""The procurement toolkit, beside its pages, on the map for search engines."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from hub.core.site_map import Section, register
from hub.procurement.models import ClausePage, ClauseVersion
from hub.procurement.models.version import ClauseVersionQuerySet
from hub.procurement.versions import version_url


@register("clause-versions")
class ClauseVersionSection(Section):
    """Every version of the clauses that visitors may read."""

    def items(self) -> ClauseVersionQuerySet:
        """Return the versions, each with its clause."""
        clauses = ClausePage.objects.visible_to(AnonymousUser())
        versions = ClauseVersion.objects.filter(clause__in=clauses.order_by())
        return versions.select_related("clause").order_by("pk")

    def location(self, item: ClauseVersion) -> str:
        """Return the address that stays with the version."""
        return version_url(item.clause, item.version)

    def lastmod(self, item: ClauseVersion) -> datetime:
        """Return when it was published: it is never changed."""
        return item.published_at


@register("toolkit")
class ToolkitSection(Section):
    """What helps to find routes and clauses."""

    def items(self) -> list[str]:
        """Return the addresses that are no pages of the tree."""
        names = ("law", "find_a_route", "self_check")
        return [reverse(f"procurement:{name}") for name in names]
