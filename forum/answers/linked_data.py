"""What a discussion tells programs, in the words of schema.org (JSON-LD).

Only for pages that visitors read, and only of what is on the page.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from forum.answers.words import words_of
from forum.forum_conversation.models import Post, Topic
from hub.directory.linked_data import as_script


def discussion_script(
    topic: Topic, posts: Sequence[Post], accepted: Post | None
) -> SafeString | None:
    """Return the first page of a discussion as text for a script element."""
    if not posts:
        return None
    opening, *replies = posts
    if hasattr(topic, "question"):
        return as_script(_question(topic, opening, replies, accepted))
    return as_script(_discussion(topic, opening, replies))


def _question(
    topic: Topic, opening: Post, replies: Sequence[Post], accepted: Post | None
) -> dict[str, Any]:
    asked = _written(opening) | {
        "@type": "Question",
        "name": topic.subject,
        "answerCount": max(topic.posts_count - 1, 0),
    }
    others = [one for one in replies if accepted is None or one.pk != accepted.pk]
    if accepted is not None:
        asked["acceptedAnswer"] = _written(accepted) | {"@type": "Answer"}
    if others:
        asked["suggestedAnswer"] = [
            _written(one) | {"@type": "Answer"} for one in others
        ]
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": asked,
    }


def _discussion(topic: Topic, opening: Post, replies: Sequence[Post]) -> dict[str, Any]:
    told = _written(opening) | {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": topic.subject,
        "url": f"{settings.BASE_URL}{topic.get_absolute_url()}",
        "commentCount": max(topic.posts_count - 1, 0),
    }
    if replies:
        told["comment"] = [_written(one) | {"@type": "Comment"} for one in replies]
    return told


def _written(post: Post) -> dict[str, Any]:
    author = {"@type": "Person", "name": post.person.name}
    if post.person.card:
        author["url"] = f"{settings.BASE_URL}{post.person.card.url}"
    told = {
        "text": words_of(post),
        "url": f"{settings.BASE_URL}{post.get_absolute_url()}",
        "datePublished": post.created.isoformat(),
        "author": author,
    }
    if getattr(post, "useful_count", 0):
        told["upvoteCount"] = post.useful_count
    return told
