"""How Django finds this app in place of machina's."""

from machina.apps.forum_conversation.forum_attachments.apps import (
    ForumAttachmentsAppConfig as MachinaForumAttachmentsAppConfig,
)


class ForumAttachmentsAppConfig(MachinaForumAttachmentsAppConfig):
    """Keep machina's label and tables; pin the type of its keys."""

    name = "forum.forum_conversation.forum_attachments"
    default = True
    # Machina's own migrations made plain AutoField keys: nothing here may change them.
    default_auto_field = "django.db.models.AutoField"
