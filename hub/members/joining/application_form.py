"""What an applicant may put right."""

from django import forms

from hub.members.joining.form import LONGEST_WHY


class WhyForm(forms.Form):
    """The sentence that coordinators read."""

    why = forms.CharField(
        label="Why you would like to join",
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
