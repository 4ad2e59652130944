"""Machina's patterns for attachments; `forum.urls` mounts none of them."""

from machina.apps.forum_conversation.forum_attachments.urls import urlpatterns_factory

__all__ = ["urlpatterns_factory"]
