"""The community agreement in the Wagtail admin: a version is added, never changed."""

from typing import Any

from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from forum.guarding import actions
from forum.guarding.models import Agreement


class AgreementForm(WagtailAdminModelForm):
    """A new version, which begins as the one that holds."""

    class Meta:
        model = Agreement
        fields = ["text", "change", "asks_again"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Agreement.objects.current()
        if current is not None and not self.is_bound:
            self.initial["text"] = current.text

    def save(self, commit: bool = True) -> Agreement:
        """Publish the version: it holds from now on."""
        return actions.publish(agreement=super().save(commit=False))


class AddingOnlyPolicy(ModelPermissionPolicy):
    """Whoever accepted a version must find it as it was: none is changed or deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse changes and deletion, and leave the rest to the group's permissions."""
        if action in ("change", "delete"):
            return False
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Ask each in turn; Wagtail would ask the rows of all at once."""
        return any(self.user_has_permission(user, action) for action in actions)


class AgreementViewSet(ModelViewSet):
    """Read the versions, and publish a new one."""

    model = Agreement
    icon = "clipboard-list"
    menu_label = "Community agreement"
    menu_order = 251
    add_to_admin_menu = True
    name = url_prefix = "agreements"
    list_display = ["__str__", "published_at", "asks_again", "change"]
    permission_policy = AddingOnlyPolicy(Agreement)
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[AgreementForm]:
        """Use our own form: saving is publishing."""
        return AgreementForm


@hooks.register("register_admin_viewset")
def agreements() -> AgreementViewSet:
    """Add the agreement to the admin."""
    return AgreementViewSet()
