"""What a form does when it changes a post that is there already."""

from typing import Any

from django import forms

from forum.adapter.hidden_characters import refuse_hidden
from forum.writing.actions import keep_earlier_words
from forum.writing.models import LONGEST_REASON
from forum.writing.words import digest

#: The hidden field with the short name of the words that a form was opened with.
OPENED_WITH = "opened_with"


class EditingFormMixin:
    """Keep what the post said, and refuse to overwrite what somebody else just changed.

    For machina's forms, above them. A form that was opened before the last change is
    refused once; it then holds what was typed, and knows the words as they are now.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changed_meanwhile = False
        self.opened_with = ""
        if self.instance.pk:
            # Before validation, which writes into the instance.
            self._before = (self.instance.subject, self.instance.content.raw)
            self.opened_with = digest(*self._before)
            self.fields["reason"] = forms.CharField(
                label="Why you change it",
                max_length=LONGEST_REASON,
                required=False,
                validators=[_refuse_hidden_reason],
                help_text="For moderators, who also see what stood here before.",
            )

    @property
    def words_now(self) -> str:
        """The words of the post as they are, whatever was typed over them."""
        return self._before[1]

    def clean(self) -> dict[str, Any]:
        """Refuse words that were typed over others than those that are there now."""
        cleaned = super().clean()
        opened_with = self.data.get(OPENED_WITH, "") if self.instance.pk else ""
        if opened_with and opened_with != self.opened_with:
            self.changed_meanwhile = True
            self.add_error(
                None,
                "Somebody has changed this message since you opened it. What you typed is "
                "still here, and below it the message as it is now. If you save again, "
                "your words replace those.",
            )
        return cleaned

    def update_post(self, post: Any) -> None:
        """Keep the words before, and count an edit, where the words differ."""
        subject, content = self._before
        cleaned = self.cleaned_data
        # A reply has no subject to change; machina fills one in.
        title = cleaned["subject"] if "subject" in self.fields else subject
        if digest(title, str(cleaned["content"])) == self.opened_with:
            return
        keep_earlier_words(
            post=post,
            subject=subject,
            content=content,
            editor=self.user,
            reason=cleaned.get("reason", ""),
        )
        super().update_post(post)


def _refuse_hidden_reason(reason: str) -> None:
    if reason.strip():
        refuse_hidden(reason)
