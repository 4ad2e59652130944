"""Pages of a list whose length is known already."""

from typing import Any

from django.core.paginator import Paginator


class CountedPaginator(Paginator):
    """Takes the length from who knows it, where counting again would be a query."""

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In place of a property that is worked out when it is first asked for.
        self.count = max(count, 0)
