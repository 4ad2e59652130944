"""Notes to whoever drafts, as comments in the margin."""

import datetime as dt

from django.conf import settings
from docx.document import Document

from hub.downloads.docx.markup import add, full
from hub.downloads.markup import Element


def write_comment(
    document: Document, paragraph: Element, notes: tuple[str, ...], date: dt.date
) -> None:
    """Attach the notes to all words of the paragraph, as one comment."""
    comment = document.comments.add_comment(
        text="\n".join(notes), author=settings.SITE_NAME, initials="CCH"
    )
    comment._comment_elm.date = dt.datetime.combine(date, dt.time(), dt.UTC)
    mark = {"w:id": str(comment.comment_id)}
    start = paragraph.makeelement(full("w:commentRangeStart"))
    start.set(full("w:id"), mark["w:id"])
    paragraph.insert(1, start)
    add(paragraph, "w:commentRangeEnd", mark)
    reference = add(paragraph, "w:r")
    add(add(reference, "w:rPr"), "w:rStyle", {"w:val": "CommentReference"})
    add(reference, "w:commentReference", mark)
