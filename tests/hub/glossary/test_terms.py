"""The glossary: its page, its starter terms, its place in the search."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hub.core.sample import SampleError
from hub.glossary import sample_content
from hub.glossary.models import Term
from hub.search.models import SearchEntry
from tests.factories.glossary import make_term


@pytest.mark.parametrize("terms", [1, 30])
def test_glossary_takes_the_same_queries_for_any_number(
    client, home, django_assert_max_num_queries, terms
):
    for number in range(terms):
        make_term(f"Term {number}").see.add(make_term(f"Other {number}"))
    client.get(reverse("glossary:terms"))

    with django_assert_max_num_queries(6):
        response = client.get(reverse("glossary:terms"))

    assert f"Term {terms - 1}" in response.content.decode()


def test_defined_term_without_its_definition_is_refused(db):
    with pytest.raises(ValidationError) as told:
        Term(slug="x", name="X", meaning="…", is_defined_term=True).full_clean()

    assert "contract_meaning" in told.value.message_dict


def test_starter_terms_load_once_and_are_at_least_forty(db):
    sample_content.load()
    before = Term.objects.count()

    sample_content.load()

    assert Term.objects.count() == before >= 40


def test_edited_term_is_left_alone_when_the_starter_terms_are_loaded_again(db):
    sample_content.load()
    Term.objects.filter(slug="social-value").update(meaning="Our own words.")

    sample_content.load()

    assert Term.objects.get(slug="social-value").meaning == "Our own words."


def test_unknown_neighbour_in_the_file_is_named(db, tmp_path):
    path = tmp_path / "terms.toml"
    path.write_text(
        '[[term]]\nslug = "a"\nname = "A"\nother_names = []\nmeaning = "It is A."\n'
        'is_defined_term = false\ncontract_meaning = ""\nsee = ["nobody"]\n'
    )

    with pytest.raises(SampleError, match="nobody"):
        sample_content.load(path)


def test_term_is_found_by_the_search_when_it_is_saved(
    db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        term = make_term("Asset lock")

    entry = SearchEntry.objects.get(kind="term")
    assert (entry.title, entry.url) == ("Asset lock", term.get_absolute_url())
