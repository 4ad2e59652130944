"""What is due, for editors: in the Reports menu of the Wagtail admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.procurement.due.pages import due_pages

#: Whoever keeps the law up to date keeps what rests on it.
PERMISSION = "procurement.change_provision"


class DueReport(WagtailAdminTemplateMixin, TemplateView):
    """Clauses, routes and guides that somebody has to look at."""

    page_title = "What is due"
    header_icon = "calendar-alt"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]
    template_name = "procurement/admin/due.html"

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show it to those who may see it."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what is due among the asker's pages."""
        return super().get_context_data(**kwargs) | {
            "groups": due_pages(self.request.user)
        }
