"""Keeping what was begun, clearing it away, and keeping what stood there before."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forum.forum_conversation.models import Post
from forum.writing.models import Draft, EarlierWords
from forum.writing.words import tidy

#: More drafts than this nobody finds again.
MOST_DRAFTS = 50
#: A form that is sent can be overtaken by its own last draft for as long.
_OVERTAKEN_FOR = timedelta(minutes=5)
_POSTS_AT = {"board": "topic__forum", "topic": "topic", "post": "pk"}


class TooManyDrafts(Exception):
    """A member has as many drafts as are kept."""


@transaction.atomic
def save_draft(*, author: Any, place: str, words: dict[str, Any]) -> Draft | None:
    """Keep what `author` has written for `place` so far; nothing, if that is nothing.

    The newest wins. What has been posted meanwhile is no draft any more: the browser may
    send both at once. Raises TooManyDrafts.
    """
    if not tidy(f"{words['subject']}{words['content']}") or _is_posted(
        author, place, words
    ):
        discard_draft(author=author, place=place)
        return None
    begun = Draft.objects.filter(author=author).values_list("place", flat=True)
    if place not in (kept := set(begun)) and len(kept) >= MOST_DRAFTS:
        raise TooManyDrafts
    draft, _ = Draft.objects.update_or_create(
        author=author, place=place, defaults={**words, "saved_at": timezone.now()}
    )
    return draft


def discard_draft(*, author: Any, place: str) -> None:
    """Forget what `author` has begun for `place`."""
    Draft.objects.filter(author=author, place=place).delete()


def forget_old_drafts(*, now: datetime | None = None) -> int:
    """Forget drafts that nobody has touched for long; return how many there were."""
    before = (now or timezone.now()) - timedelta(days=settings.KEEP_DRAFTS_DAYS)
    return Draft.objects.filter(saved_at__lt=before).delete()[0]


def keep_earlier_words(
    *, post: Post, subject: str, content: str, editor: Any, reason: str
) -> EarlierWords:
    """Keep what `post` said until now. Called in the transaction that changes it."""
    return EarlierWords.objects.create(
        post=post,
        subject=subject,
        content=content,
        edited_by=editor,
        reason=reason,
    )


def _is_posted(author: Any, place: str, words: dict[str, Any]) -> bool:
    kind, number, *_ = place.split(":")
    recent = Post.objects.filter(
        Q(poster=author) | Q(updated_by=author),
        updated__gte=timezone.now() - _OVERTAKEN_FOR,
        **{_POSTS_AT[kind]: number},
    )
    written = tidy(words["content"])
    return any(tidy(post.content.raw) == written for post in recent[:10])
