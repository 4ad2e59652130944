"""The newest discussions of public boards, as Atom feeds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from machina.apps.forum_feeds.feeds import LastTopicsFeed as MachinaLastTopicsFeed

from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from hub.core.models import Topic as Tag

#: A feed is for what is new; machina lists every topic there ever was (B2).
LENGTH = 20
#: What a feed says of itself before anybody has written.
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Discussions:
    """What one feed is about, with what it lists."""

    boards: list[Forum]
    board: Forum | None = None
    tag: Tag | None = None
    topics: list[Topic] = field(init=False)

    def __post_init__(self) -> None:
        self.topics = list(self._newest())

    def _newest(self) -> QuerySet[Topic]:
        """Return the newest topics, with all that an entry shows."""
        topics = Topic.objects.filter(
            forum__in=[board.pk for board in self.boards],
            approved=True,
            # An entry shows its words, whatever is said of the topic.
            first_post__approved=True,
        )
        if self.tag is not None:
            topics = topics.filter(topic_tags__tag=self.tag)
        return (
            topics.exclude(last_post=None)
            .select_related("forum", "poster", "first_post")
            .order_by("-last_post_on", "-pk")[:LENGTH]
        )


class Feed(Atom1Feed):
    """Django's Atom feed, whose own date is that of its newest entry."""

    def latest_post_date(self) -> datetime:
        """Return when something was last written; Django says now for an empty feed."""
        return super().latest_post_date() if self.items else _NEVER


class LastTopicsFeed(MachinaLastTopicsFeed):
    """What a visitor may read, whoever asks: feed readers do not sign in.

    Machina keeps the asker's boards on the feed, which all threads share: one asker could
    be served another's. Here they travel as the feed's object instead.
    """

    feed_type = Feed
    # A template would escape the subject, and the feed escapes it itself.
    title_template = None
    language = "en-GB"

    def get_object(
        self,
        request: HttpRequest,
        forum_slug: str = "",
        forum_pk: int | None = None,
        tag_slug: str = "",
    ) -> Discussions:
        """Return what the feed is about. Raises Http404."""
        handler = request.forum_permission_handler
        boards = handler._get_all_forums()
        if forum_pk is not None:
            boards = [board for board in boards if board.pk == forum_pk]
        readable = handler.get_readable_forums(boards, AnonymousUser())
        if forum_pk is not None and not readable:
            raise Http404("No such public board.")
        tag = Tag.objects.filter(slug=tag_slug).first() if tag_slug else None
        if tag_slug and tag is None:
            raise Http404("No such topic.")
        return Discussions(
            readable, board=readable[0] if forum_pk is not None else None, tag=tag
        )

    def title(self, about: Discussions) -> str:
        """Name what the feed is about."""
        if about.board is not None:
            return f"Forum: {about.board.name}"
        return f"Forum: {about.tag.name}" if about.tag else "Forum"

    def subtitle(self, about: Discussions) -> str:
        """Say what the feed holds."""
        if about.board is not None:
            return f"New discussions on the board {about.board.name}."
        if about.tag is not None:
            return f"New discussions about {about.tag.name} on the public boards."
        return "New discussions on the public boards of the forum."

    description = subtitle

    def link(self, about: Discussions) -> str:
        """Return the page that shows the same."""
        if about.board is not None:
            return about.board.get_absolute_url()
        return reverse("forum:index")

    def feed_guid(self, about: Discussions) -> str:
        """Return the name of the feed, which no new address changes."""
        if about.board is not None:
            return tag_uri(f"board-{about.board.pk}")
        return tag_uri(f"tag-{about.tag.pk}" if about.tag else "forum")

    def items(self, about: Discussions) -> list[Topic]:
        """Return the newest topics."""
        return about.topics

    def item_title(self, item: Topic) -> str:
        """Return the topic's subject."""
        return item.subject

    def item_link(self, item: Topic) -> str:
        """Return the topic's address."""
        return item.get_absolute_url()

    def item_guid(self, item: Topic) -> str:
        """Return the name of the topic, which no new subject or board changes."""
        return tag_uri(f"topic-{item.pk}")

    def item_author_name(self, item: Topic) -> str:
        """Return the name of who began the topic, never the e-mail address (S16)."""
        return item.poster.get_display_name() if item.poster else "A former member"

    def item_pubdate(self, item: Topic) -> datetime:
        """Return when the topic was begun."""
        return item.created

    def item_updateddate(self, item: Topic) -> datetime | None:
        """Return when somebody last wrote in the topic."""
        return item.last_post_on


def tag_uri(name: str) -> str:
    """Return a name for good (RFC 4151): that of an address would change with it."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname},2026:forum/{name}"
