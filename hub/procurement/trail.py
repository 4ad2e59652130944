"""The way from home to what stands below the procurement page without being a page."""

from hub.procurement.models import ProcurementIndexPage


def below_door(here: str) -> list[tuple[str, str | None]]:
    """Return (label, address) from home to `here`; two queries."""
    door = ProcurementIndexPage.objects.live().first()
    above = door.breadcrumb() if door else [("Home", "/")]
    shown = [(label, url or (door.url if door else None)) for label, url in above]
    return [*shown, (here, None)]
