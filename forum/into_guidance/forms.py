"""The forms: choosing messages, and answering for one's own."""

from typing import Any

from django import forms

from forum.adapter.hidden_characters import refuse_hidden
from forum.forum_conversation.models import Post
from forum.into_guidance import targets
from forum.into_guidance.models import Answer

#: More authors' words than this make a collection, not a guide.
MOST_PICKED = 30


class ChoosingForm(forms.Form):
    """What is to be made, and from which messages."""

    kind = forms.ChoiceField(label="What it becomes", widget=forms.RadioSelect)
    title = forms.CharField(
        label="Title of the draft",
        max_length=200,
        validators=[refuse_hidden],
        help_text="The authors read it. You can change it later.",
    )
    note = forms.CharField(
        label="A word to the authors",
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="What you want to make, and for whom.",
    )
    posts = forms.MultipleChoiceField(
        label="Messages",
        error_messages={
            "required": "Choose at least one message.",
            "invalid_choice": "Please choose messages from the list.",
        },
    )

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = targets.choices()
        self._posts = {str(post.pk): post for post in posts}
        self.fields["posts"].choices = [(pk, pk) for pk in self._posts]

    def clean_note(self) -> str:
        """Refuse what could mislead the authors."""
        note = self.cleaned_data["note"]
        if note:
            refuse_hidden(note)
        return note

    def clean_posts(self) -> list[Post]:
        """Return the messages, in the order of the discussion."""
        picked = set(self.cleaned_data["posts"])
        if len(picked) > MOST_PICKED:
            raise forms.ValidationError(
                f"Please choose at most {MOST_PICKED} messages."
            )
        return [post for pk, post in self._posts.items() if pk in picked]


class AnswerForm(forms.Form):
    """What an author answers."""

    answer = forms.ChoiceField(
        label="May your words be used?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose an answer."},
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [
            (Answer.NAMED.value, f"Yes, under my name ({name})"),
            (Answer.UNNAMED.value, "Yes, without my name"),
            (Answer.DECLINED.value, "No"),
        ]

    def clean_answer(self) -> Answer:
        """Return the answer as what it is."""
        return Answer(self.cleaned_data["answer"])
