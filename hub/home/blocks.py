"""Blocks of the standard pages: the stories' own, and one that the software fills."""

from typing import Any

from wagtail.blocks import StaticBlock

from hub.accounts import personal
from hub.core.blocks import StoryBody


class KeptBlock(StaticBlock):
    """What the site keeps about people, why and how long: never out of date."""

    class Meta:
        icon = "table"
        label = "What is kept about people"
        admin_text = "A table of what is kept, why and how long. The site fills it in."
        template = "accounts/kept.html"
        description = "The table of what is kept, as the software itself has it."

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the rows, from what every app says of itself."""
        context = super().get_context(value, parent_context)
        return context | {"rows": personal.parts()}


class PageBody(StoryBody):
    """The body of a standard page."""

    kept = KeptBlock()
