"""The directory on the map for search engines."""

from datetime import datetime

from django.urls import reverse

from hub.core.site_map import Section, register
from hub.directory.models import Organisation
from hub.directory.querysets import OrganisationQuerySet


@register("organisations")
class OrganisationSection(Section):
    """Every published organisation."""

    def items(self) -> OrganisationQuerySet:
        """Return what the directory shows."""
        return Organisation.objects.listed().order_by("pk")

    def lastmod(self, item: Organisation) -> datetime:
        """Return when the entry was last changed."""
        return item.updated_at


@register("directory")
class DirectorySection(Section):
    """What leads to organisations."""

    def items(self) -> list[str]:
        """Return the addresses of the lists."""
        names = ("directory:list", "directory:deserts", "directory:codebook")
        return [reverse(name) for name in names]
