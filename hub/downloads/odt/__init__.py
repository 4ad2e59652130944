"""OpenDocument texts: the same structure as the Word documents, in the open format."""

import datetime as dt
import io

from django.conf import settings
from lxml import etree
from odfdo import Document

from hub.downloads.blocks import Paper
from hub.downloads.cleaning import clean_paper
from hub.downloads.odt.blocks import Writer
from hub.downloads.odt.frame import content_part, styles_part
from hub.downloads.packing import packed_anew

__all__ = ["odt"]

# What odfdo's template brings of somebody else's document.
_NOT_OURS = ("Thumbnails/thumbnail.png",)


def odt(paper: Paper) -> bytes:
    """Return the paper as an OpenDocument text; the same paper gives the same bytes."""
    paper = clean_paper(paper)
    document = Document("text")
    content = content_part()
    Writer(document, content, paper).write()
    for name, part in (("content.xml", content), ("styles.xml", styles_part(paper))):
        data = etree.tostring(part, xml_declaration=True, encoding="UTF-8")
        document.container.set_part(name, data)
    for name in _NOT_OURS:
        document.del_part(name)
        document.manifest.del_full_path(name)
    _tell_about(document, paper)
    stream = io.BytesIO()
    document.save(stream)
    return packed_anew(stream.getvalue())


def _tell_about(document: Document, paper: Paper) -> None:
    at = dt.datetime.combine(paper.date, dt.time())
    meta = document.meta
    # It counts the words of the template.
    meta.get_element("//meta:document-statistic").delete()
    meta.set_title(paper.title)
    meta.set_subject(paper.summary)
    meta.set_language(paper.language)
    meta.set_creator(settings.SITE_NAME)
    meta.set_initial_creator(settings.SITE_NAME)
    meta.set_creation_date(at)
    meta.set_modification_date(at)
