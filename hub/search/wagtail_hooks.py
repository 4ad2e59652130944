"""What editors keep for the search, and learn from it, in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.search.log_report import PERMISSION, SearchReport
from hub.search.models import Synonym
from hub.search.trouble import TroublePanel


class SynonymViewSet(SnippetViewSet):
    """The field's synonyms; a change counts from the next search on."""

    model = Synonym
    icon = "search"
    menu_label = "Synonyms"
    menu_name = "synonyms"
    add_to_settings_menu = True
    list_display = ("__str__",)
    search_fields = ("ways",)
    panels = (FieldPanel("ways"),)


register_snippet(SynonymViewSet)


@hooks.register("register_admin_urls")
def report_address() -> list[URLPattern]:
    """Give the report its place."""
    return [path("reports/searches/", SearchReport.as_view(), name="search_report")]


class _ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """Offer the report to those who may see it."""
    return _ReportItem(
        "Searches",
        reverse("search_report"),
        name="searches",
        icon_name="search",
        order=1200,
    )


@hooks.register("construct_reports_menu")
def one_report_of_searches(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take Wagtail's own report away: it shows counts that nothing here feeds."""
    items[:] = [item for item in items if item.name != "search-terms"]


@hooks.register("register_permissions")
def permission_to_see() -> QuerySet[Permission]:
    """Let administrators say which groups see what people search for."""
    return Permission.objects.filter(
        content_type__app_label="search", codename="view_searchlog"
    )


@hooks.register("construct_homepage_panels")
def notice_of_trouble(request: HttpRequest, panels: list[Component]) -> None:
    """Tell staff when the search needs somebody to look after it."""
    panels.append(TroublePanel())
