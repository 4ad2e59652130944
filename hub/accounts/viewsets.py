"""People in the Wagtail admin, with the one name they have here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn
from wagtail.users.views.users import EditView, IndexView, UserViewSet

from hub.accounts.forms import PersonCreationForm, PersonEditForm
from hub.accounts.roles import may_change


class PersonIndexView(IndexView):
    """The list of people, found and ordered by the name they have here."""

    search_fields = frozenset({"display_name", "email"})

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Return Wagtail's columns; the one it calls a username holds the address."""
        columns = super().columns
        by_name = {column.name: column for column in columns}
        by_name["name"].sort_key = "display_name"
        by_name["email"].label = "E-mail address"
        return columns


class PersonEditView(EditView):
    """Edit an account, as far as whoever edits may."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse accounts that are not theirs to change."""
        super().setup(request, *args, **kwargs)
        if not may_change(request.user, self.object):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who edits."""
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonViewSet(UserViewSet):
    """Open, edit and switch off accounts."""

    create_template_name = "accounts/person_create.html"
    edit_template_name = "accounts/person_edit.html"
    index_view_class = PersonIndexView
    edit_view_class = PersonEditView
    ordering = "display_name"

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form without first and last names."""
        return PersonEditForm if for_update else PersonCreationForm
