"""Boards in the Wagtail admin: the pages machina keeps in django.contrib.admin (S10, S11)."""

from typing import Any

from django import forms
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from forum.adapter.actions import all_tags
from forum.adapter.fields import TagField
from forum.adapter.models import BoardProfile
from forum.adapter.permissions import is_public, open_board
from forum.forum.models import Forum


class BoardForm(WagtailAdminModelForm):
    """A board: its name, what it is for, who reads it."""

    members_only = forms.BooleanField(
        label="Only members may read this board",
        required=False,
        help_text="Visitors and search engines then see neither the board nor its topics.",
    )
    topics = TagField(
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="“Start the discussion” on a page leads to the board that shares most.",
    )

    class Meta:
        model = Forum
        fields = ["name", "description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = all_tags()
        self.fields["description"].help_text = "One or two sentences."
        if self.instance.pk:
            profile, _ = BoardProfile.objects.get_or_create(board=self.instance)
            self.initial["members_only"] = not is_public(self.instance)
            self.initial["topics"] = profile.topics.all()

    def save(self, commit: bool = True) -> Forum:
        """Save the board together with its permissions and topics."""
        if not self.instance.pk:
            self.instance.type = Forum.FORUM_POST
        board = super().save(commit)
        profile, _ = BoardProfile.objects.get_or_create(board=board)
        profile.topics.set(self.cleaned_data["topics"])
        open_board(board, public=not self.cleaned_data["members_only"])
        return board


class NoDeletingPolicy(ModelPermissionPolicy):
    """Deleting a board would delete what members wrote there; nobody may."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse deletion, and leave the rest to the permissions of the group."""
        return action != "delete" and super().user_has_permission(user, action)


class BoardViewSet(ModelViewSet):
    """Add and edit boards."""

    model = Forum
    icon = "comment"
    menu_label = "Forum boards"
    menu_order = 250
    add_to_admin_menu = True
    name = url_prefix = "boards"
    list_display = ["name", "direct_topics_count", "direct_posts_count", "last_post_on"]
    search_fields = ["name"]
    permission_policy = NoDeletingPolicy(Forum)

    def get_form_class(self, for_update: bool = False) -> type[BoardForm]:
        """Use our own form: who reads a board is a row elsewhere, not a column."""
        return BoardForm


@hooks.register("register_admin_viewset")
def boards() -> BoardViewSet:
    """Add the boards to the admin."""
    return BoardViewSet()
