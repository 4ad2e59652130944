"""Boards in the Wagtail admin: the pages machina keeps in django.contrib.admin (S10, S11)."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from forum.adapter import board_views
from forum.adapter.board_forms import BoardForm
from forum.forum.models import Forum


class NoDeletingPolicy(ModelPermissionPolicy):
    """Deleting a board would delete what members wrote there; nobody may."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse deletion, and leave the rest to the permissions of the group."""
        return action != "delete" and super().user_has_permission(user, action)


class BoardIndexView(IndexView):
    """The boards, with the way to their order."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Lead to the table of who may do what."""
        where = reverse("boards:rights")
        more = Button("Order, and who may do what", url=where, icon_name="list-ol")
        return [*super().header_more_buttons, more]


class BoardViewSet(ModelViewSet):
    """Add and edit boards, put them in order, and see who may do what."""

    model = Forum
    icon = "comment"
    menu_label = "Forum boards"
    menu_order = 250
    add_to_admin_menu = True
    name = url_prefix = "boards"
    list_display = ["name", "direct_topics_count", "direct_posts_count", "last_post_on"]
    search_fields = ["name"]
    permission_policy = NoDeletingPolicy(Forum)
    index_view_class = BoardIndexView

    def get_form_class(self, for_update: bool = False) -> type[BoardForm]:
        """Use our own form: who reads a board is a row elsewhere, not a column."""
        return BoardForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the table, and moving a board up and down."""
        return [
            path("rights/", board_views.rights, name="rights"),
            path("<int:pk>/<str:way>/place/", board_views.place, name="place"),
            *super().get_urlpatterns(),
        ]


@hooks.register("register_admin_viewset")
def boards() -> BoardViewSet:
    """Add the boards to the admin."""
    return BoardViewSet()
