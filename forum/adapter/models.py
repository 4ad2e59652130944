"""What machina's boards and topics lack, kept beside them in tables of our own."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class BoardProfile(models.Model):
    """What the hub knows of a board."""

    board = models.OneToOneField(
        "forum.Forum",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="profile",
    )
    key = models.SlugField(max_length=100, unique=True, null=True, blank=True)
    topics = models.ManyToManyField("core.Topic", blank=True, related_name="boards")

    def __str__(self) -> str:
        return self.board.name


class Question(models.Model):
    """A topic that asks something. The row is the mark."""

    topic = models.OneToOneField(
        "forum_conversation.Topic",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="question",
    )

    def __str__(self) -> str:
        return self.topic.subject


class TopicTag(models.Model):
    """A discussion is about one of the topics that the whole hub shares."""

    topic = models.ForeignKey(
        "forum_conversation.Topic", on_delete=models.CASCADE, related_name="topic_tags"
    )
    tag = models.ForeignKey(
        "core.Topic", on_delete=models.CASCADE, related_name="discussion_tags"
    )

    class Meta:
        ordering = ["tag__position", "tag__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "tag"], name="one_tag_once_per_discussion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.tag}"


class DiscussionLink(models.Model):
    """A discussion is about one thing of the hub: a page, an organisation.

    The thing is named by kind and key, so that the hub needs to know nothing of machina.
    Pages are always named as plain Wagtail pages; see `forum.adapter.links`.
    """

    topic = models.ForeignKey(
        "forum_conversation.Topic",
        on_delete=models.CASCADE,
        related_name="discussion_links",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("content_type", "object_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "topic"],
                name="one_link_once_per_discussion",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.about}"
