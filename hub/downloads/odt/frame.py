"""What stands round the text of an OpenDocument text: styles, footer, empty content."""

from pathlib import Path

from lxml import etree

from hub.downloads.blocks import Paper
from hub.downloads.markup import Element
from hub.downloads.odt.markup import NAMESPACES, add, add_words, full

_STYLES = Path(__file__).with_name("styles.xml")
_CELLS = {"Cell": {}, "Head": {"fo:background-color": "#e3f0ec"}}


def styles_part(paper: Paper) -> Element:
    """Return the styles, in the paper's language, with its foot under each page."""
    root = etree.parse(_STYLES).getroot()
    language, _, country = paper.language.partition("-")
    for properties in root.iter(full("style:text-properties")):
        if properties.get(full("fo:language")):
            properties.set(full("fo:language"), language)
            properties.set(full("fo:country"), country or "none")
    foot = root.find(f".//{full('style:footer')}/{full('text:p')}")
    add_words(foot, f"{paper.foot}\tPage ")
    add(foot, "text:page-number", {"text:select-page": "current"}, "1")
    foot[-1].tail = " of "
    add(foot, "text:page-count", None, "1")
    return root


def content_part() -> Element:
    """Return a text without words, with the styles that only tables need."""
    root = etree.Element(full("office:document-content"), nsmap=NAMESPACES)
    root.set(full("office:version"), "1.3")
    automatic = add(root, "office:automatic-styles")
    table = add(
        automatic, "style:style", {"style:name": "Table", "style:family": "table"}
    )
    width = {"style:width": "16cm", "table:align": "left"}
    spaced = {"fo:margin-bottom": "0.3cm", **width}
    add(table, "style:table-properties", spaced)
    for name, more in _CELLS.items():
        names = {"style:name": name, "style:family": "table-cell"}
        border = {"fo:border": "0.5pt solid #75827f", "fo:padding": "0.1cm", **more}
        add(add(automatic, "style:style", names), "style:table-cell-properties", border)
    add(add(root, "office:body"), "office:text")
    return root
