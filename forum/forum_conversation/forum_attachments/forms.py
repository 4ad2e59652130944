"""Machina's upload forms; the views limit them to a post's own files (S2)."""

from machina.apps.forum_conversation.forum_attachments.forms import (
    AttachmentForm,
    AttachmentFormset,
)

__all__ = ["AttachmentForm", "AttachmentFormset"]
