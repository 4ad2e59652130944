"""The words of a message without their markup."""

from html import unescape

from django.utils.html import strip_tags

from forum.forum_conversation.models import Post


def words_of(post: Post) -> str:
    """Return what somebody wrote, as plain text."""
    return unescape(strip_tags(str(post.content.rendered or ""))).strip()
