"""Clauses and law in the editors' admin."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.procurement.models import ClausePage, LegalBasis, RoutePage
from tests.factories.procurement import make_clause, make_route


@pytest.fixture
def editor(person, client_for):
    """A signed-in administrator's client."""
    return client_for(person("Editor", is_superuser=True))


def form_of(clause: ClausePage, **changes: object) -> dict:
    """Return what the edit form of `clause` would send."""
    values = {
        "title": clause.title,
        "slug": clause.slug,
        "summary": clause.summary,
        "wording": clause.wording,
        "stage": clause.stage,
        "risk": clause.risk,
        "status": clause.status,
        "when_to_use": clause.when_to_use,
        "version": clause.version,
        "version_date": "2026-11-23",
        "version_note": "Changed.",
        "nations": inline_formset([{"nation": "wales"}]),
        "procedures": inline_formset([]),
        "regimes": inline_formset([]),
        "sources": inline_formset([]),
        "comments": inline_formset([]),
        "topics": "",
        "action-publish": "on",
    }
    return nested_form_data(values | changes)


def edit(client, clause: ClausePage, **changes: object):
    url = reverse("wagtailadmin_pages:edit", args=[clause.pk])
    return client.post(url, form_of(clause, **changes))


def test_editor_publishes_new_wording_as_a_new_version(editor, clause_index):
    clause = make_clause(clause_index)

    answer = edit(editor, clause, wording="1. New [[rate|words]].", version="0.2")

    assert answer.status_code == 302
    clause = ClausePage.objects.get(pk=clause.pk)
    assert [one.version for one in clause.versions.newest_first()] == ["0.2", "0.1"]
    assert [row.nation for row in clause.nations.all()] == ["england", "wales"]


def test_editor_who_forgets_the_version_is_told_and_loses_nothing(editor, clause_index):
    clause = make_clause(clause_index)

    answer = edit(editor, clause, wording="1. Changed words.")

    assert answer.status_code == 200
    assert "Give it a new version" in answer.content.decode()
    assert "1. Changed words." in answer.content.decode()
    assert ClausePage.objects.get(pk=clause.pk).wording != "1. Changed words."


def test_editor_who_leaves_a_placeholder_open_is_told(editor, clause_index):
    clause = make_clause(clause_index)

    answer = edit(editor, clause, wording="1. Pay [[rate", version="0.2")

    assert "A placeholder is not complete." in answer.content.decode()


@pytest.mark.parametrize("model", [ClausePage, RoutePage])
def test_every_field_of_the_form_explains_itself(model):
    own = [
        field
        for field in model._meta.local_fields + model._meta.local_many_to_many
        if field.editable and not field.primary_key
    ]

    assert [field.name for field in own if not field.help_text] == []


@pytest.mark.parametrize("make", [make_clause, make_route])
def test_page_of_an_unsaved_change_can_be_previewed(
    make, clause_index, route_index, rf, person
):
    index = clause_index if make is make_clause else route_index
    other = make_clause(clause_index, "The other one")
    page = make(index, "Under change")
    setattr(page, "related" if make is make_clause else "clauses", [other])
    page.legal_bases = [LegalBasis.objects.get(name="Care Act 2014")]
    original = rf.get("/", SERVER_NAME="testserver")
    original.user = person()

    body = page.make_preview_request(original).render().content.decode()

    assert "The other one" in body
    assert "Care Act 2014" in body


def test_editor_adds_law_with_its_nations(editor, db):
    answer = editor.post(
        reverse("law:add"),
        nested_form_data(
            {
                "name": "An Act 2026",
                "url": "",
                "nations": inline_formset([{"nation": "scotland"}]),
            }
        ),
    )

    assert answer.status_code == 302
    law = LegalBasis.objects.get(name="An Act 2026")
    assert [row.nation for row in law.nations.all()] == ["scotland"]


def test_address_of_another_kind_of_page_answers_404(client, clause_index, home):
    make_clause(clause_index, "Real")

    assert client.get("/procurement/routes/real/").status_code == 404
    assert client.get("/procurement/clauses/no-such/").status_code == 404
    assert Page.objects.filter(slug="real").count() == 1


def test_clause_that_a_browser_sends_back_unchanged_is_saved(editor, clause_index):
    # Browsers send CRLF, whatever the page was stored with.
    clause = make_clause(clause_index, wording="1. First [[rate|ten]].\n2. Second.")

    answer = edit(editor, clause, wording=clause.wording.replace("\n", "\r\n"))

    assert answer.status_code == 302
    clause = ClausePage.objects.get(pk=clause.pk)
    assert clause.wording == "1. First [[rate|ten]].\n2. Second."
    assert [one.version for one in clause.versions.newest_first()] == ["0.1"]
