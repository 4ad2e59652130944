"""What people fill in about packs."""

from collections.abc import Iterable

from django import forms

from hub.downloads.cleaning import clean
from hub.packs.models import LONGEST_NAME, LONGEST_NOTE, Pack

NEW = "new"


class LineField(forms.CharField):
    """One line of text, without what no document may hold."""

    def to_python(self, value: object) -> str:
        """Return the text cleaned, with single spaces."""
        return " ".join(clean(super().to_python(value)).split())


class TextField(forms.CharField):
    """Some lines of text, likewise."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        """Return the text cleaned."""
        return clean(super().to_python(value))


def _name_field(**options: object) -> LineField:
    return LineField(
        label="Name of the pack",
        max_length=LONGEST_NAME,
        help_text=f"For example what you are buying. At most {LONGEST_NAME} characters.",
        error_messages={
            "required": "Give the pack a name.",
            "max_length": f"Use at most {LONGEST_NAME} characters.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **options,
    )


class NameForm(forms.Form):
    """What a pack is called."""

    name = _name_field()


class NoteForm(forms.Form):
    """What somebody says of a thing in a pack."""

    note = TextField(
        label="Your note",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=(
            "It stands with the thing in the download, and whoever has your secret link "
            f"reads it. At most {LONGEST_NOTE} characters."
        ),
        error_messages={"max_length": f"Use at most {LONGEST_NOTE} characters."},
    )


class AddForm(forms.Form):
    """Which pack something goes into: one there is, or a new one."""

    pack = forms.ChoiceField(
        label="Which pack?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a pack.",
            "invalid_choice": "Choose one of your packs, or a new one.",
        },
    )
    name = _name_field(required=False)

    def __init__(self, *args: object, packs: Iterable[Pack], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pack.pk), pack.name) for pack in packs]
        self.has_packs = bool(choices)
        if self.has_packs:
            self.fields["pack"].choices = [*choices, (NEW, "A new pack")]
            self.fields["pack"].initial = choices[0][0]
            self.fields["name"].label = "Name of the new pack"
        else:
            del self.fields["pack"]
            self.fields["name"].required = True
            self.fields["name"].initial = "My pack"

    def clean(self) -> dict[str, object]:
        """Ask for the name of a new pack."""
        given = super().clean()
        is_new = given.get("pack") == NEW
        if is_new and not given.get("name") and "name" not in self.errors:
            self.add_error("name", "Give the new pack a name.")
        return given

    @property
    def chosen(self) -> int | None:
        """The key of the pack that was chosen; None for a new one."""
        pack = self.cleaned_data.get("pack", NEW)
        return None if pack == NEW else int(pack)
