"""Ways to move through many things: breadcrumb, pager, facets, chips, search box."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString

from hub.design.components.rendering import component, link_or_nothing
from hub.design.facets import Chip, Facet, FacetOption

register = template.Library()

# Beyond this many, the rest waits behind 'More': a phone should not scroll for ever.
OPTIONS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number in the pager; without an address it is a gap."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet, divided into what is shown at once and what waits."""

    facet: Facet
    shown: Sequence[FacetOption]
    rest: Sequence[FacetOption]

    @property
    def is_open(self) -> bool:
        """A ticked box is never out of sight."""
        return any(option.selected for option in self.facet.options)

    @property
    def is_rest_open(self) -> bool:
        """Nor is one that is far down."""
        return any(option.selected for option in self.rest)


@register.simple_tag
def breadcrumb(
    items: Iterable[tuple[str, str | None]], label: str = "Breadcrumb"
) -> SafeString:
    """Draw where a page stands; the last item is the page itself."""
    links = [(text, link_or_nothing(url)) for text, url in items]
    return component("breadcrumb", items=links, label=label)


@register.simple_tag(takes_context=True)
def pager(
    context: Context, page_obj: Page, label: str = "Pages", parameter: str = "page"
) -> SafeString:
    """Draw links to the other pages of a list; every other GET parameter is kept."""
    if page_obj.paginator.num_pages < 2:
        return SafeString("")
    query = _query(context)
    pages = page_obj.paginator.get_elided_page_range(
        page_obj.number, on_each_side=1, on_ends=1
    )
    return component(
        "pager",
        label=label,
        page=page_obj,
        links=[_page_link(query, parameter, one, page_obj.number) for one in pages],
        previous_url=_page_url(query, parameter, page_obj.number - 1),
        next_url=_page_url(query, parameter, page_obj.number + 1),
    )


@register.simple_tag(takes_context=True)
def facet_panel(
    context: Context,
    facets: Sequence[Facet],
    action: str = "",
    title: str = "Filter",
    button: str = "Show results",
    form: bool = True,
    of_form: str = "",
) -> SafeString:
    """Draw facets as tick boxes in a GET form; see templates/components/facet_panel.html."""
    names = {facet.name for facet in facets} | {"page"}
    groups = [
        FacetGroup(facet, facet.options[:OPTIONS_SHOWN], facet.options[OPTIONS_SHOWN:])
        for facet in facets
    ]
    chosen = sum(option.selected for facet in facets for option in facet.options)
    return component(
        "facet_panel",
        groups=groups,
        action=link_or_nothing(action),
        title=title,
        button=button,
        form=form and not of_form,
        of_form=of_form,
        chosen=chosen,
        hidden=[pair for pair in _pairs(_query(context)) if pair[0] not in names],
    )


@register.simple_tag
def filter_chips(chips: Iterable[Chip], clear_url: str = "") -> SafeString:
    """Draw the filters that are on, each with a way to take it off."""
    safe = [Chip(chip.label, link_or_nothing(chip.remove_url)) for chip in chips]
    return component("filter_chips", chips=safe, clear_url=link_or_nothing(clear_url))


@register.simple_tag
def search_box(
    action: str,
    value: str = "",
    label: str = "",
    placeholder: str = "",
    hidden: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
    button: str = "Search",
    id: str = "",
    suggest: str = "",
) -> SafeString:
    """Draw one box and one button, a GET form; see templates/components/search_box.html."""
    return component(
        "search_box",
        action=link_or_nothing(action),
        value=value,
        label=label or "Search the hub",
        placeholder=placeholder,
        hidden=_pairs(hidden),
        button=button,
        id=id,
        suggest=link_or_nothing(suggest),
    )


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return QueryDict() if request is None else request.GET


def _pairs(
    values: Mapping[str, str] | Iterable[tuple[str, str]] | None,
) -> list[tuple[str, str]]:
    """Return (name, value) pairs; a QueryDict gives one pair for each value."""
    if values is None:
        return []
    if isinstance(values, QueryDict):
        return [(name, value) for name, many in values.lists() for value in many]
    return list(values.items()) if isinstance(values, Mapping) else list(values)


def _page_url(query: QueryDict, parameter: str, number: int) -> str:
    """Return the address of a page; the first has no number, so it has one address."""
    changed = query.copy()
    changed.pop(parameter, None)
    if number > 1:
        changed[parameter] = str(number)
    return f"?{changed.urlencode()}"


def _page_link(
    query: QueryDict, parameter: str, page: int | str, current: int
) -> PageLink:
    if not isinstance(page, int):
        return PageLink(str(page))
    return PageLink(str(page), _page_url(query, parameter, page), page == current)
