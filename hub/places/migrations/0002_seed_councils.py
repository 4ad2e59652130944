"""Seed the councils and trusts; going back removes them."""

from django.db import migrations

from hub.places.seed import councils


def seed_councils(apps, schema_editor):
    council = apps.get_model("places", "Council")
    council.objects.bulk_create(council(**fields) for fields in councils())


def remove_councils(apps, schema_editor):
    slugs = [fields["slug"] for fields in councils()]
    apps.get_model("places", "Council").objects.filter(slug__in=slugs).delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0001_councils")]

    operations = [migrations.RunPython(seed_councils, remove_councils)]
