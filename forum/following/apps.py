"""Configuration of following."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class FollowingConfig(AppConfig):
    """What members follow on the forum."""

    name = "forum.following"
    label = "forum_following"
    verbose_name = "Following"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what can be chosen and is kept; forget what is deleted."""
        from forum.following import kinds, parts
        from forum.forum.models import Forum
        from forum.forum_conversation.models import Topic
        from hub.core.models import Topic as Tag

        kinds.register_kinds()
        parts.register_parts()
        for model in (Topic, Forum, Tag):
            post_delete.connect(_forget, sender=model)


def _forget(sender: Any, instance: Any, **kwargs: Any) -> None:
    from forum.following.actions import forget
    from forum.following.subjects import place_of

    forget(place_of(instance))
