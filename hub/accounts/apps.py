"""Configuration of the accounts app, and of Wagtail's users app over it."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Who signs in."""

    name = "hub.accounts"
    label = "accounts"
    default = True

    def ready(self) -> None:
        """Keep the groups' permissions as they are written down; end sessions."""
        from hub.accounts import sessions
        from hub.accounts.parts import register_parts
        from hub.accounts.roles import permissions_exist

        sessions.connect()
        register(permissions_exist)
        register_parts()
        post_migrate.connect(_give_permissions, sender=self)


def _give_permissions(**kwargs: Any) -> None:
    from hub.accounts.roles import give_permissions

    if kwargs.get("using", "default") == "default":
        give_permissions()


class PeopleInAdminConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our forms, which know one name and no username."""

    user_viewset = "hub.accounts.viewsets.PersonViewSet"
