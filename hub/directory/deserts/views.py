"""Care deserts, as a page and as a file."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub.core.csv_cells import csv_attachment
from hub.core.models import CareService
from hub.core.vocabulary import Nation
from hub.directory.deserts.counting import (
    CouncilRow,
    area_rows,
    areas,
    council_rows,
    sorted_by,
    without_councils,
)

ORDERS = {
    "area": "By region and nation",
    "name": "By name",
    "fewest": "Fewest first",
    "most": "Most first",
}
RATE_ORDER = {"rate": "Fewest for the people aged 65 and over"}
_HEADER = (
    *("council", "code", "kind", "region", "nation", "care_co_ops"),
    *("people_65_plus", "year", "source", "per_10_000_people_65_plus"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; what is not known is left out."""

    service: str
    area: str
    order: str
    services: list[tuple[str, str]]

    @classmethod
    def of(cls, params: QueryDict) -> Self:
        """Read an address; one query."""
        services = list(CareService.objects.values_list("key", "label"))
        orders = ORDERS | RATE_ORDER
        return cls(
            _known(params.get("service", ""), dict(services)),
            _known(params.get("area", ""), dict([*areas(), _england()])),
            _known(params.get("sort", ""), orders) or "area",
            services,
        )

    @property
    def service_label(self) -> str:
        """The service in words, "" for all."""
        return dict(self.services).get(self.service, "")

    @property
    def area_label(self) -> str:
        """The nation or region in words, "" for the whole country."""
        return dict([*areas(), _england()]).get(self.area, "")

    def query(self, **changes: str) -> str:
        """Return the address' query with some of it changed, "" for nothing asked."""
        asked = {"service": self.service, "area": self.area, "sort": self.order}
        asked |= changes
        kept = {
            name: value
            for name, value in asked.items()
            if value and (name, value) != ("sort", "area")
        }
        return f"?{urlencode(kept)}" if kept else ""


@require_safe
def deserts(request: HttpRequest) -> HttpResponse:
    """Show where the directory lists no care co-op, one, or several."""
    wanted = Wanted.of(request.GET)
    rows = council_rows(wanted.service, wanted.area)
    has_older = any(row.older for row in rows)
    orders = ORDERS | (RATE_ORDER if has_older else {})
    here = reverse("directory:deserts")
    context = {
        "wanted": wanted,
        "areas": [_england(), *areas()],
        "area_rows": area_rows(rows),
        "rows": sorted_by(rows, wanted.order),
        "none": sum(not row.count for row in rows),
        "has_older": has_older,
        "older_sources": _sources(rows),
        "without_councils": without_councils(wanted.service),
        "orders": [
            (label, here + (wanted.query(sort=order) or ""), order == wanted.order)
            for order, label in orders.items()
        ],
        "csv": reverse("directory:deserts_csv") + wanted.query(),
        "breadcrumb": [
            ("Home", "/"),
            ("Find a co-op", reverse("directory:list")),
            ("Care deserts", None),
        ],
    }
    return render(request, "directory/deserts.html", context)


@require_safe
def deserts_csv(request: HttpRequest) -> HttpResponse:
    """Send the same rows as a file."""
    wanted = Wanted.of(request.GET)
    rows = sorted_by(council_rows(wanted.service, wanted.area), wanted.order)
    day = timezone.localdate().isoformat()
    name = "-".join(part for part in ("care-deserts", wanted.service, day) if part)
    lines = [_HEADER, *map(_cells, rows)]
    response = csv_attachment(f"{name}.csv", lines, marked=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _cells(row: CouncilRow) -> tuple[object, ...]:
    council, older = row.council, row.older
    rate = row.per_10_000
    return (
        council.name,
        council.code,
        council.get_kind_display(),
        council.get_region_display(),
        Nation(council.nation).label,
        row.count,
        *((older.people, older.year, older.source) if older else ("", "", "")),
        "" if rate is None else round(rate, 3),
    )


def _sources(rows: list[CouncilRow]) -> list[str]:
    """Return whose numbers of people these are, and of which year."""
    named = {f"{row.older.source}, {row.older.year}" for row in rows if row.older}
    return sorted(named)


def _england() -> tuple[str, str]:
    return Nation.ENGLAND.value, Nation.ENGLAND.label


def _known(value: str, options: dict[str, str]) -> str:
    return value if value in options else ""
