"""What is done to boards and topics beyond machina's own forms."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model, QuerySet

from forum.adapter import links
from forum.adapter.models import BoardProfile, DiscussionLink, Question, TopicTag
from forum.adapter.permissions import open_board
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from hub.core.models import Topic as Tag


def all_tags() -> QuerySet[Tag]:
    """Return the topics that the whole hub shares."""
    return Tag.objects.all()


@transaction.atomic
def make_board(
    *,
    name: str,
    description: str,
    public: bool,
    tags: Iterable[Tag] = (),
    key: str | None = None,
) -> Forum:
    """Make a board at the end of the list, with its permissions."""
    board = Forum.objects.create(
        name=name, description=description, type=Forum.FORUM_POST
    )
    profile = BoardProfile.objects.create(board=board, key=key)
    profile.topics.set(tags)
    open_board(board, public=public)
    return board


@transaction.atomic
def start_topic(*, board: Forum, author: Model, subject: str, content: str) -> Topic:
    """Start a topic with its opening post; counts and rendering follow from the models."""
    topic = Topic.objects.create(
        forum=board,
        poster=author,
        subject=subject,
        type=Topic.TOPIC_POST,
        status=Topic.TOPIC_UNLOCKED,
        approved=True,
    )
    Post.objects.create(
        topic=topic,
        poster=author,
        subject=subject,
        content=content,
        approved=True,
        enable_signature=False,
    )
    return topic


@transaction.atomic
def describe_topic(*, topic: Topic, tags: Iterable[Tag], is_question: bool) -> None:
    """Set what the topic is about, and whether it asks something."""
    wanted = {tag.pk for tag in tags}
    present = set(topic.topic_tags.values_list("tag", flat=True))
    for row in topic.topic_tags.exclude(tag__in=wanted):
        row.delete()
    for tag in wanted - present:
        TopicTag.objects.create(topic=topic, tag_id=tag)
    if is_question:
        Question.objects.get_or_create(topic=topic)
    else:
        Question.objects.filter(topic=topic).delete()


def link_topic(*, topic: Topic, thing: Model) -> None:
    """Note that the topic is about `thing`."""
    DiscussionLink.objects.get_or_create(topic=topic, **links.named(thing))
