"""The form by which a member invites somebody."""

from typing import Any

from django import forms

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.models import Membership


class InvitationForm(forms.Form):
    """An address, a word with it, and perhaps an organisation to act for together."""

    email = forms.EmailField(label="Their e-mail address", max_length=254)
    organisation = forms.ModelChoiceField(
        label="To act for an organisation with you",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No, only to join the network",
    )
    note = forms.CharField(
        label="A word with it",
        max_length=300,
        required=False,
        help_text="At most 300 characters. They read it in the e-mail.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, inviter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owned = Organisation.objects.listed().filter(
            memberships__user=inviter, memberships__role=Membership.Role.OWNER
        )
        if owned.exists():
            self.fields["organisation"].queryset = owned.order_by("name", "pk")
        else:
            del self.fields["organisation"]
