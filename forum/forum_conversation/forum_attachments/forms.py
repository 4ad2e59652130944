"""Machina's upload forms, which its loader wants; the views use our own (S2)."""

from machina.apps.forum_conversation.forum_attachments.forms import (
    AttachmentForm,
    AttachmentFormset,
)

__all__ = ["AttachmentForm", "AttachmentFormset"]
