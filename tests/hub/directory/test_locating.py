"""The point of an organisation: as exact as anybody may know, and never more."""

import pytest
from django.core.management import call_command

from hub.directory.models import Organisation
from hub.places.models import Outcode, Postcode
from tests.factories.directory import make_organisation
from tests.factories.places import make_places

EXACT = (52.0553, 1.1469, "postcode")
DISTRICT = (52.067, 1.139, "district")
IPSWICH = (52.059, 1.155, "place")
NONE = (None, None, "")


@pytest.fixture(autouse=True)
def places(db):
    make_places()
    Postcode.objects.create(code="IP11AA", latitude=52.0553, longitude=1.1469)


def point_of(organisation):
    organisation.refresh_from_db()
    return organisation.latitude, organisation.longitude, organisation.precision


@pytest.mark.parametrize(
    ("fields", "point"),
    [
        ({"postcode": "IP1 1AA"}, EXACT),
        ({"postcode": "ip11aa", "place": "Leeds"}, EXACT),
        ({"postcode": "IP1 1AA", "masks_address": True}, DISTRICT),
        ({"postcode": "IP1 9ZZ"}, DISTRICT),
        ({"postcode": "BT1 5GS"}, (54.6, -5.93, "place")),
        ({"postcode": "IP33 1AA", "masks_address": True}, (52.06, 1.16, "area")),
        ({"place": "Ipswich"}, IPSWICH),
        ({"place": "Ipswich", "masks_address": True}, IPSWICH),
        ({"postcode": "nonsense", "place": "Ipswich"}, IPSWICH),
        ({"postcode": "QQ1 1AA", "place": "Ipswich"}, IPSWICH),
        ({"place": "Leeds"}, (53.796, -1.548, "place")),
        ({"place": "Bangor", "nation": "wales"}, (53.228, -4.129, "place")),
        ({"place": "Bangor"}, NONE),
        ({"place": "Suffolk", "nation": "england"}, NONE),
        ({"place": "Wales"}, NONE),
        ({"place": "Newport", "nation": "international"}, NONE),
        ({"place": "Nowhere in particular"}, NONE),
        ({}, NONE),
    ],
)
def test_point_is_set_at_save_from_the_postcode_or_else_the_place(fields, point):
    assert point_of(make_organisation(**fields)) == point


def test_point_moves_to_the_district_when_the_address_comes_to_be_masked():
    organisation = make_organisation(postcode="IP1 1AA")

    organisation.masks_address = True
    organisation.save(update_fields=["masks_address"])

    assert point_of(organisation) == DISTRICT


def test_point_goes_when_the_postcode_goes():
    organisation = make_organisation(postcode="IP1 1AA")

    organisation.postcode = ""
    organisation.save()

    assert point_of(organisation) == NONE


def test_published_revision_does_not_bring_back_a_point_it_was_made_with():
    organisation = make_organisation(postcode="IP1 1AA")
    organisation.masks_address = True
    revision = organisation.save_revision()
    assert revision.content["latitude"] == EXACT[0]

    revision.publish()

    assert point_of(organisation) == DISTRICT


def test_save_of_other_fields_leaves_the_point_alone():
    organisation = make_organisation(postcode="IP1 1AA")
    Postcode.objects.all().delete()

    organisation.save(update_fields=["confirmed_on"])

    assert point_of(organisation) == EXACT


def test_command_locates_again_what_was_saved_before_places_were_loaded():
    Outcode.objects.filter(code="IP1").delete()
    organisation = make_organisation(postcode="IP1 9ZZ")
    make_organisation("Nowhere")
    assert point_of(organisation) == (52.06, 1.16, "area")
    at = organisation.updated_at
    Outcode.objects.create(
        code="IP1", latitude=52.067, longitude=1.139, precision="district"
    )

    call_command("locate_organisations", verbosity=0)

    assert point_of(organisation) == DISTRICT
    assert organisation.updated_at == at
    assert Organisation.objects.filter(latitude=None).count() == 1
