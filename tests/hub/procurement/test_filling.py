"""What is put into placeholders: on the page, in the copy, in the download."""

import io

import pytest
from django.urls import reverse
from docx import Document

from hub.procurement.filling import LONGEST_VALUE, blanks_of, settled_wording
from hub.procurement.wording import placeholders
from tests.factories.procurement import make_clause

WORDING = (
    "1. Tell us [[notice|, three months]] before, by [[way|post]] or [[way|post]]."
)


def text_of(wording):
    return "".join(run.text for one in wording.paragraphs for run in one.runs)


def test_value_stands_wherever_its_placeholder_does():
    blanks = blanks_of(placeholders(WORDING), {"settle-way": "e-mail"})

    assert text_of(settled_wording(WORDING, blanks)).endswith("by e-mail or e-mail.")


def test_comma_that_belongs_to_the_sentence_stays():
    blanks = blanks_of(placeholders(WORDING), {"settle-notice": "a year"})

    assert "Tell us , a year before" in text_of(settled_wording(WORDING, blanks))


def test_placeholder_left_empty_stays_a_placeholder():
    wording = settled_wording(WORDING, blanks_of(placeholders(WORDING), {}))

    assert [run.text for run in wording.paragraphs[0].runs if run.is_blank] == [
        ", three months",
        "post",
        "post",
    ]


def test_names_that_differ_only_in_signs_have_fields_of_their_own():
    blanks = blanks_of(placeholders("[[a b|1]] [[a-b|2]] [[…|3]]"), {})

    assert [blank.field for blank in blanks] == [
        "settle-a-b",
        "settle-a-b-2",
        "settle-words",
    ]


def test_value_that_is_too_long_is_refused_with_a_sentence_and_kept(
    client, clause_index
):
    clause = make_clause(clause_index)
    long = "x" * (LONGEST_VALUE + 1)

    page = client.get(clause.url, {"settle-rate": long}).content.decode()

    assert f"Use at most {LONGEST_VALUE} characters." in page
    assert f'value="{long}"' in page
    assert "[the hourly rate]" in page


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "]] [[x|y", "=1+1", "‮evil", "🙂 שלום"],
)
def test_hostile_value_is_only_text_on_the_page_and_in_each_file(
    client, clause_index, hostile
):
    clause = make_clause(clause_index)

    page = client.get(clause.url, {"settle-rate": hostile})
    files = [
        client.get(
            reverse("downloads:download", args=["clause", clause.slug, ending]),
            {"settle-rate": hostile},
        )
        for ending in ("docx", "odt", "pdf")
    ]

    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert [file.status_code for file in files] == [200, 200, 200]


def test_file_holds_the_value_the_draft_mark_and_the_version(client, clause_index):
    clause = make_clause(clause_index, drafting_notes="Mind the rounds.")
    address = reverse("downloads:download", args=["clause", clause.slug, "docx"])

    response = client.get(address, {"settle-rate": "double pay"})

    document = Document(io.BytesIO(response.content))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "The Supplier will pay double pay." in text
    assert "not yet reviewed by a lawyer" in text
    assert f"Version {clause.version}" in text
    assert "CC BY 4.0" in text
    assert [comment.text for comment in document.comments] == ["Mind the rounds."]
    assert (
        response["Content-Disposition"] == f'attachment; filename="{clause.slug}.docx"'
    )


@pytest.mark.parametrize(
    "address", ["clause/none.docx", "person/x.docx", "clause/x.exe"]
)
def test_file_of_nothing_is_not_found(client, clause_index, address):
    assert client.get(f"/downloads/{address}").status_code == 404


def test_draft_clause_has_no_file(client, clause_index):
    clause = make_clause(clause_index, live=False)
    address = reverse("downloads:download", args=["clause", clause.slug, "docx"])

    assert client.get(address).status_code == 404


def test_pdf_is_not_offered_where_it_cannot_be_made(client, clause_index, monkeypatch):
    clause = make_clause(clause_index)
    monkeypatch.setattr("hub.downloads.pdf.is_available", lambda: False)
    monkeypatch.setattr(
        "hub.downloads.templatetags.downloads.is_available", lambda: False
    )
    address = reverse("downloads:download", args=["clause", clause.slug, "pdf"])

    assert address not in client.get(clause.url).content.decode()
    assert client.get(address).status_code == 404
