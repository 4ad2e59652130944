"""Configuration of the accounts app, and of Wagtail's users app over it."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Who signs in."""

    name = "hub.accounts"
    label = "accounts"
    default = True


class PeopleInAdminConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our forms, which know one name and no username."""

    user_viewset = "hub.accounts.viewsets.PersonViewSet"
