"""Machina's patterns for polls; `forum.urls` mounts none of them."""

from machina.apps.forum_conversation.forum_polls.urls import urlpatterns_factory

__all__ = ["urlpatterns_factory"]
