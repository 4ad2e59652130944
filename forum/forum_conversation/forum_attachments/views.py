"""Handing out machina's attachments. No address leads here, and there are none."""

from typing import Any

from machina.apps.forum_conversation.forum_attachments.views import (
    AttachmentView as MachinaAttachmentView,
)


class AttachmentView(MachinaAttachmentView):
    """Hand out a file to those who may read the post it belongs to (S4)."""

    def perform_permissions_check(self, user: Any, obj: Any, perms: Any) -> bool:
        """Ask for reading as well; machina asks only whether one may download."""
        post = self.get_object().post
        handler = self.request.forum_permission_handler
        readable = handler.can_read_topic(post.topic, user) and (
            post.approved or handler.can_approve_posts(obj, user)
        )
        return readable and super().perform_permissions_check(user, obj, perms)
