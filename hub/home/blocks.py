"""Blocks of the standard pages: the stories' own, and those that the software fills."""

from typing import Any

from wagtail.blocks import StaticBlock

from hub.accounts import personal
from hub.core.blocks import StoryBody
from hub.places.credits import credits_due


class KeptBlock(StaticBlock):
    """What the site keeps about people, why and how long: never out of date."""

    class Meta:
        icon = "table"
        label = "What is kept about people"
        admin_text = "A table of what is kept, why and how long. The site fills it in."
        template = "accounts/kept.html"
        description = "The table of what is kept, as the software itself has it."
        preview_value = ""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the rows, from what every app says of itself."""
        context = super().get_context(value, parent_context)
        return context | {"rows": personal.parts()}


class DataCreditsBlock(StaticBlock):
    """Whose data about places the site has loaded, and under which terms."""

    class Meta:
        icon = "table"
        label = "Credits of data"
        admin_text = "A table of the data about places. The site fills it in."
        template = "places/credits.html"
        description = (
            "The data that this site has loaded, with the credit each asks for."
        )
        preview_value = ""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the credits, as they are now."""
        context = super().get_context(value, parent_context)
        return context | {"credits": list(credits_due())}


class PageBody(StoryBody):
    """The body of a standard page."""

    kept = KeptBlock()
    data_credits = DataCreditsBlock()
