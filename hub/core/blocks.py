"""StreamField blocks that more than one app uses. A block is data; it never queries."""

from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.images.blocks import ImageBlock

STORY_FEATURES = [
    "h2",
    "h3",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "blockquote",
]


class NoticeBlock(StructBlock):
    """A message set apart from the text."""

    tone = ChoiceBlock(
        choices=[
            ("information", "Information"),
            ("success", "Good news"),
            ("warning", "Take care"),
        ],
        default="information",
        search_index=False,
    )
    title = CharBlock(max_length=120)
    text = RichTextBlock(features=["bold", "italic", "link", "ul"])

    class Meta:
        icon = "info-circle"
        template = "blocks/notice.html"
        description = "A short message the reader must not miss."


class ChecklistBlock(StructBlock):
    """Things to do or to have, one a line."""

    title = CharBlock(max_length=120)
    items = ListBlock(CharBlock(max_length=300))

    class Meta:
        icon = "tasks"
        template = "blocks/checklist.html"
        description = "A list the reader can tick off on paper."


class QuoteBlock(StructBlock):
    """Somebody's own words, with who said them and where."""

    text = TextBlock()
    speaker = CharBlock(max_length=150)
    source = CharBlock(max_length=250)
    source_url = URLBlock(required=False)

    class Meta:
        icon = "openquote"
        template = "blocks/quote.html"
        description = "Words really said, with speaker and source."


class StoryBody(StreamBlock):
    """The body of a page that tells or explains."""

    text = RichTextBlock(features=STORY_FEATURES, template="blocks/text.html")
    notice = NoticeBlock()
    checklist = ChecklistBlock()
    quote = QuoteBlock()
    image = ImageBlock(template="blocks/image.html")
