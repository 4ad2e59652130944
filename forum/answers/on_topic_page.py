"""What the page of a topic shows of its posts: who wrote them, which of them helped."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from forum.adapter.visibility import handler_of
from forum.answers.linked_data import discussion_script
from forum.answers.mention_links import slugs_in, with_links
from forum.answers.models import UsefulMark
from forum.answers.people import NOBODY, people_of
from forum.forum_conversation.models import Post, Topic
from forum.writing.history import with_last_edit


def with_own_marks(posts: QuerySet[Post], member: int) -> QuerySet[Post]:
    """Add to each post whether the member of that key found it useful."""
    marks = UsefulMark.objects.filter(post=OuterRef("pk"), member=member)
    return posts.annotate(is_marked=Exists(marks))


@lru_cache(maxsize=1)
def posts_to_show() -> QuerySet[Post]:
    """Return all posts in order, to be narrowed to a topic.

    Each comes with how many found it useful, and when its words last changed; who wrote
    it is noted by `shown`. What is asked is put together once: that takes about as long
    as the database takes to answer.
    """
    marks = UsefulMark.objects.filter(post=OuterRef("pk")).order_by()
    counted = marks.values("post").annotate(number=Count("pk")).values("number")
    posts = Post.objects.annotate(useful_count=Coalesce(Subquery(counted), Value(0)))
    return with_last_edit(posts).order_by("created", "pk")


def accepted_of(topic: Topic, posts: Sequence[Post], page: Any) -> Post | None:
    """Return the answer that was accepted, where a page of the topic shows it.

    It is shown in its place among `posts`, and on the first page, which costs a query where
    it stands on a later one.
    """
    accepted = getattr(getattr(topic, "question", None), "accepted", None)
    if accepted is None:
        return None
    on_page = next((post for post in posts if post.pk == accepted.post_id), None)
    if on_page is not None:
        return on_page if on_page.approved else None
    if page.number > 1:
        return None
    there = Post.objects.filter(pk=accepted.post_id, topic=topic.pk, approved=True)
    post = there.first()
    if post is not None:
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


def shown(
    posts: Sequence[Post],
    topic: Topic,
    page: Any,
    request: Any,
    *,
    for_programs: bool = True,
) -> dict:
    """Note on each post what is shown of it, and return what is shown of the topic.

    That holds the discussion as linked data where it is shown `for_programs` as well.
    """
    user = request.user
    accepted = accepted_of(topic, posts, page)
    decides = may_accept(topic, user, request)
    is_elsewhere = accepted is not None and accepted not in posts
    _note_people([*posts, accepted] if is_elsewhere else posts, topic.forum_id, user)
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
    if for_programs and not user.is_authenticated and page.number == 1:
        # What a visitor reads, everybody may read.
        found["linked_data"] = discussion_script(topic, posts, accepted)
    return found


def _note_people(posts: Sequence[Post], board: int, user: Any) -> None:
    """Note on each post who wrote it, and its text with links to whom it names."""
    named = {post.pk: slugs_in(_html(post)) for post in posts}
    authors = {post.poster_id for post in posts if post.poster_id}
    slugs = frozenset().union(*named.values())
    by_key, by_slug = people_of(authors, slugs, board, user)
    for post in posts:
        post.person = by_key.get(post.poster_id, NOBODY)
        cards = {slug: by_slug[slug] for slug in named[post.pk] if slug in by_slug}
        post.linked_text = with_links(_html(post), cards)


def _html(post: Post) -> str:
    return str(post.content.rendered or "")
