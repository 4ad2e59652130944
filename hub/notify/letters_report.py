"""Letters that were given up or are in doubt: in the Reports menu of the admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.notify import actions
from hub.notify.fate import keeps_secrets
from hub.notify.models import Letter

MAY_SEE = "notify.view_letter"
MAY_SEND = "notify.change_letter"
_PER_PAGE = 50


class LettersReport(WagtailAdminTemplateMixin, TemplateView):
    """To whom something could not be sent, why, and a way to try again."""

    page_title = "E-mail not sent"
    header_icon = "mail"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]
    template_name = "notify/admin/letters.html"

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show it to those who may see it."""
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add a page of letters, newest first."""
        letters = Letter.objects.in_need().select_related("person")
        page = Paginator(letters.order_by("-due_at", "-pk"), _PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        rows = [
            {
                "letter": letter,
                "address": letter.address or (letter.person and letter.person.email),
                "is_doubtful": letter.state == Letter.State.UNCERTAIN,
                "can_be_sent": letter.about or not keeps_secrets(letter.composer),
            }
            for letter in page
        ]
        return super().get_context_data(**kwargs) | {
            "page": page,
            "rows": rows,
            "may_send": self.request.user.has_perm(MAY_SEND),
        }


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one letter be sent again, by those who may."""
    if not request.user.has_perm(MAY_SEND):
        raise PermissionDenied
    letter = get_object_or_404(Letter, pk=pk)
    if actions.try_again(letter):
        messages.success(request, "The e-mail will be sent again.")
    else:
        messages.error(request, "This e-mail cannot be sent again.")
    return redirect("letters_report")
