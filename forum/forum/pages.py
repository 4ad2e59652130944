"""Pages of a list whose length is known already."""

from typing import Any

from django.core.paginator import Page, Paginator


class CountedPaginator(Paginator):
    """Takes the length from who knows it, where counting again would be a query."""

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In place of a property that is worked out when it is first asked for.
        self.count = max(count, 0)

    def page(self, number: int | str) -> Page:
        """Return the page; all that stands there, also where the length is out of date.

        Django ends the last page at the length, so that each length is another query to be
        put together.
        """
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows = self.object_list[first : first + self.per_page]
        return self._get_page(rows, number, self)
