"""Letters that need somebody, in the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from hub.notify.letters_report import MAY_SEE, LettersReport, try_again
from hub.notify.trouble import LettersPanel


@hooks.register("register_admin_urls")
def report_address() -> list[URLPattern]:
    """Give the report its place."""
    return [
        path("reports/letters/", LettersReport.as_view(), name="letters_report"),
        path("reports/letters/<int:pk>/again/", try_again, name="letter_try_again"),
    ]


class _ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """Offer the report to those who may see it."""
    return _ReportItem(
        "E-mail not sent",
        reverse("letters_report"),
        name="letters",
        icon_name="mail",
        order=1300,
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Let administrators say which groups look after letters."""
    return Permission.objects.filter(
        content_type__app_label="notify",
        codename__in=["view_letter", "change_letter"],
    )


@hooks.register("construct_homepage_panels")
def notice_of_letters(request: HttpRequest, panels: list[Component]) -> None:
    """Tell those who look after letters when one needs them."""
    if request.user.has_perm(MAY_SEE):
        panels.append(LettersPanel())
