"""The adapter: our own app beside machina's."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_save, pre_delete


class ForumAdapterConfig(AppConfig):
    """Joins the forum to the hub: visibility, search, discussions of pages."""

    name = "forum.adapter"
    label = "forum_adapter"
    verbose_name = "Forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the hub which boards a person may read, and of what happens on them."""
        from forum.adapter import (
            desk,
            digests,
            former_members,
            parts,
            telling,
            telling_moderators,
        )
        from forum.adapter.entries_in_mail import keep_words_here
        from forum.adapter.visibility import holders, keys
        from forum.forum_conversation.models import Post
        from hub.core.visibility import register_provider
        from hub.search.mailed import register_discretion

        register_provider(keys, holders)
        register_discretion(keep_words_here)
        telling.register_kinds()
        telling_moderators.register_kinds()
        desk.register()
        parts.register_parts()
        digests.register()
        post_save.connect(_tell, sender=Post)
        pre_delete.connect(former_members.keep_words, sender=settings.AUTH_USER_MODEL)


def _tell(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    from forum.adapter.telling import tell_of_posts
    from forum.adapter.telling_moderators import tell_of_waiting
    from hub.core.db.before_commit import before_commit

    if not raw:
        # What the discussion is about and tagged with is written after its first post.
        appears = tell_of_posts if instance.approved else tell_of_waiting
        before_commit(appears, [instance.pk])
