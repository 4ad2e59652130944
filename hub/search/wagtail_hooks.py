"""What editors keep for the search, in Wagtail's admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.search.models import Synonym


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
