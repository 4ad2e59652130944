"""Files of messages: an app of our own beside machina's, whose attachments stay off."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class ForumFilesConfig(AppConfig):
    """Takes files off the disk with their rows, and accounts for them."""

    name = "forum.files"
    label = "forum_files"
    verbose_name = "Files of the forum"
    default_auto_field = "django.db.models.BigAutoField"
    #: Run once a day by `run_daily`.
    daily_jobs = ("sweep_forum_files",)

    def ready(self) -> None:
        """Listen for rows that go, whichever way they do."""
        from forum.files import parts
        from forum.files.models import PostFile

        parts.register_part()
        post_delete.connect(_drop, sender=PostFile)


def _drop(sender: Any, instance: Any, **kwargs: Any) -> None:
    from forum.files.actions import drop_from_disk

    drop_from_disk(instance)
