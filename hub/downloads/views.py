"""One thing as a document."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub.downloads import pdf as pdf_writer
from hub.downloads.blocks import Paper
from hub.downloads.composing import paper_of
from hub.downloads.docx import docx
from hub.downloads.measure import in_turn, within_measure
from hub.downloads.odt import odt
from hub.downloads.sources import source_of


def _pdf(paper: Paper) -> bytes:
    with in_turn():
        return pdf_writer.pdf(paper)


#: What a file may end in: its type, and who writes it.
FORMATS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
    "odt": ("application/vnd.oasis.opendocument.text", odt),
    "pdf": ("application/pdf", _pdf),
}


def as_file(paper: Paper, name: str, ending: str) -> HttpResponse:
    """Return a document as a file to keep; Http404 for a kind that cannot be made.

    A view that offers PDFs is held `within_measure`: one may be refused for now.
    """
    if ending not in FORMATS or (ending == "pdf" and not pdf_writer.is_available()):
        raise Http404("No such kind of file.")
    kind, write = FORMATS[ending]
    response = HttpResponse(write(paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@within_measure
def download(request: HttpRequest, kind: str, slug: str, ending: str) -> HttpResponse:
    """Return one thing, of any kind that has a source, as a file."""
    source = source_of(kind)
    if source is None:
        raise Http404("Nothing of this kind can be downloaded.")
    thing = get_object_or_404(source.things(request.user), slug=slug)
    content = source.content(thing, request.GET)
    return as_file(paper_of(content, timezone.localdate()), slug, ending)
