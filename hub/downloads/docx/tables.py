"""Tables of a Word document, with a head that repeats on each page."""

from itertools import zip_longest

from hub.downloads.blocks import Table
from hub.downloads.docx.markup import add, add_plain, add_style
from hub.downloads.markup import Element

# Between the margins, in twentieths of a point.
_WIDTH = 9070


def write_table(parent: Element, table: Table) -> None:
    """Append the table without its caption; cells a row lacks are empty."""
    columns = max(map(len, (table.head, *table.rows)), default=0)
    if not columns:
        return
    made = add(parent, "w:tbl")
    properties = add(made, "w:tblPr")
    add(properties, "w:tblStyle", {"w:val": "HubTable"})
    add(properties, "w:tblW", {"w:w": str(_WIDTH), "w:type": "dxa"})
    has_head = "1" if table.head else "0"
    look = {"w:firstRow": has_head, "w:lastRow": "0", "w:firstColumn": "0"}
    look |= {"w:lastColumn": "0", "w:noHBand": "1", "w:noVBand": "1"}
    value = "0620" if table.head else "0600"
    add(properties, "w:tblLook", {"w:val": value, **look})
    if table.caption:
        add(properties, "w:tblCaption", {"w:val": table.caption})
    grid = add(made, "w:tblGrid")
    for _ in range(columns):
        add(grid, "w:gridCol", {"w:w": str(_WIDTH // columns)})
    if table.head:
        _row(made, table.head, columns, is_head=True)
    for row in table.rows:
        _row(made, row, columns)


def _row(
    table: Element, cells: tuple[str, ...], columns: int, *, is_head: bool = False
) -> None:
    row = add(table, "w:tr")
    properties = add(row, "w:trPr")
    add(properties, "w:cantSplit")
    if is_head:
        add(properties, "w:tblHeader")
    for _, text in zip_longest(range(columns), cells, fillvalue=""):
        cell = add(row, "w:tc")
        width = {"w:w": str(_WIDTH // columns), "w:type": "dxa"}
        add(add(cell, "w:tcPr"), "w:tcW", width)
        paragraph = add(cell, "w:p")
        add_style(paragraph, "TableHead" if is_head else "TableText")
        if text:
            add_plain(paragraph, text)
