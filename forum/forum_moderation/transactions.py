"""For every view of machina's that changes what moderators look after."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from forum.forum_conversation.addresses import READING, refusal


class OneTransactionMixin:
    """For every view here: hold the row while it is changed, so no reply is lost."""

    doing = ""
    #: Django's views also answer to DELETE and PUT, past everything that `post` does here.
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change what is to be changed wholly, or not at all."""
        if request.method in READING:
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            return super().dispatch(request, *args, **kwargs)

    def check_permissions(self, request: HttpRequest) -> HttpResponse | None:
        """Tell only who moderates that there is no such row; refuse others either way."""
        try:
            return super().check_permissions(request)
        except Http404:
            handler = request.forum_permission_handler
            if handler.can_access_moderation_queue(request.user):
                raise
            return refusal(request)

    def get_queryset(self) -> QuerySet:
        """Load the row with what it belongs to, and hold it for writing."""
        rows = super().get_queryset().select_related(*self.belongs_to)
        if self.request.method in READING:
            return rows
        return rows.select_for_update(of=("self",))

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        """Load the row once; machina asks for it up to three times."""
        if not hasattr(self, "_row"):
            self._row = super().get_object(queryset)
        return self._row
