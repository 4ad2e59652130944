"""The words of a message without their markup."""

from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags

from forum.forum_conversation.models import Post

# Each process remembers the words of a thousand messages, but not of the longest.
_LONGEST_KEPT = 10_000


def words_of(post: Post) -> str:
    """Return what somebody wrote, as plain text."""
    html = str(post.content.rendered or "")
    return _kept_words(html) if len(html) <= _LONGEST_KEPT else _words(html)


def _words(html: str) -> str:
    return unescape(strip_tags(html)).strip()


_kept_words = lru_cache(maxsize=1_000)(_words)
