"""An address that is kept back, and ways to reach that are not for all: nowhere at all."""

import json
import re

import pytest
from django.core.management import call_command

from hub.directory.models import Organisation
from hub.places.models import Postcode
from hub.search.models import SearchEntry
from tests.factories.directory import make_organisation
from tests.factories.places import make_places

STREET, TOWN = "7 Quillfeather Passage", "Zoundsbury"
MEMBERS_ONLY = "members@quill.example"
HIDDEN = "nobody@quill.example"
# The exact point is 52.0553, 1.1469; the middle of the district 52.067, 1.139.
EXACT = Postcode(code="IP11AA", latitude=52.0553, longitude=1.1469)
SECRETS = re.compile(
    r"Quillfeather|Zoundsbury|1AA|52\.055|1\.1469|01473|07700|nobody@quill", re.I
)
PUBLIC = (
    "/co-ops/masked-care/",
    "/co-ops/",
    "/co-ops/?view=map",
    "/co-ops/?near=IP1&within=5",
    "/co-ops/?near=Ipswich&within=5&view=map",
    "/co-ops/?q=masked",
    "/co-ops/points.geojson",
    "/co-ops/export.csv",
    "/co-ops/export.geojson",
    "/co-ops/plain-care/",
    "/search/?q=masked",
    "/search/?q=masked&kind=organisation",
    "/search/suggest/?q=mask",
    "/search/suggest/?q=care",
    # Not there yet; to be looked at on the day that they are.
    "/sitemap.xml",
    "/feed/",
    "/api/v2/pages/",
    "/",
)


@pytest.fixture
def masked(home, indexed):
    make_places()
    EXACT.save(force_insert=True)
    organisation = make_organisation(
        "Masked Care",
        models=("worker",),
        services=("home_care",),
        address=f"{STREET}\n{TOWN}",
        postcode="IP1 1AA",
        masks_address=True,
        email=MEMBERS_ONLY,
        phone="07700 900111",
        phone_shown_to="nobody",
    )
    # Another that is like it, so that it is suggested there with its distance.
    make_organisation(
        "Plain Care", models=("worker",), services=("home_care",), postcode="IP1"
    )
    indexed()
    return organisation


def body(response) -> str:
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode()


@pytest.mark.parametrize("address", PUBLIC)
def test_masked_address_and_hidden_contact_stand_nowhere(
    masked, client, person, client_for, address
):
    for asker in (client, client_for(person())):
        found = SECRETS.search(body(asker.get(address)))
        assert found is None, found


@pytest.mark.parametrize("address", PUBLIC)
def test_what_members_may_know_is_on_the_profile_for_members_alone(
    masked, client, person, client_for, address
):
    assert MEMBERS_ONLY not in body(client.get(address))
    seen = MEMBERS_ONLY in body(client_for(person()).get(address))
    assert seen == (address == "/co-ops/masked-care/")


@pytest.mark.parametrize(
    "words", ["Quillfeather", "Zoundsbury", "07700 900111", "members@quill.example"]
)
def test_what_is_kept_back_finds_nothing(masked, client, words):
    response = client.get("/co-ops/", {"q": words})

    assert "Masked Care" not in response.text


def test_search_entry_holds_none_of_it(masked):
    entry = SearchEntry.objects.get(key=f"directory.organisation:{masked.pk}")

    words = json.dumps(
        {field.name: str(getattr(entry, field.name)) for field in entry._meta.fields}
    )
    assert "Masked Care" in words
    assert not SECRETS.search(words)
    assert MEMBERS_ONLY not in words


def test_masking_later_takes_it_out_of_everything(masked, client, indexed):
    shown = Organisation.objects.get(pk=masked.pk)
    shown.masks_address = False
    shown.save_revision().publish()
    indexed()
    assert SECRETS.search(client.get("/co-ops/masked-care/").text)
    assert "Masked Care" in client.get("/co-ops/", {"q": "Zoundsbury"}).text

    shown.masks_address = True
    shown.save_revision().publish()
    indexed()

    assert not SECRETS.search(client.get("/co-ops/masked-care/").text)
    assert "Masked Care" not in client.get("/co-ops/", {"q": "Zoundsbury"}).text
    kept = Organisation.objects.get(pk=masked.pk)
    assert (kept.latitude, kept.longitude) == (52.067, 1.139)


def test_two_masked_in_one_district_are_equally_far_from_everywhere(masked, client):
    # Asked from any side, their distances and order tell nothing of where they are.
    make_organisation("Masked Again", postcode="IP1 6ZZ", masks_address=True)

    for near in ("IP1 1AA", "Ipswich", "IP1"):
        response = client.get("/co-ops/", {"near": near, "within": "25"})
        asked = response.context["asked"]
        miles = {
            card.organisation.name: asked.distance_of(card.organisation)
            for card in response.context["cards"]
            if card.organisation.name.startswith("Masked")
        }
        assert len(miles) == 2
        assert len(set(miles.values())) == 1


def test_old_versions_and_previews_are_not_for_visitors_nor_members(
    masked, client, person, client_for
):
    revision = masked.latest_revision_id
    base = "/admin/snippets/directory/organisation"
    addresses = (
        f"{base}/edit/{masked.pk}/",
        f"{base}/preview/{masked.pk}/",
        f"{base}/history/{masked.pk}/",
        f"{base}/{masked.pk}/revisions/{revision}/view/",
        f"{base}/inspect/{masked.pk}/",
    )
    for asker in (client, client_for(person())):
        for address in addresses:
            response = asker.get(address)
            assert response.status_code != 200
            assert not SECRETS.search(response.text)


def test_rebuilt_index_holds_none_of_it_either(masked, client):
    call_command("rebuild_search_index", verbosity=0)

    assert "Masked Care" in client.get("/co-ops/", {"q": "masked"}).text
    assert "Masked Care" not in client.get("/co-ops/", {"q": "Quillfeather"}).text
