"""Clauses and routes for tests, published as an editor would."""

import datetime as dt

from wagtail.models import Page

from hub.core.models import Topic
from hub.core.vocabulary import ClauseStatus
from hub.procurement.models import (
    ClauseIndexPage,
    ClauseNation,
    ClausePage,
    ClauseProcedure,
    LegalBasis,
    LegalReview,
    ProcurementIndexPage,
    Provision,
    ProvisionNation,
    RouteIndexPage,
    RouteNation,
    RoutePage,
)
from hub.procurement.models.legal_review import digest_of


def make_procurement(home: Page) -> tuple[ClauseIndexPage, RouteIndexPage]:
    """Add the procurement page with its two shelves; return (clauses, routes)."""
    door = home.add_child(
        instance=ProcurementIndexPage(title="Procurement", slug="procurement")
    )
    clauses = door.add_child(instance=ClauseIndexPage(title="Clauses", slug="clauses"))
    routes = door.add_child(instance=RouteIndexPage(title="Routes", slug="routes"))
    return clauses, routes


def make_clause(
    index: ClauseIndexPage,
    title: str = "Pay for travel time",
    *,
    nations: tuple[str, ...] = ("england",),
    procedures: tuple[str, ...] = ("light_touch",),
    topics: tuple[str, ...] = (),
    live: bool = True,
    **fields: object,
) -> ClausePage:
    """Add a clause; `live=False` leaves it a draft."""
    values = {
        "summary": f"What {title} is for.",
        "wording": "1. The Supplier will pay [[rate|the hourly rate]].",
        "stage": "contract_terms",
        "risk": "low",
        "when_to_use": "In home care.",
        "version_date": dt.date(2026, 11, 1),
        "version_note": "First draft.",
    }
    page = ClausePage(title=title, live=live, **(values | fields))
    page.nations = [ClauseNation(nation=nation) for nation in nations]
    page.procedures = [ClauseProcedure(procedure=one) for one in procedures]
    page.topics.set(Topic.objects.filter(slug__in=topics))
    if page.status == ClauseStatus.CURRENT:
        return _passed(index, page)
    return _add(index, page)


def pass_legally(clause: ClausePage) -> None:
    """Let a lawyer pass the wording that a clause has now."""
    LegalReview.objects.get_or_create(
        clause=clause, version=clause.version, digest=digest_of(clause.wording)
    )


def _passed(index: ClauseIndexPage, page: ClausePage) -> ClausePage:
    live, page.live, page.status = page.live, False, ClauseStatus.DRAFT
    index.add_child(instance=page)
    pass_legally(page)
    page.live, page.status = live, ClauseStatus.CURRENT
    revision = page.save_revision()
    if live:
        revision.publish()
    return ClausePage.objects.get(pk=page.pk)


def make_provision(key: str = "act-s1", **fields: object) -> Provision:
    """Add a section of law that applies in England."""
    nations = fields.pop("nations", ("england",))
    law, _ = LegalBasis.objects.get_or_create(name="Procurement Act 2023")
    values = {"section": key, "about": f"What {key} is about", "summary": "It says so."}
    provision = Provision(key=key, law=law, **(values | fields))
    provision.nations = [ProvisionNation(nation=nation) for nation in nations]
    provision.full_clean()
    provision.save()
    return provision


def make_route(
    index: RouteIndexPage,
    title: str = "Direct award",
    *,
    clauses: list[ClausePage] | None = None,
    live: bool = True,
    **fields: object,
) -> RoutePage:
    """Add a route; `live=False` leaves it a draft."""
    values = {
        "summary": f"What {title} is.",
        "procedure": "direct_award",
        "risk": "high",
        "when_to_use": "When a ground is met.",
        "what_to_record": "The ground.\nThe notices.",
        "risks": "A challenge.",
    }
    page = RoutePage(title=title, live=live, **(values | fields))
    page.nations = [RouteNation(nation="england")]
    page.clauses = clauses or []
    return _add(index, page)


def _add(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    revision = page.save_revision()
    if page.live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)
