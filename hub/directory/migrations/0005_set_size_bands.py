"""Say of every entry in which band its size lies."""

from django.db import migrations

_BANDS = (("under_10", 0, 9), ("under_50", 10, 49), ("under_250", 50, 249))


def set_bands(apps, schema_editor):
    """Write the band of those whose number of people is known."""
    organisations = apps.get_model("directory", "Organisation").objects
    for band, least, most in _BANDS:
        organisations.filter(colleagues__range=(least, most)).update(size_band=band)
    organisations.filter(colleagues__gte=250).update(size_band="large")


class Migration(migrations.Migration):
    """Fill the column that the last migration added."""

    dependencies = [("directory", "0004_find_by_place_and_identity")]

    operations = [migrations.RunPython(set_bands, migrations.RunPython.noop)]
