"""Serve the sizes of images that pages show, where no web server does it."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def serve_image(request: HttpRequest, path: str) -> FileResponse:
    """Answer with one size of an image; originals and documents are not served here.

    Raises Http404 for anything that is not a file under the images folder.
    """
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # The name of a rendition changes with its content's focal point and filter.
    response["Cache-Control"] = "public, max-age=86400"
    return response
