"""The forms for a topic and for a reply."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from machina.apps.forum_conversation.forms import PostForm as MachinaPostForm
from machina.apps.forum_conversation.forms import TopicForm as MachinaTopicForm

from forum.adapter import actions, links
from forum.adapter.fields import TagField
from forum.adapter.hidden_characters import refuse_hidden, refuse_hidden_in_message
from forum.adapter.markup import MAX_LENGTH
from forum.answers.mention_views import completion_of
from forum.guarding.forms import GuardedMixin
from forum.writing.editing import EditingFormMixin

#: More tags than this say nothing about a topic any more.
MOST_TAGS = 4


class LongestMessage(MaxLengthValidator):
    """Counts the end of a line once, as people and browsers do; two characters are sent."""

    message = (
        "Your message has %(show_value)s characters. "
        "The most that fits is %(limit_value)s: please shorten or split it."
    )

    def clean(self, text: str) -> int:
        """Return how long a message is."""
        return len(text.replace("\r\n", "\n"))


class PostForm(GuardedMixin, EditingFormMixin, MachinaPostForm):
    """A reply: only the message. The subject is the topic's, locking has its own page."""

    def __init__(self, *args: Any, perm_handler: Any = None, **kwargs: Any) -> None:
        self._request_handler = perm_handler
        super().__init__(*args, **kwargs)
        # Signatures, reasons and visitors' names are parts of machina we do not use.
        for name in ("enable_signature", "update_reason", "username", "lock_topic"):
            self.fields.pop(name, None)
        content = self.fields["content"]
        content.label = "Your message"
        content.help_text = "Plain text or Markdown."
        content.widget.attrs = {"rows": 8, **completion_of(self.forum)}
        content.validators.append(LongestMessage(MAX_LENGTH))
        content.validators.append(refuse_hidden_in_message)
        self.fields["subject"].validators.append(refuse_hidden)
        self.arrange_fields()

    @property
    def perm_handler(self) -> Any:
        """The request's handler, which has its answers already."""
        return self._handler

    @perm_handler.setter
    def perm_handler(self, fresh: Any) -> None:
        # Machina makes a new handler for each form, which asks the database again.
        self._handler = self._request_handler or fresh

    def arrange_fields(self) -> None:
        """Show the message alone: a reply carries its topic's subject."""
        del self.fields["subject"]

    def update_post(self, post: Any) -> None:
        """Ask for approval again where the author's posts need it (S14)."""
        super().update_post(post)
        if not self.perm_handler.can_post_without_approval(self.forum, self.user):
            post.approved = False

    def save(self, commit: bool = True) -> Any:
        """Fill in what machina expects from the fields that are not shown."""
        self.cleaned_data["enable_signature"] = False
        if "subject" not in self.cleaned_data and self.topic:
            self.cleaned_data["subject"] = f"Re: {self.topic.subject}"[:255]
        return super().save(commit)


class TopicForm(PostForm, MachinaTopicForm):
    """A topic: subject, opening post, and what it is about."""

    is_question = forms.BooleanField(label="This is a question", required=False)
    tags = TagField(
        label="Topics",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Choose up to {MOST_TAGS}, so that others find it.",
    )
    about = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def arrange_fields(self) -> None:
        """Offer what members are asked for, without machina's poll."""
        self.fields.pop("topic_type", None)
        self.fields["tags"].queryset = actions.all_tags()
        subject = self.fields["subject"]
        subject.label = "Subject"
        subject.widget.attrs = {"autocomplete": "off"}
        # Polls have a form of ours (`forum_polls.forms`): machina's fails on some (B3).
        for name in [name for name in self.fields if name.startswith("poll_")]:
            del self.fields[name]
        self.order_fields(["subject", "content", "is_question", "tags", "about"])
        if self.instance.pk:
            topic = self.instance.topic
            tags = list(topic.topic_tags.values_list("tag", flat=True))
            # A draft has brought its own.
            self.initial.setdefault("is_question", hasattr(topic, "question"))
            self.initial.setdefault("tags", tags)
            del self.fields["about"]

    def clean_tags(self) -> Any:
        """Refuse a topic about everything."""
        tags = self.cleaned_data["tags"]
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(f"Please choose at most {MOST_TAGS} topics.")
        return tags

    def clean(self) -> dict[str, Any]:
        """Let the view of machina read the poll's question, whatever is wrong (B3)."""
        try:
            return super().clean()
        finally:
            self.cleaned_data["poll_question"] = "in a form of its own"

    def save(self, commit: bool = True) -> Any:
        """Save the topic with its tags and with what it is about."""
        post = super().save(commit)
        actions.describe_topic(
            topic=post.topic,
            tags=self.cleaned_data["tags"],
            is_question=self.cleaned_data["is_question"],
        )
        thing = links.thing_from(self.cleaned_data.get("about", ""), self.user)
        if thing is not None:
            actions.link_topic(topic=post.topic, thing=thing)
        return post
