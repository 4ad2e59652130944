"""How Django finds this app in place of machina's."""

from machina.apps.forum_conversation.forum_polls.apps import (
    ForumPollsAppConfig as MachinaForumPollsAppConfig,
)


class ForumPollsAppConfig(MachinaForumPollsAppConfig):
    """Keep machina's label and tables; pin the type of its keys."""

    name = "forum.forum_conversation.forum_polls"
    default = True
    # Machina's own migrations made plain AutoField keys: nothing here may change them.
    default_auto_field = "django.db.models.AutoField"
