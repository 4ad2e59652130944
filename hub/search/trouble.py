"""Tell staff, on the first page of the admin, when the search does not mend itself."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wagtail.admin.ui.components import Component

from hub.search.engine import EngineError, get_engine
from hub.search.models import SearchEntry

# A drain follows each commit within a second, and a timer's within minutes.
WAITED_TOO_LONG = timedelta(minutes=15)


class TroublePanel(Component):
    """Shown only when the index cannot be read, or when changes do not reach it."""

    name = "search_trouble"
    template_name = "search/admin/trouble.html"
    # Before everything of Wagtail's own: it does not go away by itself.
    order = 10

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Look at the index and at what waits for it."""
        return {
            "is_unreadable": _is_unreadable(),
            "waiting": SearchEntry.objects.waiting_longer_than(WAITED_TOO_LONG).count(),
        }


def _is_unreadable() -> bool:
    try:
        get_engine().check()
    except EngineError:
        return True
    return False
