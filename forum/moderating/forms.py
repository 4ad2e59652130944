"""The forms that moderators fill in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from forum.adapter.hidden_characters import refuse_hidden
from forum.moderating.models import MemberWarning, Suspension

#: Nobody is kept out for longer without a new decision.
LONGEST_SUSPENSION_DAYS = 366


def _words(label: str, help_text: str, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        validators=[refuse_hidden],
    )


class LockForm(forms.Form):
    """Why a topic is locked."""

    sentence = forms.CharField(
        label="A sentence for the topic’s readers",
        max_length=300,
        required=False,
        help_text="For example: This is now discussed in another topic.",
        validators=[refuse_hidden],
    )


class ReasonForm(forms.Form):
    """Why something is removed; its author reads it."""

    reason = _words("Why", "Told to the author, together with what they wrote.")


class NoteForm(forms.Form):
    """Why something is done, for the log."""

    reason = _words("Why", "For the log, which other moderators read.")


class DeclineForm(forms.Form):
    """Why a message is turned down; its author reads it."""

    reason = _words(
        "Why it is declined",
        "Told to the author, together with what they wrote.",
        required=True,
    )


class WarnForm(forms.ModelForm):
    """What a member is told in private."""

    class Meta:
        model = MemberWarning
        fields = ["rule", "words"]
        widgets = {"rule": forms.RadioSelect, "words": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without the blank choice that a select would need.
        self.fields["rule"].choices = MemberWarning._meta.get_field("rule").choices
        self.fields["words"].help_text = (
            "Sent in the name of the moderators, not in yours. "
            "Say what you saw, and what you hope for."
        )
        self.fields["words"].validators.append(refuse_hidden)


class SuspendForm(forms.ModelForm):
    """Until when somebody cannot write, and why."""

    last_day = forms.DateField(
        label="Last day",
        widget=forms.DateInput({"type": "date"}),
        help_text="They can write again on the day after.",
    )

    class Meta:
        model = Suspension
        fields = ["reason"]
        widgets = {"reason": forms.Textarea({"rows": 4})}

    field_order = ["last_day", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why"
        self.fields[
            "reason"
        ].help_text = "Told to the member, wherever they would write."
        self.fields["reason"].validators.append(refuse_hidden)

    def clean_last_day(self) -> datetime:
        """Return the end of that day, which must lie ahead and not too far."""
        day = self.cleaned_data["last_day"]
        days = (day - timezone.localdate()).days
        if days < 0:
            raise forms.ValidationError("Please choose today or a day ahead.")
        if days > LONGEST_SUSPENSION_DAYS:
            raise forms.ValidationError(
                "Please choose a day within a year. You can suspend them again then."
            )
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
