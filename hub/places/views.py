"""The outline for the map."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition, require_safe

from hub.places.outline import compressed_file, outline_file

#: A month. The coast seldom changes, and what was kept is asked after by its ETag.
KEPT_FOR = 30 * 24 * 3600


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _etag(request: HttpRequest) -> str | None:
    try:
        kept = outline_file().stat()
    except FileNotFoundError:
        return None
    how = "-gzip" if _takes_gzip(request) else ""
    return f'"{kept.st_mtime_ns:x}-{kept.st_size:x}{how}"'


@require_safe
@condition(etag_func=_etag)
def _outline(request: HttpRequest) -> HttpResponse:
    compressed = _takes_gzip(request)
    try:
        file = (compressed_file() if compressed else outline_file()).open("rb")
    except FileNotFoundError as absent:
        raise Http404("The outline was not built.") from absent
    response = FileResponse(file, content_type="application/geo+json")
    if compressed:
        response["Content-Encoding"] = "gzip"
    return response


def outline(request: HttpRequest) -> HttpResponse:
    """Serve the outline, or 404 where it was not built: the map does without."""
    response = _outline(request)
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
