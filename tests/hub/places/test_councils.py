from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from hub.core.vocabulary import Nation
from hub.places.models import Council, Region


def test_councils_and_trusts_are_seeded_by_nation(db):
    rows = Council.objects.values_list("nation", "kind")

    assert Counter(rows) == {
        ("england", "council"): 153,
        ("scotland", "council"): 32,
        ("wales", "council"): 22,
        ("northern_ireland", "council"): 11,
        ("northern_ireland", "trust"): 5,
    }


def test_council_holds_keys_that_the_vocabularies_know(db):
    nations = set(Council.objects.values_list("nation", flat=True))
    regions = set(Council.objects.exclude(region="").values_list("region", flat=True))

    assert nations <= set(Nation.values)
    assert regions == set(Region.values)


def test_region_is_given_for_england_alone(db):
    without = Council.objects.filter(region="").values_list("nation", flat=True)

    assert set(without) == {"scotland", "wales", "northern_ireland"}


def test_council_is_found_by_its_code(db):
    suffolk = Council.objects.get(code="E10000029")

    assert (suffolk.name, suffolk.region) == ("Suffolk", "east_of_england")


def test_northern_ireland_leaves_care_to_its_trusts(db):
    responsible = Council.objects.responsible_for_care().filter(
        nation="northern_ireland"
    )

    assert {body.kind for body in responsible} == {"trust"}
    assert responsible.count() == 5


def test_code_belongs_to_one_council(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Council.objects.create(
            slug="double", code="E10000029", name="Double", nation="england"
        )


def test_trusts_without_a_code_stand_side_by_side(db):
    assert Council.objects.filter(code="").count() == 5
