"""Machina's poll forms; the views limit them to a topic's own options (S3)."""

from machina.apps.forum_conversation.forum_polls.forms import (
    TopicPollOptionFormset,
    TopicPollVoteForm,
)

__all__ = ["TopicPollOptionFormset", "TopicPollVoteForm"]
