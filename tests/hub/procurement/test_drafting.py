"""New clauses from a pattern: drafts that open in the editor and are seen by nobody else."""

import pytest
from django.test import Client

from hub.core.vocabulary import ClauseStage, ClauseStatus
from hub.procurement.drafting.patterns import patterns
from hub.procurement.models import ClausePage
from tests.factories.accounts import make_staff


@pytest.fixture
def administrator(person):
    return person("Ada", is_superuser=True)


def address(index) -> str:
    return f"/admin/clauses/new/{index.pk}/"


def test_there_is_a_pattern_for_every_stage():
    assert {one.stage for one in patterns()} == set(ClauseStage.values)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda one: one.key)
def test_pattern_becomes_an_unpublished_draft_that_the_editor_opens(
    client_for, administrator, clause_index, pattern
):
    client = client_for(administrator)
    given = {"title": "Share the savings", "pattern": pattern.key}

    answer = client.post(address(clause_index), given)

    clause = ClausePage.objects.get(title="Share the savings")
    assert answer.url == f"/admin/pages/{clause.pk}/edit/"
    assert client.get(answer.url).status_code == 200
    assert not clause.live
    assert clause.status == ClauseStatus.DRAFT
    assert clause.stage == pattern.stage
    assert clause.placeholders
    assert Client().get(clause.url).status_code == 404


def test_draft_without_a_title_is_refused_and_the_choice_is_kept(
    client_for, administrator, clause_index
):
    client = client_for(administrator)

    answer = client.post(address(clause_index), {"title": " ", "pattern": "term"})

    shown = answer.content.decode()
    assert "This field is required." in shown
    assert 'value="term"' in shown.split("checked")[0][-200:]
    assert not ClausePage.objects.exists()


@pytest.mark.parametrize(
    "title",
    ["<script>alert(1)</script>", "é" * 200, "\u202e", "🙂"],
    ids=["markup", "long", "turned", "picture"],
)
def test_any_title_makes_a_draft(client_for, administrator, clause_index, title):
    given = {"title": title, "pattern": "term"}

    answer = client_for(administrator).post(address(clause_index), given)

    assert answer.status_code == 302
    assert client_for(administrator).get(answer.url).status_code == 200


def test_patterns_are_refused_to_those_who_may_not_add_clauses(
    client_for, clause_index
):
    client = client_for(make_staff("Cora", "Coordinators"))

    client.post(address(clause_index), {"title": "Mine", "pattern": "term"})

    assert not ClausePage.objects.exists()


def test_library_offers_the_patterns_in_the_explorer(
    client_for, administrator, clause_index
):
    shown = client_for(administrator).get(f"/admin/pages/{clause_index.pk}/")

    assert address(clause_index) in shown.content.decode()
