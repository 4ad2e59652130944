"""Handing out files: the only way to them, and only for those who may read the message."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from forum.files.access import may_fetch
from forum.files.models import PostFile

#: Whatever a file holds, a browser that opens it runs and loads nothing.
_POLICY = "sandbox; default-src 'none'"


@require_safe
def file(request: HttpRequest, token: str, name: str) -> FileResponse:
    """Send a file to be saved; the same 404 for all who may not have it."""
    kept = _found(request, token)
    if name != kept.name:
        raise Http404("There is no such file.")
    return _fenced(
        FileResponse(
            _opened(kept.file),
            as_attachment=True,
            filename=kept.name,
            content_type="application/octet-stream",
        )
    )


@require_safe
def preview(request: HttpRequest, token: str) -> FileResponse:
    """Send a picture as it is shown in a message: drawn by us, never as it was sent."""
    kept = _found(request, token)
    if not (kept.is_picture and kept.preview):
        raise Http404("There is no such picture.")
    return _fenced(FileResponse(_opened(kept.preview), content_type=kept.kind.shown_as))


def _found(request: HttpRequest, token: str) -> PostFile:
    found = (
        PostFile.objects.filter(token=token)
        .select_related("post__topic__forum", "post__poster")
        .first()
    )
    if found is None or not may_fetch(found, request.user, request):
        raise Http404("There is no such file.")
    return found


def _opened(kept: FieldFile) -> FieldFile:
    try:
        return kept.open("rb")
    except FileNotFoundError as error:
        raise Http404("There is no such file.") from error


def _fenced(response: FileResponse) -> FileResponse:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
