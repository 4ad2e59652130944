"""Seed the synonyms, and let editors keep them and the promoted results.

Going back takes the permissions from the two groups and the seeded synonyms away.
"""

from django.db import migrations

from hub.search.seed import SYNONYMS

_GROUPS = ("Editors", "Moderators")
_MODELS = (
    ("search", "synonym", "synonym"),
    ("wagtailsearchpromotions", "searchpromotion", "search promotion"),
)


def _permissions(apps):
    # Permissions are made after all migrations have run; those needed now are made here
    # with the names that Django would give them.
    permission = apps.get_model("auth", "Permission")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    return [
        permission.objects.get_or_create(
            content_type=content_types.get_or_create(app_label=app, model=model)[0],
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {name}"},
        )[0]
        for app, model, name in _MODELS
        for action in ("add", "change", "delete")
    ]


def _groups(apps):
    return apps.get_model("auth", "Group").objects.filter(name__in=_GROUPS)


def give(apps, schema_editor):
    synonym = apps.get_model("search", "Synonym")
    synonym.objects.bulk_create(synonym(ways="\n".join(row)) for row in SYNONYMS)
    for group in _groups(apps):
        group.permissions.add(*_permissions(apps))


def take(apps, schema_editor):
    seeded = ["\n".join(row) for row in SYNONYMS]
    apps.get_model("search", "Synonym").objects.filter(ways__in=seeded).delete()
    for group in _groups(apps):
        group.permissions.remove(*_permissions(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_synonyms_and_words"),
        ("wagtailsearchpromotions", "0005_switch_query_model"),
        ("wagtailcore", "0002_initial_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give, take)]
