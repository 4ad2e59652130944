"""How to hear of what one follows."""

from typing import Any

from django import forms

from forum.following.models import Follow
from hub.notify.kinds import ALL_WAYS, Way


def ways_for(kind: str) -> list[tuple[str, str]]:
    """Return the ways to hear of such a thing; only discussions can be silenced."""
    return [
        (way.value, words)
        for way, words in ALL_WAYS.items()
        if way != Way.NONE or kind == Follow.Kind.TOPIC
    ]


class HowForm(forms.Form):
    """How to hear of one thing."""

    way = forms.ChoiceField(
        label="How do you want to hear of it?",
        help_text="Whatever comes by e-mail stands on the site as well.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = ways_for(kind)
