"""Boards, as machina has them, with three defects mended.

Every model of the app is replaced here, so machina's own module is never star-imported:
that would set the names back to None.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from machina.apps.forum.abstract_models import AbstractForum

from hub.core.addresses import address_of


class Forum(AbstractForum):
    """A board."""

    # Found through its topics.
    searchable = False

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Give every board an address: a name without letters slugs to nothing."""
        self.slug = self.slug or "board"
        super().save_base(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the one address of the board."""
        return address_of("forum:forum", slug=self.slug, pk=self.pk)

    def update_trackers(self) -> None:
        """Count the board's topics and posts again, and write those columns alone.

        Machina writes the whole row back, which undoes a rename made meanwhile, and counts
        before it holds the row, which loses one of two replies posted at once.
        """
        boards = type(self)._default_manager.filter(pk=self.pk)
        with transaction.atomic():
            boards.select_for_update().values_list("pk", flat=True).first()
            topics = self.topics.filter(approved=True)
            latest = topics.exclude(last_post=None).order_by("-last_post_on").first()
            sums = topics.aggregate(posts=Sum("posts_count"), on=Max("last_post_on"))
            counts = {
                "direct_topics_count": topics.count(),
                "direct_posts_count": sums["posts"] or 0,
                "last_post_id": latest.last_post_id if latest else None,
                "last_post_on": sums["on"],
            }
            boards.update(**counts)
        for name, value in counts.items():
            setattr(self, name, value)
