"""The form in which people say who they are, and who may see each part of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from hub.accounts import limits
from hub.core.models import Topic
from hub.directory.models import Organisation
from hub.members.models import Profile
from hub.members.profiles.photos import NotAPhoto, Squares, squares_of

#: Each group: its key, its heading, its questions, the question who sees it.
GROUPS = (
    ("name", "Your name", ("name",), "name_seen_by"),
    ("photo", "Photo", ("new_photo", "drops_photo"), "photo_seen_by"),
    ("pronouns", "Pronouns", ("pronouns",), "pronouns_seen_by"),
    ("role", "What you do", ("kind", "role"), "role_seen_by"),
    (
        "organisation",
        "Organisation",
        ("organisation", "organisation_name"),
        "organisation_seen_by",
    ),
    ("place", "Where you are", ("place", "nation", "region"), "place_seen_by"),
    ("languages", "Languages", ("languages",), "languages_seen_by"),
    ("help", "What you can help with", ("can_help_with",), "can_help_with_seen_by"),
)

#: How often somebody may send a photo of themselves.
_PHOTO = "profile_photo"


class ProfileForm(forms.ModelForm):
    """Who somebody is, part by part, each with the question who sees it."""

    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text=(
            "As people know you. It always stands beside what you write on the forum."
        ),
    )
    new_photo = forms.FileField(
        label="Choose a photo",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=(
            "JPEG, PNG or WebP. It is cut to a square, and where and when it was taken "
            "is removed."
        ),
    )
    drops_photo = forms.BooleanField(label="Remove my photo", required=False)

    class Meta:
        model = Profile
        fields = [
            "pronouns",
            "kind",
            "role",
            "organisation",
            "organisation_name",
            "place",
            "nation",
            "region",
            "languages",
            "can_help_with",
            "topics",
            "is_listed",
            *(seen_by for *_, seen_by in GROUPS),
        ]
        labels = {
            "kind": "What brings you here",
            "role": "Your role",
            "organisation": "From the directory",
            "organisation_name": "Or in your own words",
            "place": "Town or area",
            "region": "Region of England",
            "can_help_with": "Topics",
            "topics": "Topics you want to hear about",
            "is_listed": "Let members find me in the people finder and the search",
        }
        help_texts = {
            "organisation_name": "When it is not in the directory.",
            "is_listed": "Members find you by what you let them see, and by nothing else.",
            "topics": "Nobody else sees these.",
        }
        widgets = {
            "can_help_with": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = self.instance.user.display_name
        self.fields["organisation"].queryset = Organisation.objects.listed()
        self.fields["organisation"].empty_label = "None"
        topics = Topic.objects.all()
        for name in ("can_help_with", "topics"):
            self.fields[name].queryset = topics
        if not self.instance.photo:
            del self.fields["drops_photo"]
        for heading, seen_by in ((group[1], group[3]) for group in GROUPS):
            self.fields[seen_by].label = f"Who sees this ({heading.lower()})"
        self.fields[
            "name_seen_by"
        ].help_text = (
            "Of your profile page: whoever does not see your name sees nothing of it."
        )

    def clean_name(self) -> str:
        """Return the name on one line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_new_photo(self) -> Squares | None:
        """Return the picture in our own squares."""
        file: UploadedFile | None = self.cleaned_data["new_photo"]
        if not file:
            return None
        # Drawing one anew takes time, so each counts before it is looked at.
        if not limits.consume_in_turn(self.instance.user, _PHOTO):
            raise ValidationError(
                f"That was many photos: {limits.in_words(_PHOTO)} is the most. "
                "Please wait a while, then choose this one again; what you typed is "
                "still here."
            )
        try:
            return squares_of(file.file)
        except NotAPhoto as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Ask for the photo again when something else is wrong: browsers drop it."""
        cleaned = super().clean()
        if self.errors and cleaned.get("new_photo"):
            self.add_error(
                "new_photo", "Please choose your photo again with the next try."
            )
        return cleaned

    def groups(self) -> list[dict[str, Any]]:
        """Return the questions as they stand on the page."""
        return [
            {
                "key": key,
                "heading": heading,
                "fields": [self[name] for name in names if name in self.fields],
                "seen_by": self[seen_by],
            }
            for key, heading, names, seen_by in GROUPS
        ]

    @property
    def own_topics(self) -> BoundField:
        """The question of what they want to hear about."""
        return self["topics"]
