"""The reply at the foot of a topic."""

from typing import Any

from forum.forum_conversation.forms import PostForm
from forum.forum_conversation.models import Topic
from forum.writing.drafting import draft_for, initial_from
from forum.writing.places import in_topic


def reply_to(topic: Topic, user: Any, handler: Any) -> dict[str, Any]:
    """Return the form for a reply, with what the member has begun: one query."""
    place = in_topic(topic)
    draft = draft_for(user, place)
    form = PostForm(
        user=user,
        forum=topic.forum,
        topic=topic,
        perm_handler=handler,
        initial=initial_from(draft) if draft else None,
    )
    return {"post_form": form, "draft": draft, "draft_place": place}
