"""What machina's boards and topics lack, kept beside them in tables of our own."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


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


class Told(models.Model):
    """Of this post everybody who wanted to hear has been told. The row is the mark."""

    post = models.OneToOneField(
        "forum_conversation.Post",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="told",
    )

    def __str__(self) -> str:
        return str(self.post)


class Report(models.Model):
    """A member tells the moderators that something is wrong with a post.

    Who it was is shown to nobody but moderators, least of all to the post's author.
    """

    class Reason(models.TextChoices):
        """What is wrong with the post."""

        PRIVATE = "private", "It tells something private about a person"
        UNKIND = "unkind", "It is unkind or threatening"
        UNSAFE = "unsafe", "It could put somebody at risk"
        ADVERTISING = "advertising", "It is advertising or spam"
        OTHER = "other", "Something else"

    post = models.ForeignKey(
        "forum_conversation.Post", on_delete=models.CASCADE, related_name="reports"
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="forum_reports",
    )
    reason = models.CharField("what is wrong", max_length=12, choices=Reason)
    words = models.TextField("in your own words", max_length=1_000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(blank=True, null=True, db_index=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    note = models.TextField(max_length=1_000, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reporter"], name="one_report_of_a_person_on_a_post"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.post}"
