from importlib import import_module

import pytest
from django.apps import apps

from hub.core.models import (
    Audience,
    CareService,
    OwnershipModel,
    SupportedGroup,
    Topic,
)


@pytest.mark.parametrize(
    ("model", "count", "first", "last"),
    [
        (Audience, 6, "co_op_managers", "advisers"),
        (CareService, 14, "home_care", "end_of_life_care"),
        (SupportedGroup, 10, "older_people", "complex_needs"),
        (OwnershipModel, 9, "worker", "not_for_profit"),
    ],
)
def test_vocabulary_is_seeded_in_order(db, model, count, first, last):
    keys = list(model.objects.values_list("key", flat=True))
    positions = list(model.objects.values_list("position", flat=True))

    assert (len(keys), keys[0], keys[-1]) == (count, first, last)
    assert positions == list(range(1, count + 1))


def test_topics_are_seeded_in_order_with_stable_slugs(db):
    slugs = list(Topic.objects.values_list("slug", flat=True))

    assert len(slugs) == 20
    assert slugs[:3] == [
        "starting-up",
        "converting-and-worker-buyout",
        "at-risk-provision",
    ]
    assert slugs[-1] == "policy"
    assert not Topic.free_tagging


def test_ownership_models_explain_themselves(db):
    assert OwnershipModel.objects.filter(explanation="").count() == 0


@pytest.mark.parametrize(
    ("migration", "back", "forth", "model"),
    [
        (
            "hub.core.migrations.0002_seed_vocabularies",
            "remove_vocabularies",
            "seed_vocabularies",
            "core.Topic",
        ),
        (
            "hub.core.migrations.0002_seed_vocabularies",
            "remove_vocabularies",
            "seed_vocabularies",
            "core.OwnershipModel",
        ),
        (
            "hub.places.migrations.0002_seed_councils",
            "remove_councils",
            "seed_councils",
            "places.Council",
        ),
        (
            "hub.places.migrations.0004_seed_areas_and_names",
            "remove_areas_and_names",
            "seed_areas_and_names",
            "places.Outcode",
        ),
    ],
)
def test_seed_goes_back_and_forth(db, migration, back, forth, model):
    module = import_module(migration)
    rows = apps.get_model(model).objects
    seeded = rows.count()

    getattr(module, back)(apps, None)
    gone = rows.count()
    getattr(module, forth)(apps, None)

    assert seeded > 0
    assert gone == 0
    assert rows.count() == seeded


def test_seed_going_back_leaves_a_topic_that_an_editor_added(db):
    module = import_module("hub.core.migrations.0002_seed_vocabularies")
    Topic.objects.create(name="Housing", slug="housing")

    module.remove_vocabularies(apps, None)

    assert [topic.slug for topic in Topic.objects.all()] == ["housing"]
