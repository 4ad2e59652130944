"""Topics and posts, as machina has them, with addresses and without lost updates.

Both models of the app are replaced here, so machina's own module is never star-imported:
that would set the names back to None.
"""

from typing import Any

from django.db import transaction
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
        """
        topics = type(self)._default_manager.filter(pk=self.pk)
        with transaction.atomic():
            topics.select_for_update(of=("self",)).values_list("pk", flat=True).first()
            opener_before = self.first_post_id
            in_order = self.posts.order_by("created", "pk")
            approved = in_order.filter(approved=True)
            self.first_post = in_order.first()
            self.last_post = approved.last()
            self.last_post_on = self.last_post.created if self.last_post else None
            self.posts_count = approved.count()
            if self.first_post and opener_before in (None, self.first_post.pk):
                self.subject = self.first_post.subject
                self.approved = self.first_post.approved
            # Saved, not updated in bulk: the search source listens for this signal.
            self._simple_save(update_fields=TRACKED)
            self.forum.update_trackers()


class Post(AbstractPost):
    """What somebody wrote in a topic."""

    # Found through its topic.
    searchable = False

    def get_absolute_url(self) -> str:
        """Return the address of the page of the topic that holds the post."""
        return f"{self.topic.get_absolute_url()}?post={self.pk}#post-{self.pk}"

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
        """Delete the post and mend the counts together, or not at all."""
        with transaction.atomic():
            super().delete(using)


Post.content = PostTextDescriptor(Post._meta.get_field("content"))
