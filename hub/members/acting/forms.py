"""What members and owners fill in about acting for an organisation."""

from django import forms

from hub.members.models import Membership


class ClaimForm(forms.Form):
    """Why somebody may act for an organisation."""

    grounds = forms.CharField(
        label="How can we tell?",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=(
            "For example your role, and who there can say so. At most 600 characters."
        ),
        error_messages={"required": "Say how a coordinator can tell that this is so."},
    )


class DeclineForm(forms.Form):
    """Why somebody may not."""

    reason = forms.CharField(
        label="Why not",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They read it word for word.",
        error_messages={"required": "Say why: they read it word for word."},
    )


class RoleForm(forms.Form):
    """What somebody may do."""

    role = forms.ChoiceField(choices=Membership.Role)
