"""The searches a newcomer is shown find the right thing first."""

import pytest
from django.contrib.auth.models import AnonymousUser

from hub.core.visibility import keys_for
from hub.search.carrying import rebuild_index
from hub.search.models import SearchEntry

FIRST = {
    "worker buyout": ("guide", "buyout"),
    "Suffolk": ("organisation", "leading-lives"),
    "social value": ("clause", "social-value"),
    "rotas": ("guide", "rotas"),
}


@pytest.fixture
def index(starter_content):
    rebuild_index()


def test_starter_searches_find_the_right_thing_first(index, ask):
    seen = keys_for(AnonymousUser())
    asked = {words: ask(words, *seen) for words in FIRST}
    first = {
        words: [*results.best_bets, *results.hits][0]
        for words, results in asked.items()
    }
    assert {words: hit.kind for words, hit in first.items()} == {
        words: kind for words, (kind, _) in FIRST.items()
    }
    for words, (_, part) in FIRST.items():
        assert part in first[words].url

    # Every kind of thing can be found by one word.
    assert set(ask("care", *seen).counts["kind"]) == set(
        SearchEntry.objects.values_list("kind", flat=True)
    )
    # No text carries markup, or words run together where markup was.
    for row in SearchEntry.objects.all():
        for text in (row.title, row.summary, row.body):
            assert "</" not in text
            assert "&amp;" not in text
