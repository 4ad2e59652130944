"""Guides for tests, published as an editor would."""

from wagtail.models import Page

from hub.core.models import Audience, Topic
from hub.guidance.models import GuideIndexPage, GuideNation, GuidePage, GuidePartPage
from hub.procurement.models import ClausePage


def make_guides(home: Page) -> GuideIndexPage:
    """Add the list of guides."""
    return home.add_child(instance=GuideIndexPage(title="Guides", slug="guides"))


def make_guide(
    index: GuideIndexPage,
    title: str = "Starting a care co-op",
    *,
    parts: tuple[str, ...] = (),
    nations: tuple[str, ...] = ("england",),
    audiences: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    live: bool = True,
    **fields: object,
) -> GuidePage:
    """Add a guide with published parts; `live=False` leaves the guide a draft."""
    page = GuidePage(title=title, summary=f"About {title}.", live=live, **fields)
    page.nations = [GuideNation(nation=nation) for nation in nations]
    page.audiences = Audience.objects.filter(key__in=audiences)
    page.topics.set(Topic.objects.filter(slug__in=topics))
    guide = _add(index, page)
    for part in parts:
        make_part(guide, part)
    return guide


def make_part(
    guide: GuidePage,
    title: str,
    *,
    text: str = "<p>What to do.</p>",
    clauses: list[ClausePage] | None = None,
    live: bool = True,
) -> GuidePartPage:
    """Add a part; `live=False` leaves it a draft."""
    page = GuidePartPage(title=title, summary=f"{title} in short.", live=live)
    page.body = [("text", text)]
    page.related_clauses = clauses or []
    return _add(guide, page)


def _add(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    revision = page.save_revision()
    if page.live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)
