"""Words that may not be used are kept out of what is published.

Taking them back rewrites every revision there is; but a tab left open saves a new one
that holds them, and a workflow or a timer publishes that unseen.
"""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page, Revision

from forum.into_guidance.blocks import UNNAMED, Block
from forum.into_guidance.models import AGREED, Answer, Proposal, Quotation
from forum.into_guidance.targets import story_field
from forum.into_guidance.telling import tell_editor


def keep_out(page: Page, revision: Revision) -> None:
    """Take the words that may not be used out of a revision about to be published.

    Names that were taken back go as well. Whoever began it is told what was left out.
    """
    field = story_field(type(page))
    story = json.loads(revision.content.get(field.name) or "[]") if field else []
    if not any(block.get("type") == "quote" for block in story):
        return
    _hold_proposals(page, story)
    refused = refused_in(page, story)
    named = _names_taken_back(story)
    kept = [
        named.get(str(block.get("id")), block)
        for block in story
        if block.get("id") not in refused
    ]
    if kept == story:
        return
    revision.content = {**revision.content, field.name: json.dumps(kept)}
    revision.save(update_fields=["content"])
    for proposal in Proposal.objects.filter(page=page.pk) if refused else ():
        tell_editor(
            proposal,
            f"left-out:{revision.pk}",
            "Words that their author took back were left out of a page",
        )


def refused_in(page: Page, story: Sequence[Block]) -> set[str]:
    """Return the ids of the quotations in a story that may not be used.

    They are known by their ids, on a copy of the page too, and on the page itself by
    their words: a block that is copied in the editor gets an id of its own.
    """
    ours = Q(block__in=_ids_in(story)) | Q(consent__proposal__page=page.pk)
    not_agreed = Quotation.objects.filter(ours).exclude(consent__answer__in=AGREED)
    rows = list(not_agreed.values_list("block", "words"))
    ids = {str(block) for block, _ in rows}
    words = {words for _, words in rows if words}
    return {
        block["id"]
        for block in story
        if block.get("id") in ids or (words and _said_in(block, "text") in words)
    }


def _names_taken_back(story: Sequence[Block]) -> dict[str, Block]:
    """Return the quotations with a name that their author agreed to no more, mended."""
    unnamed = Quotation.objects.filter(
        block__in=_ids_in(story), consent__answer=Answer.UNNAMED
    ).exclude(consent__author=None)
    names = {
        str(one.block): one.consent.author.get_display_name()
        for one in unnamed.select_related("consent__author")
    }
    return {
        block["id"]: {
            **block,
            # The message that it would lead to shows who wrote it.
            "value": {**block["value"], "speaker": UNNAMED, "source_url": ""},
        }
        for block in story
        if block.get("id") in names and _said_in(block, "speaker") == names[block["id"]]
    }


def _hold_proposals(page: Page, story: Sequence[Block]) -> None:
    """Hold what the words stand in, so that no author answers meanwhile."""
    quoted = Quotation.objects.filter(block__in=_ids_in(story))
    ours = Q(page=page.pk) | Q(pk__in=quoted.values("consent__proposal"))
    rows = Proposal.objects.filter(ours).order_by("pk").select_for_update()
    list(rows.values_list("pk"))


def _ids_in(story: Sequence[Block]) -> list[UUID]:
    found = []
    for block in story:
        try:
            found.append(UUID(str(block.get("id"))))
        except ValueError:
            continue
    return found


def _said_in(block: Block, name: str) -> Any:
    value = block.get("value")
    return value.get(name) if isinstance(value, dict) else None
