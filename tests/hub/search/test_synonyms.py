"""The field's synonyms, as editors keep them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hub.search.models import Synonym
from hub.search.seed import SYNONYMS
from tests.factories.accounts import make_staff


def test_new_hub_has_the_seeded_synonyms(db):
    assert {tuple(row.lines) for row in Synonym.objects.all()} == set(SYNONYMS)


def test_synonym_made_by_an_editor_counts_from_the_next_search_on(put, ask):
    put("Quokka meetings", key="one")
    assert ask("wombat").total == 0
    Synonym.objects.create(ways="wombat\nquokkas")
    assert [hit.url for hit in ask("wombat").hits] == ["/one/"]
    Synonym.objects.filter(ways__startswith="wombat").delete()
    assert ask("wombat").total == 0


def test_word_as_typed_stands_before_its_synonym(put, urls):
    put("Domiciliary care", key="synonym")
    put("Home care", key="typed")
    assert urls("home care") == ["/typed/", "/synonym/"]


def test_phrase_in_two_rows_has_the_synonyms_of_both(put, urls):
    Synonym.objects.create(ways="wombat\nquokka")
    Synonym.objects.create(ways="wombat\nnumbat")
    put("Quokka", key="one")
    put("Numbat", key="two")
    assert set(urls("wombat")) == {"/one/", "/two/"}


@pytest.mark.parametrize(
    ("ways", "sentence"),
    [
        ("rota", "at least two"),
        ("rota\nrotas", "at least two"),
        ("rota\n!!!", "at least one word"),
        ("\n".join(f"way{number}" for number in range(20)), "at most 12"),
        ("rota\n" + "many " * 9, "at most 6 words"),
    ],
)
def test_synonym_that_cannot_work_is_refused_with_a_sentence(ways, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Synonym(ways=ways).full_clean()


def test_editor_adds_a_synonym_in_the_admin(home, client_for):
    editing = client_for(make_staff("Grace", "Editors"))
    address = reverse("wagtailsnippets_search_synonym:add")
    assert editing.get(address).status_code == 200
    editing.post(address, {"ways": "wombat\nquokka"})
    assert Synonym.objects.filter(ways__contains="quokka").count() == 1


def test_member_cannot_reach_the_synonyms(client_for, person):
    address = reverse("wagtailsnippets_search_synonym:list")
    assert client_for(person()).get(address).status_code == 302
