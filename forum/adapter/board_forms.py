"""The form for a board: its name and place, who reads it, who writes on it."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.admin.forms.models import WagtailAdminModelForm

from forum.adapter import permissions
from forum.adapter.actions import all_tags
from forum.adapter.fields import TagField
from forum.adapter.models import BoardProfile
from forum.adapter.permissions import MODERATING, Readers, State
from forum.forum.models import Forum
from forum.moderating.models import BoardSetting


class GroupField(TagField):
    """Choose among the groups, whatever the browser sends."""

    default_error_messages = {"invalid_choice": "Please choose groups from the list."}


class BoardForm(WagtailAdminModelForm):
    """A board: its name, what it is for, where it stands, who reads and writes."""

    type = forms.TypedChoiceField(
        label="What it is",
        choices=[
            (Forum.FORUM_POST, "A board with topics"),
            (Forum.FORUM_CAT, "A heading above boards"),
        ],
        coerce=int,
        empty_value=Forum.FORUM_POST,
        required=False,
    )
    parent = forms.ModelChoiceField(
        label="Below",
        queryset=Forum.objects.none(),
        required=False,
        empty_label="Nothing: it stands by itself",
        help_text="Whoever may not read what is above it cannot read it either.",
    )
    readers = forms.ChoiceField(
        label="Who it is for", choices=Readers.choices, widget=forms.RadioSelect
    )
    groups = GroupField(
        label="Groups",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only for private boards. People join groups under Settings → Users.",
    )
    moderators = GroupField(
        label="Groups that moderate",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "They read this board and look after it, and no other. Coordinators and board "
            "moderators look after every board."
        ),
    )
    premoderated = forms.BooleanField(
        label="A moderator reads every message before it appears", required=False
    )
    state = forms.ChoiceField(
        label="State",
        choices=State.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=State.OPEN,
    )
    topics = TagField(
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="“Start the discussion” on a page leads to the board that shares most.",
    )

    class Meta:
        model = Forum
        fields = ["name", "description", "type", "parent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = all_tags()
        groups = Group.objects.exclude(name__in=MODERATING).order_by("name")
        for name in ("groups", "moderators"):
            self.fields[name].queryset = groups
        self.fields["description"].help_text = "One or two sentences."
        boards = Forum.objects.exclude(type=Forum.FORUM_LINK)
        if self.instance.pk:
            below = self.instance.get_descendants(include_self=True)
            boards = boards.exclude(pk__in=below.values("pk"))
            self._begin_with(self.instance)
        else:
            self.initial["readers"] = Readers.PUBLIC
        self.fields["parent"].queryset = boards

    def _begin_with(self, board: Forum) -> None:
        profile = BoardProfile.objects.filter(board=board).first()
        setting = BoardSetting.objects.filter(board=board).first()
        self.initial |= {
            "readers": permissions.readers_of(board),
            "groups": permissions.reading_groups(board),
            "moderators": permissions.moderating_groups(board),
            "premoderated": permissions.is_premoderated(board),
            "state": setting.state if setting else State.OPEN,
            "topics": profile.topics.all() if profile else [],
        }

    def clean(self) -> dict[str, Any]:
        """Ask for groups where only groups are to read; keep headings apart."""
        cleaned = super().clean()
        chosen = cleaned.get("groups") or cleaned.get("moderators")
        if cleaned.get("readers") == Readers.GROUPS and not chosen:
            self.add_error("groups", "Please choose at least one group.")
        parent = cleaned.get("parent")
        heading = cleaned.get("type") == Forum.FORUM_CAT
        if heading and parent is not None and parent.is_category:
            self.add_error("parent", "A heading cannot stand below another heading.")
        if heading and self.instance.pk and self.instance.topics.exists():
            self.add_error("type", "There are topics on it. Move them first.")
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Forum:
        """Save the board together with its permissions and topics."""
        asked = self.cleaned_data
        board = super().save(commit)
        profile, _ = BoardProfile.objects.get_or_create(board=board)
        profile.topics.set(asked["topics"])
        state = asked["state"] or State.OPEN
        permissions.arrange(
            board,
            readers=asked["readers"],
            groups=asked["groups"],
            moderators=asked["moderators"],
            premoderated=asked["premoderated"],
            state=state,
        )
        return board
