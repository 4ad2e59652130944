"""The answer to an application or a claim."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hub.members.models import ReasonTemplate

APPROVE, DECLINE = "approve", "decline"


class DecisionForm(forms.Form):
    """Yes or no, with words that start from a template and may be changed freely."""

    template = forms.ModelChoiceField(
        ReasonTemplate.objects.none(),
        label="Start from",
        required=False,
        empty_label="Your own words",
    )
    reason = forms.CharField(
        label="What they are told",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Word for word. Left empty, the words you start from are sent.",
    )

    def __init__(self, *args: Any, uses: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = ReasonTemplate.objects.filter(use__in=uses)
        self.decision = self.data.get("decision", "")

    def clean(self) -> dict[str, Any]:
        """Take the template's words where there are no others; a no needs some."""
        cleaned = super().clean() or {}
        template = cleaned.get("template")
        if self.decision not in (APPROVE, DECLINE):
            raise forms.ValidationError("Approve or decline.")
        is_welcome = template and template.use == ReasonTemplate.Use.WELCOME
        if template and is_welcome != (self.decision == APPROVE):
            self.add_error("template", "These words are for the other answer.")
            return cleaned
        if template and not cleaned.get("reason"):
            cleaned["reason"] = template.text
        if self.decision == DECLINE and not cleaned.get("reason"):
            self.add_error("reason", "Say why: they read it word for word.")
        return cleaned
