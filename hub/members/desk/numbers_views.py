"""The network in numbers: bars and tables, and all of it as a file."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hub.core.csv_cells import csv_attachment
from hub.members.desk.access import DeskView
from hub.members.desk.drawing import drawn_tables


class NumbersView(DeskView):
    """Every table of figures that apps have registered."""

    page_title = "The network in numbers"
    header_icon = "view"
    template_name = "members/desk/numbers.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or all of its tables as one file."""
        if request.GET.get("export") == "csv":
            return _file()
        return super().get(request, *args, **kwargs)

    def shown(self) -> Mapping[str, Any]:
        """Return the tables as they are now."""
        return {"tables": drawn_tables(), "today": timezone.localdate()}


def _file() -> HttpResponse:
    """Return all tables as one file, with what the page shows and nothing more."""
    rows = [
        [table.heading, row.label, row.text]
        for table in drawn_tables()
        for row in table.rows
    ]
    filename = f"network-{timezone.localdate()}.csv"
    return csv_attachment(filename, [["table", "what", "figure"], *rows])
