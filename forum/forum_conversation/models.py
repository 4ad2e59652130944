"""Topics and posts, as machina has them, with addresses and without lost updates.

Both models of the app are replaced here, so machina's own module is never star-imported:
that would set the names back to None.
"""

from typing import Any

from django.db import models, transaction
from machina.apps.forum_conversation.abstract_models import AbstractPost, AbstractTopic

from forum.forum_conversation.texts import PostTextDescriptor
from hub.core.addresses import address_of

#: The columns that follow from a topic's posts; nothing else is written with them.
TRACKED = [
    "subject",
    "approved",
    "posts_count",
    "first_post",
    "last_post",
    "last_post_on",
    "updated",
]


class Topic(AbstractTopic):
    """A discussion on a board."""

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the topic, its board's counts and its search entry, or nothing.

        A topic moved to another board must not stay findable where it was.
        """
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the one address of the topic."""
        return self.address("topic")

    def address(self, view: str) -> str:
        """Return the address of one of the topic's own pages."""
        prefix = "topic_" if view in ("post_create", "post_update") else ""
        named = {f"{prefix}slug": self.slug, f"{prefix}pk": self.pk}
        return address_of(
            f"forum_conversation:{view}",
            forum_slug=self.forum.slug,
            forum_pk=self.forum_id,
            **named,
        )

    def update_trackers(self) -> None:
        """Bring the topic into line with its posts, writing only what follows from them.

        Machina writes the whole row back, so that a reply in flight undoes a lock or a pin
        set meanwhile. Subject and approval follow the opening post, as it stands now.
        Where that is gone, the next one opens the topic, under the subject it had.
        """
        tracked = TRACKED
        topics = type(self)._default_manager.filter(pk=self.pk)
        with transaction.atomic():
            topics.select_for_update(of=("self",)).values_list("pk", flat=True).first()
            opener_before = self.first_post_id
            in_order = self.posts.order_by("created", "pk")
            approved = in_order.filter(approved=True)
            self.first_post = self._opener(in_order)
            self.last_post = approved.last()
            self.last_post_on = self.last_post.created if self.last_post else None
            self.posts_count = approved.count()
            if self.first_post and opener_before not in (None, self.first_post.pk):
                self._open_with(self.first_post)
                tracked = [*TRACKED, "poster"]
            if self.first_post:
                self.subject = self.first_post.subject
                self.approved = self.first_post.approved
            # Saved, not updated in bulk: the search source listens for this signal.
            self._simple_save(update_fields=tracked)
            self.forum.update_trackers()

    def _opener(self, in_order: models.QuerySet["Post"]) -> "Post | None":
        """Return the post that opens the topic: the same as long as it is there.

        Nothing that waits takes its place while there is something to be read: it would
        hide the others.
        """
        if self.first_post_id:
            still = in_order.filter(pk=self.first_post_id).first()
            if still is not None:
                return still
        return in_order.filter(approved=True).first() or in_order.first()

    def _open_with(self, post: "Post") -> None:
        """Let a reply open the topic: what is written to it next changes no subject."""
        post.subject = self.subject
        type(post)._default_manager.filter(pk=post.pk).update(subject=post.subject)
        self.poster_id = post.poster_id


class Post(AbstractPost):
    """What somebody wrote in a topic."""

    # Found through its topic.
    searchable = False

    def get_absolute_url(self) -> str:
        """Return the address of the page of the topic that holds the post."""
        return f"{self.topic.get_absolute_url()}?post={self.pk}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """What the post is called within its page."""
        return f"post-{self.pk}"

    def address(self, view: str) -> str:
        """Return the address of one of the post's own pages."""
        topic = self.topic
        return address_of(
            f"forum_conversation:{view}",
            forum_slug=topic.forum.slug,
            forum_pk=topic.forum_id,
            topic_slug=topic.slug,
            topic_pk=topic.pk,
            pk=self.pk,
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the post and what follows from it together, or not at all."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, using: str | None = None) -> None:
        """Delete the post and mend its topic together, or not at all.

        The topic goes with its last post, and opens with the next one otherwise.
        """
        with transaction.atomic():
            # As it is now: another post may have gone since this one was loaded.
            self.topic = Topic.objects.select_related("forum").get(pk=self.topic_id)
            if self.ends_topic:
                self.topic.delete()
            else:
                super().delete(using)

    @property
    def ends_topic(self) -> bool:
        """Whether the topic goes with this post, as nothing in it could stand alone.

        Moderators can reply to what waits. Without it, their words would publish the
        subject of what never appeared.
        """
        topic = self.topic
        rest = topic.posts.exclude(pk=self.pk)
        if topic.approved or topic.first_post_id != self.pk:
            return not rest.exists()
        stands_alone = models.Q(approved=False) | models.Q(told__isnull=False)
        return not rest.filter(stands_alone).exists()


Post.content = PostTextDescriptor(Post._meta.get_field("content"))
