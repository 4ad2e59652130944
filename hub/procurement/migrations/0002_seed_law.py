"""Seed the law by name; going back removes what was seeded here."""

from django.db import migrations

from hub.procurement.seed import LAW


def seed_law(apps, schema_editor):
    law = apps.get_model("procurement", "LegalBasis")
    nation_row = apps.get_model("procurement", "LegalBasisNation")
    for name, url, nations in LAW:
        record = law.objects.create(name=name, url=url)
        nation_row.objects.bulk_create(
            nation_row(legal_basis=record, nation=nation) for nation in nations
        )


def remove_law(apps, schema_editor):
    names = [name for name, _url, _nations in LAW]
    apps.get_model("procurement", "LegalBasis").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("procurement", "0001_clauses_and_routes")]

    operations = [migrations.RunPython(seed_law, remove_law)]
