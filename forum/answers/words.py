"""The words of a message without their markup."""

from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags

from forum.forum_conversation.models import Post


def words_of(post: Post) -> str:
    """Return what somebody wrote, as plain text."""
    return _words(str(post.content.rendered or ""))


@lru_cache(maxsize=2_000)
def _words(html: str) -> str:
    return unescape(strip_tags(html)).strip()
