"""What is found, to take away: as rows, as places, and as points for the map."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub.directory.asked import Asked
from hub.directory.export.columns import COLUMNS
from hub.directory.export.rows import (
    csv_lines,
    geojson_parts,
    organisations,
)
from hub.directory.mapping import NEEDED, features
from hub.directory.models import Organisation

GEOJSON = "application/geo+json"
Writer = Callable[[Iterable[Organisation]], Iterator[str]]


@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    """Send what the address asks for as a file of rows."""
    kind = "text/csv; charset=utf-8; header=present"
    return _file(request, csv_lines, kind=kind, ending="csv")


@require_safe
def export_geojson(request: HttpRequest) -> HttpResponse:
    """Send the same with its points, for programs that draw maps."""
    return _file(request, geojson_parts, kind=GEOJSON, ending="geojson")


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Send what the map on the page shows of each: its name, its page, its point."""
    found = Asked.of(request.GET, user=request.user).organisations(*NEEDED)
    collection = {"type": "FeatureCollection", "features": features(found)}
    response = JsonResponse(collection, content_type=GEOJSON)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """Say what every column of the files means."""
    columns = [
        (column, list(column.terms()) if column.terms else []) for column in COLUMNS
    ]
    context = {
        "columns": columns,
        "breadcrumb": [
            ("Home", "/"),
            ("Find a co-op", reverse("directory:list")),
            ("What the files hold", None),
        ],
    }
    return render(request, "directory/codebook.html", context)


def _file(
    request: HttpRequest, write: Writer, *, kind: str, ending: str
) -> HttpResponse:
    # Asked before the first line is sent: what fails now is an error page, not half a file.
    keys = Asked.of(request.GET, user=request.user).keys
    is_read = request.method != "HEAD"
    response = StreamingHttpResponse(
        write(organisations(keys)) if is_read else (), content_type=kind
    )
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = (
        f'attachment; filename="care-co-ops-{day}.{ending}"'
    )
    about = f"{settings.BASE_URL}{reverse('directory:codebook')}"
    response["Link"] = f'<{about}>; rel="describedby", <{about}#licence>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    return response
