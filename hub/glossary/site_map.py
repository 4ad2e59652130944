"""The glossary on the map for search engines."""

from django.urls import reverse

from hub.core.site_map import Section, register


@register("glossary")
class GlossarySection(Section):
    """The one page of all terms."""

    def items(self) -> list[str]:
        """Return its address."""
        return [reverse("glossary:terms")]
