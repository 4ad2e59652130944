"""The newest discussions of public boards, as an Atom feed."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed
from machina.apps.forum_feeds.feeds import LastTopicsFeed as MachinaLastTopicsFeed

from forum.forum_conversation.models import Topic

#: A feed is for what is new; machina lists every topic there ever was (B2).
LENGTH = 20


class LastTopicsFeed(MachinaLastTopicsFeed):
    """What a visitor may read, whoever asks: feed readers do not sign in.

    Machina keeps the asker's boards on the feed, which all threads share: one asker could
    be served another's. Here they travel as the feed's object instead.
    """

    feed_type = Atom1Feed
    title = "Forum"
    subtitle = description = "New discussions on the public boards of the forum."

    def get_object(
        self, request: HttpRequest, forum_slug: str = "", forum_pk: int | None = None
    ) -> list:
        """Return the boards that the feed is about."""
        handler = request.forum_permission_handler
        boards = handler._get_all_forums()
        if forum_pk is not None:
            boards = [board for board in boards if board.pk == forum_pk]
        readable = handler.get_readable_forums(boards, AnonymousUser())
        if forum_pk is not None and not readable:
            raise Http404("No such public board.")
        return readable

    def items(self, boards: Iterable) -> QuerySet[Topic]:
        """Return the newest topics, with all that an entry shows."""
        return (
            Topic.objects.filter(
                forum__in=[board.pk for board in boards], approved=True
            )
            .select_related("forum", "poster", "first_post")
            .order_by("-last_post_on", "-pk")[:LENGTH]
        )

    def item_link(self, item: Topic) -> str:
        """Return the topic's address."""
        return item.get_absolute_url()

    def item_author_name(self, item: Topic) -> str:
        """Return the name of who began the topic, never the e-mail address (S16)."""
        return item.poster.get_display_name() if item.poster else "A former member"

    def item_updateddate(self, item: Topic) -> datetime | None:
        """Return when somebody last wrote in the topic."""
        return item.last_post_on
