"""Word documents: real styles, real numbering, real comments."""

import io

from docx import Document

from hub.downloads.blocks import Paper
from hub.downloads.cleaning import clean_paper
from hub.downloads.docx.blocks import Writer
from hub.downloads.docx.frame import prepare, tell_about, write_footer
from hub.downloads.packing import packed_anew

__all__ = ["docx"]


def docx(paper: Paper) -> bytes:
    """Return the paper as a Word document; the same paper gives the same bytes."""
    paper = clean_paper(paper)
    document = Document()
    prepare(document, paper.language)
    tell_about(document, paper)
    write_footer(document, paper.foot)
    Writer(document, paper).write()
    stream = io.BytesIO()
    document.save(stream)
    return packed_anew(stream.getvalue())
