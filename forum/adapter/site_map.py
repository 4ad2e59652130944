"""The forum on the map for search engines: what visitors read, whoever asks."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from forum.adapter.visibility import readable_boards, visible_topics
from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from hub.core.site_map import Section, register


@register("boards")
class BoardSection(Section):
    """The list of boards, the questions, and every public board."""

    def items(self) -> list[str | Forum]:
        """Return the boards, after what leads to them."""
        lists = [reverse("forum:index"), reverse("forum_answers:questions")]
        boards = readable_boards(AnonymousUser())
        return [*lists, *(board for board in boards if not board.is_link)]


@register("discussions")
class DiscussionSection(Section):
    """Every approved discussion of a public board."""

    def items(self) -> QuerySet[Topic]:
        """Return the discussions, each with its board, the oldest first."""
        topics = visible_topics(AnonymousUser())
        return topics.select_related("forum").order_by("pk")

    def lastmod(self, item: Topic) -> datetime | None:
        """Return when somebody last wrote in it."""
        return item.last_post_on
