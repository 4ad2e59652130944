"""Search within a section: what is kept of a list, and in which order."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from hub.directory.models import Organisation
from hub.search import section
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(monkeypatch):
    """Let the search find these entries, and keep what it was asked."""
    asked = []

    def finds(*keys: str) -> list:
        def found_keys(typed, *, visible, kind):
            asked.append((typed, visible, kind))
            return list(keys)

        monkeypatch.setattr(section, "found_keys", found_keys)
        return asked

    return finds


def keep(words: str, user=None) -> list[str]:
    listed = Organisation.objects.order_by("name")
    kept = section.keep_found(
        listed, words, kind="organisation", user=user or AnonymousUser()
    )
    return [one.name for one in kept]


def key(organisation) -> str:
    return f"directory.organisation:{organisation.pk}"


def test_things_found_stand_in_the_order_of_the_search(found):
    one, two, _ = (make_organisation(name) for name in ("A", "B", "C"))
    asked = found(key(two), key(one))
    assert keep("rotas") == ["B", "A"]
    assert asked == [("rotas", frozenset({"public"}), "organisation")]


def test_list_without_words_keeps_everything_in_its_own_order_and_asks_nothing(found):
    make_organisation("B")
    make_organisation("A")
    asked = found()
    assert keep("") == ["A", "B"]
    assert asked == []


def test_list_where_nothing_was_found_is_empty(found):
    make_organisation("A")
    found()
    assert keep("rotas") == []


def test_key_of_another_model_or_of_what_is_gone_is_left_out(found):
    one = make_organisation("A")
    found(f"casestudies.casestudypage:{one.pk}", key(one), "directory.organisation:99")
    assert keep("rotas") == ["A"]


def test_member_is_asked_for_with_the_keys_a_member_holds(found, person):
    asked = found()
    keep("rotas", person())
    assert asked[0][1] == frozenset({"public", "members"})


def test_thousand_things_found_are_kept_in_order(found):
    one, two = make_organisation("A"), make_organisation("B")
    others = [f"directory.organisation:{10_000 + place}" for place in range(998)]
    found(key(two), *others, key(one))
    assert keep("rotas") == ["B", "A"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("q=rotas", "rotas"),
        ("q=%20rotas%0A%20leeds%20", "rotas leeds"),
        ("q=", ""),
        ("", ""),
        ("q=" + "a" * 10_000, "a" * 200),
    ],
)
def test_words_of_an_address_are_one_short_line(address, words):
    assert section.words_of(QueryDict(address)) == words
