"""The questions that views ask about permissions."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from machina.apps.forum_permission.handler import (
    PermissionHandler as MachinaPermissionHandler,
)

from forum.forum_permission.checker import ForumPermissionChecker

#: The longest a poll can run: five years. Machina adds any number of days to a date (B4).
LONGEST_POLL_DAYS = 5 * 365


class PermissionHandler(MachinaPermissionHandler):
    """Machina's handler, answering from one table per person."""

    def can_read_topic(self, topic: Any, user: Any) -> bool:
        """Say whether `user` may see the topic: a topic that waits shows to moderators."""
        if not self.can_read_forum(topic.forum, user):
            return False
        return topic.approved or self.can_approve_posts(topic.forum, user)

    def can_delete_post(self, post: Any, user: Any) -> bool:
        """Keep an opening post that others have answered: only moderators remove it."""
        if not super().can_delete_post(post, user):
            return False
        topic = post.topic
        if post.pk != topic.first_post_id or topic.posts_count <= 1:
            return not topic.is_locked or self.can_delete_topics(topic.forum, user)
        return self.can_delete_topics(topic.forum, user)

    def can_attach_files(self, forum: Any, user: Any) -> bool:
        """Refuse everybody, administrators too: uploads wait for private storage (S5)."""
        return False

    def can_create_polls(self, forum: Any, user: Any) -> bool:
        """Refuse everybody: no page offers polls yet."""
        return False

    def can_vote_in_poll(self, poll: Any, user: Any) -> bool:
        """Close a poll whose end lies beyond any date (B4) instead of failing on it."""
        if poll.duration and poll.duration > LONGEST_POLL_DAYS:
            return False
        return super().can_vote_in_poll(poll, user)

    def _get_forums_for_user(
        self, user: Any, perm_codenames: Any, use_tree_hierarchy: bool = False
    ) -> list:
        """Answer from the checker's table, which knows the boards above each board."""
        checker = self._get_checker(user)
        wanted = set(perm_codenames)
        return [
            board
            for board in self._get_all_forums()
            if wanted <= set(checker.get_perms(board))
        ]

    def _get_checker(self, user: Any) -> ForumPermissionChecker:
        if not user.is_anonymous and user.approved_at is None:
            # Whoever waits to be let in reads what visitors read.
            user = AnonymousUser()
        key = "anonymous" if user.is_anonymous else user.pk
        checkers = self._user_perm_checkers_cache
        if key not in checkers:
            checkers[key] = ForumPermissionChecker(user, self._get_all_forums)
        return checkers[key]
