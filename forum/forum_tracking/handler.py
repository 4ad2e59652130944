"""What a member has read, under the names that machina asks for."""

from typing import Any

from django.db.models import QuerySet
from machina.apps.forum_tracking.handler import (
    TrackingHandler as MachinaTrackingHandler,
)

from forum.forum_conversation.models import Topic
from forum.forum_tracking import actions, marks


class TrackingHandler(MachinaTrackingHandler):
    """Machina's handler, bounded, with marks that say how far somebody has read.

    Machina notes one moment for a topic, now, whichever page of it was opened.
    """

    def get_unread_topics(self, topics: Any, user: Any) -> list[Topic]:
        """Return those of the loaded topics that hold something new to `user`."""
        return marks.unread_among(list(topics or ()), user)

    def mark_topic_read(self, topic: Any, user: Any) -> None:
        """Note that `user` has read the whole topic."""
        latest = topic.last_post_on or topic.created
        if self.get_unread_topics([topic], user):
            actions.read_up_to(topic=topic, user=user, moment=latest, is_last=True)

    def mark_forums_read(self, forums: Any, user: Any) -> None:
        """Note that `user` has read everything on these boards, and on no others.

        Machina goes on to the boards above, and marks topics there that nobody opened.
        """
        if forums and user.is_authenticated:
            actions.read_everything(boards=list(forums), user=user)

    def unread_topics(self, user: Any) -> QuerySet[Topic]:
        """Return what `user` may read and has not, newest first.

        The database decides. Machina loads every topic of the forum to find out.
        """
        return marks.unread_by(self.readable_topics(user), user).order_by(
            "-last_post_on", "-pk"
        )

    def readable_topics(self, user: Any) -> QuerySet[Topic]:
        """Return the approved topics on the boards that `user` may read."""
        boards = self.perm_handler.readable_ids(user)
        return Topic.objects.filter(forum__in=boards, approved=True)
