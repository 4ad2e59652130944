"""The form of an entry, in panels: what it is, where, how it is reached, who it is."""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from hub.directory.editing.forms import OrganisationForm
from hub.directory.editing.verifying import PERMISSION

_SHOWN = "On the site and in files; editors see it here."


class StandingPanel(HelpPanel):
    """Leads those to verification who may verify."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel in one form."""

        def is_shown(self) -> bool:
            """Say whether whoever keeps the entry may verify."""
            return super().is_shown() and self.request.user.has_perm(PERMISSION)


_WHAT = ObjectList(
    [
        FieldPanel(
            "name", help_text="As it calls itself; its legal form need not be in it."
        ),
        FieldPanel("is_another"),
        FieldPanel("slug"),
        FieldPanel("kind", help_text="What it is to the network."),
        FieldPanel("stage"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("topics", help_text="What readers will find it under."),
        FieldPanel("confirmed_on"),
        PublishingPanel(),
    ],
    heading="What it is",
)
_WHERE = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("nation", help_text="Where its office is."),
                FieldPanel("region", help_text="For England."),
                FieldPanel("place"),
                FieldPanel("councils_served"),
            ],
            heading="Where it works",
        ),
        MultiFieldPanel(
            [
                HelpPanel(template="directory/admin/point.html"),
                FieldPanel("address"),
                FieldPanel(
                    "postcode",
                    help_text="Puts it on the map and into what is found near a place.",
                ),
                FieldPanel("masks_address"),
            ],
            heading="Where it is",
        ),
        MultiFieldPanel(
            [
                FieldPanel("website", help_text="With https:// in front."),
                FieldRowPanel(
                    [
                        FieldPanel("email", help_text="One that somebody reads."),
                        FieldPanel("email_shown_to", help_text=_SHOWN),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "phone", help_text="As it is to be dialled from the UK."
                        ),
                        FieldPanel("phone_shown_to", help_text=_SHOWN),
                    ]
                ),
            ],
            heading="How it is reached",
        ),
    ],
    heading="Where and how to reach it",
)
_DOES = ObjectList(
    [
        FieldPanel(
            "services",
            help_text="What it provides; any number.",
            widget=CheckboxSelectMultiple,
        ),
        FieldPanel(
            "people_supported",
            help_text="Whom it is there for; any number.",
            widget=CheckboxSelectMultiple,
        ),
        FieldPanel("size"),
        FieldPanel("colleagues"),
        InlinePanel(
            "ratings",
            label="Rating",
            help_text="What the regulator's last report says of each service inspected.",
        ),
    ],
    heading="What it does",
)
_OWNED = ObjectList(
    [
        FieldPanel(
            "ownership_models",
            help_text="Who owns it; several may hold.",
            widget=CheckboxSelectMultiple,
        ),
        FieldPanel(
            "legal_form",
            help_text="As it is registered; leave it empty where you do not know.",
        ),
        FieldPanel(
            "founded_year",
            help_text="The year in which it began, whatever its form was then.",
        ),
        FieldPanel("membership"),
        FieldPanel("governance"),
        InlinePanel(
            "identifiers",
            label="Number in a register",
            help_text="One organisation to a number: one that is taken is refused.",
        ),
        InlinePanel(
            "relations",
            label="Relation",
            help_text="Said once; the other's page shows it too.",
        ),
        StandingPanel(template="directory/admin/standing.html"),
    ],
    heading="Ownership",
)
_HELPS = ObjectList(
    [FieldPanel("can_help_with"), FieldPanel("looking_for")],
    heading="Helping each other",
)
_SOURCES = ObjectList([InlinePanel("sources", label="Source")], heading="Sources")

ORGANISATION = TabbedInterface(
    [_WHAT, _WHERE, _DOES, _OWNED, _HELPS, _SOURCES], base_form_class=OrganisationForm
)
