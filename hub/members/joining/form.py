"""The form of joining: short, honest, and the same for known and unknown addresses."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from hub.accounts.models import User
from hub.accounts.passwords import ADVICE
from hub.directory.models import Organisation
from hub.members.joining import time_trap
from hub.members.joining.entry import (
    DIGEST_WORDING,
    PRIVACY_WORDING,
    Answers,
    take_in,
)
from hub.members.joining.invitation_tokens import open_invitation
from hub.members.models import PersonKind

LONGEST_WHY = 300


class JoiningForm(SignupForm):
    """Who you are, which organisation, and one sentence on why."""

    display_name = forms.CharField(
        label="Your name",
        max_length=80,
        help_text="As other people on the hub will see it.",
        error_messages={"required": "Give your name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    kind = forms.ChoiceField(
        label="What brings you here?",
        choices=PersonKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what brings you here."},
    )
    organisation = forms.ModelChoiceField(
        label="Your organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="None of these",
        help_text="If it is in the directory.",
        widget=forms.Select(
            attrs={"data-chooser": True, "data-otherwise": "proposed_organisation"}
        ),
    )
    proposed_organisation = forms.CharField(
        label="Your organisation, if it is not in the list",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    why = forms.CharField(
        label="Why would you like to join?",
        max_length=LONGEST_WHY,
        help_text=f"One sentence, at most {LONGEST_WHY} characters. A coordinator reads it.",
        error_messages={"required": "Say in a sentence why you would like to join."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    digest = forms.BooleanField(label=DIGEST_WORDING, required=False)
    privacy = forms.BooleanField(
        label=PRIVACY_WORDING,
        error_messages={"required": "Without this we cannot keep an account for you."},
    )
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    invitation = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = [
        "display_name",
        "email",
        "password1",
        "kind",
        "organisation",
        "proposed_organisation",
        "why",
        "digest",
        "privacy",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Organisation.objects.listed().order_by("name", "pk")
        self.fields["organisation"].queryset = listed
        self._word_questions()
        self._read_invitation()
        if not self.is_bound:
            self.initial["note"] = time_trap.new_note()

    def _word_questions(self) -> None:
        email = self.fields["email"]
        email.label = "E-mail address"
        email.error_messages["required"] = "Give your e-mail address."
        email.help_text = "We send a code to it. It is never shown to other people."
        if "password1" in self.fields:
            password = self.fields["password1"]
            password.help_text = ADVICE
            password.error_messages["required"] = "Choose a password."
        trap = self.fields["homepage"]
        trap.label = "Leave this empty"
        # allauth hides it by an inline style, which the policy forbids.
        trap.widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def _read_invitation(self) -> None:
        """Fix the address to the one that was invited."""
        token = (
            self.data.get("invitation", "")
            if self.is_bound
            else context.request.GET.get("invitation", "")
        )
        self.invited = open_invitation(token) if token else None
        if self.invited is None:
            return
        self.initial["invitation"] = token
        self.initial["email"] = self.invited.email
        self.fields["email"].disabled = True
        self.fields["email"].help_text = "The address you were invited at."
        if self.invited.organisation_id:
            self.initial.setdefault("organisation", self.invited.organisation_id)

    def clean(self) -> dict[str, Any]:
        """Look at the time the form took, last of all."""
        cleaned = super().clean()
        try:
            time_trap.check(cleaned.get("note", ""))
        except time_trap.NotFresh as error:
            self._give_new_note()
            self.add_error(None, error)
        except time_trap.TooQuick as error:
            self.add_error(None, error)
        return cleaned

    def _give_new_note(self) -> None:
        self.data = self.data.copy()
        self.data["note"] = time_trap.new_note()

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Open the account; answer the same, as slowly, where there is one already."""
        time_trap.spend(self.cleaned_data["note"])
        if self.account_already_exists:
            self._take_as_long()
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Somebody else signed up with the address in this very moment.
            self.account_already_exists = True
            return super().try_save(request)

    def _take_as_long(self) -> None:
        """Spend what a new password costs, which is most of what a new account costs."""
        password = self.cleaned_data.get("password1")
        if password:
            make_password(password)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep what they said of themselves."""
        super().custom_signup(request, user)
        take_in(user=user, answers=self._answers())

    def _answers(self) -> Answers:
        said = self.cleaned_data
        return Answers(
            name=said["display_name"],
            kind=said["kind"],
            why=said["why"],
            organisation=said["organisation"],
            proposed_organisation=said["proposed_organisation"],
            wants_digest=said["digest"],
            invitation=self.invited,
        )
