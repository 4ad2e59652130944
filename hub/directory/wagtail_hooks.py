"""Organisations in the Wagtail admin, with drafts, workflow and history."""

from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from hub.directory.models import Organisation
from hub.directory.querysets import OrganisationQuerySet


class OrganisationFilterSet(WagtailFilterSet):
    """What the directory's entries are narrowed by in the admin."""

    confirmed = ChoiceFilter(
        label="Confirmed",
        choices=[("stale", "Not for a year, though published")],
        method="keep_stale",
    )

    class Meta:
        model = Organisation
        fields = ["kind", "stage", "nation", "live"]

    def keep_stale(
        self, entries: OrganisationQuerySet, name: str, value: str
    ) -> OrganisationQuerySet:
        """Keep what nobody has confirmed for a year."""
        return entries.stale()


class OrganisationViewSet(SnippetViewSet):
    """Edit the directory's entries."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    list_display = ["name", "kind", "where", "live"]
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "summary", "place"]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    inspect_view_enabled = True

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("slug"),
                    FieldPanel("kind"),
                    FieldPanel("stage"),
                    FieldPanel("summary"),
                    FieldPanel("description"),
                    FieldPanel("website"),
                    FieldPanel("topics"),
                    FieldPanel("confirmed_on"),
                    PublishingPanel(),
                ],
                heading="What it is",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("nation"),
                            FieldPanel("region"),
                            FieldPanel("place"),
                            FieldPanel("councils_served"),
                        ],
                        heading="Where it works",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("services"),
                            FieldPanel("people_supported"),
                            FieldPanel("size"),
                            FieldPanel("colleagues"),
                        ],
                        heading="What it does",
                    ),
                ],
                heading="Where and what",
            ),
            ObjectList(
                [
                    FieldPanel("ownership_models"),
                    FieldPanel("legal_form"),
                    FieldPanel("founded_year"),
                    FieldPanel("membership"),
                    FieldPanel("governance"),
                ],
                heading="Ownership",
            ),
            ObjectList(
                [FieldPanel("can_help_with"), FieldPanel("looking_for")],
                heading="Helping each other",
            ),
            ObjectList([InlinePanel("sources", label="Source")], heading="Sources"),
        ]
    )


class DirectoryGroup(SnippetViewSetGroup):
    """The directory, and the words it is described with."""

    menu_label = "Directory"
    menu_icon = "group"
    menu_order = 150
    items = (OrganisationViewSet,)


register_snippet(DirectoryGroup)
