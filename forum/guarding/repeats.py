"""The same words again: by the same member, or by others who are new as well."""

import unicodedata
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from forum.forum_conversation.models import Post

#: In one place within this time, the same words are one post sent twice.
SENT_TWICE = timedelta(minutes=10)
#: Elsewhere, the same words are one post too many for this long.
REPEATED = timedelta(days=1)
#: Shorter words ("Thank you, that helps.") may be said in many places.
LEAST_LENGTH = 60
#: What newcomers wrote is remembered for a week.
REMEMBERED = 7 * 24 * 60 * 60
#: So many of a member's latest posts are looked at.
LATEST = 50


def folded(text: str) -> str:
    """Return the words of `text`, however they are spaced and capitalised."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def sent_already(
    person: Any, *, board: Any, topic: Any, subject: str, content: str
) -> Post | None:
    """Return the post that these words have made already, if they are sent twice.

    Raises ValidationError where the member has just said the same elsewhere.
    """
    words, now = folded(content), timezone.now()
    recent = Post.objects.filter(poster=person, created__gte=now - REPEATED)
    for post in recent.select_related("topic").order_by("-created")[:LATEST]:
        if folded(post.content.raw) != words:
            continue
        if post.created >= now - SENT_TWICE and _is_there(post, board, topic, subject):
            return post
        if len(words) >= LEAST_LENGTH:
            raise ValidationError(
                "You have posted these words today already. Please say it in one "
                "place only; a link to it can go elsewhere."
            )
    return None


def _is_there(post: Post, board: Any, topic: Any, subject: str) -> bool:
    if topic is not None:
        return post.topic_id == topic.pk
    begun = post.topic
    return (
        begun.forum_id == board.pk
        and begun.first_post_id == post.pk
        and folded(begun.subject) == folded(subject)
    )


def refuse_shared(person: Any, content: str) -> None:
    """Refuse what another newcomer has just written, word for word."""
    writer = cache.get(_key(content)) if _counts(content) else None
    if writer not in (None, person.pk):
        raise ValidationError(
            "Somebody else who is new here has posted the same words. Please say it "
            "in your own."
        )


def remember(person: Any, content: str) -> None:
    """Keep a mark of what a newcomer wrote, never the words."""
    if _counts(content):
        cache.add(_key(content), person.pk, REMEMBERED)


def _counts(content: str) -> bool:
    return len(folded(content)) >= LEAST_LENGTH


def _key(content: str) -> str:
    return f"forum_guarding:words:{sha256(folded(content).encode()).hexdigest()}"
