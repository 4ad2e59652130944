"""Tables and pictures of an OpenDocument text."""

import hashlib
import io
from itertools import zip_longest

from odfdo import Document
from PIL import Image

from hub.downloads.blocks import Picture, Table
from hub.downloads.markup import Element
from hub.downloads.odt.markup import add, add_paragraph, full

_WIDEST, _HIGHEST = 16.0, 20.0
_INCH = 2.54
# As Word does, where a picture does not say how fine it is.
_FINENESS = 72


def write_table(parent: Element, table: Table, name: str) -> None:
    """Append the table without its caption; cells a row lacks are empty."""
    columns = max(map(len, (table.head, *table.rows)), default=0)
    if not columns:
        return
    names = {"table:name": name, "table:style-name": "Table"}
    made = add(parent, "table:table", names)
    repeated = {"table:number-columns-repeated": str(columns)}
    add(made, "table:table-column", repeated)
    if table.head:
        _row(add(made, "table:table-header-rows"), table.head, columns, is_head=True)
    for row in table.rows:
        _row(made, row, columns)


def _row(
    parent: Element, cells: tuple[str, ...], columns: int, *, is_head: bool = False
) -> None:
    row = add(parent, "table:table-row")
    style = "Table_20_Heading" if is_head else "Table_20_Contents"
    kind = {"table:style-name": "Head" if is_head else "Cell"}
    for _, text in zip_longest(range(columns), cells, fillvalue=""):
        cell = add(row, "table:table-cell", {**kind, "office:value-type": "string"})
        add_paragraph(cell, style, text)


def write_picture(
    document: Document, paragraph: Element, picture: Picture, name: str
) -> None:
    """Append the picture to the paragraph, never wider than the text."""
    width, height = _size(picture.data)
    size = {"svg:width": f"{width:.2f}cm", "svg:height": f"{height:.2f}cm"}
    standing = {"draw:style-name": "Graphics", "text:anchor-type": "as-char"}
    frame = add(paragraph, "draw:frame", {"draw:name": name, **standing, **size})
    leading = {"xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
    add(frame, "draw:image", {"xlink:href": _kept(document, picture.data), **leading})
    if picture.alt:
        add(frame, "svg:desc", None, picture.alt)
    else:
        frame.set(full("loext:decorative"), "true")


def _kept(document: Document, data: bytes) -> str:
    """Put a picture into the package, once; return where it is."""
    with Image.open(io.BytesIO(data)) as image:
        kind = Image.MIME[image.format]
    name = hashlib.sha256(data).hexdigest()[:32]
    path = f"Pictures/{name}.{kind.rpartition('/')[2]}"
    if path not in document.container.parts:
        document.container.set_part(path, data)
        document.manifest.add_full_path(path, kind)
    return path


def _size(data: bytes) -> tuple[float, float]:
    """Return width and height in centimetres."""
    with Image.open(io.BytesIO(data)) as image:
        fine = [
            float(one) or _FINENESS for one in image.info.get("dpi", (_FINENESS,) * 2)
        ]
        width, height = (
            pixels / per_inch * _INCH
            for pixels, per_inch in zip(image.size, fine, strict=True)
        )
    smaller = min(1.0, _WIDEST / width, _HIGHEST / height)
    return width * smaller, height * smaller
