"""How Django finds this app in place of machina's."""

from typing import Any

from django.db.models.signals import post_save
from machina.apps.forum_tracking.apps import (
    ForumTrackingAppConfig as MachinaForumTrackingAppConfig,
)


class ForumTrackingAppConfig(MachinaForumTrackingAppConfig):
    """Keep machina's label and tables; pin the type of its keys."""

    name = "forum.forum_tracking"
    default = True
    # Machina's own migrations made plain AutoField keys: nothing here may change them.
    default_auto_field = "django.db.models.AutoField"
    #: Run each minute by `run_each_minute`, and once more each day by `run_daily`.
    each_minute_jobs = daily_jobs = ("carry_over_read_marks",)

    def ready(self) -> None:
        """Follow own posts, and account for marks. Machina's receiver marks a topic by any page of it."""
        from forum.forum_conversation.models import Post
        from forum.forum_tracking import parts

        parts.register_part()
        post_save.connect(_follow_own_post, sender=Post)


def _follow_own_post(
    sender: Any, instance: Any, raw: bool = False, **kwargs: Any
) -> None:
    from forum.forum_tracking.actions import follow_own_post

    if instance.approved and instance.poster_id and not raw:
        follow_own_post(post=instance)
