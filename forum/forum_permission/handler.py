"""The questions that views ask about permissions."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Manager, QuerySet
from machina.apps.forum_permission.handler import (
    PermissionHandler as MachinaPermissionHandler,
)
from machina.core.db.models import get_model

from forum.forum_permission.checker import OPEN, ForumPermissionChecker
from forum.forum_permission.rights import RowsOfPeople
from forum.moderating.models import Suspension

#: The longest a poll can run: five years. Machina adds any number of days to a date (B4).
LONGEST_POLL_DAYS = 5 * 365
_APPROVE = frozenset({"can_approve_posts"})


class PermissionHandler(MachinaPermissionHandler):
    """Machina's handler, answering from one table per person."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = RowsOfPeople()
        self._suspensions: dict[int, Suspension | None] = {}

    def can_read_topic(self, topic: Any, user: Any) -> bool:
        """Say whether `user` may see the topic.

        One that waits shows to moderators and to whoever began it.
        """
        if not self.can_read_forum(topic.forum, user):
            return False
        own = user.is_authenticated and topic.poster_id == user.pk
        return topic.approved or own or self.can_approve_posts(topic.forum, user)

    def can_add_post(self, topic: Any, user: Any) -> bool:
        """Let nobody but moderators reply to what waits for them."""
        if not topic.approved and not self.can_approve_posts(topic.forum, user):
            return False
        return super().can_add_post(topic, user)

    def suspension_of(self, user: Any) -> Suspension | None:
        """Return what keeps `user` from writing now; nobody suspends administrators."""
        if not user.is_authenticated or user.is_superuser:
            return None
        if user.pk not in self._suspensions:
            key = self._get_checker(user).suspension_pk()
            in_force = Suspension.objects.filter(pk=key).first() if key else None
            self._suspensions[user.pk] = in_force
        return self._suspensions[user.pk]

    def _get_all_forums(self) -> list:
        """Load the boards once, each with its setting."""
        if not hasattr(self, "_all_forums"):
            boards = get_model("forum", "Forum").objects.select_related("setting")
            self._all_forums = list(boards)
        return self._all_forums

    def can_delete_post(self, post: Any, user: Any) -> bool:
        """Keep an opening post that others have answered: only moderators remove it."""
        if not super().can_delete_post(post, user):
            return False
        topic = post.topic
        if self.can_delete_topics(topic.forum, user):
            return True
        return not topic.is_locked and not _is_answered(post)

    def _is_post_author(self, post: Any, user: Any) -> bool:
        """Say so without loading who wrote it; visitors write nothing."""
        return user.is_authenticated and post.poster_id == user.pk

    def can_post_without_approval(self, forum: Any, user: Any) -> bool:
        """Hold the first posts of new members, and edits to them (S14)."""
        from forum.guarding.newcomers import must_wait

        may = super().can_post_without_approval(forum, user)
        return may and not must_wait(self, forum, user)

    def can_vote_in_polls(self, forum: Any, user: Any) -> bool:
        """Say whether `user` may vote on this board, in any poll that runs."""
        return self._perform_basic_permission_check(forum, user, "can_vote_in_polls")

    def may_read_board(self, board_pk: int, user: Any) -> bool:
        """Say whether `user` may read the board of that key; an administrator any."""
        if user.is_active and user.is_superuser:
            return True
        return "can_read_forum" in self._get_checker(user).on_board(board_pk)

    def readable_ids(self, user: Any) -> list[int]:
        """Return the keys of the boards that `user` may read: no boards are loaded."""
        return self._get_checker(user).boards_with(OPEN)

    def forum_list_filter(self, qs: QuerySet, user: Any) -> QuerySet:
        """Keep the boards that `user` may see and read."""
        return qs if user.is_superuser else qs.filter(pk__in=self.readable_ids(user))

    def get_readable_forums(self, forums: Any, user: Any) -> Any:
        """Keep the boards that `user` may read, of a list or of the database's."""
        if user.is_superuser:
            return forums
        if isinstance(forums, Manager | QuerySet):
            return forums.filter(pk__in=self.readable_ids(user))
        readable = set(self.readable_ids(user))
        return [board for board in forums if board.pk in readable]

    def can_access_moderation_queue(self, user: Any) -> bool:
        """Say whether there is a board on which `user` decides about posts."""
        return bool(self._get_checker(user).boards_with(_APPROVE))

    def _get_forums_for_user(
        self, user: Any, perm_codenames: Any, use_tree_hierarchy: bool = False
    ) -> list:
        """Answer from the checker's table, which knows the boards above each board."""
        may = set(self._get_checker(user).boards_with(frozenset(perm_codenames)))
        return [board for board in self._get_all_forums() if board.pk in may]

    def _get_checker(self, user: Any) -> ForumPermissionChecker:
        if not user.is_anonymous and user.approved_at is None:
            # Whoever waits to be let in reads what visitors read.
            user = AnonymousUser()
        key = "anonymous" if user.is_anonymous else user.pk
        checkers = self._user_perm_checkers_cache
        if key not in checkers:
            checkers[key] = ForumPermissionChecker(
                user, self._get_all_forums, self._rows, self.suspension_of
            )
        return checkers[key]


def _is_answered(post: Any) -> bool:
    """Say whether others stand below an opening post, what waits included."""
    topic = post.topic
    if post.pk != topic.first_post_id:
        return False
    return topic.posts_count > 1 or topic.posts.exclude(pk=post.pk).exists()
