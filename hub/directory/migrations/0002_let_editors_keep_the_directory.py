"""Let editors write the directory's entries and moderators publish them.

Going back takes the permissions from the two groups again.
"""

from django.db import migrations

_RIGHTS = {
    "Editors": ("add", "change"),
    "Moderators": ("add", "change", "delete", "publish", "lock", "unlock"),
}


def _permissions(apps, actions):
    # Permissions are made after all migrations have run; those needed now are made here
    # with the names that Django and Wagtail would give them.
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="directory", model="organisation")
    permission = apps.get_model("auth", "Permission")
    return [
        permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_organisation",
            defaults={"name": f"Can {action} organisation"},
        )[0]
        for action in actions
    ]


def give(apps, schema_editor):
    for name, actions in _RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        if group is not None:
            group.permissions.add(*_permissions(apps, actions))


def take(apps, schema_editor):
    for name, actions in _RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        if group is not None:
            group.permissions.remove(*_permissions(apps, actions))


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_organisations"),
        ("wagtailcore", "0002_initial_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give, take)]
