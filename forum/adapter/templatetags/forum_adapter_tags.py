"""What any template of the hub may show of the forum."""

from typing import Any

from django import template
from django.db.models import Model
from django.utils.safestring import SafeString, mark_safe

from forum.adapter import links, markup
from forum.adapter.visibility import user_of, visible_topics

register = template.Library()


@register.inclusion_tag("forum_adapter/discussion_of.html", takes_context=True)
def discussion_of(context: dict[str, Any], thing: Model) -> dict[str, Any]:
    """Show the discussions of any page or record, and the way into them.

    Usage: ``{% discussion_of page %}``
    """
    request = context.get("request")
    user = user_of(request)
    topics = list(links.topics_about(thing, user, request)[:3])
    return {
        "topics": topics,
        "discussions": topics[0].discussions if topics else 0,
        "messages": topics[0].messages if topics else 0,
        "about": links.reference(thing),
        "signed_in": user.is_authenticated,
    }


@register.inclusion_tag("forum_adapter/latest_topics.html", takes_context=True)
def latest_topics(context: dict[str, Any], number: int = 5) -> dict[str, Any]:
    """Show the discussions with the newest posts that the asker may read.

    Usage: ``{% latest_topics 4 %}``
    """
    request = context.get("request")
    topics = (
        visible_topics(user_of(request), request)
        .exclude(last_post=None)
        .select_related("forum", "last_post__poster", "question")
        .order_by("-last_post_on", "-pk")
    )
    return {"topics": topics[:number]}


@register.filter
def replies(topic: Any) -> int:
    """Return how many replies the topic has: its approved posts but the first."""
    return max(topic.posts_count - 1, 0)


@register.filter
def member_name(user: Any) -> str:
    """Return the name to show for somebody; never an e-mail address (S16)."""
    return user.get_display_name() if user else "A former member"


@register.filter
def rendered_markup(text: str | None) -> SafeString:
    """Return the HTML of a message as it will appear, for its preview."""
    # Safe because `render` ends in an allow-list; see forum.adapter.markup.
    return mark_safe(markup.render(text))
