"""Seed the vocabularies; going back removes the words seeded here."""

from django.db import migrations
from django.utils.text import slugify

from hub.core import seed

_TERMS = {
    "Audience": seed.AUDIENCES,
    "CareService": seed.CARE_SERVICES,
    "SupportedGroup": seed.SUPPORTED_GROUPS,
    "OwnershipModel": seed.OWNERSHIP_MODELS,
}


def seed_vocabularies(apps, schema_editor):
    for name, terms in _TERMS.items():
        model = apps.get_model("core", name)
        for position, (key, label, *rest) in enumerate(terms, start=1):
            extra = {"explanation": rest[0]} if rest else {}
            model.objects.create(key=key, label=label, position=position, **extra)
    topic = apps.get_model("core", "Topic")
    for position, name in enumerate(seed.TOPICS, start=1):
        topic.objects.create(name=name, slug=slugify(name), position=position)


def remove_vocabularies(apps, schema_editor):
    for name, terms in _TERMS.items():
        keys = [term[0] for term in terms]
        apps.get_model("core", name).objects.filter(key__in=keys).delete()
    apps.get_model("core", "Topic").objects.filter(name__in=seed.TOPICS).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0001_vocabularies_and_page_topics")]

    operations = [migrations.RunPython(seed_vocabularies, remove_vocabularies)]
