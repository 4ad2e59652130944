"""The law that the toolkit rests on, and what rests on each section."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub.core.visibility import Asker, pages_visible_to
from hub.core.vocabulary import UK_NATIONS
from hub.procurement.law.changes import RESTING, resting_model
from hub.procurement.models import Provision, Threshold
from hub.procurement.trail import below_door


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """List every section under its law, for all nations or for one."""
    nation = request.GET.get("nation", "")
    nation = nation if nation in dict(UK_NATIONS) else ""
    today = timezone.localdate()
    context = {
        "laws": _laws(nation, request.user, today),
        "thresholds": _thresholds(nation, today),
        "nation": nation,
        "nation_label": dict(UK_NATIONS).get(nation, ""),
        "nations": UK_NATIONS,
        "breadcrumb": below_door("The law, section by section"),
    }
    return render(request, "procurement/law_page.html", context)


def _laws(nation: str, user: Asker, today: dt.date) -> list[dict[str, Any]]:
    sections = Provision.objects.with_law().in_order().prefetch_related(*_resting(user))
    if nation:
        sections = sections.filter(nations__nation=nation)
    return [
        {"law": law, "sections": [_section(one, today) for one in group]}
        for law, group in groupby(sections, lambda one: one.law)
    ]


def _resting(user: Asker) -> list[Prefetch]:
    return [
        Prefetch(
            name,
            pages_visible_to(user, resting_model(name).objects.all()).order_by("title"),
        )
        for name in RESTING
    ]


def _section(provision: Provision, today: dt.date) -> dict[str, Any]:
    resting = [
        (label, list(getattr(provision, name).all())) for name, label in RESTING.items()
    ]
    return {
        "provision": provision,
        "standing": provision.standing(today),
        "resting": [(label, pages) for label, pages in resting if pages],
    }


def _thresholds(nation: str, today: dt.date) -> list[Threshold]:
    thresholds = Threshold.objects.on(today)
    return list(thresholds.filter(nation=nation) if nation else thresholds)
