"""What a member has read."""

from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from machina.apps.forum_tracking.handler import (
    TrackingHandler as MachinaTrackingHandler,
)

from forum.forum_conversation.models import Topic
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack


class TrackingHandler(MachinaTrackingHandler):
    """Machina's handler, bounded, and silent when there is nothing new to note."""

    def mark_topic_read(self, topic: Any, user: Any) -> None:
        """Note that `user` has read the topic, unless that is known already."""
        if not self.get_unread_topics([topic], user):
            return
        with transaction.atomic():
            super().mark_topic_read(topic, user)

    def mark_forums_read(self, forums: Any, user: Any) -> None:
        """Note that `user` has read everything on these boards."""
        with transaction.atomic():
            super().mark_forums_read(forums, user)

    def unread_topics(self, user: Any) -> QuerySet[Topic]:
        """Return what `user` may read and has not, newest first.

        The database decides. Machina loads every topic of the forum to find out.
        """
        boards = self.perm_handler.get_readable_forums(
            self.perm_handler._get_all_forums(), user
        )
        of_topic = TopicReadTrack.objects.filter(user=user, topic=OuterRef("pk"))
        of_board = ForumReadTrack.objects.filter(user=user, forum=OuterRef("forum"))
        seen = Coalesce(
            Subquery(of_topic.values("mark_time")[:1]),
            Subquery(of_board.values("mark_time")[:1]),
        )
        return (
            Topic.objects.filter(
                forum__in=[board.pk for board in boards],
                approved=True,
                last_post_on__isnull=False,
            )
            .annotate(seen_on=seen)
            .filter(Q(seen_on=None) | Q(seen_on__lt=F("last_post_on")))
            .order_by("-last_post_on", "-pk")
        )
