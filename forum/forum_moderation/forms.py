"""The form that moves a topic."""

from typing import Any

from django import forms
from machina.apps.forum_moderation.forms import TopicMoveForm as MachinaTopicMoveForm

from forum.moderating.forms import NoteForm


class TopicMoveForm(NoteForm, MachinaTopicMoveForm):
    """Choose among the boards that a topic can go to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer plain choices: since Django 5, machina's become option groups (B5)."""
        super().__init__(*args, **kwargs)
        boards = [
            (board.pk, board.name)
            for board in self.allowed_forums
            if board.is_forum and board.pk != self.topic.forum_id
        ]
        self.fields["forum"] = forms.ChoiceField(label="Move to", choices=boards)
        self.fields["lock_topic"].label = "Lock the topic: nobody can reply any more"
        self.order_fields(["forum", "reason", "lock_topic"])
