"""Files of rows that a spreadsheet can open without running what is in them."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

# A spreadsheet takes these for the beginning of a formula; the wide ones are how they
# are typed in East Asian scripts, and some programs read them alike.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def tame(cell: object) -> object:
    """Return a cell that no spreadsheet runs: words get an apostrophe before a formula.

    What is not a string (a number, None) is left as it is: -1.5 degrees stays a number.
    """
    if not isinstance(cell, str):
        return cell
    begins = cell.lstrip()
    is_formula = begins.startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if is_formula else cell


def csv_attachment(
    filename: str, rows: Iterable[Iterable[object]], *, marked: bool = False
) -> HttpResponse:
    """Return `rows`, tamed, as a file to be saved; the first is the header.

    `marked` puts the mark in front by which Excel knows that the file is UTF-8.
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    if marked:
        response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerows([tame(cell) for cell in row] for row in rows)
    return response
