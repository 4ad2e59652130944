"""Messages on pages."""

from django import template
from django.utils.safestring import SafeString

from forum.forum_conversation.messages import drawn
from forum.forum_conversation.models import Post

register = template.Library()


@register.simple_tag
def message(post: Post) -> SafeString:
    """Draw a message with what the view has noted on it.

    Usage: ``{% message post %}``
    """
    return drawn(post)
