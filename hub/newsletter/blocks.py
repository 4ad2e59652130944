"""The blocks that only newsletters have."""

from wagtail.blocks import CharBlock, PageChooserBlock, StreamBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from hub.core.blocks import StoryBody


class ThingsBlock(StructBlock):
    """Pages and organisations of the hub, each shown with its summary and a link."""

    heading = CharBlock(
        max_length=120, required=False, help_text="Stands above them. Empty for none."
    )
    things = StreamBlock(
        [
            ("page", PageChooserBlock()),
            # By name: the directory and the newsletter know nothing of each other.
            ("organisation", SnippetChooserBlock("directory.Organisation")),
        ],
        help_text="What is not published, or not for members, is left out by itself.",
    )

    class Meta:
        icon = "list-ul"
        description = "Pages and organisations from the hub, with their summaries."


class NewsletterBody(StoryBody):
    """The body of a newsletter: a story, and things of the hub."""

    things = ThingsBlock()
