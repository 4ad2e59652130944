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
        help_text="How it looks: a fact to know, good news, or something to beware of.",
    )
    title = CharBlock(max_length=120, help_text="What it says, in one short sentence.")
    text = RichTextBlock(
        features=["bold", "italic", "link", "ul"],
        help_text="One or two sentences that say what follows from it.",
    )

    class Meta:
        icon = "info-circle"
        template = "blocks/notice.html"
        description = "A short message the reader must not miss."
        preview_value = {
            "tone": "warning",
            "title": "Check the rules in your own nation",
            "text": "<p>Scotland has procurement law of its own.</p>",
        }


class ChecklistBlock(StructBlock):
    """Things to do or to have, one a line."""

    title = CharBlock(max_length=120, help_text="What the list is for.")
    items = ListBlock(
        CharBlock(max_length=300), help_text="One thing to do or to have in each."
    )

    class Meta:
        icon = "tasks"
        template = "blocks/checklist.html"
        description = "A list the reader can tick off on paper."
        preview_value = {
            "title": "Before you publish the notice",
            "items": [
                "Talk to providers of every size",
                "Talk to people who draw on care",
                "Write down what you learnt",
            ],
        }


class QuoteBlock(StructBlock):
    """Somebody's own words, with who said them and where."""

    text = TextBlock(help_text="The words as they were said, without quotation marks.")
    speaker = CharBlock(max_length=150, help_text="Who said them, and what they do.")
    source = CharBlock(max_length=250, help_text="Where and when they were said.")
    source_url = URLBlock(
        required=False, help_text="Where that can be read, if it can."
    )

    class Meta:
        icon = "openquote"
        template = "blocks/quote.html"
        description = "Words really said, with speaker and source."
        preview_value = {
            "text": "Here stand the words that somebody really said.",
            "speaker": "Who said them",
            "source": "Where they were said",
        }


class StoryBody(StreamBlock):
    """The body of a page that tells or explains."""

    text = RichTextBlock(
        features=STORY_FEATURES,
        template="blocks/text.html",
        help_text="Paragraphs, headings and lists.",
        description="Text with headings, lists and links.",
        preview_value=(
            "<h2>A heading</h2><p>A paragraph with <b>strong words</b>.</p>"
            "<ul><li>A point</li><li>Another point</li></ul>"
        ),
    )
    notice = NoticeBlock()
    checklist = ChecklistBlock()
    quote = QuoteBlock()
    image = ImageBlock(
        template="blocks/image.html",
        help_text="Say in the alternative text what the picture tells.",
        description="A picture, with words for those who do not see it.",
    )
