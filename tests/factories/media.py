"""Documents for tests, with files made here."""

import io

from django.core.files.base import ContentFile
from wagtail.models import Collection

from hub.media.models import HubDocument
from hub.media.texts import keep_text


def make_document(
    title: str = "Rota policy",
    *,
    name: str = "policy.txt",
    data: bytes = b"Equal rotas for all.",
    collection: Collection | None = None,
) -> HubDocument:
    """Upload a document and read it, as happens after the commit."""
    document = HubDocument(
        title=title,
        collection=collection or Collection.get_first_root_node(),
        file=ContentFile(data, name=name),
        file_size=len(data),
    )
    document.save()
    keep_text(document)
    return HubDocument.objects.get(pk=document.pk)


def make_collection(name: str = "Board papers", under: Collection | None = None):
    """Add a collection."""
    above = under or Collection.get_first_root_node()
    return above.add_child(name=name)


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with these words, a page each."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for words in pages:
        page = writer.add_blank_page(width=300, height=300)
        stream = StreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return _bytes(writer.write)


def docx(*paragraphs: str, cells: tuple[str, ...] = ()) -> bytes:
    """A Word document."""
    from docx import Document

    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for cell, words in zip(table.rows[0].cells, cells, strict=True):
            cell.text = words
    return _bytes(document.save)


def odt(*paragraphs: str) -> bytes:
    """An OpenDocument text."""
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    for words in paragraphs:
        document.body.append(Paragraph(words))
    return _bytes(document.save)


def _bytes(save) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()
