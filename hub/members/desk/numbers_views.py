"""The network in numbers: bars and tables, and all of it as a file."""

import csv
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hub.members.desk.access import DeskView
from hub.members.desk.drawing import drawn_tables

# A spreadsheet would take these for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="network-{timezone.localdate()}.csv"'
    )
    rows = csv.writer(response)
    rows.writerow(["table", "what", "figure"])
    for table in drawn_tables():
        for row in table.rows:
            rows.writerow(_tame(cell) for cell in (table.heading, row.label, row.text))
    return response


def _tame(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
