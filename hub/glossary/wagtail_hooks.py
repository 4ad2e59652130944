"""The glossary, for editors."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.glossary.models import Term


class TermViewSet(SnippetViewSet):
    """Edit the terms."""

    model = Term
    icon = "openquote"
    menu_label = "Glossary"
    menu_name = "glossary"
    menu_order = 160
    add_to_admin_menu = True
    list_display = ("name", "is_defined_term", "meaning")
    list_filter = ("is_defined_term",)
    search_fields = ("name", "other_names", "meaning")
    ordering = ("name",)


register_snippet(TermViewSet)
