"""Topics in lists."""

from django import template
from django.utils.safestring import SafeString

from forum.forum.rows import TopicRow
from forum.forum_conversation.models import Topic

register = template.Library()


@register.simple_tag
def topic_row(topic: Topic, unread: bool = False, board: bool = False) -> SafeString:
    """Draw a topic in a list; `board` names the board too.

    Usage: ``{% topic_row topic unread=topic.is_unread %}``
    """
    return TopicRow.of(topic, unread=bool(unread), board=board).drawn()
