"""People in the Wagtail admin, with the one name they have here."""

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn
from wagtail.users.views.users import IndexView, UserViewSet

from hub.accounts.forms import PersonCreationForm, PersonEditForm


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


class PersonViewSet(UserViewSet):
    """Open, edit and switch off accounts."""

    create_template_name = "accounts/person_create.html"
    edit_template_name = "accounts/person_edit.html"
    index_view_class = PersonIndexView
    ordering = "display_name"

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form without first and last names."""
        return PersonEditForm if for_update else PersonCreationForm
