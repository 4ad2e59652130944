"""What the page of a topic shows of its posts: who wrote them, which of them helped."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from forum.adapter.visibility import handler_of
from forum.answers.cards import cards_of
from forum.answers.linked_data import discussion_script
from forum.answers.mention_links import slugs_in, with_links
from forum.answers.models import UsefulMark
from forum.forum_conversation.models import Post, Topic
from forum.forum_permission.models import GroupForumPermission, UserForumPermission


def with_what_is_shown(posts: QuerySet[Post], user: Any, board: int) -> QuerySet[Post]:
    """Add to each post how many found it useful, and whether a moderator wrote it."""
    marks = UsefulMark.objects.filter(post=OuterRef("pk")).order_by()
    counted = marks.values("post").annotate(number=Count("pk")).values("number")
    own = Exists(marks.filter(member=user.pk)) if user.is_authenticated else None
    decides = {
        "forum": board,
        "has_perm": True,
        "permission__codename": "can_approve_posts",
    }
    by_group = GroupForumPermission.objects.filter(
        **decides, group__user=OuterRef("poster")
    )
    by_name = UserForumPermission.objects.filter(**decides, user=OuterRef("poster"))
    return posts.annotate(
        useful_count=Coalesce(Subquery(counted), Value(0)),
        is_marked=own or Value(False),
        is_by_moderator=Exists(by_group) | Exists(by_name),
    )


def accepted_of(topic: Topic) -> Post | None:
    """Return the answer that was accepted; no query where the topic was read with it."""
    accepted = getattr(getattr(topic, "question", None), "accepted", None)
    if accepted is None:
        return None
    post = accepted.post
    if not post.approved or post.topic_id != topic.pk:
        return None
    # Its address names the board.
    post.topic = topic
    return post


def may_accept(topic: Topic, user: Any, request: Any) -> bool:
    """Say whether `user` decides which answer is accepted: who asked, and moderators."""
    if not user.is_authenticated or not hasattr(topic, "question"):
        return False
    handler = handler_of(request)
    if topic.poster_id == user.pk:
        return handler.suspension_of(user) is None
    return handler.can_approve_posts(topic.forum, user)


def shown(posts: Sequence[Post], topic: Topic, page: Any, request: Any) -> dict:
    """Note on each post what is shown of it, and return what is shown of the topic."""
    user = request.user
    accepted = accepted_of(topic)
    decides = may_accept(topic, user, request)
    _note_people([*posts, accepted] if accepted else posts, user)
    for post in posts:
        post.is_accepted = accepted is not None and post.pk == accepted.pk
        post.may_mark = (
            user.is_authenticated and post.approved and post.poster_id != user.pk
        )
        post.may_accept = (
            decides
            and post.approved
            and not post.is_accepted
            and post.pk != topic.first_post_id
        )
        post.may_take_back = decides and post.is_accepted
    # Read at once below the question: it need not stand there twice.
    follows = len(posts) > 1 and accepted is not None and posts[1].pk == accepted.pk
    on_top = accepted is not None and page.number == 1 and not follows
    found = {"accepted": accepted, "on_top": on_top}
    if not user.is_authenticated and page.number == 1:
        # What a visitor reads, everybody may read.
        found["linked_data"] = discussion_script(topic, posts, accepted)
    return found


def _note_people(posts: Sequence[Post], user: Any) -> None:
    """Note on each post who wrote it, and its text with links to whom it names."""
    named = {post.pk: slugs_in(_html(post)) for post in posts}
    authors = {post.poster_id for post in posts if post.poster_id}
    slugs = frozenset().union(*named.values())
    by_key, by_slug = cards_of(authors, slugs, user)
    for post in posts:
        post.author = by_key.get(post.poster_id)
        people = {slug: by_slug[slug] for slug in named[post.pk] if slug in by_slug}
        post.linked_text = with_links(_html(post), people)


def _html(post: Post) -> str:
    return str(post.content.rendered or "")
