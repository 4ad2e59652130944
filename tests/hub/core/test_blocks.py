"""The blocks of stories: help on each field, and how each looks before it is chosen."""

import pytest
from wagtail.blocks import FieldBlock, StructBlock
from wagtail.images.blocks import ImageBlock

from hub.guidance.models import GuidePartPage
from hub.newsletter.models import NewsletterPage
from tests.factories.accounts import make_staff

BLOCKS = GuidePartPage._meta.get_field("body").stream_block.child_blocks
SHOWN = {
    "notice": "Check the rules in your own nation",
    "checklist": "Talk to people who draw on care",
    "quote": "Here stand the words",
    "text": "A paragraph with",
}


def help_on(block) -> str:
    return (
        block.field.help_text if isinstance(block, FieldBlock) else block.meta.help_text
    )


@pytest.mark.parametrize("page_type", [GuidePartPage, NewsletterPage])
def test_every_field_of_a_story_says_what_goes_in_it(page_type):
    fields = {
        f"{name}.{field}": child
        for name, block in page_type._meta.get_field(
            "body"
        ).stream_block.child_blocks.items()
        if isinstance(block, StructBlock) and not isinstance(block, ImageBlock)
        for field, child in block.child_blocks.items()
    }

    assert fields
    assert [name for name, child in fields.items() if not help_on(child)] == []


@pytest.mark.parametrize(("name", "words"), SHOWN.items())
def test_block_is_shown_in_the_sites_style_before_it_is_chosen(
    client_for, home, name, words
):
    block = BLOCKS[name]
    client = client_for(make_staff("Edith", "Editors"))

    shown = client.get(f"/admin/block-preview/?id={block.definition_prefix}")

    assert block.is_previewable
    assert words in shown.content.decode()
    assert "design/css/site.css" in shown.content.decode()
