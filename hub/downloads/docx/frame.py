"""What stands round the text of a Word document: styles, settings, title, footer."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from docx.document import Document
from docx.shared import Cm
from lxml import etree

from hub.downloads.blocks import Paper
from hub.downloads.docx.markup import add, add_field, add_plain, add_style, full
from hub.downloads.markup import Element

_STYLES = Path(__file__).with_name("styles.xml")
_MARGIN = 2.5
# The template of python-docx brings a picture of another document and styles we replace.
_NOT_OURS = ("thumbnail", "stylesWithEffects", "customXml")
# Word refuses longer properties.
_LONGEST_PROPERTY = 255


def prepare(document: Document, language: str) -> None:
    """Make python-docx's template ours: styles, language, A4, up-to-date behaviour."""
    for package in (document.part.package, document.part):
        for key, one in list(package.rels.items()):
            if one.reltype.rpartition("/")[2] in _NOT_OURS:
                package.rels.pop(key)
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(etree.parse(_STYLES).getroot()):
        styles.append(child)
    for tag in styles.iter(full("w:lang")):
        tag.set(full("w:val"), language)
    _set_up(document.settings.element, language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)


def _set_up(settings_part: Element, language: str) -> None:
    settings_part.find(full("w:zoom")).set(full("w:percent"), "100")
    settings_part.find(full("w:themeFontLang")).set(full("w:val"), language)
    compat = settings_part.find(full("w:compat"))
    mode = compat.find(full("w:compatSetting"))
    # Below 15 Word speaks of a compatibility mode.
    mode.set(full("w:val"), "15")
    update = add(settings_part, "w:updateFields", {"w:val": "true"})
    compat.addprevious(update)


def tell_about(document: Document, paper: Paper) -> None:
    """Set what a library, a search or a screen reader tells of the file."""
    at = dt.datetime.combine(paper.date, dt.time())
    properties = document.core_properties
    properties.title = paper.title[:_LONGEST_PROPERTY]
    properties.subject = paper.summary[:_LONGEST_PROPERTY]
    properties.language = paper.language
    properties.author = properties.last_modified_by = settings.SITE_NAME
    properties.comments = ""
    properties.created = properties.modified = at
    properties.revision = 1


def write_footer(document: Document, foot: str) -> None:
    """Put the foot and the number of the page under each page."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    add_style(paragraph, "Footer")
    add_plain(paragraph, f"{foot}\tPage ")
    add_field(paragraph, "PAGE", "1")
    add_plain(paragraph, " of ")
    add_field(paragraph, "NUMPAGES", "1")
