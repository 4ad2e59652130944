"""Seed the postcode areas, the BT districts and the names of councils."""

from django.db import migrations

from hub.places import seed


def seed_areas_and_names(apps, schema_editor):
    outcode = apps.get_model("places", "Outcode")
    rows = [*seed.areas(), *seed.northern_irish_districts()]
    outcode.objects.bulk_create(outcode(**fields) for fields in rows)
    name = apps.get_model("places", "PlaceName")
    others = seed.other_council_names()
    name.objects.bulk_create(
        name(key=key, council=council)
        for council in apps.get_model("places", "Council").objects.all()
        for key in sorted(seed.keys_of_council(council.name, others))
    )


def remove_areas_and_names(apps, schema_editor):
    codes = [row["code"] for row in [*seed.areas(), *seed.northern_irish_districts()]]
    apps.get_model("places", "Outcode").objects.filter(code__in=codes).delete()
    apps.get_model("places", "PlaceName").objects.exclude(council=None).delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0003_postcodes_and_towns")]

    operations = [migrations.RunPython(seed_areas_and_names, remove_areas_and_names)]
