"""The law by name, for editors."""

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from hub.procurement.models import LegalBasis


class LegalBasisViewSet(ModelViewSet):
    """The list of law that clauses and routes may rest on."""

    model = LegalBasis
    icon = "doc-full"
    menu_label = "Law"
    add_to_admin_menu = True
    inspect_view_enabled = False
    list_display = ["name", "url"]
    search_fields = ["name"]


@hooks.register("register_admin_viewset")
def register_law() -> LegalBasisViewSet:
    """Put the list in the menu."""
    return LegalBasisViewSet("law")
