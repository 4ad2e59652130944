"""Let editors and moderators see what people search for.

Going back takes the permission from the two groups again.
"""

from django.db import migrations

_GROUPS = ("Editors", "Moderators")


def _permission(apps):
    # Permissions are made after all migrations have run; the one needed now is made
    # here with the name that Django would give it.
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="search", model="searchlog")
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="view_searchlog",
        defaults={"name": "Can see what people search for"},
    )[0]


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=_GROUPS):
        group.permissions.add(_permission(apps))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=_GROUPS):
        group.permissions.remove(_permission(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_searches_for_editors_and_saved_searches"),
        ("wagtailcore", "0002_initial_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give, take)]
