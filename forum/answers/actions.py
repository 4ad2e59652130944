"""What is done to answers: accepting one, taking that back, marking a post as useful."""

from django.db import transaction
from django.db.models import Q

from forum.adapter.models import Question
from forum.answers.models import AcceptedAnswer, UsefulMark
from forum.answers.telling import tell_of_acceptance
from forum.forum_conversation.models import Post, Topic
from hub.accounts.models import User


class NoAnswer(Exception):
    """This post cannot be accepted: it answers no question, or is the question itself."""


class OwnPost(Exception):
    """Nobody marks their own words as useful."""


@transaction.atomic
def accept(*, post: Post, accepter: User) -> None:
    """Let `post` be the answer to the question it stands under, instead of any other.

    Raises NoAnswer.
    """
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=post.topic_id)
    still = Post.objects.filter(pk=post.pk, topic=topic.pk, approved=True)
    asks = Question.objects.filter(pk=topic.pk).exists()
    if not asks or post.pk == topic.first_post_id or not still.exists():
        raise NoAnswer
    if AcceptedAnswer.objects.filter(question=topic.pk, post=post).exists():
        return
    AcceptedAnswer.objects.filter(Q(question=topic.pk) | Q(post=post)).delete()
    AcceptedAnswer.objects.create(question_id=topic.pk, post=post, accepted_by=accepter)
    tell_of_acceptance(post=post, accepter=accepter)


@transaction.atomic
def take_back(*, post: Post) -> None:
    """Let the question of `post` be open again, if this post was its answer."""
    AcceptedAnswer.objects.filter(post=post).delete()


def settle(*, topic: Topic) -> None:
    """Open the question again where its answer waits, was moved, or opens the topic.

    Called whenever the topic is saved, which every change to its posts does.
    """
    rows = AcceptedAnswer.objects.filter(question=topic.pk).select_related("post")
    for accepted in rows:
        post = accepted.post
        stands = post.approved and post.topic_id == topic.pk
        if not stands or post.pk == topic.first_post_id:
            accepted.delete()


def mark_useful(*, post: Post, member: User) -> None:
    """Note that `post` was useful to `member`; twice is as once. Raises OwnPost."""
    if post.poster_id == member.pk:
        raise OwnPost
    UsefulMark.objects.get_or_create(post=post, member=member)


def unmark(*, post: Post, member: User) -> None:
    """Forget that `post` was useful to `member`."""
    UsefulMark.objects.filter(post=post, member=member).delete()
