"""People for tests who work in the Wagtail admin."""

from django.contrib.auth.models import Group

from hub.accounts.models import User


def make_staff(name: str, group: str) -> User:
    """Add a person to one of Wagtail's groups: Editors or Moderators."""
    address = f"{name.lower()}@example.org"
    user = User.objects.create_user(address, "staff password", display_name=name)
    user.groups.add(Group.objects.get(name=group))
    return user
