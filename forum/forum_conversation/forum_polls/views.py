"""Machina's voting; `forum.urls` mounts no address for it."""

from machina.apps.forum_conversation.forum_polls.views import TopicPollVoteView

__all__ = ["TopicPollVoteView"]
