"""Documents are found by their words, by those who may fetch them."""

import pytest
from wagtail.models import CollectionViewRestriction

from hub.media.models import HubDocument
from hub.search.models import SearchEntry
from hub.search.sources import source_of
from tests.factories.media import make_collection, make_document, pdf

pytestmark = pytest.mark.django_db


def shown() -> dict[str, str]:
    rows = SearchEntry.objects.filter(is_gone=False)
    return dict(rows.values_list("title", "visibility"))


def restrict(collection, kind):
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind
    )


def test_document_entry_holds_its_words_and_leads_to_the_guarded_address(client):
    document = make_document(name="policy.pdf", data=pdf("Equal rotas"))
    row = SearchEntry.objects.get()
    assert (row.kind, row.title, row.url) == ("document", "Rota policy", document.url)
    assert "Equal rotas" in row.body
    assert row.facts[0] == "PDF"
    assert client.get(row.url).status_code == 200
    restrict(document.collection, "login")
    assert client.get(row.url).status_code == 404


def test_unreadable_document_is_found_by_its_title():
    make_document(name="policy.pdf", data=b"broken")
    row = SearchEntry.objects.get()
    assert (row.title, row.body) == ("Rota policy", "")


@pytest.mark.parametrize(
    ("kind", "left"),
    [("login", {"Rota policy": "members"}), ("password", {}), ("groups", {})],
)
def test_restriction_of_a_collection_above_acts_at_once(kind, left):
    above = make_collection()
    make_document(collection=make_collection("Minutes", above))
    make_document("Leaflet")
    made = restrict(above, kind)
    assert shown() == {"Leaflet": "public"} | left
    made.delete()
    assert shown() == {"Leaflet": "public", "Rota policy": "public"}


def test_document_moved_to_a_private_collection_is_found_no_more():
    private = make_collection()
    restrict(private, "groups")
    document = make_document()
    document.collection = private
    document.save()
    assert shown() == {}


def test_renamed_collection_shows_in_where_its_documents_stand():
    collection = make_collection()
    make_document(collection=collection)
    collection.name = "Minutes"
    collection.save()
    assert SearchEntry.objects.get().where == "Minutes"


def test_collection_moved_under_a_private_one_hides_its_documents(client_for, person):
    from django.urls import reverse

    private, moved = make_collection(), make_collection("Minutes")
    restrict(private, "groups")
    make_document(collection=moved)
    address = reverse("wagtailadmin_collections:edit", args=[moved.pk])
    client_for(person(is_superuser=True)).post(
        address, {"name": "Minutes", "parent": private.pk}
    )
    assert (
        type(moved)
        .objects.get(pk=moved.pk)
        .is_child_of(type(moved).objects.get(pk=private.pk))
    )
    assert shown() == {}


def test_deleted_document_is_found_no_more():
    make_document().delete()
    assert shown() == {}


@pytest.mark.parametrize("number", [1, 30])
def test_source_takes_the_same_number_of_queries_for_any_number(
    number, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("hub.media.texts._read", lambda document: "Words")
    for count in range(number):
        make_document(f"Document {count}")
    source = source_of(HubDocument)
    with django_assert_num_queries(2):
        entries = [entry for _, entry in source.entries(source.queryset())]
    assert len(entries) == number
