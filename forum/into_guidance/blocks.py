"""The quotations of a page as blocks of its story: made, changed, taken out."""

import json
from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.html import escape
from wagtail.models import Page, Revision

from forum.forum_conversation.models import Topic
from forum.forum_permission.handler import PermissionHandler
from forum.into_guidance.models import Answer, Quotation
from forum.into_guidance.targets import body_field, story_field
from hub.accounts.models import FORMER_MEMBER

UNNAMED = "A member of the network"
AMONG_MEMBERS = "in a discussion among members"

Block = dict[str, Any]


def is_public(topic: Topic) -> bool:
    """Say whether visitors may read the discussion."""
    return PermissionHandler().can_read_forum(topic.forum, AnonymousUser())


def opening(topic: Topic) -> Block:
    """Return the first block; it names a discussion only where everybody may read it."""
    text = "<p>What members said in a discussion:</p>"
    if is_public(topic):
        text = (
            f'<p>What members said in the discussion <a href="{_absolute(topic)}">'
            f"{escape(topic.subject)}</a>:</p>"
        )
    return {"type": "text", "value": text}


def quotation(one: Quotation, topic: Topic) -> Block:
    """Return the block of one quotation, credited as its author agreed.

    Without a name it leads to the discussion and not to the message, which shows who
    wrote it; from a board for members it leads nowhere, for an address tells a subject.
    """
    named = one.consent.answer == Answer.NAMED
    public = is_public(topic)
    value = {
        "text": one.words,
        "speaker": one.consent.author.get_display_name() if named else UNNAMED,
        "source": f"in “{topic.subject}”"[:250] if public else AMONG_MEMBERS,
        "source_url": "",
    }
    if public:
        value["source_url"] = _absolute(one.post if named else topic)
    return {"type": "quote", "value": value, "id": str(one.block)}


def take_out(page: Page, ids: Collection[str]) -> None:
    """Take quotations out of a page and of every revision of it."""
    _rewrite(page, lambda blocks: [one for one in blocks if one.get("id") not in ids])


def replace(page: Page, by_id: dict[str, Block]) -> None:
    """Put quotations in the place of those with the same id, wherever they stand."""
    _rewrite(page, lambda blocks: [by_id.get(one.get("id"), one) for one in blocks])


def credit_nobody(page: Page, ids: Collection[str]) -> None:
    """Credit quotations to a former member, whatever name an editor gave them."""

    def without(block: Block) -> Block:
        if block.get("id") not in ids:
            return block
        return {**block, "value": {**block["value"], "speaker": FORMER_MEMBER}}

    _rewrite(page, lambda blocks: [without(block) for block in blocks])


def story_of(page: Page) -> list[Block]:
    """Return the blocks in the story of a page as it is at hand; none where it has none."""
    field = story_field(type(page))
    return _raw(page, field) if field is not None else []


def _rewrite(page: Page, change: Callable[[list[Block]], list[Block]]) -> None:
    specific = page.specific
    field = body_field(type(specific))
    before = _raw(specific, field)
    after = change(before)
    if after != before:
        setattr(specific, field.name, field.stream_block.to_python(after))
        specific.save(clean=False, update_fields=[field.name])
    for revision in Revision.objects.for_instance(specific):
        blocks = json.loads(revision.content.get(field.name) or "[]")
        changed = change(blocks)
        if changed != blocks:
            content = {**revision.content, field.name: json.dumps(changed)}
            Revision.objects.filter(pk=revision.pk).update(content=content)


def _raw(page: Page, field: Any) -> list[Block]:
    # As a revision keeps it; the ids of blocks are in it.
    return json.loads(field.value_to_string(page))


def _absolute(thing: Any) -> str:
    return f"{settings.BASE_URL}{thing.get_absolute_url()}"
