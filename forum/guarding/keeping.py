"""Who keeps the agreement: administrators and coordinators add versions."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from forum.guarding.models import Agreement
from hub.accounts.roles import COORDINATORS


def give_permissions() -> None:
    """Let coordinators add a version and read earlier ones; repeating changes nothing."""
    group = Group.objects.filter(name=COORDINATORS).first()
    if group is None:
        return
    kind = ContentType.objects.get_for_model(Agreement)
    for action in ("add", "view"):
        permission, _ = Permission.objects.get_or_create(
            content_type=kind,
            codename=f"{action}_agreement",
            defaults={"name": f"Can {action} {Agreement._meta.verbose_name}"},
        )
        group.permissions.add(permission)
